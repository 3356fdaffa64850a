"""`dondoc doctor`: everything that a person should look at, each with the command that helps."""

import click

from cli.base import Command, json_option, needs_review, print_json
from cli.commands.clock import clock_facts, clock_lines
from cli.context import Context, pass_reading_context
from cli.examination import examine


@click.command(cls=Command)
@json_option
@pass_reading_context
def doctor(context: Context, *, as_json: bool) -> None:
    """Kiểm tra cài đặt, cơ sở dữ liệu, lịch, địa chỉ, hàng đợi thư."""
    checks = examine(context)
    with context.database.read() as session:
        time = clock_facts(session, context)
    found = [text for check in checks for text in check.problems]
    if as_json:
        said = [{"check": check.name, "problems": list(check.problems)} for check in checks]
        print_json({"problems": found, "checks": said, "clock": time})
    else:
        for line in found or ["Không thấy điều gì bất thường."]:
            click.echo(f"- {line}")
        click.echo(clock_lines(time, context)[0])
    if found:
        needs_review()
