"""The forms of the page of papers → acts: a report is issued, an urging letter drafted, or noted as sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from notifications.papers.render import Format
from plan.errors import NotPossibleError
from plan.papers.sent_letters import record_sent
from plan.storage.session import Session
from plan.tasks.decisions import plan_numbered
from plan.views.report_board import regime_names
from scheduler.letters.urging_request import Urged, urge
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.regime_periods import regime_named, regime_period
from scheduler.papers.report_issue import IssueRequest, issue_report
from web.forms import day_of_field, text
from web.letters import letter_context
from web.obligation_forms import SentForm
from web.uploads import paper_of

FORMATS: Mapping[str, Format] = {"docx": "docx", "xlsx": "xlsx", "html": "html"}


@dataclass(frozen=True, slots=True)
class MadePaper:
    """What an act made, if it made a file: handed on at once."""

    name: str
    content: bytes


PaperAct = Callable[[Session], MadePaper | None]


def term_of(session: Session, period: str, regime: str) -> ReportPeriod:
    """The period, by the days of the calendar or as a regime cuts it. Raises an error that says how to write one."""
    if not period.strip():
        raise NotPossibleError("cần chọn kỳ báo cáo")
    # A name that the plans do not have would be looked for as a file.
    if regime and regime not in {one.name for one in regime_names(session)}:
        raise NotPossibleError(f"không có chế độ báo cáo {regime!r}")
    return regime_period(regime_named(session, regime), period) if regime else ReportPeriod.parse(period)


def _issue(form: SentForm) -> PaperAct:
    period, regime = text(form.fields, "period"), text(form.fields, "regime")
    request = IssueRequest(
        text(form.fields, "number"), day_of_field(form.site, form.fields, "on"), paper_of(form.fields)
    )
    chosen = FORMATS.get(text(form.fields, "form"), "docx")

    def act(session: Session) -> None:
        term = term_of(session, period, regime)
        issue_report(session, form.act, form.site.papers.maker(session), term, request, chosen)

    return act


def _urge(form: SentForm) -> PaperAct:
    agency, plan = text(form.fields, "to"), text(form.fields, "plan") or None
    with_tasks = bool(text(form.fields, "tasks"))

    def act(session: Session) -> MadePaper:
        context = letter_context(form.site, session, form.act)
        wanted = Urged((agency,) if agency else (), plan_numbered(session, plan), with_tasks)
        made = urge(context, form.act, wanted)
        return MadePaper(made.name, made.content)

    return act


def _sent(form: SentForm) -> PaperAct:
    number, on = text(form.fields, "number"), day_of_field(form.site, form.fields, "on")
    draft, signed = text(form.fields, "draft"), paper_of(form.fields)
    if not (draft.isascii() and draft.isdecimal() and len(draft) < 7):
        raise NotPossibleError("cần chọn dự thảo đã gửi")

    def act(session: Session) -> None:
        record_sent(session, form.act, number, on, int(draft), signed)

    return act


FORMS: Mapping[str, Callable[[SentForm], PaperAct]] = {"report": _issue, "urging": _urge, "sent": _sent}
KEPT = ("period", "regime", "number", "on", "form", "to", "plan", "tasks", "draft")
