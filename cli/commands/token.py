"""`dondoc token`: what programs read and report by."""

from datetime import datetime

import click

from cli.base import DAY, Group, json_option, print_json
from cli.context import Context, pass_context, pass_reading_context
from plan.clock import day_of, system_clock
from plan.dates import day
from plan.labels import SCOPES
from plan.people import tokens
from plan.people.token_scopes import in_order
from plan.people.tokens import LIFE, TokenLine, TokenWish


@click.group("token", cls=Group)
def token() -> None:
    """Mã truy cập của các chương trình: cấp, xem, thu hồi."""


@token.command()
@click.argument("name", metavar="TÊN")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice(list(SCOPES)),
    help="Quyền; nhắc lại để thêm.",
)
@click.option("--agency", metavar="CODE", help="Mã của riêng cơ quan này: chỉ thấy và báo việc của họ.")
@click.option("--until", type=DAY, help="Ngày cuối dùng được; mặc định một năm.")
@json_option
@pass_context
def new(
    context: Context,
    name: str,
    scopes: tuple[str, ...],
    agency: str | None,
    until: datetime | None,
    *,
    as_json: bool,
) -> None:
    """Cấp mã cho một chương trình; mã chỉ hiện một lần, ở đây."""
    now = system_clock()
    today = day_of(now, context.zone)
    wish = TokenWish(name, in_order(scopes), until.date() if until else today + LIFE, agency)
    with context.database.begin() as session:
        secret = tokens.make(session, context.act, wish, now, today)
    if as_json:
        print_json({**_json(context, name), "token": secret})
        return
    click.echo(f"Mã truy cập {name}, dùng được đến hết {day(wish.ends_on)}; chỉ hiện lần này, hãy cất ngay:")
    click.echo(f"  {secret}")


@token.command("list")
@json_option
@pass_reading_context
def list_(context: Context, *, as_json: bool) -> None:
    """Các mã đã cấp: quyền, của ai, hạn dùng, ngày dùng gần nhất."""
    today = day_of(system_clock(), context.zone)
    with context.database.read() as session:
        found = tokens.listed(session, today)
    if as_json:
        print_json([line.to_json() for line in found])
        return
    for line in found:
        used = f"dùng gần nhất {day(line.used_on)}" if line.used_on else "chưa dùng"
        until = f"đến {day(line.ends_on)}" if line.is_good(today) else "không còn dùng được"
        whose = line.agency or "nơi thu nhận"
        click.echo(f"{line.name:<24} {whose:<24} {', '.join(line.scopes)}; {until}; {used}")
    if not found:
        click.echo("Chưa cấp mã nào; cấp: dondoc token new TÊN --scope read")


@token.command()
@click.argument("name", metavar="TÊN")
@json_option
@pass_context
def end(context: Context, name: str, *, as_json: bool) -> None:
    """Thu hồi một mã: từ nay không mở được gì; nhật ký vẫn ghi tên."""
    with context.database.begin() as session:
        tokens.end(session, context.act, name, system_clock())
    if as_json:
        print_json(_json(context, name))
    else:
        click.echo(f"{name}: đã thu hồi.")


def _json(context: Context, name: str) -> dict[str, object]:
    with context.database.read() as session:
        found = tokens.listed(session, day_of(system_clock(), context.zone))
    return _named(found, name).to_json()


def _named(found: list[TokenLine], name: str) -> TokenLine:
    return next(line for line in found if line.name == name)
