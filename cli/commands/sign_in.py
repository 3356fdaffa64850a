"""`dondoc sign-in`: a link that opens the pages, for whoever may read the database; or everybody signed out."""

import click

from cli.base import Command, json_option, print_json
from cli.context import Context, pass_context
from cli.sign_in_links import LinkPlaces
from plan.audit.log import write_down
from plan.clock import system_clock
from plan.dates import moment
from plan.people import sign_ins


@click.command("sign-in", cls=Command)
@click.option("--end", is_flag=True, help="Kết thúc mọi phiên đăng nhập và mọi liên kết chưa dùng.")
@json_option
@pass_context
def sign_in(context: Context, *, end: bool, as_json: bool) -> None:
    """In liên kết để mở các trang: dùng một lần, trong 24 giờ."""
    if end:
        _end(context)
        return
    now = system_clock()
    with context.database.begin() as session:
        secret = sign_ins.make_link(session, context.act.who, now)
        write_down(session, context.act, "sign-in link", "pages", {})
    web, until = context.settings.web, now + sign_ins.LINK_LIFE
    links = LinkPlaces(web.base_url, web.host, web.port).links(secret)
    if as_json:
        print_json({"links": links, "until": until.isoformat(timespec="seconds")})
        return
    click.echo(
        f"Mở liên kết này trong trình duyệt trước {moment(until.astimezone(context.zone))}; chỉ dùng được một lần:"
    )
    for link in links:
        click.echo(f"  {link}")
    click.echo(
        f"(Địa chỉ http:// dùng tại máy chủ, hoặc qua ssh -L {web.port}:127.0.0.1:{web.port} máy-chủ.)"
    )


def _end(context: Context) -> None:
    with context.database.begin() as session:
        sign_ins.end_all(session, context.act)
    click.echo("Mọi trình duyệt đã bị đăng xuất; các liên kết đăng nhập đã in không còn dùng được.")
