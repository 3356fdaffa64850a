"""`dondoc feed`: who may subscribe to which calendar."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from cli.base import Group, json_option, print_json
from cli.context import Context

if TYPE_CHECKING:  # heavy
    from plan.models import Feed

EVERYTHING = "all"


@click.group("feed", cls=Group)
def feed() -> None:
    """Địa chỉ lịch: cấp, đổi, thu hồi, xuất ra tệp."""


@feed.command("list")
@json_option
@click.pass_obj
def list_(context: Context, *, as_json: bool) -> None:
    """Các địa chỉ đã cấp, cả địa chỉ đã thu hồi; không có phần bí mật."""
    from plan import feeds

    with context.database.read() as session:
        rows = [_row(row) for row in feeds.listed(session)]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        state = "đã thu hồi" if row["revoked_at"] else "đang dùng"
        click.echo(f"{row['id']:>4}  {row['agency'] or EVERYTHING:<28} {state:<11} {row['name']}")


@feed.command()
@click.argument("agency", metavar="CƠ-QUAN")
@click.option("--name", default="", help="Tên của lịch (mặc định là tên cơ quan).")
@json_option
@click.pass_obj
def add(context: Context, agency: str, name: str, *, as_json: bool) -> None:
    """Cấp địa chỉ lịch cho một cơ quan (mã), hoặc `all` cho mọi việc. Địa chỉ chỉ hiện một lần."""
    from plan import feeds
    from plan.audit import write_down

    act = context.act
    with _speaking(), context.database.begin() as session:
        made, secret = feeds.add(session, _code(agency), name, context.now)
        row = _row(made)
        write_down(session, act, "feed add", f"feed {row['id']}", {"agency": agency, "name": made.name})
    _show(context, row, secret, as_json=as_json)


@feed.command()
@click.argument("number", metavar="SỐ", type=int)
@json_option
@click.pass_obj
def rotate(context: Context, number: int, *, as_json: bool) -> None:
    """Đổi địa chỉ: địa chỉ cũ bị thu hồi, địa chỉ mới chỉ hiện một lần."""
    from plan import feeds
    from plan.audit import write_down

    act = context.act
    with _speaking(), context.database.begin() as session:
        made, secret = feeds.rotate(session, number, context.now)
        row = _row(made)
        write_down(session, act, "feed rotate", f"feed {number}", {"new": row["id"]})
    _show(context, row, secret, as_json=as_json)


@feed.command()
@click.argument("number", metavar="SỐ", type=int)
@json_option
@click.pass_obj
def revoke(context: Context, number: int, *, as_json: bool) -> None:
    """Thu hồi một địa chỉ: từ nay nó không mở được lịch."""
    from plan import feeds
    from plan.audit import write_down

    act = context.act
    with _speaking(), context.database.begin() as session:
        row = _row(feeds.revoke(session, number, context.now))
        write_down(session, act, "feed revoke", f"feed {number}", {})
    if as_json:
        print_json(row)
        return
    click.echo(f"Địa chỉ lịch số {number} ({row['name']}) đã bị thu hồi.")


@feed.command()
@click.argument("agency", metavar="CƠ-QUAN")
@click.pass_obj
def export(context: Context, agency: str) -> None:
    """Ghi lịch (.ics) của một cơ quan, hoặc `all`, ra đầu ra chuẩn."""
    from plan import feeds
    from web.feeds import render, title_of
    from web.site import domain_of

    with _speaking(), context.database.read() as session:
        name = feeds.name_of(session, _code(agency))
    body = render(
        context.database,
        _code(agency),
        title_of(name),
        today=context.today,
        office=context.settings.plan.escalate_to,
        domain=domain_of(context.settings.web.base_url),
    )
    sys.stdout.buffer.write(body)


def _code(agency: str) -> str | None:
    return None if agency == EVERYTHING else agency


@contextmanager
def _speaking() -> Iterator[None]:
    """What is not found is the operator's slip, not a fault of the program."""
    try:
        yield
    except LookupError as error:
        raise click.ClickException(str(error)) from error


def _row(feed: "Feed") -> dict[str, object]:
    return {
        "id": feed.id,
        "agency": feed.agency,
        "name": feed.name,
        "made_at": feed.made_at.isoformat(),
        "revoked_at": feed.revoked_at and feed.revoked_at.isoformat(),
    }


def _show(context: Context, row: dict[str, object], secret: str, *, as_json: bool) -> None:
    url = f"{context.settings.web.base_url}/feeds/{secret}.ics"
    if as_json:
        print_json({**row, "url": url})
        return
    click.echo(f"Lịch số {row['id']}: {row['name']}\n{url}")
    click.echo(
        "Địa chỉ này chỉ hiện một lần; ai có nó đều xem được lịch. Hãy gửi riêng cho cơ quan.", err=True
    )
