"""A report is issued: rendered with its number and day, and kept with its figures as it left."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from notifications.letters import LetterWriter
from notifications.papers.render import Format, Paper
from notifications.papers.signature_block import Signer
from plan.audit.log import Act
from plan.obligations.receipts import ReceiptFile
from plan.papers.issued_reports import Issue, checked, keep_report
from scheduler.papers.figures import figures_of
from scheduler.papers.outline import Outline
from scheduler.papers.period_facts import statistics_of
from scheduler.papers.period_report import period_report
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.ratings import Ratings
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
