"""`dondoc report`: the papers of a quarter, six or nine months, a year or any span, ready to edit and sign."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import cast

import click

from cli.acts import read_paper
from cli.base import DAY, Command
from cli.context import Context, pass_reading_context
from cli.files import FILE
from cli.papers import form_of, out_option, save, tell_blanks
from cli.writers import build_papers
from notifications.papers.render import Format
from plan.dates import day
from plan.papers.issued_reports import issued_report, issued_reports
from plan.storage.database import Access
from plan.tasks.decisions import plan_numbered
from scheduler.papers.figures import figures_json
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.regime_periods import regime_named, regime_period
from scheduler.papers.report_issue import IssueRequest, issue_report

FORMS = ("docx", "xlsx", "html", "json")
SIGNED = ("docx", "html")


@click.command(cls=Command)
@click.option(
    "--period",
    metavar="KỲ",
    help="2012-Q2, 2012-H1, 2012-9M, 2012, 2012-06 hoặc 2012-01-01..2012-06-30.",
)
@click.option(
    "--regime", metavar="TÊN", help="Kỳ theo ngày chốt số liệu của chế độ báo cáo này, ví dụ bnv-581."
)
@click.option("--plan", metavar="SỐ", help="Chỉ của kế hoạch số này; không đi với --issue.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="Mặc định theo đuôi của --out, không có thì docx; json chỉ có các con số.",
)
@click.option("--issue", is_flag=True, help="Ban hành: lưu đúng văn bản này và số liệu; cần --number, --on.")
@click.option("--number", metavar="SỐ", help="Số, ký hiệu: 12/BC-SNV. Không có --issue: lấy lại bản đã lưu.")
@click.option("--on", type=DAY, help="Ngày ban hành.")
@click.option("--file", type=FILE, help="Với --issue: lưu tệp đã ký này, thay cho tệp chương trình lập.")
@click.option("--issued", is_flag=True, help="Danh sách báo cáo đã lưu.")
@out_option
@pass_reading_context
def report(
    context: Context,
    period: str | None,
    regime: str | None,
    plan: str | None,
    form: str | None,
    number: str | None,
    on: datetime | None,
    file: Path | None,
    out: Path | None,
    *,
    issue: bool,
    issued: bool,
) -> None:
    """Báo cáo của một kỳ: số liệu theo cơ quan, theo phần, việc quá hạn, ai đã gửi, so với kỳ trước."""
    if issued:
        _list(context)
    elif issue:
        if plan:
            raise click.UsageError("báo cáo ban hành là của mọi kế hoạch: --issue không đi với --plan")
        if not (number and on):
            raise click.UsageError("--issue cần --number SỐ (12/BC-SNV) và --on NGÀY")
        request = IssueRequest(number, on.date(), read_paper(file))
        with closing(context.with_access(Access.WRITE)) as acting:
            _issue(acting, _term(context, period, regime), request, form, out)
    elif number:
        _again(context, number, on, out)
    else:
        _draft(context, _term(context, period, regime), plan, form, out)


def _term(context: Context, period: str | None, regime: str | None) -> ReportPeriod:
    if period is None:
        raise click.UsageError("thiếu --period KỲ, ví dụ 2012-Q2")
    if regime is None:
        return ReportPeriod.parse(period)
    with context.database.read() as session:
        return regime_period(regime_named(session, regime), period)


def _draft(
    context: Context, term: ReportPeriod, plan: str | None, form: str | None, out: Path | None
) -> None:
    chosen = form_of(out, form, FORMS)
    with context.database.read() as session:
        maker = build_papers(context).maker(session)
        only = plan_numbered(session, plan)
        found = maker.statistics(session, term, context.today, only)
        paper = maker.paper(session, found, plan=only)
    if chosen == "json":
        save(figures_json(found), out)
    else:
        save(maker.writer.paper(paper, cast(Format, chosen), context.now), out)
    if chosen in SIGNED:
        tell_blanks(maker.signer)


def _issue(
    context: Context, term: ReportPeriod, request: IssueRequest, form: str | None, out: Path | None
) -> None:
    chosen = form_of(out, form, FORMS[:-1]) if request.file is None else "docx"
    act = context.act
    with context.database.read() as session:
        maker = build_papers(context).maker(session)
    with context.database.begin() as session:
        content = issue_report(session, act, maker, term, request, cast(Format, chosen))
        if out or request.file is None:
            save(content, out)
    click.echo(f"Đã lưu báo cáo số {request.number} ngày {day(request.on)}.", err=True)
    if request.file is None and chosen in SIGNED:
        tell_blanks(maker.signer)


def _again(context: Context, number: str, on: datetime | None, out: Path | None) -> None:
    with context.database.read() as session:
        kept = issued_report(session, number, on.date() if on else None)
    suffix = Path(kept.file_name).suffix
    if out and out.suffix.lower() != suffix.lower():
        raise click.UsageError(f"--out: báo cáo đã lưu là tệp {suffix}; đặt tên kết thúc bằng {suffix}")
    save(kept.content, out)


def _list(context: Context) -> None:
    with context.database.read() as session:
        rows = issued_reports(session)
    for issue, who, digest in rows:
        click.echo(
            f"{issue.number:<14} {day(issue.issued_on):<11} {issue.name}  {who}  SHA-256 {digest[:16]}…"
        )
    if not rows:
        click.echo(
            "Chưa lưu báo cáo nào; ban hành bằng: dondoc report --period KỲ --issue --number SỐ --on NGÀY"
        )
