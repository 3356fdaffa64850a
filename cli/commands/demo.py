"""`make run`: the example plan lived through up to a day when reports are late, then served."""

from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path

import click
import uvloop

from cli.base import Command, Options
from cli.bootstrap import build_daemon
from cli.commands.simulate import show_months
from cli.context import Context, pass_creating_context
from cli.import_request import read_request, rules_for
from cli.journal import set_up_logging
from cli.service import serve
from cli.sign_in_links import PrintedLink
from cli.writers import build_writer
from notifications.mail.smtp import MailServer
from plan.clock import MORNING, system_clock
from plan.dates import day
from plan.documents import read_document
from plan.labels import place_in_document
from plan.ledger.assignments import begin_assignment
from plan.obligations.views import ObligationFilter, duties
from plan.people import links, users
from plan.people.roles import UserRole
from plan.subscriptions import feeds
from plan.views.feeds import all_feeds
from plan.views.letters import newest_letter
from plan.views.plans import plan_size, plan_titles
from scheduler.intake.plan import import_plan
from scheduler.letters.kinds import ESCALATION
from scheduler.replay import read_receipts_file, replay, timeline

EXAMPLE = Path(__file__).parents[2] / "examples" / "quang-ngai-2012"
FIRST = date(2012, 3, 25)
# Quarter II and half-year reports were due on 30/6: ten working days late are through by now.
LAST = date(2012, 7, 17)
FEED = "chạy thử"
ADMIN = "quan-tri@quangngai.example"


@click.command(cls=Command)
@click.option("--no-serve", is_flag=True, help="Dừng sau khi in.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True)
@pass_creating_context
def demo(context: Context, host: str, port: int, *, no_serve: bool) -> None:
    """Chạy thử với kế hoạch mẫu Quảng Ngãi 2012; không thư nào ra khỏi máy."""
    if context.is_installed and context.options.db is None:
        raise click.ClickException(
            "cài đặt của máy chỉ tới dữ liệu thật; để chạy thử hãy chỉ chỗ khác: dondoc demo --db sqlite:////tmp/chay-thu.db"
        )
    own = None if context.settings_file else EXAMPLE / "dondoc.toml"
    with (
        closing(context.with_options(Options(config=own, as_of=FIRST.isoformat()))) as first,
        closing(context.with_options(Options(config=own, as_of=f"{LAST}T{MORNING}"))) as last,
    ):
        _refuse_other_plans(last)
        adopted = _adopt(first)
        _replay(last, f"http://localhost:{port}" if port else "")
        _print(last, adopted)
        if no_serve:
            return
        _print_calendars(last, host, port)
        set_up_logging()
        click.echo("\nDừng bằng Ctrl-C.")
        daemon = build_daemon(last, MailServer())
        uvloop.run(serve(last, daemon, (host, port), scheduler=True, link=_sign_in_link(last)))


def _refuse_other_plans(context: Context) -> None:
    """A demonstration must never mix with an office's own plan."""
    ours = read_document(EXAMPLE / "plan.txt").code
    with context.database.read() as session:
        others = [code for code in plan_titles(session) if code != ours]
    if others:
        raise click.ClickException(
            f"{context.database.shown} đang giữ kế hoạch {', '.join(others)}: không chạy thử ở đây; "
            "dùng `dondoc run`, hoặc chạy thử với --db sqlite:///demo.db"
        )


def _adopt(context: Context) -> tuple[int, list[str]]:
    """Import the example; returns the number of tasks and the questions to a person."""
    request = read_request(EXAMPLE / "plan.txt", None, None)
    with context.database.begin() as session:
        rules = rules_for(context, session, request)
        taken = import_plan(session, request, rules, context.now, context.today)
        if not taken.adoption.again:
            begin_assignment(session, taken.adoption.plan.id, context.today)
        questions = [
            f"{place_in_document(p.where, request.document.tables)}: {' '.join(p.text.split())} – {p.message}"
            for p in taken.problems
        ]
        return len(taken.adoption.tasks), questions


def _replay(context: Context, address: str) -> None:
    """Links in the letters lead to the pages that are served next."""
    answers = read_receipts_file(EXAMPLE / "answers.csv")
    replay(context.database, context.rules(), build_writer(context, address), (FIRST, LAST), answers)


def _print(context: Context, adopted: tuple[int, list[str]]) -> None:
    with context.database.read() as session:
        size = plan_size(session)
        rows = list(timeline(session, FIRST, LAST))
        late = _count_overdue(context)
        newest = newest_letter(session, ESCALATION.name)
    kinds = Counter(str(row["kind"]) for row in rows)
    lines = sum(
        len(items) for row in rows if row["kind"] == "escalation" and isinstance(items := row["items"], list)
    )
    click.echo(f"Kế hoạch mẫu Quảng Ngãi 2012, sống lại từ {day(FIRST)} đến {day(LAST)}\n")
    click.echo(
        f"  {adopted[0]} nhiệm vụ, {size.deadlines} thời hạn, {size.obligations} việc phải làm; {len(adopted[1])} điều cần người xem"
    )
    click.echo(
        f"  {len(rows)} thư: {kinds['assignment']} thư giao việc, {kinds['digest']} thư nhắc việc, {kinds['escalation']} báo cáo đôn đốc, "
        f"{kinds['summary']} tổng hợp tuần, {kinds['monthly']} thư tháng"
    )
    click.echo(f"  {lines} lượt báo cáo chậm được đôn đốc; hôm nay còn {late} báo cáo quá hạn\n")
    for question in adopted[1]:
        click.echo(f"  ! {question}")
    show_months(rows)
    if newest:
        click.echo(f"  Thư đôn đốc mới nhất: dondoc outbox show {newest}")


def _print_calendars(context: Context, host: str, port: int) -> None:
    """Two calendars to subscribe to. Only hashes are stored, so every run issues new addresses."""
    shown = {None: "Sở Nội vụ, toàn bộ kế hoạch", "so-tu-phap": "Sở Tư pháp"}
    with context.database.begin() as session:
        for feed in all_feeds(session):
            if feed.name == FEED and feed.revoked_at is None:
                feeds.revoke(session, context.act, feed.id)
        click.echo("\nĐịa chỉ lịch (mỗi lần chạy thử cấp địa chỉ mới):")
        for agency, name in shown.items():
            _, secret = feeds.add(session, context.act, agency, FEED)
            click.echo(f"  {name}: http://{host}:{port}/feeds/{secret}.ics")


def _sign_in_link(context: Context) -> PrintedLink:
    """A link that signs in as the administrator of the example, who is made where there is none."""
    now = system_clock()
    with context.database.begin() as session:
        known = users.account(session, ADMIN)
        number = (
            known.id
            if known
            else users.invite(session, context.act, ADMIN, UserRole.ADMIN, now, "Quản trị chạy thử")[0]
        )
        secret = links.make_sign_in_link(session, number, context.act.who, now)
    return PrintedLink(ADMIN, f"/sign-in/{secret}")


def _count_overdue(context: Context) -> int:
    wanted = ObligationFilter(kind="report", ends_before=context.today)
    with context.database.read() as session:
        return len(duties(session, context.today, wanted))
