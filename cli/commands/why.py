"""`dondoc why`: everything about one obligation, each letter sent or not sent with its reason."""

from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlmodel import col, select

from cli.base import Command, json_option, print_json
from cli.context import Context, pass_reading_context
from cli.words import CELLS, shown_day, shown_day_of
from plan import labels
from plan.audit.log import history
from plan.dates import day
from plan.labels import OBLIGATION_STATES
from plan.ledger.notices import notices
from plan.ledger.withdrawal import ON_THE_WAY
from plan.models import Deadline, Letter, LetterState, Party, Plan, Regime, Task
from plan.obligations.acts import find_obligation
from plan.obligations.views import Duty, duty
from plan.storage.session import Session
from plan.tasks.settled import answers_to, words_of
from scheduler.forecast.tasks import read_task


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
        told = _load_notices(session, number, agency)
        acts = _load_acts(session, number)
        source = _describe_source(session, one)
        coming = _load_coming(session, one, agency)
    ends_note = rules.calendar.why_off(one.due)
    answer = {
        "obligation": one.to_json(),
        "source": source,
        "ends_because": f"{day(one.due)} là ngày nghỉ ({ends_note})" if ends_note else None,
        "cancelled_because": cancelled,
        "told": told,
        "coming": coming,
        "acts": acts,
    }
    if as_json:
        print_json(answer)
    else:
        _show(one, answer, context.zone)


def _describe_source(session: Session, one: Duty) -> dict[str, object]:
    """Where the day comes from: the phrase and its reading, or the report regime."""
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


def _load_notices(session: Session, number: int, agency: str | None) -> list[dict[str, object]]:
    """The ledger: each step that was told, or passed over, and why."""
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
                "told": letter is not None and letter.state != LetterState.REFUSED,
                "owed": row.owed or (letter is not None and letter.state == LetterState.REFUSED),
                "reason": row.reason,
                "letter": row.letter_id,
                "state": letter.state.value if letter else None,
            }
        )
    return found


def _load_coming(session: Session, one: Duty, agency: str | None) -> list[dict[str, object]]:
    """The next day on which each agency is considered again."""
    query = select(Party).where(Party.obligation_id == one.id, col(Party.next_on).is_not(None))
    rows = session.exec(query.order_by(col(Party.next_on), col(Party.agency)))
    return [
        {"day": p.next_on and p.next_on.isoformat(), "agency": p.agency, "role": p.role.value}
        for p in rows
        if agency in (None, p.agency)
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
