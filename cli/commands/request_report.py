"""`dondoc request-report`: an ad-hoc report requested of all reporting agencies or of some."""

from datetime import datetime

import click

from cli.base import DAY, Command, json_option, print_json
from cli.context import Context, pass_context
from plan.dates import day
from plan.obligations.views import ObligationFilter, duties
from scheduler.intake import ad_hoc_report
from scheduler.intake.ad_hoc_report import ReportRequest


@click.command("request-report", cls=Command)
@click.argument("title", metavar="TÊN-BÁO-CÁO")
@click.option("--due", required=True, type=DAY, help="Ngày phải gửi.")
@click.option("--to", multiple=True, metavar="CODE|NAME", help="Cơ quan hoặc nhóm; nêu được nhiều lần.")
@click.option("--all", "everybody", is_flag=True, help="Mọi cơ quan có chế độ báo cáo của kế hoạch.")
@click.option("--document", metavar="NUMBER", help="Văn bản yêu cầu báo cáo.")
@click.option("--plan", metavar="NUMBER", help="Kế hoạch; mặc định là kế hoạch mới nhất.")
@click.option(
    "--grace", type=click.IntRange(0, 60), default=0, help="Số ngày làm việc gia hạn vẫn tính đúng hạn."
)
@json_option
@pass_context
def request_report(
    context: Context,
    title: str,
    due: datetime,
    to: tuple[str, ...],
    document: str | None,
    plan: str | None,
    grace: int,
    *,
    everybody: bool,
    as_json: bool,
) -> None:
    """Yêu cầu báo cáo đột xuất; mỗi cơ quan được báo trong thư tới và bị đôn đốc như báo cáo định kỳ."""
    if bool(to) == everybody:
        raise click.UsageError("nêu cơ quan bằng --to, hoặc --all cho mọi cơ quan (một trong hai)")
    rules, act = context.rules(), context.act
    with context.database.begin() as session:
        found = ad_hoc_report.request_report(
            session, rules, act, ReportRequest(title, due.date(), to, document, plan, grace)
        )
        rows = duties(session, context.today, ObligationFilter(ids=tuple(found)))
    if as_json:
        print_json([row.to_json() for row in rows])
        return
    click.echo(f"{len(rows)} cơ quan phải gửi {rows[0].label!r} chậm nhất {day(rows[0].due)}:")
    for row in rows:
        click.echo(f"{row.id:>6}  {', '.join(row.leads)}")
