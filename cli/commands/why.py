"""`dondoc why`: everything about one obligation, each letter sent or not sent with its reason."""

from typing import Any
from zoneinfo import ZoneInfo

import click

from cli.base import Command, json_option, print_json
from cli.context import Context, pass_reading_context
from cli.words import shown_day, shown_day_of
from plan import labels
from plan.audit.log import history
from plan.dates import day
from plan.labels import CELLS, OBLIGATION_STATES
from plan.ledger.withdrawal import ON_THE_WAY
from plan.obligations.acts import find_obligation
from plan.obligations.views import Duty, duty
from plan.storage.session import Session
from plan.views.ledger import coming_for, ledger_of
from scheduler.forecast.sources import source_of


@click.command(cls=Command)
@click.argument("number", metavar="ID", type=int)
@click.option("--agency", metavar="CODE", help="Chỉ những gì nói với cơ quan này.")
@json_option
@pass_reading_context
def why(context: Context, number: int, agency: str | None, *, as_json: bool) -> None:
    """Vì sao có việc này, vì sao đã nhắc hoặc không nhắc."""
    rules = context.rules()
    with context.database.read() as session:
        row = find_obligation(session, number)
        cancelled = row.cancelled_because if row.cancelled_on else None
        one = duty(session, context.today, number)
        assert one is not None, "it was found above"
        told = _told(session, number, agency)
        acts = _load_acts(session, number)
        source = source_of(session, one)
        coming = _coming(session, number, agency)
    ends_note = rules.calendar.why_off(one.due)
    answer = {
        "obligation": one.to_json(),
        "source": source,
        "ends_because": f"{day(one.due)} là ngày nghỉ ({ends_note})" if ends_note else None,
        "assumed": list(rules.calendar.assumptions(one.due, max(one.ends, one.done_on or context.today))),
        "cancelled_because": cancelled,
        "told": told,
        "coming": coming,
        "acts": acts,
    }
    if as_json:
        print_json(answer)
    else:
        _show(one, answer, context.zone)


def _told(session: Session, number: int, agency: str | None) -> list[dict[str, object]]:
    """The ledger: each step that was told, or passed over, and why."""
    return [
        {
            "day": line.day.isoformat(),
            "agency": line.agency,
            "role": line.role.value,
            "step": line.step,
            "told": line.told,
            "owed": line.unreached,
            "reason": line.reason,
            "letter": line.letter,
            "state": line.state and line.state.value,
        }
        for line in ledger_of(session, number)
        if agency in {None, line.agency}
    ]


def _coming(session: Session, number: int, agency: str | None) -> list[dict[str, object]]:
    """The next day on which each agency is considered again."""
    return [
        {"day": look.day.isoformat(), "agency": look.agency, "role": look.role.value}
        for look in coming_for(session, number)
        if agency in {None, look.agency}
    ]


def _load_acts(session: Session, number: int) -> list[dict[str, object]]:
    rows = history(session, f"obligation {number}")
    return [{"at": r.at.isoformat(), "who": r.who, "act": r.act, "detail": r.detail} for r in rows]


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
            f"  {shown_day(row['day']):<10}  {mark:<8} {row['agency']:<28} {labels.step(row['step']):<24} {row['reason']}"
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
