"""`dondoc receive`: a list of what came in, recorded line by line; or all at once, if asked; or one envelope of the axis."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import click

from cli.base import DAY, Command, json_option, needs_review, print_json
from cli.context import Context, pass_context
from cli.envelopes import EnvelopeWish, looks_like_envelope, receive_envelope
from plan.documents.receipts_file import read_receipts
from plan.errors import NotPossibleError, named_together
from plan.obligations.bulk_receipts import record_all
from plan.storage.copy import temporary_copy
from plan.storage.database import Access, Database


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Chỉ kiểm tra, không ghi gì.")
@click.option("--all-or-nothing", is_flag=True, help="Một dòng sai thì không dòng nào được ghi.")
@click.option("--for", "duty", type=int, metavar="ID", help="Phong bì edXML: văn bản này của việc số mấy.")
@click.option("--on", type=DAY, help="Phong bì edXML: ngày văn bản đến, nếu khác hôm nay.")
@click.option("--return", "returned", metavar="LÝ DO", help="Phong bì edXML: không nhận, vì lý do này.")
@click.option(
    "--answer",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Phong bì edXML: ghi ra tệp trả lời nơi gửi (03 đã nhận, 02 trả lại).",
)
@json_option
@pass_context
def receive(
    context: Context,
    file: Path,
    duty: int | None,
    on: datetime | None,
    returned: str | None,
    answer: Path | None,
    *,
    dry_run: bool,
    all_or_nothing: bool,
    as_json: bool,
) -> None:
    """Ghi nhận cả danh sách việc, báo cáo đã nhận (CSV hoặc Excel: agency,label,on,document), hoặc một phong bì edXML.

    Dòng sai được nêu tên và bỏ lại, các dòng khác vẫn được ghi. Dòng đã ghi từ trước được bỏ qua. Phong bì trả lời
    đúng công văn đang hỏi một việc thì ghi nhận việc ấy; không rõ thì giữ lại, chờ nêu --for ID.
    """
    wish = EnvelopeWish(duty, on.date() if on else None, returned, answer)
    if looks_like_envelope(file):
        if dry_run or all_or_nothing:
            raise click.UsageError("--dry-run, --all-or-nothing chỉ đi với danh sách")
        receive_envelope(context, file, wish, as_json=as_json)
        return
    if wish != EnvelopeWish():
        raise click.UsageError("--for, --on, --return, --answer chỉ đi với phong bì .edxml")
    _receive_list(context, file, dry_run=dry_run, all_or_nothing=all_or_nothing, as_json=as_json)


def _receive_list(
    context: Context, file: Path, *, dry_run: bool, all_or_nothing: bool, as_json: bool
) -> None:
    arrivals, unread = read_receipts(file)
    act = context.act
    with _place(context, dry_run=dry_run) as database, database.begin() as session:
        result = record_all(session, arrivals, act)
        faults = sorted([*unread, *result.faults], key=lambda fault: fault.line)
        refused = bool(faults) and (all_or_nothing or not result.recorded)
        if refused:
            session.rollback()
    recorded = () if refused else result.recorded
    if as_json:
        print_json({"recorded": list(recorded), "known": result.known, "problems": list(map(str, faults))})
    elif not refused:
        note = " (chưa ghi gì)" if dry_run else ""
        click.echo(f"{len(recorded)} việc ghi nhận, {result.known} dòng đã ghi từ trước{note}.")
    if refused:
        raise NotPossibleError(f"chưa ghi gì, vì {len(faults)} dòng cần sửa. {named_together(faults)}")
    if faults:
        left = f"{len(faults)} dòng chưa ghi: sửa rồi nhập lại cả tệp. {named_together(faults)}"
        click.echo(f"Lưu ý: {left}", err=True)
        needs_review()


@contextmanager
def _place(context: Context, *, dry_run: bool) -> Iterator[Database]:
    """Where the list is recorded: a dry run waits for nobody and changes a copy."""
    if not dry_run:
        yield context.database
        return
    with closing(context.with_access(Access.READ)) as reading, temporary_copy(reading.database) as copy:
        yield copy
