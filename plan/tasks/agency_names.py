"""What people said about names in plans: another name of an agency, a new agency, a body that nobody follows.

Each holds for every plan, those to come as well.
"""

from sqlmodel import Session, select

from plan.addresses import fault_of
from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import OUTSIDE
from plan.agencies.store import free_code
from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import Agency, Alias
from plan.storage.changes import note_change
from plan.text import fold, nfc


def name_agency(session: Session, act: Act, directory: AgencyDirectory, name: str, code: str) -> None:
    """From now on `name` means that agency, in every plan and for good."""
    key = fold(name)
    if session.get(Agency, code) is None:
        raise NotPossibleError(f"sổ cơ quan không có mã {code!r}; xem các mã bằng: dondoc resolve TÊN --json")
    if not key:
        raise NotPossibleError("tên gọi trống")
    if why_not := _taken(directory, name):
        raise NotPossibleError(why_not)
    session.add(Alias(key=key, name=nfc(" ".join(name.split())), agency=code, who=act.who, at=act.now))
    write_down(session, act, "alias", f"agency {code}", {"name": name})
    note_change(session)
    session.flush()


def _taken(directory: AgencyDirectory, name: str) -> str:
    """Why a name cannot be given to an agency: it means somebody already, on this day or another."""
    parts = directory.resolve(name)
    meant = dict.fromkeys((*(code for part in parts for code in part.agencies), *directory.named(name)))
    if meant:
        return f"tên gọi này đã chỉ {', '.join(meant)}; ai kế tục thì ghi ở cột successor của sổ cơ quan"
    if any(
        part.kind == "group" and (directory.group_name(part.name) or directory.emptied(part))
        for part in parts
    ):
        return "tên gọi này là một nhóm trong sổ cơ quan; thành viên ghi ở cột groups của sổ"
    if any(part.kind == "unspecified" for part in parts):
        return "tên gọi này mỗi nơi chỉ một khác; hãy trả lời cho từng nhiệm vụ: dondoc settle TASK --lead …"
    return ""


def new_agency(
    session: Session, act: Act, directory: AgencyDirectory, name: str, addresses: tuple[str, ...]
) -> str:
    """A new line in the directory, by this name; gives its code."""
    return _add_line(session, act, directory, name, kind="", addresses=addresses)


def leave_outside(session: Session, act: Act, directory: AgencyDirectory, name: str) -> str:
    """The name means a body that nobody here follows: it is shown, never reminded, and not asked about again."""
    return _add_line(session, act, directory, name, kind=OUTSIDE)


def _add_line(
    session: Session,
    act: Act,
    directory: AgencyDirectory,
    name: str,
    *,
    kind: str,
    addresses: tuple[str, ...] = (),
) -> str:
    name = nfc(" ".join(name.split()))
    code = free_code(session, name)
    if not code:
        raise NotPossibleError("tên gọi trống")
    why_not = _taken(directory, name)
    if why_not and kind != OUTSIDE:
        raise NotPossibleError(why_not)
    if directory.named(name):
        raise NotPossibleError(f"sổ cơ quan đã có {name!r}")
    if bad := [f"{each} ({fault})" for each in addresses if (fault := fault_of(each))]:
        raise NotPossibleError(f"không phải địa chỉ: {', '.join(bad)}")
    session.add(Agency(code=code, name=name, kind=kind, addresses=list(addresses)))
    write_down(
        session, act, "agency", f"agency {code}", {"name": name, "kind": kind, "emails": list(addresses)}
    )
    note_change(session)
    session.flush()
    return code


def unname_agency(session: Session, act: Act, name: str) -> str:
    """Take a name back; gives the code of the agency that it meant."""
    key = fold(name)
    row = session.get(Alias, key)
    outside = session.exec(select(Agency).where(Agency.kind == OUTSIDE)).all()
    found = row or next((each for each in outside if fold(each.name) == key), None)
    if found is None:
        raise NotPossibleError(f"không có tên gọi {name!r} do người dùng đặt; xem bằng: dondoc alias list")
    code = found.agency if isinstance(found, Alias) else found.code
    session.delete(found)
    write_down(session, act, "unalias", f"agency {code}", {"name": found.name})
    note_change(session)
    session.flush()
    return code


def other_names(session: Session) -> list[Alias]:
    """The names that people accepted, by agency."""
    return list(session.exec(select(Alias).order_by(Alias.agency, Alias.key)))
