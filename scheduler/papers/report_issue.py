"""A report is issued: rendered with its number and day, and kept with its figures as it left."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlmodel import Session

from notifications.letters import LetterWriter
from notifications.papers.render import Format, Paper
from notifications.papers.signature_block import Signer
from plan.audit.log import Act
from plan.obligations.receipts import ReceiptFile
from plan.papers.issued_reports import Issue, checked, keep_report
from plan.views.agencies import agency_name
from scheduler.papers.figures import figures_of
from scheduler.papers.outline import Outline, load_outline
from scheduler.papers.period_facts import statistics_of
from scheduler.papers.period_report import period_report
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.ratings import Ratings, load_ratings
from scheduler.papers.statistics import PeriodStatistics, ReportOptions
from scheduler.policy.rules import Rules


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """Under which number, on which day; `file` is the signed file, kept instead of the one that is made."""

    number: str
    on: date
    file: ReceiptFile | None = None


@dataclass(frozen=True, slots=True)
class PaperMaker:
    """What a report is made with."""

    rules: Rules
    writer: LetterWriter
    signer: Signer
    verdicts: Ratings
    outline: Outline
    options: ReportOptions

    def statistics(
        self, session: Session, term: ReportPeriod, on: date, plan: int | None = None
    ) -> PeriodStatistics:
        """The statistics of a period as of a day, of one plan or of all."""
        return statistics_of(session, self.rules, term, on, self.verdicts, self.options, plan)

    def paper(
        self,
        session: Session,
        found: PeriodStatistics,
        issue: Issue | None = None,
        plan: int | None = None,
    ) -> Paper:
        """The report that says them."""
        return period_report(session, found, self.verdicts, self.outline, self.signer, issue, plan)


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """What an office sets of its papers. The files are read when a paper is made: who edits them sees it at once."""

    rules: Callable[[], Rules]
    writer: LetterWriter
    verdicts: Path | None = None
    outline: Path | None = None
    options: ReportOptions = field(default_factory=ReportOptions)

    def maker(self, session: Session) -> PaperMaker:
        """Signed by the urging department, as the directory of agencies names it."""
        rules = self.rules()
        return PaperMaker(
            rules,
            self.writer,
            self.writer.signer.called(agency_name(session, rules.watchers.escalate_to)),
            load_ratings(self.verdicts),
            load_outline(self.outline),
            self.options,
        )


def issue_report(
    session: Session, act: Act, maker: PaperMaker, term: ReportPeriod, request: IssueRequest, form: Format
) -> bytes:
    """The bytes that were kept. Raises NotPossibleError if it cannot be issued so; then nothing is kept."""
    issue = checked(
        session,
        Issue(request.number, request.on, term.first, term.last, term.name, term.regime, act.today),
        act.today,
    )
    found = maker.statistics(session, term, act.today)
    paper = maker.paper(session, found, issue)
    content = request.file.content if request.file else maker.writer.paper(paper, form, act.now)
    name = request.file.name if request.file else f"bao-cao-{request.on.isoformat()}.{form}"
    keep_report(session, act, issue, file_name=name, content=content, figures=figures_of(found))
    return content
