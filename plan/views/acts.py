"""The log of acts: as it is exported, and as a page lists it, the newest first."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any

from sqlalchemy import ColumnElement, String, cast
from sqlmodel import Session, col, func, or_, select

from plan.audit import log
from plan.models import Audit
from plan.text import plain_cell
from plan.views.columns import columns_of

COLUMNS = ("number", "at", "who", "origin", "act", "subject", "detail", "seal")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One act. `who` and what of `detail` may name a person are empty after the log was trimmed."""

    number: int
    at: datetime
    who: str
    origin: str
    act: str
    subject: str
    detail: dict[str, Any]
    seal: str


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which lines; what is empty does not matter. `last` is not included."""

    who: str = ""
    act: str = ""
    subject: str = ""
    words: str = ""
    first: datetime | None = None
    last: datetime | None = None


def log_page(session: Session, wanted: LogFilter, before: int | None, limit: int) -> list[LogLine]:
    """The newest lines, or those before a number."""
    query = select(*columns_of(LogLine, Audit)).where(*_which(wanted))
    if before is not None:
        query = query.where(Audit.number < before)
    return [LogLine(*row) for row in session.exec(query.order_by(col(Audit.number).desc()).limit(limit))]


def _which(wanted: LogFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.who:
        yield col(Audit.who).contains(wanted.who, autoescape=True)
    if wanted.act:
        yield col(Audit.act) == wanted.act
    if wanted.subject:
        yield col(Audit.subject) == wanted.subject
    if wanted.first:
        yield col(Audit.at) >= wanted.first
    if wanted.last:
        yield col(Audit.at) < wanted.last
    if wanted.words:
        # JSON keeps what is not ASCII as \uXXXX on SQLite and as itself on PostgreSQL.
        places = [cast(Audit.detail, String), col(Audit.subject), col(Audit.who)]
        sought = {wanted.words, json.dumps(wanted.words)[1:-1]}
        yield or_(*(place.contains(words, autoescape=True) for place in places for words in sorted(sought)))


def act_names(session: Session) -> list[str]:
    """The acts that the log has: from each to the next one by their index, for the log itself is long."""
    step = select(func.min(Audit.act).label("act")).cte("step", recursive=True)
    following = select(func.min(Audit.act)).where(col(Audit.act) > step.c.act).scalar_subquery()
    step = step.union_all(select(following).where(step.c.act.is_not(None)))
    return sorted(session.exec(select(step.c.act).where(step.c.act.is_not(None))))


def log_lines(session: Session, first: datetime | None, last: datetime | None) -> Iterator[dict[str, Any]]:
    """Every line with all that its seal covers, in its order; of a span of instants, `last` not included."""
    for row in log.lines(session, first, last):
        yield row.model_dump(exclude={"id"}) | {"at": row.at.isoformat()}


def as_jsonl(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """One JSON object a line: everything, so that the seals can be checked again."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n"


def as_csv(rows: Iterator[dict[str, Any]]) -> Iterator[str]:
    """To be read by people: no cell is run as a formula."""
    yield _csv_line(COLUMNS)
    for row in rows:
        values = row | {"detail": json.dumps(row["detail"], ensure_ascii=False, sort_keys=True)}
        yield _csv_line(tuple(plain_cell(str(values[name])) for name in COLUMNS))


def _csv_line(values: tuple[str, ...]) -> str:
    out = StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()
