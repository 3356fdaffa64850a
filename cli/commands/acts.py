"""`dondoc done`, `correct`, `reopen`, `extend`, `cancel`, `occurred`: what happened to an obligation or a task."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.base import Command, json_option, print_json
from cli.commands.lists import DAY
from cli.context import Context

if TYPE_CHECKING:
    from sqlmodel import Session

    from plan.models import Obligation
    from plan.obligations.receipts import ReceiptFile


PAPER = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(cls=Command)
@click.argument("number", metavar="ID", type=int)
@click.option("--on", required=True, type=DAY, help="Ngày hoàn thành.")
@click.option("--document", metavar="NUMBER", help="Số văn bản.")
@click.option("--note", help="Ghi chú.")
@click.option("--file", "paper", type=PAPER, help="Tệp văn bản, giữ lại cùng việc này.")
@json_option
@click.pass_obj
def done(
    context: Context,
    number: int,
    on: datetime,
    document: str | None,
    note: str | None,
    paper: Path | None,
    *,
    as_json: bool,
) -> None:
    """Ghi nhận một việc đã xong; mọi thư nhắc về việc đó dừng ngay."""
    from plan.obligations import acts

    kept = _paper(paper)

    def act(session: "Session", row: "Obligation") -> None:
        acts.complete(session, row, context.act, on=on.date(), document=document, note=note, paper=kept)

    _change(context, number, act, as_json=as_json)


@click.command(cls=Command)
@click.argument("number", metavar="ID", type=int)
@click.option("--on", type=DAY, help="Ngày hoàn thành đúng.")
@click.option("--document", metavar="NUMBER", help="Số văn bản đúng.")
@click.option("--note", help="Ghi chú đúng.")
@click.option("--file", "paper", type=PAPER, help="Tệp văn bản đúng.")
@click.option("--reason", required=True, help="Lý do sửa.")
@json_option
@click.pass_obj
def correct(
    context: Context,
    number: int,
    on: datetime | None,
    document: str | None,
    note: str | None,
    paper: Path | None,
    reason: str,
    *,
    as_json: bool,
) -> None:
    """Sửa điều đã ghi nhận sai; điều ghi trước vẫn được giữ lại để xem."""
    from plan.obligations import acts

    given: dict[str, Any] = {"document": document, "note": note, "paper": _paper(paper)}
    day = on.date() if on else None
    _change(
        context,
        number,
        lambda session, row: acts.correct(session, row, context.act, reason=reason, on=day, **given),
        as_json=as_json,
    )


def _paper(path: Path | None) -> "ReceiptFile | None":
    """The file as it came in. Raises DocumentError if it cannot be kept."""
    from plan.documents.formats.files import read_bytes
    from plan.obligations.receipts import ReceiptFile

    return ReceiptFile(path.name, read_bytes(path)) if path else None


@click.command(cls=Command)
@click.argument("number", metavar="ID", type=int)
@click.option("--reason", help="Lý do.")
@json_option
@click.pass_obj
def reopen(context: Context, number: int, reason: str | None, *, as_json: bool) -> None:
    """Mở lại một việc đã ghi nhận xong hoặc đã hủy."""
    from plan.obligations import acts

    _change(
        context,
        number,
        lambda session, row: acts.reopen(session, row, context.act, reason),
        as_json=as_json,
    )


@click.command(cls=Command)
@click.argument("number", metavar="ID", type=int)
@click.option("--to", required=True, type=DAY, help="Thời hạn mới.")
@click.option("--reason", required=True, help="Lý do.")
@json_option
@click.pass_obj
def extend(context: Context, number: int, to: datetime, reason: str, *, as_json: bool) -> None:
    """Gia hạn; thời hạn cũ vẫn được giữ lại để xem."""
    from plan.obligations import acts

    ends = context.rules().calendar.on_or_after(to.date())

    def act(session: "Session", row: "Obligation") -> None:
        acts.extend(session, row, context.act, to=to.date(), ends=ends, reason=reason)

    _change(context, number, act, as_json=as_json)


@click.command(cls=Command)
@click.argument("number", metavar="ID", type=int)
@click.option("--reason", required=True, help="Lý do.")
@json_option
@click.pass_obj
def cancel(context: Context, number: int, reason: str, *, as_json: bool) -> None:
    """Hủy một việc không còn phải làm."""
    from plan.obligations import acts

    _change(
        context,
        number,
        lambda session, row: acts.cancel(session, row, context.act, reason=reason),
        as_json=as_json,
    )


def _change(
    context: Context, number: int, act: Callable[["Session", "Obligation"], None], *, as_json: bool
) -> None:
    """Do it, then show the obligation as it is now."""
    from plan.obligations import acts
    from plan.obligations.status import NAMES
    from plan.obligations.views import duty

    context.act  # noqa: B018 - the zone is read before the database is held
    with context.database.begin() as session:
        act(session, acts.find_obligation(session, number))
        after = duty(session, context.today, number)
    assert after is not None, "it was there a moment ago"
    if as_json:
        print_json(after.to_json())
    else:
        click.echo(f"{after.id}  {after.label}: {NAMES[after.status]}, thời hạn {after.due:%d/%m/%Y}")


@click.command(cls=Command)
@click.argument("task", metavar="TASK")
@click.option("--on", required=True, type=DAY, help="Ngày sự kiện xảy ra.")
@click.option("--document", metavar="NUMBER", help="Số văn bản.")
@json_option
@click.pass_obj
def occurred(context: Context, task: str, on: datetime, document: str | None, *, as_json: bool) -> None:
    """Sự kiện mà nhiệm vụ chờ đã xảy ra: những thời hạn được mở ra từ đó."""
    from plan.tasks.views import deadline_json
    from scheduler.intake.events import record

    rules = context.rules()
    with context.database.begin() as session:
        rows = record(session, rules, context.act, task, on.date(), document)
        found = [deadline_json(row, rules.calendar.on_or_after) for row in rows]
    if as_json:
        print_json(found)
        return
    for row in found:
        click.echo(f"{row['id']}  {date.fromisoformat(str(row['due'])):%d/%m/%Y}  {row['label']}")
    if not found:
        click.echo("Đã ghi nhận; cụm từ thời gian của nhiệm vụ này không mở ra thời hạn nào.")
