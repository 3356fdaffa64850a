"""`dondoc agency`: one agency of the register: shown, edited, merged, split."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import click

from cli.base import DAY, Group, json_option, print_json
from cli.context import Context, pass_context, pass_reading_context
from plan import dates
from plan.agencies.details import AgencyDetails
from plan.agencies.edits import agency_row
from plan.agencies.organ_codes import codes_of, set_codes
from plan.views.merger import MergerPreview, merger_preview
from scheduler.intake import register

code_argument = click.argument("code", metavar="MÃ")
emails_option = click.option(
    "--email", "addresses", multiple=True, help="Địa chỉ thư, hoặc sms:+84…; có thể nêu nhiều lần."
)


@click.group(cls=Group)
def agency() -> None:
    """Một cơ quan trong sổ: xem, sửa, sáp nhập, chia tách."""


@agency.command("show")
@code_argument
@json_option
@pass_reading_context
def show(context: Context, code: str, *, as_json: bool) -> None:
    """Sổ ghi gì về cơ quan."""
    with context.database.read() as session:
        row = agency_row(session, code)
        found: dict[str, Any] = {"code": code, **asdict(AgencyDetails.of(row))}
        found |= {"active_from": row.active_from, "active_to": row.active_to, "successor": row.successor}
    if as_json:
        print_json({k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in found.items()})
        return
    click.echo(f"{found['name']} ({code})")
    for key, label in (("aliases", "tên khác"), ("groups", "nhóm"), ("addresses", "địa chỉ")):
        click.echo(f"  {label}: {'; '.join(found[key]) or '–'}")
    if found["active_to"]:
        heir = f", kế tục: {found['successor']}" if found["successor"] else ""
        click.echo(f"  thôi hoạt động từ {dates.day(found['active_to'])}{heir}")


@agency.command("edit")
@code_argument
@click.option("--name", help="Tên chính thức.")
@click.option("--short-name", help="Tên viết tắt.")
@click.option("--alias", "aliases", multiple=True, help="Tên gọi khác; nêu lại tất cả.")
@click.option("--group", "groups", multiple=True, help="Nhóm; nêu lại tất cả.")
@emails_option
@pass_context
def edit(context: Context, /, code: str, **given: Any) -> None:
    """Sửa những gì được nêu; phần khác giữ nguyên."""
    rules = context.rules()
    with context.database.begin() as session:
        before = AgencyDetails.of(agency_row(session, code))
        wanted = replace(before, **{key: value for key, value in given.items() if value})
        changed = register.edit_agency(session, rules, context.act, code, wanted)
    click.echo(f"Đã sửa {code}." if changed else f"Sổ đã ghi {code} như vậy.")


@agency.command("codes")
@code_argument
@click.argument("codes", nargs=-1, metavar="[MÃ-ĐỊNH-DANH]...")
@click.option("--clear", is_flag=True, help="Bỏ mọi mã định danh.")
@pass_context
def codes(context: Context, code: str, codes: tuple[str, ...], *, clear: bool) -> None:
    """Mã định danh trên trục liên thông: nêu lại tất cả, mã đầu là mã ghi trên văn bản gửi đi. Không nêu: xem."""
    with context.database.begin() as session:
        if codes or clear:
            set_codes(session, context.act, code, () if clear else codes)
        click.echo("; ".join(codes_of(session, agency_row(session, code).code)) or "–")


@agency.command("merge")
@code_argument
@click.argument("into", metavar="VÀO")
@click.option("--on", "day", type=DAY, required=True, help="Từ ngày ấy cơ quan kia trả lời thay.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem điều gì sẽ chuyển.")
@pass_context
def merge(context: Context, code: str, into: str, day: datetime, *, dry_run: bool) -> None:
    """Cơ quan MÃ sáp nhập vào cơ quan VÀO."""
    rules = context.rules()
    with context.database.begin() as session:
        shown = merger_preview(session, agency_row(session, code).code, into, day.date())
        if not dry_run:
            register.merge_agency(session, rules, context.act, code, into, day.date())
    _show_preview(shown, into)
    click.echo("Chưa làm gì." if dry_run else f"{code} sáp nhập vào {into} từ {dates.day(day.date())}.")


@agency.command("undo-merge")
@code_argument
@pass_context
def undo_merge(context: Context, code: str) -> None:
    """Cơ quan MÃ lại tự trả lời, như chưa sáp nhập."""
    rules = context.rules()
    with context.database.begin() as session:
        register.undo_merger(session, rules, context.act, code)
    click.echo(f"{code} lại tự trả lời.")


@agency.command("split")
@code_argument
@click.argument("name", metavar="TÊN-MỚI")
@click.option("--on", "day", type=DAY, required=True, help="Ngày cơ quan mới bắt đầu.")
@click.option("--ends", is_flag=True, help="Cơ quan cũ thôi hoạt động, cơ quan mới nhận việc của nó.")
@emails_option
@pass_context
def split(
    context: Context, code: str, name: str, day: datetime, addresses: tuple[str, ...], *, ends: bool
) -> None:
    """Cơ quan mới TÊN-MỚI tách ra từ cơ quan MÃ."""
    rules, wanted = context.rules(), AgencyDetails(name, addresses=addresses)
    with context.database.begin() as session:
        new = register.split_agency(session, rules, context.act, code, wanted, day.date(), ends=ends)
    click.echo(f"Sổ cơ quan có thêm {name!r}, mã {new}, từ {dates.day(day.date())}.")


def _show_preview(shown: MergerPreview, into: str) -> None:
    for one in shown.passing[:20]:
        click.echo(f"  việc {one.id:>6}  hạn {dates.day(one.due):<10}  {' '.join(one.label.split())}")
    click.echo(
        f"{len(shown.passing)} việc chuyển sang {into}, {len(shown.staying)} việc đến hạn trước đó đứng tên cũ, "
        f"{len(shown.shared)} việc hai cơ quan cùng có."
    )
