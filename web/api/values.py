"""Days, instants and texts as programs send them: one way to write each, and nothing read into anything else. Pure."""

import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema

from plan.storage.rows import LARGEST_NUMBER
from plan.text import keep

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
NOT_A_DAY = "ngày viết YYYY-MM-DD, ví dụ 2012-07-16"
NOT_AN_INSTANT = "thời điểm viết theo RFC 3339 kèm múi giờ, ví dụ 2012-07-16T08:00:00+07:00"


def _read_day(value: object) -> date:
    """A number is no day, though many libraries take it for one (of 1970)."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError(NOT_A_DAY)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(NOT_A_DAY) from error


def _check_years(value: date) -> date:
    if not 2000 <= value.year <= 2100:
        raise ValueError("năm phải từ 2000 đến 2100")
    return value


def _read_instant(value: object) -> datetime:
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise ValueError(NOT_AN_INSTANT)
    try:
        found = datetime.fromisoformat(value.upper())
    except ValueError as error:
        raise ValueError(NOT_AN_INSTANT) from error
    try:
        return found.astimezone(UTC)
    except OverflowError:  # the first or the last day there is, in another zone
        return found.replace(tzinfo=UTC)


def _one_text(value: str) -> str:
    return keep(value).strip()


def _number(value: str) -> str:
    return " ".join(keep(value).split())


Day = Annotated[
    date,
    BeforeValidator(_read_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2012-07-16"]}),
]
"""Any day there is, for a filter."""
ActDay = Annotated[Day, AfterValidator(_check_years)]
"""A day of an act, from 2000 to 2100."""
Instant = Annotated[
    datetime,
    BeforeValidator(_read_instant),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2012-07-16T08:00:00+07:00"]}),
]
Words = Annotated[str, StringConstraints(min_length=1, max_length=2000), AfterValidator(_one_text)]
"""A reason, a cause, a note."""
DocumentNumber = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_number)]
Number = Annotated[int, WithJsonSchema({"type": "integer", "minimum": 1, "maximum": LARGEST_NUMBER})]
