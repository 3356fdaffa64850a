"""`make bench`: every figure as a ratio to its peer in the same run. `ARGS="--only tick"` picks a part."""

import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

import click

from benchmarks import (
    daemon,
    day,
    document,
    feed,
    intake,
    morning,
    nation,
    nodes,
    pages,
    papers,
    programs,
    queue,
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
    "queue": queue.run,
    "morning": morning.run,
    "day": day.run,
    "nation": nation.run,
    "nodes": nodes.run,
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
    help="Renew the figures of these parts in this document.",
)
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
def main(only: tuple[str, ...], write: Path | None, *, as_json: bool, **sizes: int) -> None:
    """Measure the program against its peers, on this machine, now."""
    figures: list[Figure] = []
    failed = []
    for name in only or [name for name in PARTS if name not in LONG]:
        click.echo(f"{name} …", err=True, nl=False)
        begun = perf_counter()
        try:
            found = list(PARTS[name](Sizes(**sizes)))
        except Exception:  # noqa: BLE001 - the other parts are still worth having
            traceback.print_exc()
            failed.append(name)
            continue
        click.echo(f" {perf_counter() - begun:.0f} s", err=True)
        figures += found
        if write:  # at once: a long run that is cut off keeps what it has
            document.renew(write, found, list(PARTS))
    (print_json if as_json else print_table)(figures)
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
