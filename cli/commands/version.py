"""`dondoc version`: program, schema and commit, to be named in a report of a fault."""

import click

from cli.base import Command, json_option, print_json
from cli.version import this_version


@click.command(cls=Command)
@json_option
def version(*, as_json: bool) -> None:
    """Phiên bản chương trình, lược đồ dữ liệu và mã nguồn (để nêu khi báo lỗi)."""
    known = this_version()
    if as_json:
        print_json(known.to_json())
        return
    click.echo(f"dondoc {known.program}; lược đồ {known.schema}; mã nguồn {known.commit or 'không rõ'}")
