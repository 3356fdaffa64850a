"""`dondoc request-report`: an ad-hoc report requested of all reporting agencies or of some."""

from datetime import datetime
from typing import Any

import click

from cli.base import DAY, Command, json_option, print_json
from cli.context import Context, pass_context
from plan.dates import day
from plan.obligations.asking_document import AskingDocument
from plan.obligations.views import ObligationFilter, duties
from scheduler.intake import ad_hoc_report
from scheduler.intake.ad_hoc_report import ReportRequest


@click.command("request-report", cls=Command)
@click.argument("title", metavar="TÊN-BÁO-CÁO")
@click.option("--due", required=True, type=DAY, help="Ngày phải gửi.")
@click.option("--to", multiple=True, metavar="CODE|NAME", help="Cơ quan hoặc nhóm; nêu được nhiều lần.")
@click.option("--all", "everybody", is_flag=True, help="Mọi cơ quan có chế độ báo cáo của kế hoạch.")
@click.option("--document", metavar="NUMBER", help="Văn bản yêu cầu báo cáo.")
@click.option("--document-kind", metavar="LOẠI", help="Loại của văn bản ấy: Công văn, Công điện, Quyết định…")
@click.option("--document-on", type=DAY, help="Ngày ký văn bản ấy.")
@click.option("--issuer", metavar="CƠ-QUAN", help="Cơ quan ban hành văn bản ấy.")
@click.option(
    "--subject", metavar="TRÍCH-YẾU", help="Trích yếu nội dung văn bản ấy, để công văn đôn đốc viện dẫn đủ."
)
@click.option("--plan", metavar="NUMBER", help="Kế hoạch; mặc định là kế hoạch mới nhất.")
@click.option(
    "--grace", type=click.IntRange(0, 60), default=0, help="Số ngày làm việc gia hạn vẫn tính đúng hạn."
)
@json_option
@pass_context
def request_report(
    context: Context,
    /,
    title: str,
    due: datetime,
    to: tuple[str, ...],
    document: str | None,
    plan: str | None,
    grace: int,
    *,
    everybody: bool,
    as_json: bool,
    **described: Any,
) -> None:
    """Yêu cầu báo cáo đột xuất; mỗi cơ quan được báo trong thư tới và bị đôn đốc như báo cáo định kỳ."""
    if bool(to) == everybody:
        raise click.UsageError("nêu cơ quan bằng --to, hoặc --all cho mọi cơ quan (một trong hai)")
    asking = _asking(document, **described)
    rules, act = context.rules(), context.act
    with context.database.begin() as session:
        found = ad_hoc_report.request_report(
            session, rules, act, ReportRequest(title, due.date(), to, document, plan, grace, asking)
        )
        rows = duties(session, context.today, ObligationFilter(ids=tuple(found)))
    if as_json:
        print_json([row.to_json() for row in rows])
        return
    click.echo(f"{len(rows)} cơ quan phải gửi {rows[0].label!r} chậm nhất {day(rows[0].due)}:")
    for row in rows:
        click.echo(f"{row.id:>6}  {', '.join(row.leads)}")


def _asking(
    number: str | None,
    document_kind: str | None,
    document_on: datetime | None,
    issuer: str | None,
    subject: str | None,
) -> AskingDocument | None:
    """The document as it will be cited. Raises UsageError for a document without a number."""
    if not (document_kind or document_on or issuer or subject):
        return None
    if not number or not any(letter.isdigit() for letter in number):
        raise click.UsageError(
            "--document-kind, --document-on, --issuer, --subject mô tả văn bản nêu ở --document SỐ"
        )
    day_of = document_on.date() if document_on else None
    words = (" ".join((text or "").split()) for text in (document_kind, issuer, subject))
    kind, by, about = words
    return AskingDocument(number, kind, day_of, by, about)
