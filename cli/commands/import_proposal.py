"""What an import proposes: every row as it was understood, what was assumed, what changed, what needs a person."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from cli.base import shorten
from cli.words import CHANGES, shown_day
from plan.documents.entry_checks import NO_LEAD, NO_TIME
from plan.labels import CELLS, NAME_KINDS, TASK_STATES, place_in_document
from plan.storage.session import Session
from plan.tasks.decisions import decision_json
from plan.tasks.proposals import KeptImport
from plan.tasks.settled import words_of
from plan.views.adoptions import changed_row, changed_rows, plan_json
from plan.views.tasks import shown_task, tasks_json
from scheduler.forecast.reports import report_rounds
from scheduler.intake.amendments import ALONE
from scheduler.intake.look import PlanLook
from scheduler.intake.plan import ImportResult
from scheduler.intake.proposals import PlanQuestion
from scheduler.policy.rules import Rules

SHOWN_PLACES = 3  # of a thing that is said of many rows
WIDTH = 100  # of a title or a cell in the list of changes


def proposal_json(
    session: Session, taken: ImportResult, rules: Rules, kept: KeptImport | None = None
) -> dict[str, Any]:
    """The JSON of `import`; `rows` are those that differ from the stored plan, with both texts."""
    plan, tasks = taken.adoption.plan, taken.adoption.tasks
    found = tasks_json(session, tasks, taken.directory, taken.on, rules.calendar.on_or_after)
    return {
        "plan": plan_json(plan),
        "decision": decision_json(taken.adoption.decision),
        "supersedes": list(plan.supersedes),
        "tasks": [
            shown | {"assumed": taken.assumed.get(task.id, [])} | _proposed(kept, place)
            for place, (task, shown) in enumerate(zip(tasks, found, strict=True), 1)
        ],
        "reports": report_rounds(session, plan),
        "problems": [problem.to_json() for problem in taken.problems],
        "from": plan.followed_from and plan.followed_from.isoformat(),
        "held": held_words(taken.overdue),
        "changes": taken.adoption.counts,
        "rows": list(changed_rows(taken.adoption)),
    }


def held_words(overdue: int) -> str | None:
    """Why letters are held after this import, and what to do; None if they are not."""
    if not overdue:
        return None
    return (
        f"{overdue} việc đã quá hạn khi nhận: việc gửi được giữ lại tới khi gọi dondoc outbox release (xem trước: "
        "--dry-run); nếu đó là chuyện cũ, nhập lại với --from NGÀY"
    )


def looked_json(session: Session, found: PlanLook, rules: Rules, kept: KeptImport) -> dict[str, Any]:
    """The same of a new document that was only looked at: its tasks and days have no numbers yet."""
    ends = rules.calendar.on_or_after
    tasks = [
        shown_task(look.task, words_of(look.task, {}), found.directory, found.on, look.deadlines(ends))
        | {"assumed": list(look.reading.assumed)}
        | _proposed(kept, place)
        for place, look in enumerate(found.tasks, 1)
    ]
    return {
        "plan": plan_json(found.plan),
        "decision": plan_json(found.plan) | {"issuer": kept.document.issuer, "way": "adopts"},
        "supersedes": [],
        "from": kept.followed_from and kept.followed_from.isoformat(),
        "held": None,
        "tasks": tasks,
        "reports": report_rounds(session, found.plan),
        "problems": [problem.to_json() for problem in found.problems],
        "changes": {"added": len(tasks), "changed": 0, "withdrawn": 0, "unchanged": 0},
        "rows": [changed_row("added", look.task, {}) for look in found.tasks],
    }


def _proposed(kept: KeptImport | None, place: int) -> dict[str, Any]:
    """The task's row in a waiting document, and why a person has to confirm it."""
    if kept is None:
        return {}
    return {
        "row": place,
        "proposed": kept.document.entries[place - 1].proposed if place in kept.waiting else "",
    }


def with_questions(
    result: dict[str, Any], asked: Sequence[PlanQuestion], kept: KeptImport, key: str = ""
) -> dict[str, Any]:
    """The proposal with the questions about the plan itself; `binding` counts the rows that need no answer."""
    amends = [number for number in kept.amends if number != ALONE]
    code = result["plan"]["code"] if amends else kept.document.code or key or result["plan"]["code"]
    return result | {
        "plan": result["plan"] | {"code": code},
        "amends": amends,
        "problems": [*(question.to_problem().to_json() for question in asked), *result["problems"]],
        "adopted": not asked,
        "key": key,
        "tables": dict(kept.document.tables),
        "binding": 0 if kept.document.questions else len(kept.binding),
        "waiting": list(kept.waiting),
        "asked": [question.to_json() for question in asked],
    }


