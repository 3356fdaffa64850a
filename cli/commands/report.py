"""`dondoc report`: the papers of a quarter, six or nine months, a year or any span, ready to edit and sign."""

from pathlib import Path
from typing import cast

import click

from cli.base import Command
from cli.bootstrap import build_writer
from cli.commands.report_json import figures_json
from cli.context import Context, pass_reading_context
from cli.papers import department_name, form_of, out_option, save
from notifications.papers.render import Format
from scheduler.papers.period_report import period_report, statistics_of
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.ratings import load_ratings

FORMS = ("docx", "xlsx", "html", "json")


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
    type=click.Choice(FORMS),
    help="Mặc định theo đuôi của --out, không có thì docx; json chỉ có các con số.",
)
@out_option
@pass_reading_context
def report(context: Context, period: str, form: str | None, out: Path | None) -> None:
    """Báo cáo của một kỳ: số liệu theo cơ quan, theo phần, việc quá hạn, ai đã gửi, so với kỳ trước."""
    chosen = form_of(out, form, FORMS)
    term, verdicts = ReportPeriod.parse(period), load_ratings(context.settings.reports.verdicts)
    rules, writer = context.rules(), build_writer(context)
    with context.database.read() as session:
        found = statistics_of(session, rules, term, context.today, verdicts)
        signer = writer.signer.called(department_name(context, session))
        paper = period_report(session, found, verdicts, signer)
    if chosen == "json":
        save(figures_json(found), out)
    else:
        save(writer.paper(paper, cast(Format, chosen), context.now), out)
