"""`dondoc explain`: how a phrase of time is understood."""

import click

from cli.base import Command, json_option, needs_review, print_json
from cli.batch import answer_lines, batch_option, require_phrase, text_of
from plan import dates
from plan.labels import RULES, TASK_STATES
from scheduler.phrases.read import read
from scheduler.phrases.reading import Period, Reading


@click.command(cls=Command)
@click.argument("phrase", required=False)
@click.option("--period", help="Giai đoạn của kế hoạch: 2012-2015 hoặc 2025.")
@click.option("--product", help="Nội dung cột sản phẩm, nếu có.")
@batch_option
@json_option
def explain(
    phrase: str | None, period: str | None, product: str | None, *, batch: bool, as_json: bool
) -> None:
    """Cho biết chương trình hiểu một cụm từ thời gian thế nào."""
    if batch:
        answer_lines(
            lambda row: _read(
                text_of(row, "phrase"), text_of(row, "period") or period, row.get("product")
            ).to_json()
        )
        return
    reading = _read(require_phrase(phrase), period, product)
    if as_json:
        print_json(reading.to_json())
    else:
        _show(reading)
    if reading.state == "unclear":
        needs_review()


def _read(phrase: str, period: str | None, product: object) -> Reading:
    return read(phrase, _parse_period(period), product if isinstance(product, str) else None)


def _parse_period(text: str | None) -> Period:
    if not text:
        raise click.UsageError("thiếu --period, ví dụ --period 2012-2015")
    try:
        return Period.parse(text)
    except ValueError as error:
        raise click.UsageError(f"--period: {error}") from error


def _show(reading: Reading) -> None:
    click.echo(f"{reading.phrase}\n→ {TASK_STATES[reading.state]}")
    for part in reading.parts:
        words = f" ({part.label})" if part.label else ""
        click.echo(f"  {RULES[part.rule]}{words}{': ' + part.awaiting if part.awaiting else ''}")
        for day in part.deadlines:
            click.echo(f"    {dates.day(day.due):<10}  {day.label}")
    for heading, lines in (
        ("Giả định", reading.assumed),
        ("Cần xem lại", reading.review),
        ("Chưa hiểu", reading.unclear),
    ):
        for line in lines:
            click.echo(f"  {heading}: {line}")
