"""What `dondoc setup` does with the data, as its owner: the first admin, sending held, and how things stand."""

import time
from contextlib import closing
from pathlib import Path

import click

from cli.base import NEEDS_REVIEW
from cli.commands.import_ import import_
from cli.commands.outbox_release import show_letters, what_would_go
from cli.context import Context
from cli.examination import examine
from cli.sign_in_links import link_places
from cli.trial_letter import send_trial
from notifications.mail import queue_acts
from notifications.mail.pauses import pauses
from plan.clock import system_clock
from plan.dates import moment
from plan.errors import ExpectedError
from plan.people import users
from plan.people.roles import UserRole
from plan.people.secret import LINK_LIFE
from plan.storage.database import Access
from plan.storage.newest import last_tick
from plan.storage.session import Session

HELD = (
    "Xong; thư đang được giữ lại tới khi có người xem. Tiếp theo: mở liên kết thư mời; nhận kế hoạch (trang Kế hoạch, hoặc "
    "dondoc import); xem thư của ngày đầu: dondoc outbox release --dry-run; cho thư đi: dondoc outbox release."
)
PATIENCE = 10  # seconds for a service that was just started to do its first work


def prepare(context: Context, admin: str) -> None:
    """The database, with sending held where it is new; an invitation for the admin, unless that person came in already."""
    now = system_clock()
    with (
        closing(context.with_access(Access.CREATE)) as opened,
        opened.database.begin() as session,
    ):
        if users.is_empty(session) and last_tick(session) is None:
            queue_acts.hold(session, opened.act)
        secret = _invited(session, opened, admin) if admin else ""
    if secret:
        until = moment((now + LINK_LIFE).astimezone(context.zone))
        click.echo(
            f"Thư mời quản trị {admin}, trước {until}; mở một trong các liên kết, chỉ dùng được một lần:"
        )
        for link in link_places(context).links(f"/welcome/{secret}"):
            click.echo(f"  {link}")


def _invited(session: Session, context: Context, admin: str) -> str:
    known = {line.mail: line for line in users.listed(session, system_clock())}
    there = known.get(users.folded(admin))
    if there is not None and there.entered_at is not None and there.closed_at is None:
        click.echo(f"{admin} đã có tài khoản; quên cách vào thì: dondoc sign-in {admin}")
        return ""
    return users.invite(session, context.act, admin, UserRole.ADMIN, system_clock())[1]


def take_plan_in(plan: Path, agencies: Path | None) -> None:
    """As `dondoc import`; what needs a person's word is said and stops nothing here."""
    given = [str(plan), *(("--agencies", str(agencies)) if agencies else ())]
    try:
        with import_.make_context("import", given, parent=click.get_current_context()) as within:
            import_.invoke(within)
    except click.exceptions.Exit as stop:
        if stop.exit_code != NEEDS_REVIEW:
            raise


def show_state(context: Context, trial: str, *, started: bool) -> bool:
    """What a person should look at, a letter to try, and the letters of the first day. Whether the letter was taken."""
    with closing(context.with_access(Access.READ)) as reading:
        if started:
            _wait_for_tick(reading)
        click.echo("\nKiểm tra (dondoc doctor):")
        for line in [text for check in examine(reading) for text in check.problems] or [
            "không có gì bất thường"
        ]:
            click.echo(f"- {line}")
        taken = _try_letter(reading, trial)
        click.echo("\nNgày đầu sẽ gửi:")
        day, rows = what_would_go(reading, None)
        show_letters(day, rows)
        with reading.database.read() as session:
            click.echo(f"\n{HELD}" if pauses(session).everything else "\nXong.")
    return taken


def _wait_for_tick(context: Context) -> None:
    for _ in range(PATIENCE * 2):
        with context.database.read() as session:
            if last_tick(session) is not None:
                return
        time.sleep(0.5)


def _try_letter(context: Context, trial: str) -> bool:
    if not trial or context.settings.mail.host is None:
        click.echo("\nChưa gửi thư thử; gửi bằng: dondoc testmail ĐỊA-CHỈ")
        return True
    try:
        click.echo(f"\nThư thử: {send_trial(context, trial)} đã nhận thư gửi {trial}.")
    except ExpectedError as error:
        click.echo(f"\nThư thử: {error}")
        return False
    return True
