"""Who owes what: wanted obligations → stored rows, each party with the day on which it hears first.

Idempotent: a row that is there stays; only who leads, helps and watches an open one is brought up to date.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import insert
from sqlmodel import Session, col, select, update

from plan.ledger.withdrawal import withdraw_about
from plan.models import Deadline, Obligation, Party
from plan.obligations.events import tell_act
from plan.obligations.status import is_open
from plan.storage.chunks import chunks
from plan.storage.turns import touch_obligations
from scheduler.forecast.context import ForecastContext, ObligationSpec, touch
from scheduler.forecast.parties import Seat, assign_parties, seat_first, seats_of
from scheduler.working_days.calendar import WorkCalendar

# Why the program itself cancels; what it cancelled for such a reason it takes up again when the words return.
NO_LONGER_DUE = "kế hoạch không còn nêu thời hạn này"
NO_LONGER_THEIRS = "kế hoạch không còn giao việc này cho cơ quan này"
BEFORE_FOLLOWED = "đến hạn trước ngày bắt đầu theo dõi kế hoạch"
NOT_UNDERSTOOD = "lời mới của kế hoạch chưa hiểu, đang chờ người trả lời"


def store_obligations(context: ForecastContext, wanted: Sequence[ObligationSpec]) -> None:
    """Store what is wanted and not there yet, and seat the parties of all that is open.

    What these deadlines asked of others before is cancelled, unless it was done.
    """
    rows = _known(context.session, {w.deadline.id for w in wanted})
    keys = {_key(w) for w in wanted}
    for (deadline, holder), old in list(rows.items()):
        if (deadline, holder) not in keys and not _is_kept(context, deadline, holder, keys):
            cancel(context, old, NO_LONGER_THEIRS)
    _store_new(context, [w for w in wanted if _key(w) not in rows])
    for key in keys & rows.keys():
        _take_up_again(context, rows[key])
    seated = seats_of(context.session, [row.id for row in rows.values()])
    for one in wanted:
        if (row := rows.get(_key(one))) is not None:
            _bring_up(context, one, row, seated.get(row.id, frozenset()))
    context.session.flush()


def _store_new(context: ForecastContext, wanted: Sequence[ObligationSpec]) -> None:
    """Rows that nobody has seen yet, with their parties: as plain rows, a plan has thousands."""
    ends = ((w, last_day(context.rules.calendar, w.deadline.due, w.deadline.grace)) for w in wanted)
    made = {_key(w): (w, last) for w, last in ends if _is_owed(context, w, last)}
    if not made:
        return
    context.changed = True
    statement = insert(Obligation).returning(col(Obligation.id), sort_by_parameter_order=True)
    rows = [_row(context, w, last) for w, last in made.values()]
    numbers = context.session.connection().execute(statement, rows).scalars().all()
    context.made.update(numbers)
    touch_obligations(context.session, numbers)
    seat_first(context, [(n, w, last) for n, (w, last) in zip(numbers, made.values(), strict=True)])


def _bring_up(
    context: ForecastContext, one: ObligationSpec, row: Obligation, present: Collection[Seat]
) -> None:
    """Its words and its parties as they are wanted now."""
    if row.label != one.label:
        row.label = one.label
        touch(context, row)
    if is_open(row):
        assign_parties(context, one, row, present)


def cancel_all(context: ForecastContext, deadlines: Iterable[Deadline], because: str = NO_LONGER_DUE) -> None:
    """What is open on these deadlines need not be done any more; what was done stays."""
    for row in _known(context.session, {d.id for d in deadlines}).values():
        cancel(context, row, because)


def cancel(context: ForecastContext, row: Obligation, reason: str) -> None:
    """It need not be done any more, unless it was."""
    if is_open(row):
        row.cancelled_on, row.cancelled_because = context.today, reason
        touch(context, row)
        if row.id not in context.made:  # else nobody was told of it
            tell_act(context.session, row, "cancel", context.now, context.today)
        withdraw_about(context.session, row.id, reason, context.now, context.today)
        _ask_on(context, row, None)


def _take_up_again(context: ForecastContext, row: Obligation) -> None:
    """What the program cancelled is open again once the words ask for it; a person's act stands."""
    if row.cancelled_because in {NO_LONGER_DUE, NO_LONGER_THEIRS, NOT_UNDERSTOOD, BEFORE_FOLLOWED}:
        row.cancelled_on = row.cancelled_because = None
        touch(context, row)
        tell_act(context.session, row, "reopen", context.now, context.today)
        _ask_on(context, row, context.today)


def _ask_on(context: ForecastContext, row: Obligation, day: date | None) -> None:
    parties = update(Party).where(col(Party.obligation_id) == row.id)
    context.session.exec(parties.values(next_on=day))


def _is_kept(context: ForecastContext, deadline: int, holder: str, keys: set[tuple[int, str]]) -> bool:
    """What a merged agency owes is its successor's to do, unless the successor owes the same itself."""
    current = context.directory.current(holder, context.on)
    return bool(holder) and current != holder and (deadline, current) not in keys


def _is_owed(context: ForecastContext, wanted: ObligationSpec, ends: date) -> bool:
    """Who joins later is not charged with what was due before: then only days still ahead are new."""
    return not context.joins(wanted.deadline.task_id) or ends >= context.today


def _key(wanted: ObligationSpec) -> tuple[int, str]:
    return wanted.deadline.id, wanted.holder.code


def _known(session: Session, deadlines: set[int]) -> dict[tuple[int, str], Obligation]:
    found: dict[tuple[int, str], Obligation] = {}
    for chunk in chunks(sorted(deadlines)):
        rows = session.exec(select(Obligation).where(col(Obligation.deadline_id).in_(chunk)))
        found |= {(row.deadline_id, row.holder): row for row in rows}
    return found


def _row(context: ForecastContext, wanted: ObligationSpec, ends: date) -> dict[str, object]:
    day = wanted.deadline
    return {
        "deadline_id": day.id,
        "holder": wanted.holder.code,
        "kind": wanted.kind,
        "label": wanted.label,
        "opens": day.opens,
        "due": day.due,
        "ends": ends,
        "target": wanted.target,
        "revision": 0,
        "changed_at": context.now,
    }


def last_day(calendar: WorkCalendar, due: date, grace: int) -> date:
    """The last day on time: the day due or the next working day, and the grace that a regime grants."""
    return calendar.after(calendar.on_or_after(due), grace)
