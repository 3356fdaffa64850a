"""`dondoc audit`: the log of acts: verify it, export it, strip old personal data."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TextIO

import click

from cli.base import DAY, Group, json_option, print_json
from cli.context import Context, pass_context, pass_reading_context
from cli.papers import form_of
from plan.audit import log
from plan.clock import at
from plan.dates import day
from plan.views.acts import as_csv, as_jsonl, log_lines

MARK = re.compile(r"(0|[1-9][0-9]*):[0-9a-f]{64}")
FORMS = ("jsonl", "csv")


@click.group("audit", cls=Group)
def audit() -> None:
    """Nhật ký: ai làm gì, lúc nào, từ đâu; mỗi dòng niêm phong dòng trước."""


@audit.command()
@click.option("--noted", metavar="HEAD", help="Dấu đã ghi ở nơi khác (12:9f86d0…): nhật ký phải còn chứa nó.")
@json_option
@pass_reading_context
def verify(context: Context, noted: str | None, *, as_json: bool) -> None:
    """Kiểm tra cả nhật ký: dòng bị sửa, xóa, thêm, đổi chỗ đều lộ ra."""
    if noted is not None and not MARK.fullmatch(noted):
        raise click.UsageError(
            "--noted: dấu phải đủ số dòng, dấu hai chấm và 64 chữ số như lúc in ra (12:9f86d0…); hãy chép lại cả dấu"
        )
    with context.database.read() as session:
        verdict = log.verify(session, noted)
    if as_json:
        keys = ("lines", "trimmed", "head", "faults")
        print_json({key: getattr(verdict, key) for key in keys})
    else:
        click.echo(f"{verdict.lines} dòng, {verdict.trimmed} dòng đã lược bỏ dữ liệu cá nhân.")
        click.echo(f"Dấu của dòng cuối (nên ghi lại ở nơi khác): {verdict.head}")
        for fault in verdict.faults:
            click.echo(f"! {fault}")
    if verdict.faults:
        raise click.ClickException(f"nhật ký KHÔNG nguyên vẹn: {len(verdict.faults)} chỗ sai")


@audit.command()
@click.option("--from", "first", type=DAY, help="Từ ngày này.")
@click.option("--to", "last", type=DAY, help="Đến hết ngày này.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="Mặc định theo đuôi của --out, không có thì jsonl: giữ đủ mọi trường để kiểm tra lại; csv để đọc.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Tệp kết quả; không có thì in ra."
)
@pass_reading_context
def export(
    context: Context, first: datetime | None, last: datetime | None, form: str | None, out: Path | None
) -> None:
    """Ghi nhật ký ra tệp."""
    chosen = form_of(out, form, FORMS)
    start = at(first.date(), time(), context.zone) if first else None
    end = at(last.date() + timedelta(1), time(), context.zone) if last else None
    with context.database.read() as session, _open_target(out) as target:
        rows = log_lines(session, start, end)
        target.writelines(as_csv(rows) if chosen == "csv" else as_jsonl(rows))


@audit.command()
@click.option("--before", required=True, type=DAY, help="Lược bỏ ở những dòng trước ngày này.")
@pass_context
def trim(context: Context, before: datetime) -> None:
    """Bỏ tên người, địa chỉ, ghi chú khỏi những dòng cũ; dấu niêm phong vẫn đúng, không lấy lại được."""
    act = context.act
    if before.date() > context.today:
        raise click.ClickException(f"ngày {day(before)} còn ở phía trước")
    with context.database.begin() as session:
        count = log.trim(session, act, at(before.date(), time(), context.zone))
    click.echo(f"Đã lược bỏ dữ liệu cá nhân ở {count} dòng.")


@contextmanager
def _open_target(out: Path | None) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
        return
    try:
        with out.open("x", encoding="utf-8", newline="") as file:
            yield file
    except FileExistsError as error:
        raise click.ClickException(f"{out} đã có; hãy chọn tên khác") from error
    except OSError as error:
        raise click.ClickException(f"không ghi được {out}: {error.strerror}") from error
