"""What every command is built with: the common options, days, JSON output. Imports little, because `dondoc --help` loads it."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from cli.vietnamese import speak_vietnamese
from plan import dates
from plan.clock import MORNING, at

speak_vietnamese()
OPTIONS, SUBCOMMAND = "[TÙY CHỌN]", "LỆNH [THAM SỐ]..."
NEEDS_REVIEW = 3  # exit status: done, but something needs a person
YEARS = range(2000, 2101)  # 9999, typed by mistake, would make ladders and calendars run for ever


@dataclass(frozen=True, slots=True)
class Options:
    """The options that every command takes, before or after its name."""

    db: str | None = None
    config: Path | None = None
    as_of: str | None = None

    def over(self, outer: "Options") -> "Options":
        """These options, and those of the outer command where these are not given."""
        return Options(self.db or outer.db, self.config or outer.config, self.as_of or outer.as_of)


_HOUR_FIRST = re.compile(r"(?P<hour>\d{1,2}:\d\d(?::\d\d)?),? +(?P<day>\S+)")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}),? +(?P<hour>\d{1,2}:\d\d(?::\d\d)?)")


def parse_instant(text: str, zone: ZoneInfo) -> datetime:
    """A date (its morning) or a date with a time, in `zone` unless it names its own, as UTC.

    As ISO 8601 writes it, or as pages print it: 9/7/2012, "08:05, 09/7/2012".
    """
    if found := _HOUR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        hour = time.fromisoformat(found["hour"].rjust(5 if found["hour"].count(":") == 1 else 8, "0"))
        return at(dates.read_full(found["day"]), hour, zone)
    with suppress(ValueError):
        return at(dates.read_full(text), MORNING, zone)
    instant = datetime.fromisoformat(text)
    return (instant if instant.tzinfo else instant.replace(tzinfo=zone)).astimezone(UTC)


def _suggest(text: str) -> str:
    """What somebody who wrote the month first probably meant."""
    day = dates.meant(text)
    return f"; ngày viết trước, tháng viết sau: có phải {dates.day(day)}?" if day else ""


class Instant(click.ParamType[str]):
    """A day or an instant, kept as written: its zone is known only with the settings."""

    name = "DATE|DATETIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            year = parse_instant(str(value), ZoneInfo("UTC")).year
        except (ValueError, OverflowError):
            said = (
                f"{value!r} không phải ngày (9/7/2012, 2012-07-09) hay giờ (9/7/2012 08:00, 2012-07-09T08:00)"
            )
            self.fail(said + _suggest(str(value)), param, ctx)
        if year not in YEARS:
            self.fail(f"năm {year} ngoài khoảng {YEARS[0]}–{YEARS[-1]}", param, ctx)
        return str(value)


class Day(click.ParamType[datetime]):
    """A day within the years this program is for, as pages print it or as ISO 8601 writes it."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            day = value if isinstance(value, date) else dates.read_full(str(value))
        except (ValueError, OverflowError):
            said = f"{value!r} không phải ngày; viết như 31/3/2012 hoặc 2012-03-31"
            self.fail(said + _suggest(str(value)), param, ctx)
        if day.year not in YEARS:
            self.fail(f"năm {day.year} ngoài khoảng {YEARS[0]}–{YEARS[-1]}", param, ctx)
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, no instant


DAY = Day()


def _common_options() -> list[click.Parameter]:
    config = click.Path(dir_okay=False, path_type=Path)
    return [
        click.Option(["--db"], metavar="URL", help="Cơ sở dữ liệu (mặc định sqlite:///plan.db)."),
        click.Option(["--config"], type=config, help="Tệp cài đặt dondoc.toml."),
        click.Option(["--as-of"], type=Instant(), help="Coi ngày (giờ) này là bây giờ."),
    ]


def _take_options(ctx: click.Context) -> None:
    """Move the common options from the command's parameters into its context."""
    given = Options(*(ctx.params.pop(name, None) for name in ("db", "config", "as_of")))
    ctx.obj = given.over(ctx.obj or Options())


class Command(click.Command):
    """A command that takes the common options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": OPTIONS, **kwargs})
        self.params += _common_options()

    def invoke(self, ctx: click.Context) -> Any:
        _take_options(ctx)
        return super().invoke(ctx)


class Group(click.Group):
    """A group of such commands; it takes the common options too."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": OPTIONS, "subcommand_metavar": SUBCOMMAND, **kwargs})
        self.params += _common_options()

    def invoke(self, ctx: click.Context) -> Any:
        _take_options(ctx)
        return super().invoke(ctx)


json_option = click.option("--json", "as_json", is_flag=True, help="In ra một tài liệu JSON.")


def print_json(value: object) -> None:
    """One JSON document on stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def shorten(text: str, width: int = 90) -> str:
    """The text on one line of at most `width` characters."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


@contextmanager
def operator_errors(*kinds: type[Exception]) -> Iterator[None]:
    """Errors of these kinds are the operator's mistake, not a fault of the program: show their text as one line."""
    try:
        yield
    except kinds as error:
        raise click.ClickException(str(error)) from error


def needs_review() -> None:
    """Exit with the status that says a person must look."""
    raise click.exceptions.Exit(NEEDS_REVIEW)
