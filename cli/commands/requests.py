"""`dondoc requests`: agencies that ask for more time, by the links of their letters, and what is decided."""

from datetime import datetime

import click

from cli.base import DAY, Group, json_option, operator_errors, print_json
from cli.context import Context, pass_context, pass_reading_context
from plan import dates
from plan.labels import REQUEST_STATES
from plan.obligations import responses
from plan.obligations.views import duty
from plan.views.replies import extension_request, extension_requests


@click.group("requests", cls=Group)
def requests() -> None:
    """Đề nghị gia hạn của các cơ quan: xem, đồng ý, từ chối."""


@requests.command("list")
@click.option("--all", "everything", is_flag=True, help="Cả những đề nghị đã quyết định.")
@json_option
@pass_reading_context
def list_(context: Context, *, everything: bool, as_json: bool) -> None:
    """Các đề nghị đang chờ quyết định."""
    with context.database.read() as session:
        found = extension_requests(session, decided_too=everything)
    if as_json:
        print_json([request.to_json() for request in found])
        return
    for request in found:
        click.echo(
            f"{request.id:>4}  {REQUEST_STATES[request.state]:<14} đến {dates.day(request.until)}  "
            f"{request.who}: {request.label}\n"
            f"      Lý do: {request.reason}"
            + (f"\n      Quyết định: {request.because}" if request.because else "")
        )
    if not found:
        click.echo("Không có đề nghị nào đang chờ.")


@requests.command()
@click.argument("number", metavar="SỐ", type=int)
@click.option("--to", type=DAY, help="Ngày được gia hạn, nếu khác ngày đề nghị.")
@json_option
@pass_context
def accept(context: Context, number: int, to: datetime | None, *, as_json: bool) -> None:
    """Đồng ý gia hạn; cơ quan được trả lời trong thư nhắc việc kế tiếp, thư nhắc theo thời hạn mới."""
    with operator_errors(LookupError), context.database.begin() as session:
        request = responses.find_request(session, number)
        day = to.date() if to else request.until
        assert day is not None, "who asks names a day"
        ends = context.rules().calendar.on_or_after(day)
        row = responses.accept_extension(session, number, context.act, to=day, ends=ends)
        found = duty(session, context.today, row.id)
    assert found is not None, "it was just extended"
    if as_json:
        print_json(found.to_json())
    else:
        click.echo(f"Đã gia hạn việc số {found.id} đến {dates.day(found.due)}.")


@requests.command()
@click.argument("number", metavar="SỐ", type=int)
@click.option("--reason", required=True, help="Lý do không gia hạn.")
@json_option
@pass_context
def refuse(context: Context, number: int, reason: str, *, as_json: bool) -> None:
    """Không gia hạn; thời hạn giữ nguyên; cơ quan được trả lời kèm lý do trong thư nhắc việc kế tiếp."""
    with operator_errors(LookupError), context.database.begin() as session:
        responses.refuse_extension(session, number, context.act, reason=reason)
        refused = extension_request(session, number)
    if as_json:
        print_json(refused.to_json())
    else:
        click.echo(f"Đề nghị số {number}: không gia hạn.")
