"""The annexes of a report: which there are, their numbers, and their lines as people read them. Pure."""

from dataclasses import dataclass
from datetime import date

from plan.dates import day
from plan.obligations.duty import Duty
from plan.obligations.words import cause_of, ground, what_of
from scheduler.papers.duty_lists import ChangeLine, DoneLine, UpcomingLine
from scheduler.papers.statistics import OverdueLine, PeriodStatistics

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII")
DONE, DONE_LATE = "Đã hoàn thành", "Đã hoàn thành quá hạn"  # as TB 624/TB-VPCP calls them


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """An overdue duty as a line of the annex."""

    what: str
    ground: str
    leads: str
    due: date
    days: int
    carried: bool


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What was done, in the columns of the annexes to TB 624/TB-VPCP (16/11/2025)."""

    what: str
    leads: str
    due: date
    result: str  # the product, and number and day of the document
    progress: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """An extension or a cancellation."""

    what: str
    leads: str
    before: date
    after: date | None  # None: cancelled
    said: str


@dataclass(frozen=True, slots=True)
class NextLine:
    """What comes next."""

    what: str
    leads: str
    product: str
    due: date


def numbered(found: PeriodStatistics) -> dict[str, str]:
    """The annexes by name, each with its numeral, empty where there is none; the first two are always there."""
    there: dict[str, object] = {
        "agencies": True,
        "overdue": True,
        "done": found.done,
        "changes": found.changes,
        "upcoming": found.upcoming,
        "undated": found.plan_tasks.long_open,
        "reports": found.rolls,
    }
    numerals = dict(zip((name for name, rows in there.items() if rows), NUMERALS, strict=False))
    return dict.fromkeys(there, "") | numerals


def overdue_line(row: OverdueLine) -> AnnexLine:
    return AnnexLine(
        _with_cause(row.duty), ground(row.duty), _named(row.leads), row.duty.due, row.days, row.carried
    )


def result_line(row: DoneLine) -> ResultLine:
    duty = row.duty
    received = f"ngày {day(duty.done_on)}" if duty.done_on else ""
    paper = " ".join(filter(None, (duty.document and f"số {duty.document}", received)))
    progress = DONE_LATE if duty.status == "done-late" else DONE
    return ResultLine(
        _with_cause(duty),
        _named(row.leads),
        duty.due,
        "; ".join(filter(None, (" ".join(duty.product.split()), paper))),
        f"{progress} (của kỳ trước)" if row.carried else progress,
    )


def changed_line(row: ChangeLine) -> ChangedLine:
    duty = row.duty
    cancelled = duty.status == "cancelled"
    said = f"hủy ngày {day(duty.cancelled_on)}" if cancelled and duty.cancelled_on else "gia hạn"
    return ChangedLine(
        what_of(duty) if duty.task else duty.label,
        _named(row.leads),
        duty.extended_from or duty.due,
        None if cancelled else duty.due,
        ": ".join(filter(None, (said, row.reason))),
    )


def next_line(row: UpcomingLine) -> NextLine:
    duty = row.duty
    if duty.kind == "report":
        many = f"{row.agencies} cơ quan" if row.agencies > 1 else _named(row.leads)
        return NextLine(duty.label, many, duty.sent_to and f"gửi {duty.sent_to}", duty.due)
    return NextLine(what_of(duty), _named(row.leads), " ".join(duty.product.split()), duty.due)


def _with_cause(duty: Duty) -> str:
    """A duty in one line, and why it is late where its agency said so."""
    return f"{what_of(duty)}. Nguyên nhân chậm: {cause_of(duty.cause)}" if duty.cause else what_of(duty)


def _named(leads: tuple[str, ...]) -> str:
    return ", ".join(leads) or "chưa rõ"
