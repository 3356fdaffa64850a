"""`dondoc policy`: the policy file read as the service would read it; `systemctl reload` fails by this where it is wrong."""

import click

from cli.base import Command, json_option, print_json
from cli.context import Context, pass_context
from scheduler.policy.policy import SHIPPED, load_policy


@click.command(cls=Command)
@json_option
@pass_context
def policy(context: Context, *, as_json: bool) -> None:
    """Đọc thử tệp chính sách nhắc việc; sai thì nói sai ở đâu."""
    file = context.settings.policy.file or SHIPPED
    load_policy(file)
    if as_json:
        print_json({"file": str(file)})
    else:
        click.echo(f"{file}: đọc được")
