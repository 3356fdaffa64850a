"""The shape of every command: the common options, JSON on demand, one-line failures."""

import json
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from cli.context import Context, Options, parse_instant

NEEDS_REVIEW = 3  # exit status: done, but something needs a person


class Instant(click.ParamType[str]):
    """A day or an instant, kept as written: its zone is known only with the settings."""

    name = "DATE|DATETIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            year = parse_instant(str(value), ZoneInfo("UTC")).year
        except (ValueError, OverflowError):
            self.fail(f"{value!r} không phải ngày (2012-07-09) hay giờ (2012-07-09T08:00)", param, ctx)
        if not 2000 <= year <= 2100:
            self.fail(f"năm {year} ngoài khoảng 2000–2100", param, ctx)
        return str(value)


def common_options() -> list[click.Parameter]:
    """Every command takes these, before or after its name."""
    return [
        click.Option(["--db"], metavar="URL", help="Cơ sở dữ liệu (mặc định sqlite:///plan.db)."),
        click.Option(
            ["--config"], type=click.Path(dir_okay=False, path_type=Path), help="Tệp cài đặt dondoc.toml."
        ),
        click.Option(["--as-of"], type=Instant(), help="Coi ngày (giờ) này là bây giờ."),
    ]


def _take_options(ctx: click.Context) -> None:
    """Move the common options from the command's parameters into its context."""
    given = Options(*(ctx.params.pop(name, None) for name in ("db", "config", "as_of")))
    ctx.obj = (ctx.obj or Context()).with_options(given)
    ctx.call_on_close(ctx.obj.close)


class Command(click.Command):
    """A command that takes the common options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += common_options()

    def invoke(self, ctx: click.Context) -> Any:
        _take_options(ctx)
        return super().invoke(ctx)


class Group(click.Group):
    """A group of such commands; it takes the common options too."""

    command_class = Command
    group_class = type

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += common_options()

    def invoke(self, ctx: click.Context) -> Any:
        _take_options(ctx)
        return super().invoke(ctx)


json_option = click.option("--json", "as_json", is_flag=True, help="In ra một tài liệu JSON.")


def print_json(value: object) -> None:
    """One JSON document on stdout."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def needs_review() -> None:
    """End with the exit status that asks for a person."""
    raise click.exceptions.Exit(NEEDS_REVIEW)
