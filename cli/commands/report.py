"""`dondoc report`: the papers of a quarter, six or nine months, a year or any span, ready to edit and sign."""

from pathlib import Path
from typing import Literal

import click

from cli.base import Command
from cli.bootstrap import build_writer
from cli.commands.report_json import figures_json
from cli.context import Context, pass_context
from cli.papers import department_name, out_option, save
from scheduler.papers.period_report import period_report, statistics_of
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.ratings import load_ratings


@click.command(cls=Command)
@click.option(
    "--period",
    required=True,
    metavar="KỲ",
    help="2012-Q2, 2012-H1, 2012-9M, 2012, 2012-06 hoặc 2012-01-01..2012-06-30.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["docx", "xlsx", "html", "json"]),
    default="docx",
    show_default=True,
    help="json chỉ có các con số.",
)
@out_option
@pass_context
def report(
    context: Context, period: str, form: Literal["docx", "xlsx", "html", "json"], out: Path | None
) -> None:
    """Báo cáo của một kỳ: số liệu theo cơ quan, theo phần, việc quá hạn, ai đã gửi, so với kỳ trước."""
    term, verdicts = ReportPeriod.parse(period), load_ratings(context.settings.reports.verdicts)
    rules, writer = context.rules(), build_writer(context)
    with context.database.read() as session:
        found = statistics_of(session, rules, term, context.today, verdicts)
        signer = writer.signer.called(department_name(context, session))
        paper = period_report(session, found, verdicts, signer)
    if form == "json":
        save(figures_json(found), out)
    else:
        save(writer.paper(paper, form, context.now), out)
