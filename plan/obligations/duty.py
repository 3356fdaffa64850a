"""An obligation with all that is said of it, as a frozen value that may leave the session."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from plan.dates import day
from plan.labels import OBLIGATION_STATES
from plan.obligations.asking_document import AskingDocument
from plan.obligations.causes import DelayCause
from plan.obligations.declarations import NOTHING_DECLARED, Declared, DeclaredState, SentBack
from plan.obligations.extensions import Extended
from plan.obligations.grounds import Citation, Ground
from plan.obligations.status import Status
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
