"""Statistics of a period → a report to sign, with annexes, tables and charts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from notifications.papers.render import Paper
from notifications.papers.signature_block import BLANK, Signer
from notifications.papers.values import Chart, ChartSeries, PaperSheet
from plan.agencies.store import load_directory
from plan.dates import day
from plan.models import Plan, Task
from plan.obligations.grounds import Citation, Ground, load_grounds
from plan.obligations.recorded import as_recorded, end_of
from plan.obligations.views import duties
from plan.obligations.words import cite_ground_fully, ground, running, what_of
from plan.papers.issued_reports import Issue, issued_for
from scheduler.papers.agency_counts import DisplayNames
from scheduler.papers.counts import Counts
from scheduler.papers.figures import issued_statistics
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.ratings import Ratings
from scheduler.papers.statistics import (
    IssuedStatistics,
    OverdueLine,
    PeriodStatistics,
    period_statistics,
)
from scheduler.policy.rules import Rules

MOST = 15  # more bars could not be read
INHERITED = "– trong đó đến hạn khi còn"  # what fell due at an agency that was merged
FEW = 12  # up to so many agencies are named in a sentence; more are marked in the annex
HEADING = ("Tổng số", "Đúng hạn", "Trễ hạn", "Quá hạn", "Chưa đến hạn", "Tỷ lệ đúng hạn")
WIDTHS = (44.0, 10.0, 10.0, 10.0, 10.0, 14.0, 14.0)  # of a name and of HEADING
COLOURS = {"Đúng hạn": "2e7d32", "Trễ hạn": "b7791f", "Quá hạn": "b42318", "Chưa đến hạn": "8a94a3"}


@dataclass(frozen=True, slots=True)
class AnnexLine:
    """An overdue duty as a line of the annex."""

    what: str
    ground: str
    leads: str
    due: date
    days: int
    carried: bool


def statistics_of(
    session: Session, rules: Rules, term: ReportPeriod, on: date, verdicts: Ratings
) -> PeriodStatistics:
    """The statistics of a period, as of the day `on`: by what was recorded until its end."""
    directory = load_directory(session)
    tasks = session.exec(select(Task).order_by(col(Task.plan_id), col(Task.position)))
    names = DisplayNames(
        agencies={agency.code: agency.name for agency in directory.all},
        sections={task.section: " ".join(task.section_title.split()) for task in tasks},
        current=lambda code: directory.current(code, on),
        ended=lambda code: agency.active_to if (agency := directory.get(code)) else None,
    )
    until, before = end_of(on, rules.zone), term.before()
    known = as_recorded(session, duties(session, on), on, until)
    kept = issued_for(session, before.first, before.last, until, before.regime)
    issued = issued_statistics(kept, before) if kept else None
    return period_statistics(known, term, on, names, rules.calendar.between, verdicts, issued)


def period_report(
    session: Session,
    found: PeriodStatistics,
    verdicts: Ratings,
    signer: Signer,
    issue: Issue | None = None,
) -> Paper:
    """The report of a period: body, three annexes, charts, and the same as tables; numbered once it is issued."""
    plans = session.exec(select(Plan).order_by(col(Plan.first), col(Plan.id))).all()
    mine = [p for p in plans if p.first <= found.term.last and p.last >= found.term.first] or list(plans)
    called = {p.code: running(p.title, (signer.place,)) for p in mine}
    annex = tuple(_line(row) for row in found.overdue)
    facts = {
        "f": found,
        "office": signer,
        "day": issue.issued_on if issue else found.on,
        "issue": issue,
        "number": f"Số: {issue.number}" if issue else signer.number("BC"),
        "named": f"số {issue.number}" if issue else signer.named("BC"),
        "plan": "; ".join(dict.fromkeys(called.values())) or "kế hoạch",
        "grounds": _grounds(session, mine, found.term.first, min(found.term.last, found.on), signer),
        "few": FEW,
        "before_source": _source(found.before),
        "inherited": INHERITED,
        "to": signer.parent or BLANK,
        "annex": annex,
        "best": [row.name for row in found.by_agency if row.tally.share == 1],
        "verdict_source": verdicts.source,
        "receivers": ["Như trên", "Các sở, ban, ngành, địa phương liên quan"],
    }
    title = f"Báo cáo kết quả thực hiện {found.term.name}"
    return Paper("report.html", title, facts, _charts(found), _sheets(found, annex))


def _grounds(session: Session, plans: Sequence[Plan], first: date, last: date, signer: Signer) -> list[str]:
    """The decisions that were in force in the period, with what had amended them by its end."""
    known = load_grounds(session)
    return [
        cite_ground_fully(ground, (signer.place,), signer.parent or BLANK)
        for plan in plans
        for ground in known.in_force(plan.id, first, last)
        or [Ground(Citation(plan.code, plan.issued_on, plan.title))]
    ]


def _source(earlier: PeriodStatistics | IssuedStatistics | None) -> str:
    """Where the figures of the period before are from, if a report of it was issued."""
    if not isinstance(earlier, IssuedStatistics):
        return ""
    return f" (theo Báo cáo số {earlier.issue.number} ngày {day(earlier.issue.issued_on)})"


def _line(row: OverdueLine) -> AnnexLine:
    return AnnexLine(
        what_of(row.duty),
        ground(row.duty),
        ", ".join(row.leads) or "chưa rõ",
        row.duty.due,
        row.days,
        row.carried,
    )


def _series(tallies: Sequence[Counts]) -> tuple[ChartSeries, ...]:
    values = {
        "Đúng hạn": tuple(t.on_time for t in tallies),
        "Trễ hạn": tuple(t.late for t in tallies),
        "Quá hạn": tuple(t.overdue for t in tallies),
        "Chưa đến hạn": tuple(t.open for t in tallies),
    }
    return tuple(ChartSeries(name, COLOURS[name], found) for name, found in values.items())


def _charts(found: PeriodStatistics) -> dict[str, Chart]:
    charts = {}
    if found.all.total:
        rows = [found, *([found.before] if found.before else [])]
        names = tuple(one.term.name[:1].upper() + one.term.name[1:] for one in rows)
        charts["all"] = Chart(
            "Kết quả so với kỳ trước" if found.before else "Kết quả trong kỳ",
            names,
            _series([one.all for one in rows]),
        )
    worst = sorted(
        (row for row in found.by_agency if row.tally.late + row.tally.overdue),
        key=lambda row: (-row.tally.overdue, -row.tally.late, row.name),
    )[:MOST]
    if worst:
        title = "Cơ quan có việc quá hạn, trễ hạn" + (
            f" ({MOST} cơ quan nhiều nhất)" if len(worst) == MOST else ""
        )
        charts["agencies"] = Chart(title, tuple(r.name for r in worst), _series([r.tally for r in worst]))
    return charts


def _counts(tally: Counts) -> tuple[int | float | str, ...]:
    share = "–" if tally.share is None else tally.share
    return (tally.total, tally.on_time, tally.late, tally.overdue, tally.open, share)


def _sheets(found: PeriodStatistics, annex: Sequence[AnnexLine]) -> tuple[PaperSheet, ...]:
    note = f"Số liệu tính đến ngày {day(found.on)}; tỷ lệ trên số việc đã hoàn thành hoặc đã hết hạn."
    charts = _charts(found)
    return (
        _all_sheet(found, note, charts.get("all")),
        _agency_sheet(found, note, charts.get("agencies")),
        _section_sheet(found, note),
        _overdue_sheet(found.on, annex),
        _roll_sheet(found),
    )


def _all_sheet(found: PeriodStatistics, note: str, chart: Chart | None) -> PaperSheet:
    name = found.term.name
    rows = [("Nhiệm vụ của kế hoạch", found.tasks), ("Báo cáo", found.reports), (f"Cộng {name}", found.all)]
    if found.before:
        rows.append((f"Kỳ trước: {found.before.term.name}{_source(found.before)}", found.before.all))
    return PaperSheet(
        "Tổng hợp",
        f"Kết quả thực hiện {name}",
        ("Nội dung", *HEADING),
        tuple((what, *_counts(t)) for what, t in rows),
        WIDTHS,
        (note,),
        chart,
    )


def _agency_sheet(found: PeriodStatistics, note: str, chart: Chart | None) -> PaperSheet:
    return PaperSheet(
        "Theo cơ quan",
        f"Theo cơ quan, {found.term.name}",
        ("STT", "Cơ quan", *HEADING, "Nhận xét đề xuất"),
        tuple(_agency_rows(found)),
        (6.0, *WIDTHS, 24.0),
        (note, "Việc nhiều cơ quan cùng chủ trì tính cho từng cơ quan."),
        chart,
    )


def _agency_rows(found: PeriodStatistics) -> Iterator[tuple[str | int | float | None, ...]]:
    for n, row in enumerate(found.by_agency, 1):
        yield (n, row.name, *_counts(row.tally), row.verdict)
        for former in row.inherited:
            yield (None, f"{INHERITED} {former.name}", *_counts(former.tally), "")


def _section_sheet(found: PeriodStatistics, note: str) -> PaperSheet:
    return PaperSheet(
        "Theo phần",
        f"Theo phần của kế hoạch, {found.term.name}",
        ("Phần", *HEADING),
        tuple((row.name, *_counts(row.tally)) for row in found.by_section),
        WIDTHS,
        (note,),
    )


def _overdue_sheet(on: date, annex: Sequence[AnnexLine]) -> PaperSheet:
    what = ("Nhiệm vụ", "Văn bản giao nhiệm vụ", "Cơ quan chủ trì", "Thời hạn hoàn thành", "Số ngày quá hạn")
    return PaperSheet(
        "Quá hạn",
        "Danh mục việc quá hạn chưa hoàn thành",
        ("STT", *what),
        tuple((n, li.what, li.ground, li.leads, li.due, li.days) for n, li in enumerate(annex, 1)),
        (6.0, 56.0, 30.0, 30.0, 14.0, 12.0),
        (f"Số ngày quá hạn là ngày làm việc, tính đến ngày {day(on)}.",),
    )


def _roll_sheet(found: PeriodStatistics) -> PaperSheet:
    return PaperSheet(
        "Báo cáo",
        f"Cơ quan đã gửi, chưa gửi báo cáo, {found.term.name}",
        ("Báo cáo", "Hạn", "Cơ quan", "Tình trạng", "Ngày gửi", "Số văn bản", "Số ngày trễ"),
        tuple(_roll_rows(found)),
        (38.0, 12.0, 36.0, 18.0, 12.0, 22.0, 10.0),
    )


def _roll_rows(found: PeriodStatistics) -> list[tuple[str | int | date | None, ...]]:
    rows: list[tuple[str | int | date | None, ...]] = []
    for roll in found.rolls:
        for one in (*roll.sent, *roll.missing):
            sent = "đã gửi trễ hạn" if one.late_by else "đã gửi đúng hạn"
            missing = "chưa gửi, quá hạn" if one.late_by else "chưa đến hạn"
            state = sent if one.on else missing
            if one.extended_to:
                state += f" (gia hạn đến {day(one.extended_to)})"
            rows.append((roll.label, roll.due, one.agency, state, one.on, one.document, one.late_by))
    return rows
