"""`dondoc requests`: agencies that ask for more time, by the links of their letters, and what is decided."""

from datetime import datetime

import click

from cli.acts import decision_options, decision_paper
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
            f"{request.id:>4}  {REQUEST_STATES[request.state]:<14} {request.asked}  "
            f"{request.who}: {request.label}\n"
            f"      Lý do: {request.reason}"
            + (f"\n      Quyết định: {request.because}" if request.because else "")
        )
    if not found:
        click.echo("Không có đề nghị nào đang chờ.")


@requests.command()
@click.argument("number", metavar="SỐ", type=int)
@click.option("--to", type=DAY, help="Ngày được gia hạn, nếu khác ngày đề nghị.")
@decision_options
@json_option
@pass_context
def accept(
    context: Context,
    number: int,
    to: datetime | None,
    document: str | None,
    on: datetime | None,
    *,
    as_json: bool,
) -> None:
    """Đồng ý gia hạn (hoặc rút nhiệm vụ) theo văn bản của nơi giao; cơ quan được trả lời trong thư nhắc việc kế tiếp."""
    paper = decision_paper(document, on)
    with operator_errors(LookupError), context.database.begin() as session:
        request = responses.find_request(session, number)
        day = to.date() if to else request.until
        ends = context.rules().calendar.on_or_after(day) if day else None
        row = responses.accept_extension(session, number, context.act, to=day, ends=ends, paper=paper)
        found = duty(session, context.today, row.id)
    assert found is not None, "it was just extended"
    if as_json:
        print_json(found.to_json())
    else:
        what = f"gia hạn việc số {found.id} đến {dates.day(found.due)}" if day else f"rút việc số {found.id}"
        click.echo(f"Đã {what}.")


@requests.command()
@click.argument("number", metavar="SỐ", type=int)
@click.option("--reason", required=True, help="Lý do không gia hạn.")
@decision_options
@json_option
@pass_context
def refuse(
    context: Context,
    number: int,
    reason: str,
    document: str | None,
    on: datetime | None,
    *,
    as_json: bool,
) -> None:
    """Không gia hạn; thời hạn giữ nguyên; cơ quan được trả lời kèm lý do trong thư nhắc việc kế tiếp."""
    with operator_errors(LookupError), context.database.begin() as session:
        responses.refuse_extension(
            session, number, context.act, reason=reason, paper=decision_paper(document, on)
        )
        refused = extension_request(session, number)
    if as_json:
        print_json(refused.to_json())
    else:
        click.echo(f"Đề nghị số {number}: không gia hạn.")
