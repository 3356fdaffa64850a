"""`dondoc prune`: letters that are old enough put away by the policy of the settings, or the files that hold them checked."""

from pathlib import Path

import click

from cli.base import Command
from cli.bootstrap import build_keeping
from cli.context import Context, pass_context
from plan.dates import day
from plan.ledger.old_letters import border, kept_files, kept_in, old_months
from plan.storage.archives import digest_of, taken_out
from plan.storage.session import Session
from scheduler.archivist import KeepingPolicy, give_room_back, put_away_next


@click.command(cls=Command)
@click.option("--dry-run", is_flag=True, help="Chỉ cho xem; không đổi gì.")
@click.option(
    "--check", is_flag=True, help="Chỉ đọc lại mọi tệp lưu, đối chiếu từng thư với dấu trong cơ sở dữ liệu."
)
@pass_context
def prune(context: Context, *, dry_run: bool, check: bool) -> None:
    """Cất thư đã cũ khỏi cơ sở dữ liệu, theo [keeping]; sổ và nhật ký vẫn giữ mọi điều đã nói."""
    policy = build_keeping(context)
    if check:
        _check(context, policy.folder)
        return
    if not policy.years:
        raise click.ClickException(
            "chưa đặt thư cũ bao lâu thì cất đi; ghi trong dondoc.toml, ví dụ:\n[keeping]\nletters_years = 5\n"
            'archive = "/var/lib/dondoc/archive"'
        )
    if dry_run:
        _show(context, policy)
    else:
        _put_away(context, policy)


def _show(context: Context, policy: KeepingPolicy) -> None:
    before = border(context.today, policy.years)
    with context.database.read() as session:
        months = old_months(session, before)
    for month in months:
        click.echo(f"  {month.first:%m/%Y}  {month.letters} thư")
    where = f"vào {policy.folder}" if policy.folder else "bỏ hẳn, chỉ giữ dấu SHA-256"
    click.echo(
        f"{sum(m.letters for m in months)} thư trước ngày {day(before)} sẽ được cất ({where}). Chưa đổi gì."
    )


def _put_away(context: Context, policy: KeepingPolicy) -> None:
    count = 0
    while done := put_away_next(context.database, policy, context.act):
        count += done.letters
        where = (
            f"{policy.folder}/{done.file.name} ({done.file.size // 1024} KiB)"
            if policy.folder and done.file
            else "đã bỏ"
        )
        click.echo(f"  {done.month:%m/%Y}  {done.letters} thư: {where}")
    gone = give_room_back(context.database)
    click.echo(
        f"{count} thư đã cất; cơ sở dữ liệu nhỏ đi {gone // 1024} KiB." if gone else f"{count} thư đã cất."
    )


def _check(context: Context, folder: Path | None) -> None:
    """Every letter that was put away, read from its file."""
    with context.database.read() as session:
        files = kept_files(session)
        faults = [fault for file in files for fault in _faults(session, folder, file)]
    for fault in faults:
        click.echo(f"! {fault}")
    if faults:
        raise click.ClickException(f"{len(faults)} chỗ sai trong các tệp lưu; tìm bản sao của tệp đó")
    click.echo(f"{len(files)} tệp lưu, mọi thư đúng từng byte.")


def _faults(session: Session, folder: Path | None, file: str) -> list[str]:
    if folder is None or not (folder / file).is_file():
        return [f"không thấy {file} trong {folder or '[keeping] archive (chưa đặt)'}"]
    found = []
    for one in kept_in(session, file):
        content = taken_out(folder / file, one.entry)
        if content is None or digest_of(content) != one.digest:
            found.append(f"{file}: {one.entry} {'không có' if content is None else 'khác lúc cất'}")
    return found