def show(result: dict[str, Any], *, written: bool) -> None:
    """What was understood; row by row if nothing was stored."""
    click.echo(_headline(result))
    click.echo(f"  {len(result['tasks'])} nhiệm vụ: {_describe_counts(result['changes'])}")
    click.echo(f"  {len(result['reports'])} kỳ báo cáo")
    _show_register(result["register"])
    if result["changes"]["unchanged"] or result["amends"]:
        for row in result["rows"]:
            _show_change(row)
    if not written:
        for task in result["tasks"]:
            _show_task(task)
    for where, words, message in grouped(result["problems"]):
        click.echo(f"  ! {place_in_document(where, result['tables'])}: {words}\n    {message}", err=True)
    if result["key"]:
        adopted = " (những dòng không phải xác nhận đã được nhận)" if result["binding"] else ""
        click.echo(f"  Giữ dưới mã tạm {result['key']}{adopted}, chưa nhắc ai cho đến khi trả lời xong.")
    elif not written:
        click.echo("  (chưa ghi gì)")
    elif result["problems"]:
        click.echo("  Xem và trả lời từng điều: dondoc questions", err=True)


def grouped(problems: Sequence[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Where, the words and what is wrong with them; what is said of many rows is said once, blank cells whatever the row."""
    blank = Counter(problem["message"] for problem in problems if problem["message"] in (NO_LEAD, NO_TIME))
    places: dict[tuple[str, str], list[str]] = {}
    for problem in problems:
        words = "" if blank[problem["message"]] > SHOWN_PLACES else " ".join(problem["text"].split())
        places.setdefault((words, problem["message"]), []).append(problem["where"])
    return [(_places(where), words, message) for (words, message), where in places.items()]


def _places(where: Sequence[str]) -> str:
    if len(where) == 1:
        return where[0]
    more = f" và {len(where) - SHOWN_PLACES} chỗ khác" if len(where) > SHOWN_PLACES else ""
    return f"{len(where)} chỗ ({'; '.join(where[:SHOWN_PLACES])}{more})"


def _headline(result: dict[str, Any]) -> str:
    """Which document this is; of an amendment also what it changes."""
    if not result["amends"]:
        return f"{result['plan']['title']} ({result['plan']['code']})"
    document = result["decision"]
    return f"{document['title']} ({document['code']}), sửa đổi kế hoạch {', '.join(result['amends'])}"


def _show_register(changes: dict[str, Any]) -> None:
    """The addresses that letters no longer go to, and who is not in the new register."""
    if changes["added"] or changes["changed"]:
        click.echo(f"  sổ cơ quan: {len(changes['added'])} mới, {len(changes['changed'])} sửa")
    for row in changes["removed_addresses"]:
        click.echo(f"    bỏ địa chỉ của {row['name']} ({row['agency']}): {', '.join(row['addresses'])}")
    for row in changes["missing"]:
        click.echo(f"    không có trong sổ mới, vẫn giữ như cũ: {row['name']} ({row['agency']})")


def _show_change(row: dict[str, Any]) -> None:
    ref = f"{row['section']}.{row['number'] or '–'}"
    click.echo(f"  {CHANGES[row['change']]} {ref}  {shorten(row['title'], WIDTH)}")
    for name, (before, after) in row["cells"].items():
        click.echo(f"      {CELLS[name]}: {shorten(before, WIDTH)!r} → {shorten(after, WIDTH)!r}")


def _show_task(task: dict[str, Any]) -> None:
    """One row as understood: its time phrase, what it means, who leads."""
    days = ", ".join(dict.fromkeys(shown_day(d["due"]) for d in task["deadlines"]))
    row = f"[{task['row']}] " if task.get("proposed") else ""
    click.echo(f"  {row}{task['section']}.{task['number'] or '–'}  {' '.join(task['timing'].split())!r}")
    if row:
        click.echo(f"      {shorten(task['title'], WIDTH)}")
    click.echo(f"      → {TASK_STATES[task['state']]}{': ' + days if days else ''}")
    click.echo(f"      chủ trì: {'; '.join(_describe_part(p) for p in task['lead']) or '(trống)'}")
    for cell, words in task["answers"].items():
        click.echo(f"      đã trả lời, {CELLS[cell]}: {words or 'đúng như đã hiểu'}")
    for line in task["assumed"]:
        click.echo(f"      giả định: {line}")
    for line in task["review"]:
        click.echo(f"      ! {line}")


def _describe_part(part: dict[str, Any]) -> str:
    count = f", {len(part['agencies'])} cơ quan" if part["kind"] == "group" else ""
    return f"{part['name']} ({NAME_KINDS[part['kind']]}{count})"


def _describe_counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{counts[key]} {word}" for key, word in CHANGES.items())
