"""`dondoc testmail`: one letter sent with exactly the settings in force."""

import click

from cli.base import Command
from cli.context import Context, pass_context
from cli.trial_letter import send_trial


@click.command(cls=Command)
@click.argument("address")
@pass_context
def testmail(context: Context, address: str) -> None:
    """Gửi một thư thử tới ADDRESS bằng đúng cài đặt đang dùng."""
    click.echo(f"{send_trial(context, address)} đã nhận thư gửi {address}.")
