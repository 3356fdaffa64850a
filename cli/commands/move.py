"""`dondoc move`: the plan transferred to another database, usually from plan.db to PostgreSQL."""

import click

from cli.base import Command, json_option, print_json
from cli.context import Context, pass_context
from plan.storage import lease
from plan.storage.database import Database
from plan.storage.transfer import transfer


@click.command(cls=Command)
@click.option("--to", "url", required=True, metavar="URL", help="Cơ sở dữ liệu mới, còn trống.")
@json_option
@pass_context
def move(context: Context, url: str, *, as_json: bool) -> None:
    """Chuyển toàn bộ sang cơ sở dữ liệu khác, đối chiếu từng bảng. Hãy dừng dondoc trước."""
    with context.database.read() as session:
        if holder := lease.living(session, lease.shared_time(session, context.now)):
            raise click.ClickException(f"dondoc đang chạy ({holder}); hãy dừng dịch vụ rồi chuyển")
    target = Database(url)
    try:
        carried = transfer(context.database, target)
        shown = target.shown
    finally:
        target.close()
    if as_json:
        print_json(
            {
                "to": shown,
                "tables": [{"table": c.table, "rows": c.rows, "checksum": c.checksum} for c in carried],
            }
        )
        return
    for one in carried:
        click.echo(f"  {one.table:<16} {one.rows:>8} dòng  {one.checksum}")
    click.echo(f"Đã chuyển {sum(c.rows for c in carried)} dòng sang {shown}; hai bên khớp từng bảng.")
    click.echo("Ghi địa chỉ mới vào [database] url của dondoc.toml, rồi bật lại dịch vụ.")
