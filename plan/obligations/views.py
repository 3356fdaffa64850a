"""What must be done by whom, as frozen values that may leave the session."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlmodel import Session, col, or_, select

from plan.dates import day
from plan.labels import OBLIGATION_STATES
from plan.models import Agency, Deadline, Kind, Obligation, Party, Plan, Regime, Role, Task
from plan.models.duties import OPEN
from plan.obligations.asking_document import AskingDocument, asking_document
from plan.obligations.causes import DelayCause, causes_on
from plan.obligations.declarations import NOTHING_DECLARED, Declared, DeclaredState, SentBack, states_on
from plan.obligations.duty_rows import DUTY_COLUMNS, DutyRow
from plan.obligations.extensions import Extended, extensions_on
from plan.obligations.grounds import Citation, Ground, load_grounds
from plan.obligations.status import Status, status_on
from plan.prepared import Prepared, PreparedAmong
from plan.storage.chunks import CHUNK, chunks
from plan.vocabulary import Source

OPEN_STATES = ("upcoming", "open", "late")


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation with all that a letter, a calendar, a page or a list says of it."""

    id: int
    kind: str
    task: int | None
    deadline: int
    plan: int
    plan_code: str
    plan_title: str
    issued_on: date | None
    since: date  # nobody owed it before the decision that asks for it was signed
    section: str
    number: str
    title: str
    product: str
    timing: str
    label: str
    source: Source
    part: str  # the deadline's own words, without the task's place in the plan
    opens: date
    due: date
    ends: date
    target: date | None
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    status: Status
    done_on: date | None
    document: str | None
    cancelled_on: date | None
    extended_from: date | None
    revision: int
    changed_at: datetime
    rulebook: int | None = None  # the policy whose ladder it keeps; None until something was told
    holder: str = ""  # whose obligation it is; empty if several share it
    data: tuple[date, date] | None = None  # of a report: the days that its data cover
    through: str | None = None  # of a report: the agency that collects it
    sent_to: str = ""  # of a report: whom it is for, as its regime says
    requested_by: str | None = None  # of a report asked for by itself: the document that asks
    asking: AskingDocument | None = None  # the same, as far as it was described
    ground: Ground | None = None  # None: the plan itself, of which no decision is recorded
    said: DeclaredState = NOTHING_DECLARED
    cause: DelayCause | None = None  # why it is late, and whether that was confirmed as objective
    extensions: tuple[Extended, ...] = ()  # each decision that moved its day, oldest first

    @property
    def waiting(self) -> tuple[Declared, ...]:
        """What agencies declared, oldest first, and nobody has accepted or sent back."""
        return self.said.waiting if self.is_open else ()

    @property
    def sent_back(self) -> SentBack | None:
        """The last time that an agency's word was sent back."""
        return self.said.sent_back

    @property
    def accepted(self) -> Declared | None:
        """What an agency had declared of what is done; None if nobody had."""
        return self.said.accepted if self.status in {"done", "done-late"} else None

    @property
    def declared(self) -> Declared | None:
        """The first word of an agency that waits for whoever collects."""
        return self.waiting[0] if self.waiting else None

    @property
    def decision(self) -> Citation:
        """The decision in force when it was assigned."""
        return (
            self.ground.decision if self.ground else Citation(self.plan_code, self.issued_on, self.plan_title)
        )

    @property
    def requested(self) -> bool:
        """A report asked for by itself, not by a regime."""
        return self.source is Source.REQUEST

    @property
    def is_open(self) -> bool:
        """As of the day asked about, like `status`."""
        return self.status in OPEN_STATES

    @property
    def is_done(self) -> bool:
        """As of the day asked about: what was done later had not happened yet."""
        return self.status in {"done", "done-late"}

    @property
    def ref(self) -> str:
        """The task's place in the plan, "II.6"; empty for a report."""
        return ".".join(filter(None, (self.section, self.number)))

    def to_json(self) -> dict[str, object]:
        """The contract's obligation."""
        return {column.key: _plain(column.value(self)) for column in COLUMNS}

    def shown(self) -> str:
        """A line of the list for people."""
        return "  ".join(column.shown(self) for column in COLUMNS if column.shown).rstrip()


@dataclass(frozen=True, slots=True)
class Column:
    """One value of an obligation: its key in the JSON, and how a list for people shows it, if it does."""

    key: str
    value: Callable[[Duty], object]
    shown: Callable[[Duty], str] | None = None


def _shown_declared(duty: Duty) -> str:
    return f"(đã báo ngày {day(duty.declared.declared_on)}, chờ xác nhận)" if duty.declared else ""


# A new column is one row here. The lists for people show theirs in this order.
COLUMNS: tuple[Column, ...] = (
    Column("id", lambda d: d.id, lambda d: f"{d.id:>6}"),
    Column("due", lambda d: d.due, lambda d: f"{day(d.due):<10}"),
    Column("status", lambda d: d.status, lambda d: f"{OBLIGATION_STATES[d.status]:<24}"),
    Column("agencies", lambda d: d.leads, lambda d: ", ".join(d.leads) or "(chưa rõ ai)"),
    Column("label", lambda d: d.label, lambda d: d.label),
    Column("task", lambda d: d.task),
    Column("deadline", lambda d: d.deadline),
    Column("kind", lambda d: d.kind),
    Column("ends", lambda d: d.ends),
    Column("partners", lambda d: d.partners),
    Column("done_on", lambda d: d.done_on),
    Column("document", lambda d: d.document),
    Column("extended_from", lambda d: d.extended_from),
    Column("opens", lambda d: d.opens),
    Column("title", lambda d: d.title),
    Column("declared", lambda d: d.declared and d.declared.to_json(), _shown_declared),
    Column("sent_back", lambda d: d.sent_back and d.sent_back.to_json()),
    Column("cause", lambda d: d.cause and d.cause.to_json()),
    Column("extensions", lambda d: [one.to_json() for one in d.extensions]),
    Column("plan", lambda d: d.plan_code),
    Column("revision", lambda d: d.revision),
)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


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
    rows = [DutyRow(*values) for values in found]
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
    found = [
        _as_duty(today, row, plans[row.plan], parties.get(row.id, {}), _ground(row, ground_of), asking)
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
    regimes = _REGIMES.all(session.connection(), {})
    return {number: asking_document(definition) for number, definition in regimes}


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
