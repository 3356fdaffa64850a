"""`dondoc restore`: the whole plan restored from a backup, checked first and held until a person has looked."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from cli.base import Command
from cli.context import Context, pass_context
from cli.files import FILE
from plan import dates
from plan.clock import day_of
from plan.facts import TICKED
from plan.ledger.carry_over import CarriedOver, LostAct, carry_over, is_of_one_plan, lost_acts
from plan.ledger.holds import OPERATOR, HoldReason, hold
from plan.people import sign_ins
from plan.storage import lease
from plan.storage.address import file_of
from plan.storage.database import Database
from plan.storage.newest import newest_instant
from plan.storage.restoration import as_it_was, prepared, swap
from scheduler.clock_guard import standing
from scheduler.clock_reference import known_instant
from scheduler.letters.monthly import LAST_MONTH_WRITTEN, REWRITTEN_ON, UNDER_WAY
from scheduler.letters.weekly import QUIET_WEEK
from scheduler.reconciliation.nightly import ALARMED

SHOWN = 20
CARRIED = (TICKED, LAST_MONTH_WRITTEN, REWRITTEN_ON, UNDER_WAY, QUIET_WEEK, ALARMED)


@click.command(cls=Command)
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Thay cơ sở dữ liệu đang có; tệp cũ được giữ bên cạnh.")
@pass_context
def restore(context: Context, file: Path, *, yes: bool) -> None:
    """Khôi phục từ một tệp sao lưu. Hãy dừng dondoc trước."""
    target = _target(context, file)
    with prepared(file, target) as database:
        newest = _newest(database)
        click.echo(_tell_age(context, newest))
        there = target.exists()
        if there:
            with as_it_was(target) as before:
                _compare(context, before, database)
        doubted = _hold(context, database, newest)
        if there and not yes:
            raise click.ClickException(f"{target} đang có dữ liệu; thêm --yes để thay")
        kept = swap(database, target, context.now)
    click.echo(f"Đã khôi phục {target} từ {file}." + (f" Tệp cũ giữ ở {kept}." if kept else ""))
    click.echo(
        "Việc gửi đang được giữ lại: bật lại dịch vụ, xem dondoc outbox release --dry-run, rồi dondoc outbox release."
    )
    if doubted:
        click.echo("Bản sao cũ quá 45 ngày: nếu đồng hồ máy đúng thì gọi cả dondoc clock --trust.")


def _target(context: Context, file: Path) -> Path:
    target = file_of(context.url)
    if target is None:
        raise click.ClickException(
            "chỉ khôi phục được vào tệp SQLite; với PostgreSQL hãy tạo một cơ sở dữ liệu trống rồi: "
            f"dondoc move --db sqlite:///{file} --to URL"
        )
    if not target.resolve().parent.is_dir():
        raise click.ClickException(f"không có thư mục {target.resolve().parent}; hãy tạo thư mục đó trước")
    if target.exists() and target.samefile(file):
        raise click.ClickException(f"{file} chính là cơ sở dữ liệu đang dùng, không phải bản sao lưu")
    return target.resolve()


def _newest(database: Database) -> datetime | None:
    with database.read() as session:
        return newest_instant(session, OPERATOR)


def _tell_age(context: Context, newest: datetime | None) -> str:
    if newest is None:
        return "Bản sao lưu không ghi việc nào."
    days = (context.today - day_of(newest, context.zone)).days
    age = f"cũ {days} ngày" if days > 0 else "của hôm nay"
    return f"Bản sao lưu ghi đến {_moment(context, newest)} ({age})."


def _compare(context: Context, before: Database | None, database: Database) -> None:
    """Say what the file that is replaced knows and the backup does not; what was told comes over."""
    if before is None:
        click.echo(
            "Không đọc được tệp đang có: không biết việc nào đã ghi, thư nào đã đi sau bản sao lưu.", err=True
        )
        return
    with before.read() as old, database.begin() as new:
        if holder := lease.living(old, lease.shared_time(old, context.now)):
            raise click.ClickException(f"dondoc đang chạy ({holder}); hãy dừng dịch vụ rồi khôi phục")
        lines = list(_tell_lost(context, lost_acts(old, new)))
        if is_of_one_plan(old, new):
            lines += _tell_carried(carry_over(old, new, context.today, CARRIED))
        else:
            lines.append("Hai tệp không có kế hoạch nào chung: không mang gì sang.")
    for line in lines:
        click.echo(line)


def _tell_lost(context: Context, acts: list[LostAct]) -> Iterator[str]:
    if not acts:
        yield "Không việc nào ghi sau bản sao lưu."
        return
    yield f"{len(acts)} việc ghi sau bản sao lưu sẽ không còn, hãy ghi lại:"
    for row in acts[-SHOWN:]:
        yield f"  {_moment(context, row.at)}  {row.who}: {row.act} {row.subject}"
    if len(acts) > SHOWN:
        yield f"  … và {len(acts) - SHOWN} việc trước đó"


def _tell_carried(carried: CarriedOver) -> Iterator[str]:
    yield (
        f"{carried.letters} thư đã đi sau bản sao lưu, {carried.steps} điều đã nói được mang sang: không nói lại."
    )
    if carried.again:
        yield f"{len(carried.again)} thư đã đi sẽ được nói lại, vì bản sao lưu không có việc của chúng:"
        yield from (f"  {subject}" for subject in carried.again[:SHOWN])
    if len(carried.again) > SHOWN:
        yield f"  … và {len(carried.again) - SHOWN} thư khác"


def _hold(context: Context, database: Database, newest: datetime | None) -> bool:
    """Nothing goes until somebody has looked; nobody holds the lease, or is signed in, since the day of the backup.

    Whether the clock will be doubted, too: an old backup on a new machine knows nothing of the time since.
    """
    with database.begin() as session:
        of = f"bản sao ghi đến {_moment(context, newest)}" if newest else ""
        hold(session, HoldReason.RESTORED, context.now, of)
        lease.forget(session)
        sign_ins.forget_all(session)
        return standing(context.now, known_instant(session)) == "ahead"


def _moment(context: Context, instant: datetime) -> str:
    return dates.moment(instant.astimezone(context.zone))
