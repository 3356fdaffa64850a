"""`dondoc feed`: calendar addresses: issued, rotated, revoked, exported."""

import sys
from datetime import timedelta
from typing import Any

import click

from cli.base import Group, json_option, operator_errors, print_json
from cli.context import Context, pass_context, pass_reading_context
from cli.writers import build_calendar_renderer, build_templates
from notifications.calendars.publish import CalendarScope, preview
from plan import dates
from plan.subscriptions import feeds
from plan.subscriptions.choices import Choice
from plan.subscriptions.reads import standing
from plan.views.feeds import FeedRecord, all_feeds, feed_record

EVERYTHING = "all"


@click.group("feed", cls=Group)
def feed() -> None:
    """Địa chỉ lịch: cấp, đổi, thu hồi, xuất ra tệp."""


@feed.command("list")
@json_option
@pass_reading_context
def list_(context: Context, *, as_json: bool) -> None:
    """Các địa chỉ đã cấp, cả địa chỉ đã thu hồi, ai đọc lần cuối khi nào; không có phần bí mật."""
    with context.database.read() as session:
        found = all_feeds(session)
    if as_json:
        print_json([one.to_json() for one in found])
        return
    for one in found:
        click.echo(f"{one.id:>4}  {one.agency or EVERYTHING:<28} {_describe_use(context, one)}")


@feed.command()
@click.argument("agency", metavar="CƠ-QUAN")
@click.option("--name", default="", help="Tên phân biệt các thiết bị của một cơ quan.")
@click.option(
    "--role", type=click.Choice(["lead", "partner"]), help="Chỉ việc chủ trì, hoặc chỉ việc phối hợp."
)
@click.option("--plan", metavar="SỐ-VĂN-BẢN", help="Chỉ một kế hoạch.")
@click.option("--kind", type=click.Choice(["task", "report"]), help="Chỉ nhiệm vụ, hoặc chỉ báo cáo.")
@click.option("--only-open", is_flag=True, help="Bỏ việc đã xong, đã hủy.")
@click.option("--alarm", type=int, metavar="NGÀY", help="Chuông báo lúc 9 giờ, trước hạn chừng ấy ngày.")
@click.option("--todo", is_flag=True, help="Việc cần đánh dấu (VTODO) thay vì ngày trong lịch.")
@json_option
@pass_context
def add(context: Context, /, agency: str, name: str, *, as_json: bool, **chosen: Any) -> None:
    """Cấp địa chỉ lịch cho một cơ quan (mã), hoặc `all` cho mọi việc. Địa chỉ chỉ hiện một lần."""
    with operator_errors(LookupError, ValueError), context.database.begin() as session:
        made, secret = feeds.add(session, context.act, _agency_code(agency), name, Choice(**chosen))
        record = feed_record(session, made.id)
    _show(context, record, secret, as_json=as_json)


@feed.command()
@click.argument("number", metavar="SỐ", type=int)
@click.option(
    "--overlap",
    type=click.IntRange(0, 90),
    default=14,
    show_default=True,
    metavar="NGÀY",
    help="Địa chỉ cũ còn dùng được chừng ấy ngày; 0 nếu nó đã lộ.",
)
@json_option
@pass_context
def rotate(context: Context, number: int, overlap: int, *, as_json: bool) -> None:
    """Đổi địa chỉ: địa chỉ mới chỉ hiện một lần, địa chỉ cũ còn dùng được ít ngày."""
    with operator_errors(LookupError, ValueError), context.database.begin() as session:
        made, secret = feeds.rotate(session, context.act, number, timedelta(days=overlap))
        record = feed_record(session, made.id)
    _show(context, record, secret, as_json=as_json)


@feed.command()
@click.argument("number", metavar="SỐ", type=int)
@json_option
@pass_context
def revoke(context: Context, number: int, *, as_json: bool) -> None:
    """Thu hồi một địa chỉ: từ nay nó không mở được lịch."""
    with operator_errors(LookupError, ValueError), context.database.begin() as session:
        feeds.revoke(session, context.act, number)
        revoked = feed_record(session, number)
    if as_json:
        print_json(revoked.to_json())
        return
    click.echo(f"Địa chỉ lịch số {number} ({revoked.name or revoked.agency or EVERYTHING}) đã bị thu hồi.")


@feed.command()
@click.argument("agency", metavar="CƠ-QUAN")
@pass_reading_context
def export(context: Context, agency: str) -> None:
    """Ghi lịch (.ics) của một cơ quan, hoặc `all`, ra đầu ra chuẩn."""
    renderer = build_calendar_renderer(context, build_templates(context))
    with operator_errors(LookupError, ValueError), context.database.read() as session:
        scope = CalendarScope(
            _agency_code(agency), f"Đôn Đốc – {feeds.name_of(session, _agency_code(agency))}"
        )
        calendar = preview(session, renderer, scope, context.today, context.now).ics()
    sys.stdout.buffer.write(calendar)


def _agency_code(agency: str) -> str | None:
    return None if agency == EVERYTHING else agency


def _describe_use(context: Context, feed: FeedRecord) -> str:
    """Whether it still opens the calendar, and who read it last."""
    zone, status = context.zone, standing(feed, context.now)
    state = {"gone": "đã thu hồi", "silent": "lâu không đọc", "used": "đang dùng"}.get(status, "")
    if status == "leaving" and feed.expires_at:
        state = f"dùng đến {dates.day(feed.expires_at.astimezone(zone))}"
    by = f" ({feed.client})" if feed.client else ""
    seen = f"đọc {dates.moment(feed.seen_at.astimezone(zone))}{by}" if feed.seen_at else "chưa đọc"
    return f"{state:<20} {seen:<40} {feed.name}".rstrip()


def _show(context: Context, record: FeedRecord, secret: str, *, as_json: bool) -> None:
    url = f"{context.settings.web.address}/feeds/{secret}.ics"
    if as_json:
        print_json({**record.to_json(), "url": url})
        return
    click.echo(f"Lịch số {record.id}: {record.name or record.agency or EVERYTHING}\n{url}")
    click.echo(
        "Địa chỉ này chỉ hiện một lần; ai có nó đều xem được lịch. Hãy gửi riêng cho cơ quan.", err=True
    )
