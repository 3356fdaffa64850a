"""The log of acts: who did what, when, from where, with what before and after, in a chain of seals.

Every line is written here and only here, so none is without its seal. `plan.audit.chain` says what a seal is.
"""

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from plan.audit import chain
from plan.audit.chain import ChainHead, SealedEntry
from plan.facts import FactOf, Form
from plan.models import Audit

# Of the last line: without it the removal of the last lines would not show.
_HEAD = FactOf("audit-head", Form(ChainHead.parse, str))
TRIM = "audit trim"


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, at which instant, which day that is in the plan's zone, and from where (an address)."""

    who: str
    now: datetime
    today: date
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What the check of the whole log found. `head` is to be noted elsewhere: "12:9f86d0…"."""

    lines: int
    trimmed: int
    head: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryAct:
    """One act as the log has it; `number` is that of its line."""

    number: int
    at: datetime
    who: str
    act: str
    detail: Mapping[str, Any]


def write_down(session: Session, act: Act, name: str, subject: str, detail: Mapping[str, object]) -> None:
    """One line in the log of acts, sealed. Writers wait for each other until the transaction ends."""
    detail = json.loads(json.dumps(dict(detail), default=str))
    texts = chain.private(act.who, act.origin, detail)
    salts = {path: secrets.token_hex(16) for path in texts}
    head = _HEAD.lock(session, ChainHead())  # two writers must not seal on the same line
    line = SealedEntry(
        number=head.number + 1,
        at=act.now.astimezone(UTC),
        act=name,
        subject=subject,
        who=act.who,
        origin=act.origin,
        detail=detail,
        salts=salts,
        digests={path: chain.digest(salts[path], text) for path, text in texts.items()},
    )
    row = Audit(seal=chain.seal(head.seal, line), **_values(line))
    _HEAD.put(session, ChainHead(row.number, row.seal))
    session.add(row)
    session.flush()


def history(session: Session, subject: str) -> tuple[HistoryAct, ...]:
    """What was done to it, oldest first."""
    columns: list[Any] = [Audit.number, Audit.at, Audit.who, Audit.act, Audit.detail]
    query = select(*columns).where(Audit.subject == subject).order_by(col(Audit.number))
    return tuple(HistoryAct(*row) for row in session.exec(query))


def head_of(session: Session) -> str:
    """Number and seal of the last line: whoever notes it elsewhere can prove later that nothing was cut off."""
    try:
        return str(_HEAD.of(session) or ChainHead())
    except ValueError:  # somebody changed it: `verify` says so, as no line has it
        return "–"


def lines(session: Session, first: datetime | None = None, last: datetime | None = None) -> Iterator[Audit]:
    """The log in its order; of a span of instants, `last` not included."""
    query = select(Audit).order_by(col(Audit.number)).execution_options(yield_per=500)
    if first is not None:
        query = query.where(Audit.at >= first)
    if last is not None:
        query = query.where(Audit.at < last)
    yield from session.exec(query)


def verify(session: Session, noted: str | None = None) -> Verification:
    """Walk the chain from its beginning; every line that was changed, removed, added or moved is named.

    `noted` is a head that was written down elsewhere: the chain must still pass through it.
    """
    try:
        return _walked(session, noted)
    except (ValueError, TypeError, AttributeError):  # what the program writes can always be read
        found = tuple(_unreadable(session)) or ("nhật ký: có dòng không đọc được, đã bị sửa",)
        count = session.exec(select(func.count(col(Audit.id)))).one()
        return Verification(count, 0, head_of(session), found)


def _walked(session: Session, noted: str | None) -> Verification:
    previous, expected, trimmed = chain.BEGINNING, 1, 0
    found: list[str] = []
    allowed = _allowed_trims(session)
    wanted = ChainHead.parse(noted) if noted else ChainHead()
    for row in lines(session):
        line = as_sealed(row)
        found += [f"dòng {row.number}: {fault}" for fault in _line_faults(row, line, expected, previous)]
        if chain.is_trimmed(line):
            trimmed += 1
            if allowed is None or line.at >= allowed:
                found.append(f"dòng {row.number}: bị lược bỏ mà nhật ký không ghi lần lược bỏ nào như vậy")
        if row.number == wanted.number and row.seal != wanted.seal:
            found.append(f"dòng {row.number}: không khớp dấu đã ghi ở nơi khác")
        previous, expected = row.seal, row.number + 1
    head = str(ChainHead(expected - 1, previous))
    if head != head_of(session):
        found.append(
            f"cuối nhật ký: dòng cuối là {head[:20]}…, sổ ghi {head_of(session)[:20]}…; bị xóa hoặc thêm"
        )
    if wanted.number >= expected:
        found.append(f"cuối nhật ký: thiếu dòng {wanted.number} đã ghi ở nơi khác")
    count = session.exec(select(func.count(col(Audit.id)))).one()
    return Verification(count, trimmed, head, tuple(found))


def _unreadable(session: Session) -> Iterator[str]:
    """Lines that are not even of the form in which they were written, each asked for by itself."""
    for number in session.exec(select(Audit.number).order_by(col(Audit.number))).all():
        try:
            line = as_sealed(session.exec(select(Audit).where(Audit.number == number)).one())
            chain.seal("", line)
            list(chain.faults(line))
        except (ValueError, TypeError, AttributeError):
            yield f"dòng {number}: không đọc được, đã bị sửa"


def trim(session: Session, act: Act, before: datetime) -> int:
    """Take the texts that may name a person out of the lines before that instant; the chain still holds.

    Days, numbers of documents, acts and subjects stay. Nobody can bring the texts back. How many lines.
    """
    count = 0
    for row in lines(session, None, before):
        if not row.salts:
            continue
        paths = set(row.salts)
        row.who = row.origin = ""
        row.detail = chain.without(row.detail, paths)
        row.salts = {}
        session.add(row)
        count += 1
    session.flush()
    if count:
        before = before.astimezone(UTC)
        write_down(session, act, TRIM, "audit", {"before": before.isoformat(), "lines": count})
    return count


def as_sealed(row: Audit) -> SealedEntry:
    """A stored line as the value that its seal covers."""
    return SealedEntry(
        number=row.number,
        at=row.at,
        act=row.act,
        subject=row.subject,
        who=row.who,
        origin=row.origin,
        detail=row.detail,
        salts=row.salts,
        digests=row.digests,
    )


def _values(line: SealedEntry) -> dict[str, Any]:
    return {name: getattr(line, name) for name in SealedEntry.__slots__}


def _line_faults(row: Audit, line: SealedEntry, expected: int, previous: str) -> Iterator[str]:
    if row.number != expected:
        yield f"đáng ra là dòng {expected}: có dòng bị xóa, thêm hoặc đổi chỗ"
    if row.seal != chain.seal(previous, line):
        yield "không khớp dấu niêm phong: dòng này, hoặc chỗ của nó, đã bị sửa"
    yield from chain.faults(line)


def _allowed_trims(session: Session) -> datetime | None:
    """Up to which instant texts may be missing: the latest that a recorded trim names."""
    told = [str(row.detail.get("before")) for row in session.exec(select(Audit).where(Audit.act == TRIM))]
    return max(filter(None, map(_instant_of, told)), default=None)


def _instant_of(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None  # whoever changed it broke the seal of its line
