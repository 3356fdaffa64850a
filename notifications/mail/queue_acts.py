"""What people do to the queue of letters: hold it, let it go, try what was refused. Each act is written down."""

from datetime import date
from typing import Literal

from sqlmodel import Session

from notifications.mail import outbox, pauses
from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError


def hold(session: Session, act: Act, agency: str | None = None) -> None:
    """Letters, or those to one agency, are written and wait."""
    pauses.pause(session, paused=True, agency=agency)
    write_down(session, act, "letters hold", _subject(agency), {})


def release(session: Session, act: Act, agency: str | None = None) -> None:
    """Letters go again; without an agency also those that wait after an outage, a restore or an import."""
    pauses.pause(session, paused=False, agency=agency)
    if not agency:
        pauses.release(session, act.now)
    write_down(session, act, "letters release", _subject(agency), {})


def retry_refused(session: Session, act: Act, since: date = date.min) -> int:
    """Every letter refused for good since that day is written anew; how many there were."""
    count = outbox.retry_refused(session, since, act.now, act.today)
    if count:
        detail = {"letters": count, "since": since.isoformat()}
        write_down(session, act, "letter retry", "refused letters", detail)
    return count


def retry_one(session: Session, act: Act, number: int) -> Literal["queued", "rewritten"]:
    """That letter is tried now, or written anew for today and the address of today."""
    done = outbox.retry(session, number, act.now, act.today)
    if done is None:
        raise NotPossibleError(f"không có thư số {number} đang chờ hoặc bị từ chối")
    write_down(session, act, "letter retry", f"letter {number}", {})
    return done


def _subject(agency: str | None) -> str:
    return f"agency {agency}" if agency else "outbox"
