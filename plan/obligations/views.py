"""What must be done by whom: obligations read with all that is said of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlmodel import Session, col, or_, select

from plan.models import Agency, Deadline, Kind, Obligation, Party, Plan, Regime, Role, Task
from plan.models.duties import OPEN
from plan.obligations.asking_document import AskingDocument, asking_document
from plan.obligations.causes import causes_on
from plan.obligations.declarations import NOTHING_DECLARED, states_on
from plan.obligations.duty import Duty
from plan.obligations.duty_rows import DUTY_COLUMNS, DutyRow, sharing
from plan.obligations.extensions import extensions_on
from plan.obligations.grounds import Ground, load_grounds
from plan.obligations.status import Status, status_on
from plan.prepared import Prepared, PreparedAmong
from plan.storage.chunks import CHUNK, chunks
from plan.vocabulary import Source


@dataclass(frozen=True, slots=True)
class ObligationFilter:
    """Which obligations to list; what is None does not matter. Days are compared with `due`."""

    agency: str | None = None
    kind: str | None = None
    first: date | None = None
    last: date | None = None
    status: str | None = None
    ids: tuple[int, ...] | None = None
    ends_before: date | None = None
    since: date | None = None  # what was due before that day only while it is open
    plan: int | None = None


def duties(session: Session, today: date, wanted: ObligationFilter | None = None) -> list[Duty]:
    """Obligations by day due, then in the order of the plan; their status is that of `today`."""
    wanted = wanted or ObligationFilter()
    if wanted == ObligationFilter(ids=wanted.ids, status=wanted.status) and wanted.ids is not None:
        found = _OF_IDS.all(session, wanted.ids)
    else:
        found = _found(session, wanted)
    rows = [DutyRow._make(values) for values in found]
    rows = [row for row in rows if wanted.status in (None, _status(row, today))]
    return _as_duties(session, today, sorted(rows, key=lambda row: (row.due, row.id)))


_EACH = (
    select(*DUTY_COLUMNS)
    .select_from(Obligation)
    .join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
    .outerjoin(Task, col(Task.id) == col(Deadline.task_id))
    .outerjoin(Regime, col(Regime.id) == col(Deadline.regime_id))
)
_OF_IDS = PreparedAmong(_EACH, col(Obligation.id))


def _found(session: Session, wanted: ObligationFilter) -> list[tuple[Any, ...]]:
    query = _EACH
    if wanted.agency is not None:
        mine = select(Party.obligation_id).where(
            Party.agency == wanted.agency, col(Party.role).in_([Role.LEAD, Role.PARTNER])
        )
        query = query.where(col(Obligation.id).in_(mine))
    if wanted.plan is not None:
        query = query.where(or_(col(Task.plan_id) == wanted.plan, col(Regime.plan_id) == wanted.plan))
    if wanted.kind is not None:
        query = query.where(Obligation.kind == Kind(wanted.kind))
    if wanted.first is not None:
        query = query.where(Obligation.due >= wanted.first)
    if wanted.last is not None:
        query = query.where(Obligation.due <= wanted.last)
    if wanted.ends_before is not None:
        query = query.where(OPEN, Obligation.ends < wanted.ends_before)
    if wanted.since is not None:
        query = query.where(or_(col(Obligation.due) >= wanted.since, OPEN))
    queries = (
        [query]
        if wanted.ids is None
        else [query.where(col(Obligation.id).in_(chunk)) for chunk in chunks(wanted.ids)]
    )
    return [tuple(values) for one in queries for values in session.exec(one)]


def duty(session: Session, today: date, obligation: int) -> Duty | None:
    """One obligation, or None if there is none of that number."""
    return next(iter(duties(session, today, ObligationFilter(ids=(obligation,)))), None)


def names(session: Session) -> dict[str, str]:
    """The official name of every agency by its code."""
    return dict(session.exec(select(Agency.code, Agency.name)).all())


def _as_duties(session: Session, today: date, rows: list[DutyRow]) -> list[Duty]:
    numbers = [row.id for row in rows]
    parties = _parties(session, numbers)
    plans = {plan.id: plan for plan in session.exec(select(Plan))}
    few = {row.task for row in rows if row.task} if len(rows) <= CHUNK else None
    ground_of, asking = cache(load_grounds(session, few).of_row), _asking_documents(session)
    first: dict[int, DutyRow] = {}
    found = [
        _as_duty(
            today,
            sharing(row, first.setdefault(row.deadline, row)),
            plans[row.plan],
            parties.get(row.id, {}),
            _ground(row, ground_of),
            asking,
        )
        for row in rows
    ]
    return _with_records(session, found, numbers, today)


def _with_records(session: Session, found: list[Duty], numbers: list[int], today: date) -> list[Duty]:
    """The same with what few of them have: what was declared, why it is late, how its day was moved."""
    said, causes = states_on(session, numbers, today), causes_on(session, numbers, today)
    moved = extensions_on(session, numbers, today)
    few = said.keys() | causes.keys() | moved.keys()
    return [
        replace(
            duty,
            said=said.get(duty.id, NOTHING_DECLARED),
            cause=causes.get(duty.id),
            extensions=moved.get(duty.id, ()),
        )
        if duty.id in few
        else duty
        for duty in found
    ]


def _ground(row: DutyRow, ground_of: Callable[[int, int | None, date], Ground | None]) -> Ground | None:
    """What it rests on: as of the day first due, so that an extension changes no ground."""
    return ground_of(row.plan, row.task, row.extended_from or row.due)


def _asking_documents(session: Session) -> dict[int | None, AskingDocument | None]:
    """Of every regime of a single report the document that asks for it, as far as it was described."""
    return {number: asking_document(definition) for number, definition in _REGIMES.ask(session)}


_REGIMES = Prepared(select(Regime.id, Regime.definition))


def _as_duty(
    today: date,
    row: DutyRow,
    plan: Plan,
    roles: dict[str, list[str]],
    ground: Ground | None,
    asking: dict[int | None, AskingDocument | None],
) -> Duty:
    return Duty(
        id=row.id,
        kind=row.kind,
        task=row.task,
        deadline=row.deadline,
        plan=row.plan,
        plan_code=plan.code,
        plan_title=plan.title,
        issued_on=plan.issued_on,
        since=_since(row, plan),
        section=row.section or "",
        number=row.number or "",
        title=row.part if row.title is None else row.title,
        product=row.product or "",
        timing=row.timing or "",
        label=row.label,
        source=row.source,
        part=row.part,
        opens=row.opens,
        due=row.due,
        ends=row.ends,
        target=row.target,
        leads=tuple(sorted(roles.get(Role.LEAD, ()))),
        partners=tuple(sorted(roles.get(Role.PARTNER, ()))),
        status=_status(row, today),
        done_on=row.done_on,
        document=row.document,
        cancelled_on=row.cancelled_on,
        extended_from=row.extended_from,
        revision=row.revision,
        changed_at=row.changed_at,
        holder=row.holder,
        data=row.data,
        through=row.through,
        sent_to=row.sent_to or "",
        requested_by=row.requested_by,
        asking=asking.get(row.regime),
        ground=ground,
        rulebook=row.rulebook,
    )


def _since(row: DutyRow, plan: Plan) -> date:
    if row.source is Source.REQUEST:
        return row.part_opens
    return (plan.began_on if row.task is None else row.signed_on) or row.opens


def _status(row: DutyRow, today: date) -> Status:
    return status_on(
        today, opens=row.opens, ends=row.ends, done_on=row.done_on, cancelled_on=row.cancelled_on
    )


def _parties(session: Session, obligations: list[int]) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = {}
    for obligation, role, agency in _PARTIES.all(session, obligations):
        found.setdefault(obligation, {}).setdefault(role, []).append(agency)
    return found


_PARTIES = PreparedAmong(select(Party.obligation_id, Party.role, Party.agency), col(Party.obligation_id))
