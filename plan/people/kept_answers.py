"""What programs were answered to requests that they named by a key, for a day: asked again, they are answered the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from plan.models import KeptAnswer

LIFE = timedelta(hours=24)


class KeyInUseError(Exception):
    """Another process answers a request of that key at this moment."""


@dataclass(frozen=True, slots=True)
class AnswerOnce:
    """An answer, and the fingerprint of the request that got it."""

    fingerprint: str
    status: int
    headers: dict[str, str]
    body: str


def find(session: Session, token: int, key: str, now: datetime) -> AnswerOnce | None:
    """What that token was answered under that key within a day."""
    mine = select(KeptAnswer).where(KeptAnswer.token_id == token, KeptAnswer.key == key)
    row = session.exec(mine.where(KeptAnswer.at > now - LIFE)).first()
    return AnswerOnce(row.fingerprint, row.status, row.headers, row.body) if row else None


def keep(session: Session, token: int, key: str, answer: AnswerOnce, now: datetime) -> None:
    """In the transaction of the act itself: neither is there without the other. What is older than a day goes."""
    session.connection().execute(delete(KeptAnswer).where(col(KeptAnswer.at) <= now - LIFE))
    row = KeptAnswer(
        token_id=token,
        key=key,
        fingerprint=answer.fingerprint,
        at=now,
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
    )
    try:
        session.add(row)
        session.flush()
    except IntegrityError as error:
        raise KeyInUseError from error
