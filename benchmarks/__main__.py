"""`make bench`: every figure as a ratio to its peer in the same run. `ARGS="--only tick"` picks a part."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import click

from benchmarks import (
    daemon,
    day,
    document,
    feed,
    intake,
    letters,
    morning,
    nation,
    pages,
    papers,
    programs,
    recurrence,
    replay,
    rounds,
    start,
    ticks,
)
from benchmarks.figures import Figure, print_json, print_table
from benchmarks.sizes import Sizes

PARTS: dict[str, Callable[[Sizes], Iterator[Figure]]] = {
    "start": start.run,
    "recurrence": recurrence.run,
    "tick": ticks.run,
    "rounds": rounds.run,
    "letters": letters.run,
    "morning": morning.run,
    "day": day.run,
    "nation": nation.run,
    "import": intake.run,
    "report": papers.run,
    "feed": feed.run,
    "pages": pages.run,
    "api": programs.run,
    "daemon": daemon.run,
    "replay-days": replay.run_days,
    "replay": replay.run_four,
}
LONG = ("replay",)  # takes minutes: only when it is asked for


def sized(command: click.Command) -> click.Command:
    """An option for each size, with its default."""
    for name, default in asdict(Sizes()).items():
        option = click.Option([f"--{name}"], type=click.IntRange(1), default=default, show_default=True)
        command.params.append(option)
    return command


@sized
@click.command
@click.option("--only", multiple=True, type=click.Choice(list(PARTS)), help="These parts; may be repeated.")
@click.option(
    "--write",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Renew the figures of this document.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
def main(only: tuple[str, ...], write: Path | None, *, as_json: bool, **sizes: int) -> None:
    """Measure the program against its peers, on this machine, now."""
    chosen = only or [name for name in PARTS if name not in LONG]
    figures: list[Figure] = []
    for name in chosen:
        click.echo(f"{name} …", err=True)
        figures += PARTS[name](Sizes(**sizes))
    (print_json if as_json else print_table)(figures)
    if write:
        document.renew(write, figures)


if __name__ == "__main__":
    main()
