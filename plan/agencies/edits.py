"""What people do to the lines of the register: edit, merge, split. Each act is written down with before and after."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from plan import dates
from plan.agencies.details import AgencyDetails, DetailsError, check, check_revision
from plan.agencies.entries import GROUP, OUTSIDE, AgencyEntry
from plan.agencies.store import free_code, load_directory, save_agencies
from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import Agency
from plan.storage.changes import note_change


def agency_row(session: Session, code: str) -> Agency:
    """The line of an office; groups and bodies that nobody follows are none."""
    row = session.get(Agency, code)
    if row is None or row.kind in (GROUP, OUTSIDE):
        raise NotPossibleError(f"sổ cơ quan không có cơ quan nào mang mã {code!r}")
    return row


def edit(session: Session, act: Act, code: str, wanted: AgencyDetails, seen: str | None = None) -> bool:
    """Its names, groups and addresses become these; whether anything was other before.

    `seen` is the revision of the line that the person looked at. Raises DetailsError for what cannot be.
    """
    row = agency_row(session, code)
    check_revision(row, seen)
    before, wanted = AgencyDetails.of(row), wanted.clean()
    check(wanted, code, before, load_directory(session))
    changed = wanted.differences(before)
    if not changed["after"]:
        return False
    _save(session, act, row, wanted)
    write_down(session, act, "agency edit", f"agency {code}", changed)
    return True


def merge(session: Session, act: Act, code: str, into: str, day: date, seen: str | None = None) -> None:
    """From that day on `into` answers for the agency: what is open passes, what is done stays where it was."""
    row, heir = agency_row(session, code), agency_row(session, into)
    check_revision(row, seen)
    check_merger(session, row, heir, day)
    before = _span(row)
    row.active_to, row.successor = day, into
    _succeeded(session, act, row, "agency merge", before)


def undo_merger(session: Session, act: Act, code: str, seen: str | None = None) -> None:
    """It answers for itself again, from now on; what passed meanwhile and is still open comes back."""
    row = agency_row(session, code)
    check_revision(row, seen)
    if row.active_to is None:
        raise NotPossibleError("cơ quan này không có ngày thôi hoạt động")
    before = _span(row)
    row.active_to = row.successor = None
    _succeeded(session, act, row, "agency merge undone", before)


def split(
    session: Session,
    act: Act,
    code: str,
    wanted: AgencyDetails,
    day: date,
    *,
    ends: bool,
    seen: str | None = None,
) -> str:
    """A new agency comes out of it on that day; gives its code.

    `ends`: the old one is no more from then on, and the new one has what it owes; else the old one keeps it.
    """
    row = agency_row(session, code)
    check_revision(row, seen)
    if row.active_from and day < row.active_from:
        raise NotPossibleError(f"ngày chia tách trước ngày cơ quan bắt đầu ({dates.day(row.active_from)})")
    if ends and row.active_to is not None:
        raise NotPossibleError(f"cơ quan đã có ngày thôi hoạt động: {dates.day(row.active_to)}")
    wanted = replace(wanted.clean(), groups=tuple(row.groups))
    check(wanted, "", None, load_directory(session))
    new = free_code(session, wanted.name)
    if not new:
        raise DetailsError({"name": "cần ghi tên cơ quan mới"})
    session.add(Agency(code=new, name=wanted.name, kind=row.kind, parent=row.parent, active_from=day))
    session.flush()
    _save(session, act, session.get_one(Agency, new), wanted)
    detail = {"name": wanted.name, "from": code, "active_from": day.isoformat()}
    write_down(session, act, "agency split", f"agency {new}", detail | {"emails": list(wanted.addresses)})
    write_down(session, act, "agency split", f"agency {code}", {"new": new, "day": day.isoformat()})
    if ends:
        merge(session, act, code, new, day)
    return new


def check_merger(session: Session, row: Agency, heir: Agency, day: date) -> None:
    """Raises NotPossibleError with the reason where one cannot be merged into the other on that day."""
    if why := _why_not(session, row, heir, day):
        raise NotPossibleError(why)


def _why_not(session: Session, row: Agency, heir: Agency, day: date) -> str:
    if row.code == heir.code:
        return "không sáp nhập một cơ quan vào chính nó"
    if row.active_to is not None:
        return f"cơ quan đã có ngày thôi hoạt động: {dates.day(row.active_to)}"
    if row.active_from and day < row.active_from:
        return f"ngày sáp nhập trước ngày cơ quan bắt đầu ({dates.day(row.active_from)})"
    if heir.active_from and heir.active_from > day:
        return f"{heir.name} bắt đầu hoạt động từ {dates.day(heir.active_from)}, sau ngày sáp nhập"
    if heir.active_to and heir.active_to <= day:
        return f"{heir.name} thôi hoạt động từ {dates.day(heir.active_to)}; hãy chọn cơ quan kế tục của nó"
    if row.code in _after(session, heir):
        return f"{heir.name} sẽ sáp nhập vào chính cơ quan này; các cơ quan kế tục nhau thành vòng"
    return ""


def _after(session: Session, row: Agency) -> set[str]:
    """Those that follow it, one after the other."""
    query = select(Agency.code, Agency.successor).where(col(Agency.successor).is_not(None))
    heirs = dict(session.exec(query).all())
    found: set[str] = set()
    code = row.successor
    while code and code not in found:
        found.add(code)
        code = heirs.get(code)
    return found


def _span(row: Agency) -> dict[str, object]:
    return {"active_to": row.active_to.isoformat() if row.active_to else None, "successor": row.successor}


def _succeeded(session: Session, act: Act, row: Agency, name: str, before: dict[str, object]) -> None:
    session.add(row)
    session.flush()
    note_change(session)
    detail = {"before": before, "after": _span(row)}
    write_down(session, act, name, f"agency {row.code}", detail)
    heir = row.successor or before["successor"]
    if heir:
        write_down(session, act, name, f"agency {heir}", {"agency": row.code, **detail})


def _save(session: Session, act: Act, row: Agency, wanted: AgencyDetails) -> None:
    """As the register does: whoever gets a first address is noted as reachable from today."""
    entry = AgencyEntry(
        row.code, wanted.name, wanted.short_name, wanted.aliases, row.kind, wanted.groups, wanted.addresses,
        row.parent, row.active_from, row.active_to, row.successor,
    )  # fmt: skip
    save_agencies(session, [entry], act.today)
