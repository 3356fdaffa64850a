"""`dondoc backup`: the whole plan copied into one file."""

from pathlib import Path

import click

from cli.base import Command
from cli.context import Context, pass_context
from plan.storage.copy import copy_to


@click.command(cls=Command)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@pass_context
def backup(context: Context, file: Path) -> None:
    """Sao lưu toàn bộ vào một tệp SQLite, kể cả khi chương trình đang chạy."""
    if file.exists():
        raise click.ClickException(f"{file} đã có; hãy chọn tên khác")
    if not file.resolve().parent.is_dir():
        raise click.ClickException(f"không có thư mục {file.resolve().parent}")
    copy_to(context.database, file).close()
    click.echo(f"Đã sao lưu vào {file} ({file.stat().st_size // 1024} KiB).")
