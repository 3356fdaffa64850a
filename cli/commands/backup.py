"""`dondoc backup`: the whole plan copied into one file, or into a folder that keeps the newest."""

from contextlib import closing
from pathlib import Path

import click

from cli.base import Command
from cli.context import Context, pass_reading_context
from plan.storage import backups
from plan.storage.database import Access
from plan.storage.errors import StorageError

KEPT = 14


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--keep",
    type=click.IntRange(1, 1000),
    default=KEPT,
    show_default=True,
    help="Khi FILE là một thư mục: giữ bấy nhiêu bản mới nhất ở đó.",
)
@pass_reading_context
def backup(context: Context, file: Path, keep: int) -> None:
    """Sao lưu toàn bộ vào một tệp SQLite, hoặc vào một thư mục, kể cả khi chương trình đang chạy."""
    gone: list[Path] = []
    if file.is_dir():
        file, gone = backups.make_in(context.database, file, context.now, keep)
    else:
        _check_name(file)
        backups.make(context.database, file)
    click.echo(f"Đã sao lưu vào {file} ({file.stat().st_size // 1024} KiB); đã mở ra kiểm tra.")
    for path in gone:
        click.echo(f"Đã xóa bản cũ {path}.")
    _note(context)


def _check_name(file: Path) -> None:
    if file.exists():
        raise click.ClickException(f"{file} đã có; hãy chọn tên khác")
    if not file.resolve().parent.is_dir():
        raise click.ClickException(f"không có thư mục {file.resolve().parent}")


def _note(context: Context) -> None:
    """The backup is there, whether or not the database lets us write down that it is."""
    try:
        with closing(context.with_access(Access.WRITE)) as writing:
            backups.note_made(writing.database, context.now)
    except StorageError as error:
        click.echo(f"Chưa ghi được là đã sao lưu: {error}", err=True)
