"""Statistics of a period → a report to sign, with annexes, tables and charts."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from notifications.papers.render import Paper
from notifications.papers.signature_block import BLANK, Signer
from plan.models import Plan
from plan.obligations.grounds import Citation, Ground, load_grounds
from plan.obligations.words import cite_ground_fully, running
from plan.papers.issued_reports import Issue
from scheduler.papers.annexes import changed_line, next_line, numbered, overdue_line, result_line
from scheduler.papers.duty_lists import upcoming_until
from scheduler.papers.outline import Outline
from scheduler.papers.period_charts import period_charts
from scheduler.papers.period_sheets import INHERITED, TOTAL, period_sheets, source_of
from scheduler.papers.ratings import Ratings
from scheduler.papers.statistics import PeriodStatistics

FEW = 12  # up to so many agencies are named in a sentence; more are marked in the annex


def period_report(
    session: Session,
    found: PeriodStatistics,
    verdicts: Ratings,
    outline: Outline,
    signer: Signer,
    issue: Issue | None = None,
    plan: int | None = None,
) -> Paper:
    """The report of a period: body, annexes, charts, and the same as tables; numbered once it is issued."""
    plans = session.exec(select(Plan).order_by(col(Plan.first), col(Plan.id))).all()
    mine = [
        p
        for p in plans
        if plan == p.id or (plan is None and p.first <= found.term.last and p.last >= found.term.first)
    ] or list(plans)
    called = {p.code: running(p.title, (signer.place,)) for p in mine}
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
        "before_source": source_of(found.before),
        "inherited": INHERITED,
        "total": TOTAL,
        "to": signer.parent or BLANK,
        "best": [row.name for row in found.by_agency if row.tally.share == 1],
        "verdict_source": verdicts.source,
        "least": verdicts.least,
        "outline": outline,
        "outline_lines": list(
            outline.lines(
                [
                    running(row.name.removeprefix(f"{row.key}. "), (signer.place,))
                    for row in found.plan_tasks.by_section
                ]
            )
        ),
        "receivers": ["Như trên", "Các sở, ban, ngành, địa phương liên quan"],
        **_annexes(found),
    }
    title = f"Báo cáo kết quả thực hiện {found.term.name}"
    return Paper("report.html", title, facts, period_charts(found), period_sheets(found))


def _grounds(session: Session, plans: Sequence[Plan], first: date, last: date, signer: Signer) -> list[str]:
    """The decisions that were in force in the period, with what had amended them by its end."""
    known = load_grounds(session)
    return [
        cite_ground_fully(ground, (signer.place,), signer.parent or BLANK)
        for plan in plans
        for ground in known.in_force(plan.id, first, last)
        or [Ground(Citation(plan.code, plan.issued_on, plan.title))]
    ]


def _annexes(found: PeriodStatistics) -> dict[str, object]:
    """Their numerals, and the lines of those whose rows are duties."""
    return {
        "annex_no": numbered(found),
        "annex": [overdue_line(row) for row in found.overdue],
        "done": [result_line(row) for row in found.done],
        "changes": [changed_line(row) for row in found.changes],
        "upcoming": [next_line(row) for row in found.upcoming],
        "upcoming_until": upcoming_until(found.term),
    }
