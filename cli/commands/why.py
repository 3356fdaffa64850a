"""`dondoc why`: everything about one obligation, each letter sent or not sent with its reason."""

from typing import TYPE_CHECKING, Any

import click

from cli.base import Command, json_option, print_json
from cli.context import Context
from cli.words import CELLS

if TYPE_CHECKING:
    from sqlmodel import Session

    from plan.obligations.views import Duty


@click.command(cls=Command)
@click.argument("number", metavar="ID", type=int)
@click.option("--agency", metavar="CODE", help="Chỉ những gì nói với cơ quan này.")
@json_option
@click.pass_obj
def why(context: Context, number: int, agency: str | None, *, as_json: bool) -> None:
    """Vì sao có việc này, vì sao đã nhắc hoặc không nhắc."""
    from plan.obligations import acts as register
    from plan.obligations.views import duty

    rules = context.rules()
    with context.database.read() as session:
        row = register.find_obligation(session, number)
        cancelled = row.cancelled_because if row.cancelled_on else None
        one = duty(session, context.today, number)
        assert one is not None, "it was found above"
        told = _told(session, number, agency)
        acts = _acts(session, number)
        source = _source(session, one)
        coming = _coming(session, one, agency)
    ends_note = rules.calendar.why_off(one.due)
    answer = {
        "obligation": one.to_json(),
        "source": source,
        "ends_because": f"{one.due:%d/%m/%Y} là ngày nghỉ ({ends_note})" if ends_note else None,
        "cancelled_because": cancelled,
        "told": told,
        "coming": coming,
        "acts": acts,
    }
    if as_json:
        print_json(answer)
    else:
        _show(one, answer)


def _source(session: "Session", one: "Duty") -> dict[str, object]:
    """Where the day comes from: the phrase and its reading, or the report regime."""
    from plan.models import Deadline, Plan, Regime, Task
    from plan.tasks.settled import answers_to, words_of
    from scheduler.forecast.tasks import read_task

    if one.task is None:
        deadline = session.get_one(Deadline, one.deadline)
        regime = session.get_one(Regime, deadline.regime_id)
        return {"regime": regime.name, "definition": regime.definition}
    task = session.get_one(Task, one.task)
    words = words_of(task, answers_to(session, task))
    reading = read_task(task, session.get_one(Plan, task.plan_id), words)
    answers = {cell.value: text for cell, text in words.answers.items()}
    return {
        "phrase": one.timing,
        "product": one.product,
        "reading": reading.to_json(),
        "answers": answers,
    }


def _told(session: "Session", number: int, agency: str | None) -> list[dict[str, object]]:
    from plan.ledger.notices import notices
    from plan.models import Letter

    rows = [n for n in notices(session, number) if agency in (None, n.agency)]
    found: list[dict[str, object]] = []
    for row in rows:
        letter = session.get(Letter, row.letter_id) if row.letter_id else None
        found.append(
            {
                "day": row.day.isoformat(),
                "agency": row.agency,
                "role": row.role.value,
                "step": row.step,
                "told": letter is not None,
                "reason": row.reason,
                "letter": row.letter_id,
                "state": letter.state.value if letter else None,
            }
        )
    return found


def _coming(session: "Session", one: "Duty", agency: str | None) -> list[dict[str, object]]:
    from sqlmodel import col, select

    from plan.models import Party

    query = select(Party).where(Party.obligation_id == one.id, col(Party.next_on).is_not(None))
    rows = session.exec(query.order_by(col(Party.next_on), col(Party.agency)))
    return [
        {"day": p.next_on and p.next_on.isoformat(), "agency": p.agency, "role": p.role.value}
        for p in rows
        if agency in (None, p.agency)
    ]


def _acts(session: "Session", number: int) -> list[dict[str, object]]:
    from plan.audit.log import history

    rows = history(session, f"obligation {number}")
    return [{"at": r.at.isoformat(), "who": r.who, "act": r.act, "detail": r.detail} for r in rows]


def _show(one: "Duty", answer: dict[str, Any]) -> None:
    from plan.obligations.status import NAMES

    click.echo(f"{one.label}: {' '.join(one.title.split())}")
    click.echo(
        f"  {NAMES[one.status]}; thời hạn {one.due:%d/%m/%Y}, còn đúng hạn đến hết {one.ends:%d/%m/%Y}"
    )
    if answer["ends_because"]:
        click.echo(f"  vì {answer['ends_because']}")
    if answer["cancelled_because"]:
        click.echo(f"  vì {answer['cancelled_because']}")
    if one.extended_from:
        click.echo(f"  gia hạn từ {one.extended_from:%d/%m/%Y}")
    click.echo(f"  chủ trì: {', '.join(one.leads) or '(chưa rõ)'}")
    if one.task:
        click.echo(f"  thời gian ghi trong kế hoạch: {' '.join(one.timing.split())}")
        for cell, words in answer["source"]["answers"].items():
            click.echo(f"  đã trả lời, {CELLS[cell]}: {words or 'đúng như đã hiểu'}")
    else:
        click.echo(f"  chế độ báo cáo: {answer['source']['regime']}")
    for act in answer["acts"]:
        click.echo(f"  {act['at'][:10]}  {act['act']}  ({act['who']})")
    for row in answer["told"]:
        mark = "đã nói" if row["told"] else "bỏ qua"
        click.echo(f"  {row['day']}  {mark:<7} {row['agency']:<28} {row['step']:<14} {row['reason']}")
    for row in answer["coming"]:
        click.echo(f"  {row['day']}  sẽ xét  {row['agency']}")
