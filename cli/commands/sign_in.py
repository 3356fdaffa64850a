"""`dondoc sign-in`: a link that signs a user in, for whoever may write to the database; or everybody signed out."""

from dataclasses import replace

import click

from cli.base import Command, json_option, print_json
from cli.context import Context, pass_context
from cli.sign_in_links import link_places
from plan.audit.log import write_down
from plan.clock import system_clock
from plan.dates import moment
from plan.errors import NotPossibleError
from plan.people import links, sign_ins, users
from plan.people.secret import LINK_LIFE
from plan.storage.session import Session


@click.command("sign-in", cls=Command)
@click.argument("mail", metavar="[ĐỊA-CHỈ]", required=False)
@click.option("--end", is_flag=True, help="Kết thúc mọi phiên đăng nhập và mọi liên kết chưa dùng.")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Cổng của các trang tại máy này, nếu khác cài đặt."
)
@json_option
@pass_context
def sign_in(context: Context, mail: str | None, port: int | None, *, end: bool, as_json: bool) -> None:
    """In liên kết đăng nhập cho một người dùng: dùng một lần, trong 24 giờ."""
    if end:
        _end(context)
        return
    now = system_clock()
    with context.database.begin() as session:
        chosen = _chosen(session, mail)
        secret = links.make_sign_in_link(session, chosen.id, context.act.who, now)
        write_down(session, context.act, "sign-in link", f"user {chosen.id}", {})
    set_up = link_places(context)
    places = replace(set_up, port=port or set_up.port)
    until, printed = now + LINK_LIFE, places.links(f"/sign-in/{secret}")
    if as_json:
        print_json({"mail": chosen.mail, "links": printed, "until": until.isoformat(timespec="seconds")})
        return
    click.echo(
        f"Liên kết đăng nhập của {chosen.mail}, trước {moment(until.astimezone(context.zone))}; chỉ dùng được một lần:"
    )
    for link in printed:
        click.echo(f"  {link}")
    click.echo(
        f"(Địa chỉ http:// dùng tại máy chủ, hoặc qua ssh -L {places.port}:127.0.0.1:{places.port} máy-chủ.)"
    )


def _chosen(session: Session, mail: str | None) -> users.Account:
    """The user that is named, or the only one there is; nobody is guessed among several."""
    if mail is not None:
        found = users.account(session, mail)
        if found is None:
            raise NotPossibleError(
                f"không có người dùng nào đang mở có địa chỉ {mail}; mời: dondoc user invite {mail} --role viewer"
            )
        return found
    there = users.open_accounts(session)
    if not there:
        raise NotPossibleError(
            "chưa có người dùng nào; mời quản trị đầu tiên: dondoc user invite ĐỊA-CHỈ-THƯ --role admin"
        )
    if len(there) > 1:
        raise NotPossibleError(
            "có nhiều người dùng; ghi rõ ai: dondoc sign-in ĐỊA-CHỈ-THƯ (xem: dondoc user list)"
        )
    return there[0]


def _end(context: Context) -> None:
    with context.database.begin() as session:
        sign_ins.end_all(session, context.act)
    click.echo(
        "Mọi trình duyệt đã bị đăng xuất; các liên kết đăng nhập và thư mời chưa dùng không còn dùng được."
    )
