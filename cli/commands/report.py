"""`dondoc report`: the papers of a quarter, six or nine months, a year or any span, ready to edit and sign."""

import sys
from pathlib import Path
from typing import Literal

import click

from cli.base import Command
from cli.commands.simulate import writer_of
from cli.context import Context

OUT = click.Path(dir_okay=False, path_type=Path)
out_option = click.option("--out", type=OUT, help="Tệp kết quả; không có thì ghi ra đầu ra chuẩn.")


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
@click.pass_obj
def report(
    context: Context, period: str, form: Literal["docx", "xlsx", "html", "json"], out: Path | None
) -> None:
    """Báo cáo của một kỳ: số liệu theo cơ quan, theo phần, việc quá hạn, ai đã gửi, so với kỳ trước."""
    from scheduler.papers.period_report import period_report, statistics_of
    from scheduler.papers.periods import ReportPeriod
    from scheduler.papers.ratings import load_ratings

    term, verdicts = ReportPeriod.parse(period), load_ratings(context.settings.reports.verdicts)
    rules, writer = context.rules(), writer_of(context)
    with context.database.read() as session:
        found = statistics_of(session, rules, term, context.today, verdicts)
        signer = writer.signer.called(office_name(context, session))
        paper = period_report(session, found, verdicts, signer)
    if form == "json":
        from cli.commands.report_json import figures_json

        save(figures_json(found), out)
    else:
        save(writer.paper(paper, form, context.now), out)


def office_name(context: Context, session: object) -> str:
    """What the department that urges is called in the register."""
    from sqlmodel import Session

    from plan.models import Agency

    assert isinstance(session, Session)
    code = context.settings.plan.escalate_to
    row = session.get(Agency, code)
    return row.name if row else code


def save(content: bytes, out: Path | None) -> None:
    """Into a new file, or to stdout if none is named."""
    if out is None:
        if sys.stdout.isatty():
            raise click.UsageError("đây là tệp, không phải chữ để đọc trên màn hình; thêm --out TÊN-TỆP")
        sys.stdout.buffer.write(content)
        return
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise click.ClickException(f"{out} đã có; hãy chọn tên khác") from error
    except FileNotFoundError as error:
        raise click.ClickException(
            f"không có thư mục {out.parent}; hãy tạo nó, hoặc chọn chỗ khác"
        ) from error
    except OSError as error:
        raise click.ClickException(f"không ghi được {out}: {error.strerror}; hãy chọn chỗ khác") from error
    click.echo(f"Đã ghi {out} ({len(content) // 1024 + 1} KiB).", err=True)
