"""Periodic reports as data: a regime and a span of years → rounds, each with its day. Pure."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

PeriodName = Literal["Q1", "Q2", "Q3", "Q4", "H1", "H2", "M9", "Y", "month"]

# First and last month of each named period of a year, and what people call it.
_PERIODS: dict[str, tuple[int, int, str]] = {
    "Q1": (1, 3, "quý I năm {y}"),
    "Q2": (4, 6, "quý II năm {y}"),
    "H1": (1, 6, "6 tháng đầu năm {y}"),
    "Q3": (7, 9, "quý III năm {y}"),
    "M9": (1, 9, "9 tháng năm {y}"),
    "Q4": (10, 12, "quý IV năm {y}"),
    "H2": (7, 12, "6 tháng cuối năm {y}"),
    "Y": (1, 12, "năm {y}"),
}


class RegimeError(Exception):
    """The file of report regimes cannot be used; the text says why."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Submit(_Frozen):
    """The day to submit by: the last day of the period, or a day of its last month, and days after it."""

    at: Literal["end", "last-month"] = "end"
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    plus_days: Annotated[int, Field(ge=-366, le=366)] = 0

    def day_for(self, last: date) -> date:
        day = last if self.at == "end" or self.day is None else last.replace(day=min(self.day, last.day))
        return day + timedelta(self.plus_days)


class Link(_Frozen):
    """One link of the chain: who reports, to whom, by which day."""

    who: Annotated[tuple[str, ...], Field(min_length=1)]
    to: str
    label: str
    submit: Submit = Submit()


class RegimeRules(_Frozen):
    """A set of periodic reports."""

    name: str
    title: str
    source: str
    periods: Annotated[tuple[PeriodName, ...], Field(min_length=1)]
    assumed: tuple[str, ...] = ()
    link: Annotated[tuple[Link, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Round:
    """One report of one link for one period."""

    label: str
    opens: date
    due: date
    who: tuple[str, ...]
    to: str


def load_regimes(path: Path) -> tuple[RegimeRules, ...]:
    """The regimes in a file. Raises RegimeError with every fault found."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(RegimeRules.model_validate(r) for r in data.get("regime", []))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegimeError(f"{path}: không đọc được tệp chế độ báo cáo: {error}") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise RegimeError(f"{path}: {faults}") from error


def rounds(rules: RegimeRules, first: date, last: date) -> Iterator[Round]:
    """Every round whose period ends between `first` and `last`, by its last day, then link by link."""
    for closes, opens, name in sorted(_periods(rules, first.year, last.year)):
        if first <= closes <= last:
            for link in rules.link:
                yield Round(
                    link.label.format(period=name), opens, link.submit.day_for(closes), link.who, link.to
                )


def _periods(rules: RegimeRules, first: int, last: int) -> Iterator[tuple[date, date, str]]:
    for year in range(first, last + 1):
        for period in rules.periods:
            if period == "month":
                yield from ((*_months(year, m, m), f"tháng {m} năm {year}") for m in range(1, 13))
            else:
                start, end, name = _PERIODS[period]
                yield (*_months(year, start, end), name.format(y=year))


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    """Last and first day of a span of months."""
    after = date(year + last // 12, last % 12 + 1, 1)
    return after - timedelta(days=1), date(year, first, 1)
