"""`dondoc simulate`: days replayed on a copy of the database, every letter kept. Nothing is sent."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from cli.base import DAY, Command, json_option, print_json
from cli.context import Context, pass_reading_context
from cli.files import FILE
from cli.writers import build_writer
from plan.storage.copy import temporary_copy
from scheduler.letters.kinds import LABELS
from scheduler.replay import read_receipts_file, replay, rewind, timeline, write_mail


@click.command(cls=Command)
@click.option("--from", "first", required=True, type=DAY, help="Ngày đầu.")
@click.option("--to", "last", required=True, type=DAY, help="Ngày cuối.")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Thư mục kết quả."
)
@click.option(
    "--answers",
    type=FILE,
    help="CSV hoặc Excel: agency,label,on,document.",
)
@json_option
@pass_reading_context
def simulate(
    context: Context, first: datetime, last: datetime, out: Path, answers: Path | None, *, as_json: bool
) -> None:
    """Sống lại những ngày đã chọn trên một bản sao, ghi lại mọi thư."""
    span = (first.date(), last.date())
    if span[1] < span[0]:
        raise click.UsageError("--to phải từ --from trở đi")
    if (out / "timeline.json").exists():
        raise click.ClickException(f"{out} đã có kết quả của một lần chạy trước; hãy chọn thư mục khác")
    given = read_receipts_file(answers) if answers else []
    rules = context.rules()
    with temporary_copy(context.database) as copy:
        with copy.begin() as session:
            rewind(session, span[0])
        replay(copy, rules, build_writer(context), span, given)
        with copy.read() as session:
            rows = list(timeline(session, *span))
            out.mkdir(parents=True, exist_ok=True)
            write_mail(session, rows, out)
    if as_json:
        print_json(rows)
    else:
        show_months(rows)


def written_kinds(rows: list[dict[str, Any]]) -> list[str]:
    """The kinds of which there are letters, in their usual order: columns of noughts tell nothing."""
    there = {row["kind"] for row in rows}
    return [kind for kind in LABELS if kind in there]


def show_months(rows: list[dict[str, Any]]) -> None:
    """How many letters of each kind went out in each month."""
    counts = Counter((str(row["date"])[:7], str(row["kind"])) for row in rows)
    table = Table(title=f"{len(rows)} thư")
    table.add_column("Tháng")
    kinds = written_kinds(rows)
    for kind in kinds:
        table.add_column(LABELS[kind].capitalize(), justify="right")
    for month in sorted({month for month, _ in counts}):
        table.add_row(month, *(str(counts[month, kind]) for kind in kinds))
    Console(width=100).print(table)
