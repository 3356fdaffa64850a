"""`dondoc move`: the plan transferred to another database, usually from plan.db to PostgreSQL."""

from datetime import timedelta

import click

from cli.base import Command, json_option, print_json
from cli.context import Context, pass_context
from plan.dates import moment
from plan.ledger.holds import HoldReason, hold
from plan.storage import lease
from plan.storage.database import Database
from plan.storage.newest import last_tick
from plan.storage.transfer import transfer

BACKUP = timedelta(
    days=1
)  # data that ticked last before that is a backup, not a service that was just stopped


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
        held = _hold_if_old(context, target)
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
    if held:
        click.echo(
            "Nguồn là bản sao lưu: việc gửi được giữ lại tới khi có người xem và gọi dondoc outbox release."
        )
    click.echo("Ghi địa chỉ mới vào [database] url của dondoc.toml, rồi bật lại dịch vụ.")


def _hold_if_old(context: Context, target: Database) -> bool:
    """Moving a backup is how PostgreSQL is restored: what it says may have been said before."""
    with target.begin() as session:
        ticked = last_tick(session)
        old = ticked is not None and context.now - ticked > BACKUP
        if old and ticked:
            of = f"bản sao ghi đến {moment(ticked.astimezone(context.zone))}"
            hold(session, HoldReason.RESTORED, context.now, of)
    return old
