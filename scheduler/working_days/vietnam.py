"""The working calendar of Việt Nam: the `holidays` package, corrected by days with a source.

Swaps of working days are announced late and differ from what any package holds, so the shipped
file and the operator's own rows always win.
"""

import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import holidays
from holidays import HolidayBase

from scheduler.working_days.calendar import WorkCalendar

SHIPPED = Path(__file__).parents[1] / "data" / "workdays.toml"


@dataclass(frozen=True, slots=True)
class DayChange:
    """One day that differs from the rules, and on whose word."""

    day: date
    working: bool
    label: str
    source: str


@cache
def shipped() -> tuple[tuple[DayChange, ...], frozenset[int]]:
    """The known swaps, and the years whose calendar was checked against official papers."""
    data = _data()
    days = tuple(DayChange(d["day"], d["working"], d["label"], d["source"]) for d in data["day"])
    return days, frozenset(data["confirmed_years"])


def calendar(
    first: int, last: int, overrides: Iterable[DayChange] = (), confirmed: Container[int] = ()
) -> WorkCalendar:
    """The calendar from year `first` to year `last`; later corrections win over earlier ones.

    Days off that rest on no announcement are assumed, but for those of an operator and those of `confirmed` years.
    """
    off, worked = _of_the_package(first, last)
    rows = (*shipped()[0], *overrides)
    for row in rows:
        (worked if row.working else off)[row.day] = row.label
        (off if row.working else worked).pop(row.day, None)
    known = {row.day for row in rows}
    assumed = {
        day: why
        for day in off
        if day.weekday() < 5 and day not in known and day.year not in confirmed and (why := _why_assumed(day))
    }
    return WorkCalendar(off, worked, date(first, 1, 1), date(last, 12, 31), assumed)


def _why_assumed(day: date) -> str:
    """Why a day off of the package is no more than an assumption; empty if it is more."""
    data = _data()
    for row in data["assumed"]:
        if (day.month, day.day) == (row["month"], row["day"]) and day.year >= row["from_year"]:
            return str(row["why"])
    if day.year > data["announced_to"]:
        return f"lịch nghỉ năm {day.year} chưa thấy thông báo, ngày này do chương trình tính"
    return ""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(SHIPPED.read_text(encoding="utf-8"))


@cache
def _package(first: int, last: int) -> HolidayBase:
    days: HolidayBase = _country().Vietnam(language="vi", years=range(first, last + 1))
    return days


@cache
def _country() -> ModuleType:
    """The package's own module of Việt Nam alone: by its name it would bring those of 250 other countries."""
    file = Path(holidays.__file__).parent / "countries" / "vietnam.py"
    spec = spec_from_file_location("holidays_of_vietnam", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _of_the_package(first: int, last: int) -> tuple[dict[date, str], dict[date, str]]:
    known = _package(first, last)
    return dict(known), dict.fromkeys(known.weekend_workdays, "làm bù")


def confirmed_year(year: int, confirmed: Mapping[int, str]) -> str:
    """The papers that the calendar of `year` was compared with, here or before shipping; empty if none."""
    return confirmed.get(year, "") or ("kiểm tra trước khi phát hành" if year in shipped()[1] else "")


def unconfirmed(year: int, confirmed: Mapping[int, str]) -> str:
    """What to tell people while nobody has confirmed the calendar of `year`; empty once somebody did."""
    if confirmed_year(year, confirmed):
        return ""
    return (
        f"Lịch làm việc năm {year} chưa có người xác nhận: ngày nghỉ theo luật, còn ngày hoán đổi, làm bù có thể "
        f"thiếu. Xem: dondoc calendar show {year}; xong thì: dondoc calendar confirm {year} --source …"
    )
