"""What came back for letters, kept: each message once; an address that is no more is marked until somebody mends it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select, update

from plan import dates
from plan.audit.log import Act, write_down
from plan.clock import day_of
from plan.errors import NotPossibleError
from plan.ledger.withdrawal import queue_resend
from plan.models import Agency, Bounce, BounceKind, Letter, LetterState, Notice
from plan.prepared import Prepared
from plan.storage.changes import note_act
from plan.storage.rows import find_row

# An operator has to do something about these; the others are only noted.
MOST_LETTERS = 200  # that one message may name
TROUBLE = (BounceKind.DEAD, BounceKind.FAILED)


@dataclass(frozen=True, slots=True)
class BounceReport:
    """What a message says came back: of which letters (Message-IDs), about which address, in whose words."""

    kind: BounceKind
    letters: Sequence[str]
    address: str
    status: str
    text: str
    original: str = ""  # the address that the letter was sent to, where it was sent on from there


def store(session: Session, now: datetime, raw: bytes, report: BounceReport) -> Bounce | None:
    """Store what a message says of one of our letters, once; None if it is about none of them.

    A report about an address that the letter did not go to is about none: anybody can write a message.
    """
    kind = report.kind
    letter = letter_named(session, report.letters)
    if letter is None or (address := _address(report, letter)) is None:
        return None
    key = hashlib.sha256(b"\0".join([raw, kind.encode(), address.encode()])).hexdigest()
    if row := session.exec(select(Bounce).where(Bounce.key == key)).first():
        return row
    row = Bounce(
        key=key,
        at=now,
        kind=kind,
        letter_id=letter.id,
        address=address,
        status=report.status,
        text=report.text,
    )
    session.add(row)
    session.flush()
    _return_steps(session, letter, row)
    note_act(session)
    return row


def _return_steps(session: Session, letter: Letter, row: Bounce) -> None:
    """A letter that came back from every address has told nobody: what it said is told by the next one."""
    if row.kind not in TROUBLE or letter.state not in {LetterState.SENT, LetterState.CAPTURED}:
        return
    failed = select(Bounce.address).where(Bounce.letter_id == letter.id, col(Bounce.kind).in_(TROUBLE))
    lost = {*session.exec(failed), *map(str.lower, letter.refused)}
    if all(to.lower() in lost for to in letter.recipients):
        told = session.exec(select(Notice).where(Notice.letter_id == letter.id)).all()
        why = f"thư số {letter.id} ngày {dates.day(letter.day)} bị trả lại, chưa ai được báo: {row.text or row.status}"
        queue_resend(session, told, why, letter.day)


def letter_named(session: Session, names: Sequence[str]) -> Letter | None:
    """The letter of ours that a message names, if it names one."""
    return session.exec(select(Letter).where(col(Letter.message_id).in_(names[:MOST_LETTERS]))).first()


def _address(report: BounceReport, letter: Letter) -> str | None:
    """Which of the letter's addresses it is about; an automatic answer may come from any."""
    if report.kind is BounceKind.AUTO:
        return report.address
    ours = {to.lower() for to in letter.recipients}
    return next((to for to in (report.original, report.address) if to in ours), None)


def open_bounces(session: Session) -> list[Bounce]:
    """What nobody has dealt with yet, oldest first; an address that the directory no longer has is dealt with."""
    rows = session.exec(
        select(Bounce)
        .where(col(Bounce.kind).in_(TROUBLE), col(Bounce.settled_at).is_(None))
        .order_by(col(Bounce.id))
    )
    used = _addresses(session)
    return [row for row in rows if row.kind is not BounceKind.DEAD or row.address in used]


def dead_addresses(session: Session) -> frozenset[str]:
    """The addresses that are no more, as far as anybody knows."""
    return frozenset(address for address, _ in _DEAD.ask(session))


_DEAD = Prepared(
    select(Bounce.address, func.min(Bounce.at))
    .where(Bounce.kind == BounceKind.DEAD, col(Bounce.settled_at).is_(None))
    .group_by(col(Bounce.address))
)


def dead_since(session: Session, zone: ZoneInfo) -> dict[str, date]:
    """Those addresses, in small letters, with the day on which the first letter came back."""
    return {address.lower(): day_of(at, zone) for address, at in _DEAD.ask(session)}


def resolve(session: Session, act: Act, number: int) -> Bounce:
    """Somebody has dealt with it; for an address that was no more, letters go to it again."""
    row = find_row(session, Bounce, number)
    if row is None:
        raise NotPossibleError(f"không có thư trả lại số {number}; xem số bằng: dondoc returns list")
    if row.settled_at is not None:
        raise NotPossibleError(f"thư trả lại số {number} đã được xử lý")
    same = update(Bounce).where(col(Bounce.address) == row.address, col(Bounce.kind) == row.kind)
    session.exec(same.where(col(Bounce.settled_at).is_(None)).values(settled_at=act.now))
    write_down(
        session,
        act,
        "settle-return",
        f"address {row.address}",
        {"kind": row.kind.value, "status": row.status},
    )
    note_act(session)
    session.flush()
    return row


def _addresses(session: Session) -> set[str]:
    return {address.lower() for given in session.exec(select(Agency.addresses)) for address in given}
