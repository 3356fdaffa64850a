"""`dondoc receive`: a list of what came in, recorded all at once or not at all."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from cli.base import Command, json_option, print_json
from cli.context import Context, pass_context
from plan.documents.receipts_file import read_receipts
from plan.errors import NotPossibleError, named_together
from plan.obligations.bulk_receipts import record_all
from plan.storage.copy import temporary_copy
from plan.storage.database import Access, Database


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không ghi gì.")
@json_option
@pass_context
def receive(context: Context, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Ghi nhận cả danh sách việc, báo cáo đã nhận (CSV hoặc Excel: agency,label,on,document).

    Một dòng sai thì không dòng nào được ghi. Dòng đã ghi từ trước được bỏ qua.
    """
    arrivals, problems = read_receipts(file)
    act = context.act
    with _place(context, dry_run=dry_run) as database, database.begin() as session:
        taken = record_all(session, arrivals, act)
        faults = [*(f"{p.where}: {p.message} ({p.text})" for p in problems), *taken.faults]
        faults.sort(key=lambda fault: int(fault.partition(":")[0].rpartition(" ")[2]))
        if faults:
            session.rollback()
    if as_json:
        print_json({"recorded": list(taken.recorded), "known": taken.known, "problems": faults})
    elif not faults:
        note = " (chưa ghi gì)" if dry_run else ""
        click.echo(f"{len(taken.recorded)} việc ghi nhận, {taken.known} dòng đã ghi từ trước{note}.")
    if faults:
        raise NotPossibleError(f"chưa ghi gì, vì {len(faults)} dòng cần sửa. " + named_together(faults))


@contextmanager
def _place(context: Context, *, dry_run: bool) -> Iterator[Database]:
    """Where the list is recorded: a dry run waits for nobody and changes a copy."""
    if not dry_run:
        yield context.database
        return
    with closing(context.with_access(Access.READ)) as reading, temporary_copy(reading.database) as copy:
        yield copy
