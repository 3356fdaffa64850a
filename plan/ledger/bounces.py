"""What came back for letters, kept: each message once; an address that is no more is marked until somebody mends it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select, update

from plan.audit.log import Act, write_down
from plan.errors import RegisterError
from plan.models import Agency, Letter, Return, ReturnKind
from plan.storage.changes import note_change

# An operator has to do something about these; the others are only noted.
TROUBLE = (ReturnKind.DEAD, ReturnKind.FAILED)


@dataclass(frozen=True, slots=True)
class Report:
    """What a message says came back: of which letters (Message-IDs), about which address, in whose words."""

    kind: ReturnKind
    letters: Sequence[str]
    address: str
    status: str
    text: str


def keep(session: Session, now: datetime, raw: bytes, report: Report) -> Return | None:
    """Store what a message says of one of our letters, once; None if it is about none of them.

    A report about an address that the letter did not go to is about none: anybody can write a message.
    """
    kind, address = report.kind, report.address
    letter = session.exec(select(Letter).where(col(Letter.message_id).in_(report.letters))).first()
    if letter is None or (kind is not ReturnKind.AUTO and address not in map(str.lower, letter.recipients)):
        return None
    key = hashlib.sha256(b"\0".join([raw, kind.encode(), address.encode()])).hexdigest()
    if row := session.exec(select(Return).where(Return.key == key)).first():
        return row
    row = Return(
        key=key,
        at=now,
        kind=kind,
        letter_id=letter.id or 0,
        address=address,
        status=report.status,
        text=report.text,
    )
    session.add(row)
    session.flush()
    note_change(session)
    return row


def troubles(session: Session) -> list[Return]:
    """What nobody has dealt with yet, oldest first; an address that the directory no longer has is dealt with."""
    rows = session.exec(
        select(Return)
        .where(col(Return.kind).in_(TROUBLE), col(Return.settled_at).is_(None))
        .order_by(col(Return.id))
    )
    used = _addresses(session)
    return [row for row in rows if row.kind is not ReturnKind.DEAD or row.address in used]


def dead(session: Session) -> frozenset[str]:
    """The addresses that are no more, as far as anybody knows."""
    rows = select(Return.address).where(Return.kind == ReturnKind.DEAD, col(Return.settled_at).is_(None))
    return frozenset(session.exec(rows))


def listed(session: Session, *, every: bool) -> list[tuple[Return, Letter]]:
    """What came back with the letter it came back for, newest first; only what waits for somebody, or everything."""
    query = select(Return, Letter).join(Letter).order_by(col(Return.id).desc())
    if not every:
        query = query.where(col(Return.kind).in_(TROUBLE), col(Return.settled_at).is_(None))
    return list(session.exec(query))


def settle(session: Session, act: Act, number: int) -> Return:
    """Somebody has dealt with it; for an address that was no more, letters go to it again."""
    row = session.get(Return, number) if number < 2**63 else None
    if row is None:
        raise RegisterError(f"không có thư trả lại số {number}; xem số bằng: dondoc returns list")
    if row.settled_at is not None:
        raise RegisterError(f"thư trả lại số {number} đã được xử lý")
    same = update(Return).where(col(Return.address) == row.address, col(Return.kind) == row.kind)
    session.exec(same.where(col(Return.settled_at).is_(None)).values(settled_at=act.now))
    write_down(
        session,
        act,
        "settle-return",
        f"address {row.address}",
        {"kind": row.kind.value, "status": row.status},
    )
    note_change(session)
    session.flush()
    return row


def _addresses(session: Session) -> set[str]:
    return {address.lower() for emails in session.exec(select(Agency.emails)) for address in emails}
