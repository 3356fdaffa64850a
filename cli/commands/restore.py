"""`dondoc restore`: the whole plan restored from a backup."""

import sqlite3
from contextlib import closing
from pathlib import Path

import click

from cli.base import Command
from cli.context import Context, pass_context
from cli.files import FILE
from plan.storage.database import Database

TABLES = {"plan", "obligation", "alembic_version"}  # a backup has at least these


@click.command(cls=Command)
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Ghi đè cơ sở dữ liệu đang có.")
@pass_context
def restore(context: Context, file: Path, *, yes: bool) -> None:
    """Khôi phục từ một tệp sao lưu. Hãy dừng dondoc trước."""
    if not context.url.startswith("sqlite:///"):
        raise click.ClickException(
            "chỉ khôi phục được vào tệp SQLite; với PostgreSQL hãy tạo một cơ sở dữ liệu trống rồi: "
            f"dondoc move --db sqlite:///{file} --to URL"
        )
    target = Path(context.url.removeprefix("sqlite:///"))
    if target.exists() and not yes:
        raise click.ClickException(f"{target} đang có dữ liệu; thêm --yes để ghi đè")
    _check_backup(file)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as out:
        source.backup(out)
    Database(context.url).close()
    click.echo(f"Đã khôi phục {target} từ {file}.")


def _check_backup(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source:
            tables = {row[0] for row in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            sound = source.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    except sqlite3.DatabaseError as error:
        raise click.ClickException(f"{file} không phải bản sao lưu của dondoc: {error}") from error
    if not sound or not tables >= TABLES:
        raise click.ClickException(f"{file} không phải bản sao lưu nguyên vẹn của dondoc")
