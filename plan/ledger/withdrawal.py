"""Letters that no longer hold true are taken back before they go; what they were to tell is owed.

Owed means: the ledger row stays, without a letter, and the parties are asked again at the next tick. There
the step is told by a new letter, true on its day, or passed over with the reason. So nothing is lost, and
what has gone out is not told again. A letter that reached one of its addresses has gone out.

A letter that was refused for good has told nobody either: from the next day on, what it was to tell is owed.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, bindparam, col, or_, select, update

from plan import dates
from plan.addresses import MAIL
from plan.facts import DAY, FactOf
from plan.models import Agency, Letter, LetterState, Notice, Obligation, Party
from plan.models.letters import PENDING_RESEND
from plan.prepared import Prepared
from plan.steps import StepName, parse_step
from plan.storage.chunks import chunks

_RETURNED = FactOf(
    "refused-returned", DAY
)  # the day whose morning gave back what letters before it were refused for
NOT_IN_HAND = (LetterState.WAITING, LetterState.UNKNOWN)
ON_THE_WAY = (*NOT_IN_HAND, LetterState.SENDING)


def left_of(
    recipients: Iterable[str], accepted: Collection[str], refused: Mapping[str, str]
) -> tuple[str, ...]:
    """The addresses that a letter has yet to reach."""
    return tuple(to for to in recipients if to not in accepted and to not in refused)


def beside(session: Session, letters: Sequence[int]) -> list[int]:
    """The messages that go beside these letters, by their numbers."""
    found: list[int] = []
    one = aliased(Letter)
    same = [getattr(one, name) == getattr(Letter, name) for name in ("agency", "kind", "day", "edition")]
    query = select(Letter.id).join(one, and_(*same)).where(col(Letter.beside), ~col(one.beside))
    for chunk in chunks(letters):
        found += session.exec(query.where(col(one.id).in_(chunk)))
    return found


def withdraw(session: Session, letters: Sequence[int], reason: str, now: datetime, today: date) -> None:
    """Take letters back that are in nobody's hands, and the messages beside them."""
    if not letters:
        return
    loose = select(Letter.id).where(col(Letter.state).in_(NOT_IN_HAND))
    with_them = [
        number
        for chunk in chunks(beside(session, letters))
        for number in session.exec(loose.where(col(Letter.id).in_(chunk)))
    ]
    for number in dict.fromkeys([*letters, *with_them]):
        letter = session.get_one(Letter, number)
        letter.state, letter.finished_at, letter.error = LetterState.WITHDRAWN, now, reason
        letter.claimed_by = letter.claimed_until = None
        session.add(letter)
        told = session.exec(select(Notice).where(Notice.letter_id == number)).all()
        queue_resend(session, told, f"thư số {number} ngày {dates.day(letter.day)} rút lại: {reason}", today)
    session.flush()


def queue_resend(session: Session, told: Sequence[Notice], reason: str, today: date) -> None:
    """These steps count as not told; whoever was to hear them is asked again today."""
    for row in told:
        row.owed, row.letter_id, row.reason = not _of_a_ladder_before(session, row), None, reason
        session.add(row)
    before = _predecessors(session) if told else {}
    for row in told:
        names = [row.agency, *before.get(row.agency, ())]
        parties = update(Party).where(
            col(Party.obligation_id) == row.obligation_id, col(Party.agency).in_(names)
        )
        session.exec(parties.values(told_on=None, next_on=today))


def _of_a_ladder_before(session: Session, row: Notice) -> bool:
    """Whether the step is one of the ladder before an extension: the new one has other names."""
    duty = session.get_one(Obligation, row.obligation_id)
    step = parse_step(row.step)
    stays = step is not None and (step.due == duty.due or not step.on_a_ladder)
    return duty.extended_from is not None and not stays


def drop_earlier_periods(session: Session, now: StepName) -> None:
    """A letter of a week or month that is over is not told any more: the next one lists what is still so."""
    _DROP_EARLIER.change(session, {"rounds": f"{now.kind}-%", "now": str(now)})


_DROP_EARLIER = Prepared(
    update(Notice)
    .where(PENDING_RESEND, col(Notice.step).like(bindparam("rounds")), col(Notice.step) != bindparam("now"))
    .values(owed=False)
)


def drop_pending_resends(session: Session, obligation: int, reason: str) -> None:
    """What is still owed about an obligation will never be told: its ladder is another now."""
    for row in session.exec(select(Notice).where(Notice.obligation_id == obligation, PENDING_RESEND)).all():
        step = parse_step(row.step)
        if step is None or step.on_a_ladder:
            row.owed, row.reason = False, f"{reason}; {row.reason}"
            session.add(row)


def _predecessors(session: Session) -> dict[str, list[str]]:
    """For each agency those that were merged into it, whose seats it hears for."""
    rows = session.exec(select(Agency.code, Agency.successor).where(col(Agency.successor).is_not(None)))
    into = {code: successor for code, successor in rows if successor}
    found: dict[str, list[str]] = {}
    for code in into:
        heir, seen = code, {code}
        while (heir := into.get(heir, "")) and heir not in seen:
            seen.add(heir)
            found.setdefault(heir, []).append(code)
    return found


