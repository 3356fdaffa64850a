"""`dondoc migrate`: the database schema upgraded to this program's."""

import click

from cli.base import Command
from cli.context import Context, pass_context
from plan.storage.upgrade import HEAD


@click.command(cls=Command)
@pass_context
def migrate(context: Context) -> None:
    """Nâng lược đồ cơ sở dữ liệu lên bản này (dịch vụ và lệnh có ghi đều tự làm khi cần)."""
    click.echo(f"{context.database.shown}: lược đồ đã đúng bản này ({HEAD}).")
