"""An evidence sheet is made: numbered, rendered, kept with its digest."""

from sqlmodel import Session

from notifications.papers.render import Format
from plan.audit.log import Act
from plan.obligations.acts import find_obligation
from plan.papers.evidence_numbers import next_sheet, seal_sheet
from scheduler.papers.evidence_sheet import evidence_sheet
from scheduler.papers.report_issue import PaperMaker


def issue_sheet(
    session: Session, act: Act, maker: PaperMaker, number: int, form: Format
) -> tuple[str, bytes]:
    """The name and the bytes of an obligation's next sheet. Raises NotPossibleError if there is none of that number."""
    sheet = next_sheet(session, act, find_obligation(session, number).id)
    paper = evidence_sheet(session, maker.rules, number, act, maker.signer, sheet)
    content = maker.writer.paper(paper, form, act.now)
    name = f"phieu-theo-doi-{sheet.year}-{sheet.number:03}.{form}"
    seal_sheet(session, act, sheet, name, content)
    return name, content
