"""`dondoc webhook`: programs of others that are told what changed."""

import click

from cli.base import Group, json_option, print_json
from cli.context import Context, pass_context, pass_reading_context
from cli.writers import link_key
from plan.dates import moment
from plan.hooks import endpoints
from plan.hooks.secrets import secret_of
from plan.labels import DELIVERY_STATES
from web.access.addresses import networks

NUMBER = click.argument("number", metavar="SỐ", type=click.IntRange(min=1))


@click.group("webhook", cls=Group)
def webhook() -> None:
    """Webhook: phần mềm khác được báo khi có thay đổi; thêm, đổi mã, gửi thử, gửi lại, đóng."""


@webhook.command()
@click.argument("name", metavar="TÊN")
@click.argument("url", metavar="ĐỊA-CHỈ")
@json_option
@pass_context
def add(context: Context, name: str, url: str, *, as_json: bool) -> None:
    """Thêm một nơi nhận (https://…). Mã bí mật để kiểm chữ ký chỉ hiện một lần."""
    key = link_key(context)
    with context.database.begin() as session:
        number, salt = endpoints.add(
            session, context.act, name, url, networks(context.settings.webhooks.allow)
        )
    _show_secret(number, secret_of(key, salt), as_json=as_json)


@webhook.command("list")
@json_option
@pass_reading_context
def list_(context: Context, *, as_json: bool) -> None:
    """Các nơi nhận, cả nơi đã đóng; không có mã bí mật."""
    with context.database.read() as session:
        found = endpoints.listed(session)
    if as_json:
        print_json([one.to_json() for one in found])
        return
    for one in found:
        state = "đang mở" if one.is_open else f"đã đóng {one.closed_because}".strip()
        click.echo(f"{one.id:>4}  {one.name:<30} {one.url}  {state}; {one.waiting} lần gửi đang chờ")
    if not found:
        click.echo("Chưa có nơi nhận webhook nào; thêm: dondoc webhook add TÊN ĐỊA-CHỈ")


@webhook.command()
@NUMBER
@json_option
@pass_reading_context
def show(context: Context, number: int, *, as_json: bool) -> None:
    """Một trăm lần gửi gần nhất tới một nơi nhận."""
    with context.database.read() as session:
        found = endpoints.deliveries(session, number)
    if as_json:
        print_json([one.to_json() for one in found])
        return
    for one in found:
        at = moment(one.made_at.astimezone(context.zone))
        click.echo(
            f"{one.id:>6}  {at}  {one.event:<24} {DELIVERY_STATES[one.state]} {one.status or ''} {one.said}"
        )
    if not found:
        click.echo("Chưa gửi lần nào.")


@webhook.command()
@NUMBER
@json_option
@pass_context
def rotate(context: Context, number: int, *, as_json: bool) -> None:
    """Đổi mã bí mật; trong 24 giờ lời báo mang cả hai chữ ký."""
    key = link_key(context)
    with context.database.begin() as session:
        salt = endpoints.rotate(session, context.act, number)
    _show_secret(number, secret_of(key, salt), as_json=as_json)


@webhook.command()
@NUMBER
@json_option
@pass_context
def ping(context: Context, number: int, *, as_json: bool) -> None:
    """Gửi thử một lời báo; dịch vụ đang chạy gửi trong vài giây."""
    with context.database.begin() as session:
        endpoints.ping(session, context.act, number)
    _said(number, f"Lời thử chờ gửi tới nơi nhận số {number}.", as_json=as_json)


@webhook.command()
@NUMBER
@click.argument("delivery", metavar="LẦN-GỬI", type=click.IntRange(min=1))
@json_option
@pass_context
def resend(context: Context, number: int, delivery: int, *, as_json: bool) -> None:
    """Gửi lại một lần gửi, nguyên văn và cùng số, ngay bây giờ."""
    with context.database.begin() as session:
        endpoints.resend(session, context.act, number, delivery)
    _said(number, f"Lần gửi số {delivery} chờ gửi lại.", as_json=as_json)


@webhook.command()
@NUMBER
@json_option
@pass_context
def close(context: Context, number: int, *, as_json: bool) -> None:
    """Đóng một nơi nhận: không gửi gì tới đó nữa. Nơi tự đóng thì coi như đã xem."""
    with context.database.begin() as session:
        endpoints.close(session, context.act, number)
    _said(number, f"Nơi nhận số {number}: đã đóng.", as_json=as_json)


def _show_secret(number: int, secret: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"id": number, "secret": secret})
        return
    click.echo(f"Nơi nhận số {number}. Mã bí mật, chỉ hiện một lần:")
    click.echo(f"  {secret}")


def _said(number: int, sentence: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"id": number, "done": True})
    else:
        click.echo(sentence)
