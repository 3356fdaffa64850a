"""`dondoc why`: everything about one obligation, each letter sent or not sent with its reason."""

from typing import Any
from zoneinfo import ZoneInfo

import click

from cli.base import Command, json_option, print_json
from cli.context import Context, pass_reading_context
from cli.words import shown_day, shown_day_of
from plan import labels
from plan.dates import day
from plan.labels import CELLS, OBLIGATION_STATES
from plan.ledger.withdrawal import ON_THE_WAY
from plan.obligations.duty import Duty
from scheduler.intake.obligation_history import history_of


@click.command(cls=Command)
@click.argument("number", metavar="ID", type=int)
@click.option("--agency", metavar="CODE", help="Chỉ những gì nói với cơ quan này.")
@json_option
@pass_reading_context
def why(context: Context, number: int, agency: str | None, *, as_json: bool) -> None:
    """Vì sao có việc này, vì sao đã nhắc hoặc không nhắc."""
    rules = context.rules()
    with context.database.read() as session:
        one, answer = history_of(session, rules, context.today, number, agency)
    if as_json:
        print_json(answer)
    else:
        _show(one, answer, context.zone)


def _show(one: Duty, answer: dict[str, Any], zone: ZoneInfo) -> None:
    click.echo(f"{one.label}: {' '.join(one.title.split())}")
    click.echo(
        f"  {OBLIGATION_STATES[one.status]}; thời hạn {day(one.due)}, còn đúng hạn đến hết {day(one.ends)}"
    )
    if answer["ends_because"]:
        click.echo(f"  vì {answer['ends_because']}")
    for said in answer["assumed"]:
        click.echo(f"  giả định: {said}")
    if answer["cancelled_because"]:
        click.echo(f"  vì {answer['cancelled_because']}")
    if one.extended_from:
        click.echo(f"  gia hạn từ {day(one.extended_from)}")
    click.echo(f"  chủ trì: {', '.join(one.leads) or '(chưa rõ)'}")
    if one.task:
        click.echo(f"  thời gian ghi trong kế hoạch: {' '.join(one.timing.split())}")
        for cell, words in answer["source"]["answers"].items():
            click.echo(f"  đã trả lời, {CELLS[cell]}: {words or 'đúng như đã hiểu'}")
    else:
        click.echo(f"  chế độ báo cáo: {answer['source']['regime']}")
    for act in answer["acts"]:
        click.echo(
            f"  {shown_day_of(act['at'], zone):<10}  {labels.ACTS.get(act['act'], act['act'])}  ({act['who']})"
        )
    for row in answer["told"]:
        mark = _mark(row)
        click.echo(
            f"  {shown_day(row['day']):<10}  {mark:<8} {row['agency']:<28} {labels.steps(row['step'], row['last_step'], row['steps']):<24} {row['reason']}"
        )
    for row in answer["coming"]:
        click.echo(f"  {shown_day(row['day']):<10}  sẽ xét  {row['agency']}")


def _mark(row: dict[str, Any]) -> str:
    """Whether it was said: a letter that still waits, or that was refused, has told nobody."""
    if row["owed"]:
        return "CHƯA TỚI"
    if not row["told"]:
        return "bỏ qua"
    return "đang gửi" if row["state"] in ON_THE_WAY else "đã nói"
