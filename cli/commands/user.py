"""`dondoc user`: the people who may sign in to the pages."""

import click

from cli.base import Group, json_option, print_json
from cli.context import Context, pass_context, pass_reading_context
from cli.sign_in_links import link_places
from plan.clock import system_clock
from plan.dates import moment
from plan.labels import SIGN_IN_WAYS, USER_ROLES
from plan.people import users
from plan.people.roles import UserRole
from plan.people.secret import LINK_LIFE
from plan.people.users import UserLine

ROLE = click.Choice([role.value for role in UserRole])


@click.group("user", cls=Group)
def user() -> None:
    """Người dùng các trang: mời, xem, đổi vai trò, đóng."""


@user.command()
@click.argument("mail", metavar="ĐỊA-CHỈ-THƯ")
@click.option(
    "--role", type=ROLE, required=True, help="viewer chỉ xem, operator làm mọi việc, admin thêm người dùng."
)
@click.option("--name", default="", help="Họ tên.")
@json_option
@pass_context
def invite(context: Context, mail: str, role: str, name: str, *, as_json: bool) -> None:
    """In thư mời cho một người: một liên kết dùng một lần, trong 24 giờ."""
    now = system_clock()
    with context.database.begin() as session:
        _, secret = users.invite(session, context.act, mail, UserRole(role), now, name)
    until, printed = now + LINK_LIFE, link_places(context).links(f"/welcome/{secret}")
    if as_json:
        until_text = until.isoformat(timespec="seconds")
        print_json({"mail": users.folded(mail), "role": role, "links": printed, "until": until_text})
        return
    click.echo(
        f"Thư mời {mail} ({USER_ROLES[role]}), trước {moment(until.astimezone(context.zone))}; chỉ dùng được một lần:"
    )
    for link in printed:
        click.echo(f"  {link}")


@user.command("list")
@json_option
@pass_reading_context
def list_(context: Context, *, as_json: bool) -> None:
    """Những người có thể đăng nhập, vai trò, cách đăng nhập, lần vào gần nhất."""
    with context.database.read() as session:
        everybody = users.listed(session, system_clock())
    if as_json:
        print_json([line.to_json() for line in everybody])
        return
    for line in everybody:
        click.echo(f"{line.mail:<36} {USER_ROLES[line.role]:<16} {_state(context, line)}")
    if not everybody:
        click.echo("Chưa có người dùng nào; mời: dondoc user invite ĐỊA-CHỈ-THƯ --role admin")


@user.command()
@click.argument("mail", metavar="ĐỊA-CHỈ-THƯ")
@click.argument("to", metavar="VAI-TRÒ", type=ROLE)
@json_option
@pass_context
def role(context: Context, mail: str, to: str, *, as_json: bool) -> None:
    """Đổi vai trò; người ấy bị đăng xuất và đăng nhập lại."""
    with context.database.begin() as session:
        users.change_role(session, context.act, users.number_of(session, mail), UserRole(to))
    _said(context, mail, f"{mail}: từ nay là {USER_ROLES[to]}.", as_json=as_json)


@user.command()
@click.argument("mail", metavar="ĐỊA-CHỈ-THƯ")
@json_option
@pass_context
def close(context: Context, mail: str, *, as_json: bool) -> None:
    """Đóng một người: bị đăng xuất ngay, không vào được nữa; việc đã làm vẫn ghi tên."""
    with context.database.begin() as session:
        users.close(session, context.act, users.number_of(session, mail), system_clock())
    _said(context, mail, f"{mail}: đã đóng.", as_json=as_json)


def _said(context: Context, mail: str, sentence: str, *, as_json: bool) -> None:
    if not as_json:
        click.echo(sentence)
        return
    with context.database.read() as session:
        found = next(one for one in users.listed(session, system_clock()) if one.mail == users.folded(mail))
    print_json(found.to_json())


def _state(context: Context, line: UserLine) -> str:
    if line.closed_at:
        return f"đã đóng lúc {moment(line.closed_at.astimezone(context.zone))}"
    if line.entered_at is None:
        until = line.invited_until
        return f"đã mời, đến {moment(until.astimezone(context.zone))}" if until else "lời mời đã hết hạn"
    ways = ", ".join(SIGN_IN_WAYS[way] for way in line.ways) or "chưa có mật khẩu"
    return f"{ways}; vào gần nhất {moment(line.entered_at.astimezone(context.zone))}; đang mở {line.browsers} máy"
