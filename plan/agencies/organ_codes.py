"""The identifiers by which offices send each other documents: which office each one is, and by which one we write to it."""

from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import Session, col, delete, select

from plan.agencies.edits import agency_row
from plan.agencies.organ_ids import organ_id
from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import OrganCode
from plan.storage.changes import note_change

MOST = 5  # of one office: the new form, the old one, and those before a merger


def agency_with_code(session: Session, code: str) -> str | None:
    """The office whose identifier that is, of either form; None where the register has none."""
    row = session.get(OrganCode, organ_id(code)) if organ_id(code) else None
    return row.agency if row else None


def codes_of(session: Session, agency: str) -> list[str]:
    """Its identifiers; the first is the one that is written."""
    rows = select(OrganCode.code).where(OrganCode.agency == agency).order_by(col(OrganCode.position))
    return list(session.exec(rows))


def written_codes(session: Session, agencies: Iterable[str]) -> Mapping[str, str]:
    """The identifier to write of each of these offices that has one."""
    rows = select(OrganCode.agency, OrganCode.code).where(
        col(OrganCode.agency).in_(list(agencies)), OrganCode.position == 0
    )
    return dict(session.exec(rows).all())


def set_codes(session: Session, act: Act, agency: str, codes: Sequence[str]) -> bool:
    """These are its identifiers, in this order; whether that is another than before. None is ever made from another."""
    row = agency_row(session, agency)
    wanted = list(dict.fromkeys(_checked(session, agency, code) for code in codes if code.strip()))
    if len(wanted) > MOST:
        raise NotPossibleError(f"mỗi cơ quan không quá {MOST} mã định danh")
    before = codes_of(session, agency)
    if wanted == before:
        return False
    session.exec(delete(OrganCode).where(col(OrganCode.agency) == agency))
    session.add_all(OrganCode(code=code, agency=agency, position=at) for at, code in enumerate(wanted))
    session.flush()
    write_down(session, act, "agency codes", f"agency {row.code}", {"before": before, "after": wanted})
    note_change(session)
    return True


def _checked(session: Session, agency: str, text: str) -> str:
    code = organ_id(text)
    if not code:
        raise NotPossibleError(
            f"{text!r} không phải mã định danh; ghi như H48.01.02 (mới) hoặc 000.01.02.H48 (cũ)"
        )
    other = session.get(OrganCode, code)
    if other and other.agency != agency:
        raise NotPossibleError(f"mã định danh {code} đã là của cơ quan {other.agency}")
    return code
