"""A digest that was sent: what answers by mail answer to."""

from datetime import date

from plan.models import Letter, LetterState, Notice, Role
from tests.web.conftest import Office

OURS = "<digest.so-tai-chinh.2012-07-10@dondoc.example>"


def told(office: Office, *titles: str) -> list[int]:
    """Duties of which a digest told their agency."""
    numbers = [office.oblige("so-tai-chinh", date(2012, 7, 6), title) for title in titles]
    with office.database.begin() as session:
        letter = Letter(
            agency="so-tai-chinh", kind="digest", day=date(2012, 7, 10), message_id=OURS, subject="Nhắc", sender="d@x",
            recipients=["stc@quangngai.example"], raw=b"", state=LetterState.SENT, written_at=office.now, try_at=office.now,
        )  # fmt: skip
        session.add(letter)
        session.flush()
        for number in numbers:
            session.add(
                Notice(
                    obligation_id=number, step="late+1", agency="so-tai-chinh", role=Role.LEAD,
                    day=date(2012, 7, 10), reason="", letter_id=letter.id,
                )
            )  # fmt: skip
    return numbers
