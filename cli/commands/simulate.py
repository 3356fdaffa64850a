"""`dondoc simulate`: days lived through on a copy, every letter kept. Nothing is sent."""

from collections import Counter
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from cli.base import Command, json_option, print_json
from cli.commands.lists import DAY
from cli.context import Context
from cli.words import LETTER_KINDS


@click.command(cls=Command)
@click.option("--from", "first", required=True, type=DAY, help="Ngày đầu.")
@click.option("--to", "last", required=True, type=DAY, help="Ngày cuối.")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Thư mục kết quả."
)
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV hoặc Excel: agency,label,on,document.",
)
@json_option
@click.pass_obj
def simulate(
    context: Context, first: datetime, last: datetime, out: Path, answers: Path | None, *, as_json: bool
) -> None:
    """Sống lại những ngày đã chọn trên một bản sao, ghi lại mọi thư."""
    import tempfile

    from plan.storage.copy import copy_to
    from scheduler.replay import read_receipts_file, replay, rewind, timeline, write_mail

    span = (first.date(), last.date())
    if span[1] < span[0]:
        raise click.UsageError("--to phải từ --from trở đi")
    if (out / "timeline.json").exists():
        raise click.ClickException(f"{out} đã có kết quả của một lần chạy trước; hãy chọn thư mục khác")
    given = read_receipts_file(answers) if answers else []
    rules = context.rules()
    with (
        tempfile.TemporaryDirectory(prefix="dondoc-") as folder,
        closing(copy_to(context.database, Path(folder) / "copy.db")) as copy,
    ):
        with copy.begin() as session:
            rewind(session, span[0])
        replay(copy, rules, writer_of(context), span, given)
        with copy.read() as session:
            rows = list(timeline(session, *span))
            out.mkdir(parents=True, exist_ok=True)
            write_mail(session, rows, out)
    if as_json:
        print_json(rows)
    else:
        show_months(rows)


def writer_of(context: Context) -> Any:
    """The writer of letters, from the settings."""
    from notifications.letters import Letterhead, LetterWriter
    from notifications.mail.mime import parse_sender
    from notifications.papers.signature_block import Signer

    settings, office = context.settings, context.settings.office
    signer = Signer(**office.model_dump(exclude={"templates"}))
    key = context.signing_key if settings.web.base_url else b""
    answers = (parse_sender(settings.mail.reply_to),) if settings.mail.reply_to else ()
    head = Letterhead(settings.mail.sender, settings.web.base_url, signer, key, answers)
    return LetterWriter(context.templates, head)


def show_months(rows: list[dict[str, object]]) -> None:
    """How many letters of each kind went out in each month."""
    from rich.console import Console
    from rich.table import Table

    counts = Counter((str(row["date"])[:7], str(row["kind"])) for row in rows)
    table = Table(title=f"{len(rows)} thư")
    table.add_column("Tháng")
    for name in LETTER_KINDS.values():
        table.add_column(name.capitalize(), justify="right")
    for month in sorted({month for month, _ in counts}):
        table.add_row(month, *(str(counts[month, kind]) for kind in LETTER_KINDS))
    Console(width=100).print(table)
