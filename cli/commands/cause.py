"""`dondoc cause`: why an obligation is late, and whether that was confirmed as an objective cause."""

from datetime import datetime

import click

from cli.acts import change, number_argument
from cli.base import DAY, Command, json_option
from cli.context import Context, pass_context
from plan.obligations import causes
from plan.views.agencies import agency_name


@click.command(cls=Command)
@number_argument
@click.option("--text", help="Nguyên nhân chậm, theo lời cơ quan.")
@click.option("--confirm", is_flag=True, help="Nguyên nhân khách quan được cấp có thẩm quyền xác nhận.")
@click.option("--refuse", is_flag=True, help="Không được xác nhận là khách quan.")
@click.option("--document", metavar="NUMBER", help="Số văn bản xác nhận hoặc không xác nhận.")
@click.option("--on", type=DAY, help="Ngày của văn bản ấy; mặc định hôm nay.")
@click.option("--by", "confirmed_by", metavar="OFFICE", help="Ai xác nhận; mặc định nơi thu nhận.")
@json_option
@pass_context
def cause(
    context: Context,
    number: int,
    text: str | None,
    document: str | None,
    on: datetime | None,
    confirmed_by: str | None,
    *,
    confirm: bool,
    refuse: bool,
    as_json: bool,
) -> None:
    """Nguyên nhân chậm của một việc: nêu ra, xác nhận là khách quan theo văn bản, hoặc không xác nhận."""
    if [text is not None, confirm, refuse].count(True) != 1:
        raise click.UsageError("cần đúng một trong --text, --confirm, --refuse")
    if text is not None:
        words = text
        change(
            context,
            number,
            lambda session, row: causes.give_cause(session, row, context.act, text=words),
            as_json=as_json,
        )
        return
    if not document:
        raise click.UsageError("--confirm và --refuse cần --document SỐ")
    paper, day = document, on.date() if on else context.today
    office = context.settings.plan.escalate_to
    change(
        context,
        number,
        lambda session, row: causes.decide_cause(
            session,
            row,
            context.act,
            objective=confirm,
            document=paper,
            document_on=day,
            confirmed_by=confirmed_by or agency_name(session, office),
        ),
        as_json=as_json,
    )