def withdraw_about(
    session: Session,
    obligation: int,
    reason: str,
    now: datetime,
    today: date,
    agencies: Collection[str] | None = None,
) -> list[int]:
    """Withdraw the letters that speak of an obligation which has just changed; their numbers.

    With `agencies`, only letters to those.
    """
    if not _SPEAKING.ask(session, {"number": obligation}):
        return []
    speak = select(Notice.letter_id).where(Notice.obligation_id == obligation)
    query = select(Letter).where(col(Letter.id).in_(speak), col(Letter.state).in_(NOT_IN_HAND))
    if agencies is not None:
        query = query.where(col(Letter.agency).in_(agencies))
    letters = [row for row in session.exec(query) if not row.accepted]
    numbers = sorted(row.id for row in letters)
    withdraw(session, numbers, reason, now, today)
    return numbers


# Of most obligations no letter waits when something is done with them.
_SPEAKING = Prepared(
    select(Letter.id)
    .join(Notice, col(Notice.letter_id) == col(Letter.id))
    .where(col(Notice.obligation_id) == bindparam("number"))
    .where(or_(*(col(Letter.state) == state for state in NOT_IN_HAND)))
    .limit(1)
)


def withdraw_stale(session: Session, now: datetime, today: date) -> list[int]:
    """Take back what waits from other days: it says "5 days left" on a day with 3; their numbers.

    A letter that reached some of its addresses is through; the others are named.
    """
    numbers = [number for (number,) in _STALE.ask(session, {"now": now, "today": today})]
    stale: list[int] = []
    for number in numbers:
        letter = session.get_one(Letter, number)
        if letter.accepted:
            _close(letter, now)
            session.add(letter)
        elif letter.state != LetterState.WITHDRAWN:  # a message goes with the letter that it is beside
            stale.append(letter.id)
            why = "ngày của thư đã qua khi chưa gửi được" if letter.day < today else "đồng hồ từng chạy trước"
            arrived = "; có thể đã tới nơi" if letter.state != LetterState.WAITING else ""
            said = f" ({letter.error})" if letter.error else ""
            withdraw(session, [letter.id], f"{why}{said}{arrived}", now, today)
    return stale


# A sender on another machine that died with the letter in its hands: its claim ran out.
_ABANDONED = and_(col(Letter.state) == LetterState.SENDING, col(Letter.claimed_until) < bindparam("now"))
_STALE = Prepared(
    select(Letter.id)
    .where(
        or_(*(col(Letter.state) == state for state in NOT_IN_HAND), _ABANDONED),
        col(Letter.day) != bindparam("today"),
    )
    .order_by(col(Letter.id))
)


def _close(letter: Letter, now: datetime) -> None:
    said = letter.error or "chưa gửi được trong ngày"
    missing = left_of(letter.recipients, letter.accepted, letter.refused)
    letter.refused = {**letter.refused, **dict.fromkeys(missing, said)}
    letter.state, letter.finished_at = LetterState.SENT, now


def return_refused(session: Session, today: date) -> list[int]:
    """What letters refused on earlier days were to tell is owed; the numbers of the letters.

    Not on the day itself: the letter would be written anew at once and refused again, all day long.
    """
    done = _RETURNED.of(session) or date.min
    if done == today:
        return []
    _RETURNED.put(session, today)
    since = done if done < today else date.min  # the clock had run ahead
    found = []
    for number, day, channel, error in _REFUSED.ask(session, {"today": today, "since": since}):
        if told := session.exec(select(Notice).where(Notice.letter_id == number)).all():
            who = "máy chủ thư" if channel == MAIL else "cổng tin nhắn"
            why = f"{who} từ chối thư số {number} ngày {dates.day(day)}, chưa ai được báo: {error or '–'}"
            queue_resend(session, told, why, today)
            found.append(number)
    session.flush()
    return found


_REFUSED = Prepared(
    select(Letter.id, col(Letter.day), Letter.channel, col(Letter.error))
    .where(
        Letter.state == LetterState.REFUSED,
        col(Letter.day) < bindparam("today"),
        col(Letter.day) >= bindparam("since"),
    )
    .order_by(col(Letter.id))
)


def reached_nobody(today: date | BindParameter[Any]) -> ColumnElement[bool]:
    """A letter that will reach nobody any more: withdrawn, or refused on an earlier day. Another may be written.

    A message beside a letter is none that counts.
    """
    refused = and_(col(Letter.state) == LetterState.REFUSED, Letter.day < today)
    return or_(col(Letter.state) == LetterState.WITHDRAWN, refused, col(Letter.beside))


def undo_days_to_come(session: Session, today: date) -> int:
    """The clock had run ahead: what was decided for days that have not come is decided anew; how much it was."""
    ahead = list(session.exec(select(Notice).where(Notice.day > today)))
    queue_resend(session, ahead, "quyết định khi đồng hồ chạy trước; xét lại vào đúng ngày", today)
    late = update(Party).where(col(Party.told_on) > today)
    session.exec(late.values(told_on=None, next_on=today))
    return len(ahead)
