"""What a spreadsheet cell shows, as far as it matters: days, months, years and plain numbers as a plan writes them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

# The formats every file has without naming them; the other ones that show time alone are no dates.
_BUILT_IN = {
    9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    22: "m/d/yy h:mm",
}  # fmt: skip
_SILENT = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[[^\]]*\]")
_MINUTES = re.compile(r"(?<=h:)m+|m+(?=:s)")
# Day 60 is 29 February 1900, which never was: Excel counts it, so do all days after it.
_EPOCH, _EPOCH_1904, _FIRST_SURE = datetime(1899, 12, 30), datetime(1904, 1, 1), 61  # noqa: DTZ001 days have no zone
_LAST = 2_958_465


@dataclass(frozen=True, slots=True)
class CellText:
    """The words for one cell; `day` where it is a whole day of the calendar that shows its day."""

    text: str
    day: date | None = None


def format_code(number: int, own: dict[int, str]) -> str:
    return own.get(number, _BUILT_IN.get(number, ""))


def write_number(raw: str, code: str, *, since_1904: bool) -> CellText:
    """A number as a plan would write it: 2012 for 2012.0, a day by the parts of it that its format shows."""
    try:
        value = float(raw)
    except ValueError:
        return CellText(raw)
    shown = _shown(code)
    if shown & set("dy") or "mmm" in code.lower():  # "mm" alone may be minutes
        moment = _moment(value, since_1904=since_1904)
        return _write_moment(moment, shown) if moment else CellText(_plain(value))
    return CellText(f"{_plain(round(value * 100, 10))}%" if "%" in shown else _plain(value))


def _shown(code: str) -> set[str]:
    """The letters of a format that stand for something: quotes, colours and languages left out."""
    first = _SILENT.sub("", code.partition(";")[0]).lower()
    return set(_MINUTES.sub("", first)) if first != "general" else set()


def _moment(value: float, *, since_1904: bool) -> datetime | None:
    if not (0 if since_1904 else _FIRST_SURE) <= value <= _LAST:
        return None
    # Fractions of a second are noise of the floating point.
    since = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(days=value)
    return (since + timedelta(microseconds=500_000)).replace(microsecond=0)


def write_day(moment: datetime) -> CellText:
    return _write_moment(moment, set("dmy"))


def _write_moment(moment: datetime, shown: set[str]) -> CellText:
    if "d" not in shown:
        month = f"tháng {moment.month}/{moment.year}"
        return CellText(month if "m" in shown else f"Năm {moment.year}")
    text = f"{moment.day:02}/{moment.month:02}/{moment.year}"
    if moment.hour or moment.minute:
        return CellText(f"{moment.hour} giờ {moment.minute:02} ngày {text}")
    return CellText(text, moment.date())


def _plain(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
