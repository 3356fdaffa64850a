"""Periodic reports as data: a regime and a span of years → rounds, each with its day. Pure.

`docs/reports.md` explains the file; `scheduler/data/regimes/` holds the ones that are shipped, each with its source.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from plan.dates import day
from plan.errors import ExpectedError, named_together
from scheduler.policy.frozen import FrozenModel
from scheduler.working_days.calendar import WorkCalendar

SHIPPED = Path(__file__).parents[1] / "data" / "regimes"

PeriodName = Literal["Q1", "Q2", "Q3", "Q4", "H1", "H2", "M9", "Y", "month"]
Grace = Annotated[int, Field(ge=0, le=60)]

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


class RegimeError(ExpectedError):
    """The file of report regimes cannot be used; the text says why."""


class Cutoff(FrozenModel):
    """Which days the data cover: from a day of the month before the period to a day of its last month."""

    from_day: Annotated[int, Field(ge=1, le=31)]
    to_day: Annotated[int, Field(ge=1, le=31)]

    def of(self, period: "RegimePeriod") -> tuple[date, date]:
        before, last = _month(period.opens, -1), _month(period.closes, 0)
        return _day_of(before, self.from_day), _day_of(last, self.to_day)


class Submit(FrozenModel):
    """The day to submit by.

    `at` names where counting begins: the last day of the period (`end`), a `day` of its last month or of the
    month after it, the last day of the data (`cutoff`), or the day of the link before (`link`); `months` moves
    the month. `before` means *trước ngày*, the day before. `plus_days` are added last, `working` ones or not.
    """

    at: Literal["end", "last-month", "next-month", "cutoff", "link"] = "end"
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    months: Annotated[int, Field(ge=-12, le=12)] = 0
    before: bool = False
    plus_days: Annotated[int, Field(ge=-366, le=366)] = 0
    working: bool = False

    @model_validator(mode="after")
    def _whole(self) -> "Submit":
        if (self.day is None) == self.at.endswith("-month"):
            raise ValueError("day đi cùng at = last-month hoặc next-month, và chỉ với chúng")
        if self.months and not self.at.endswith("-month"):
            raise ValueError("months chỉ đi cùng at = last-month hoặc next-month")
        if self.working and self.plus_days < 0:
            raise ValueError("working chỉ đếm tới: plus_days không được âm")
        return self

    def day_for(self, period: "RegimePeriod", link: date | None, calendar: WorkCalendar) -> date:
        """The nominal day; `link` is the day of the link before."""
        day = self._base(period, link) - timedelta(self.before)
        if self.working:
            return calendar.after(day, self.plus_days)
        return day + timedelta(self.plus_days)

    def _base(self, period: "RegimePeriod", link: date | None) -> date:
        if self.at == "link":
            assert link is not None, "checked when the regime was read"
            return link
        if self.at == "cutoff":
            return period.data[1] if period.data else period.closes
        if self.day is None:
            return period.closes
        return _day_of(_month(period.closes, self.months + (self.at == "next-month")), self.day)


class Link(FrozenModel):
    """One link of the chain: who reports, to whom, through whom, by which day.

    An entry of `who` may give several names for one set, parted by "|": the first that the directory knows counts.
    `through` is the agency (its code) that collects, and so is told who is late; without one the setting's.
    `grace` are working days after the day to submit by that still count as on time.
    """

    who: Annotated[tuple[str, ...], Field(min_length=1)]
    to: str
    through: str | None = None
    label: str
    submit: Submit = Submit()
    submit_for: dict[PeriodName, Submit] = Field(default_factory=dict)
    grace: Grace = 0

    @model_validator(mode="after")
    def _named(self) -> "Link":
        if "{period}" not in self.label:
            raise ValueError("label phải chứa {period}: mỗi kỳ một tên")
        return self


@cache
def _every_day() -> WorkCalendar:
    """Any weeks will do to see whether the days of a regime are in order."""
    return WorkCalendar({}, {}, date(2023, 1, 1), date(2026, 12, 31))


class RegimeRules(FrozenModel):
    """A set of periodic reports."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: str
    source: str
    periods: Annotated[tuple[PeriodName, ...], Field(min_length=1)]
    data: Cutoff | None = None
    assumed: tuple[str, ...] = ()
    link: Annotated[tuple[Link, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _sound(self) -> "RegimeRules":
        if any(s.at == "link" for s in (self.link[0].submit, *self.link[0].submit_for.values())):
            raise ValueError("mắt xích đầu không có mắt xích nào trước nó để at = link")
        for turn in report_rounds(self, date(2024, 1, 1), date(2024, 12, 31), _every_day()):
            if turn.due < turn.opens:
                raise ValueError(f"{turn.label}: ngày gửi {day(turn.due)} trước khi kỳ bắt đầu")
        return self


@dataclass(frozen=True, slots=True)
class RegimePeriod:
    """One period: its days, what people call it, and the days of its data."""

    closes: date
    opens: date
    kind: str
    name: str
    data: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class ReportRound:
    """One report of one link for one period."""

    label: str
    opens: date
    due: date
    who: tuple[str, ...]
    to: str
    through: str | None = None
    data: tuple[date, date] | None = None
    grace: int = 0


def load_regimes(path: Path) -> tuple[RegimeRules, ...]:
    """The regimes that a file writes out, and the shipped ones that it names in `use`.

    Raises RegimeError with every fault found.
    """
    data = _toml(path)
    unknown = data.keys() - {"use", "regime"}
    if unknown:
        raise RegimeError(f"{path}: không có mục nào tên {', '.join(sorted(unknown))}; có: use, regime")
    own = _validated(path, data.get("regime", []))
    return _distinct(path, (*choose(data.get("use", ())), *own))


def shipped_regimes() -> dict[str, str]:
    """What can be chosen without a file: name → title of the first regime in it."""
    paths = sorted(SHIPPED.glob("*.toml"))
    return {path.stem: choose(path.stem)[0].title for path in paths}


def choose(names: str | Iterable[str]) -> tuple[RegimeRules, ...]:
    """The regimes by these names of shipped ones or paths of files (anything with a slash or ending in .toml)."""
    found: list[RegimeRules] = []
    for name in [names] if isinstance(names, str) else names:
        if "/" in name or name.endswith(".toml"):
            found += load_regimes(Path(name))
        elif (path := SHIPPED / f"{name}.toml").is_file():
            found += _validated(path, _toml(path).get("regime", []))
        else:
            known = ", ".join(sorted(p.stem for p in SHIPPED.glob("*.toml")))
            raise RegimeError(
                f"không có chế độ báo cáo {name!r}; có sẵn: {known}; hoặc chỉ tới một tệp .toml"
            )
    return tuple(found)


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegimeError(f"{path}: không đọc được tệp chế độ báo cáo: {error}") from error


def _validated(path: Path, rows: Iterable[object]) -> tuple[RegimeRules, ...]:
    try:
        return tuple(RegimeRules.model_validate(row) for row in rows)
    except ValidationError as error:
        faults = named_together(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise RegimeError(f"{path}: {faults}") from error


def _distinct(path: Path, found: tuple[RegimeRules, ...]) -> tuple[RegimeRules, ...]:
    names = [rules.name for rules in found]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise RegimeError(f"{path}: chế độ báo cáo {', '.join(twice)} được nêu hai lần")
    return found


def report_rounds(
    rules: RegimeRules, first: date, last: date, calendar: WorkCalendar
) -> Iterator[ReportRound]:
    """Every round whose period ends between `first` and `last`, by its last day, then link by link."""
    return chain.from_iterable(chains(rules, first, last, calendar))


def chains(
    rules: RegimeRules, first: date, last: date, calendar: WorkCalendar
) -> Iterator[tuple[ReportRound, ...]]:
    """The rounds of each such period, in the order of the links: each sums up what came through the one before."""
    for period in sorted(_periods(rules, first.year, last.year), key=lambda p: (p.closes, p.opens, p.name)):
        if first <= period.closes <= last:
            yield tuple(_links(rules, period, calendar))


def _links(rules: RegimeRules, period: RegimePeriod, calendar: WorkCalendar) -> Iterator[ReportRound]:
    due: date | None = None
    for link in rules.link:
        submit = link.submit_for.get(period.kind, link.submit)  # type: ignore[call-overload]  # a PeriodName
        due = submit.day_for(period, due, calendar)
        yield ReportRound(
            label=link.label.format(period=period.name),
            opens=period.opens,
            due=due,
            who=link.who,
            to=link.to,
            through=link.through,
            data=period.data,
            grace=link.grace,
        )


def periods_of(rules: RegimeRules, year: int) -> tuple[RegimePeriod, ...]:
    """The periods of a year, with the days of their data."""
    return tuple(_periods(rules, year, year))


def _periods(rules: RegimeRules, first: int, last: int) -> Iterator[RegimePeriod]:
    for year in range(first, last + 1):
        for kind in rules.periods:
            months = [(m, m, f"tháng {m} năm {{y}}") for m in range(1, 13)]
            for start, end, name in months if kind == "month" else [_PERIODS[kind]]:
                opens, closes = date(year, start, 1), _last_day(date(year, end, 1))
                bare = RegimePeriod(closes, opens, kind, name.format(y=year), None)
                data = rules.data.of(bare) if rules.data else None
                yield RegimePeriod(closes, opens, kind, bare.name, data)


def _month(day: date, shift: int) -> date:
    """The first day of the month so many months after that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + shift, 12)
    return date(year, month + 1, 1)


def _day_of(month: date, day: int) -> date:
    """That day of the month, or its last one where the month is shorter."""
    return month.replace(day=min(day, _last_day(month).day))


def _last_day(month: date) -> date:
    return _month(month, 1) - timedelta(days=1)
