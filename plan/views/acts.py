"""The log of acts as it is exported."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlmodel import Session

from plan.audit import log


def log_lines(session: Session, first: datetime | None, last: datetime | None) -> Iterator[dict[str, Any]]:
    """Every line with all that its seal covers, in its order; of a span of instants, `last` not included."""
    for row in log.lines(session, first, last):
        yield row.model_dump(exclude={"id"}) | {"at": row.at.isoformat()}
