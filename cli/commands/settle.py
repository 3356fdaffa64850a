"""`dondoc settle`: a person says what an unclear cell, or a plan as a whole, means; the words of the plan are kept."""

from dataclasses import astuple, dataclass, fields
from typing import Any

import click

from cli.base import DAY, Command, json_option, needs_review, print_json
from cli.commands.settle_plan import PlanAnswers, settle_plan
from cli.context import Context, pass_context
from cli.words import shown_day
from plan.agencies.store import load_directory
from plan.labels import CELLS, TASK_STATES
from plan.storage.session import Session
from plan.views.tasks import tasks_json
from plan.vocabulary import Cell
from scheduler.intake import answers
from scheduler.intake.answers import Settled

WORDLESS = {"review": "đúng như đã hiểu", "row": "không phải nhiệm vụ", "status": "chưa xong"}
FORGETTABLE = ("lead", "partners", "timing", "review", "row", "status")


@dataclass(frozen=True, slots=True)
class TaskAnswers:
    """The answers to one task, or to several at once."""

    lead: str | None
    partners: str | None
    timing: str | None
    accept: bool
    no_task: bool
    not_done: bool
    forget: str | None

    def __bool__(self) -> bool:
        return any(astuple(self))

    def words(self) -> dict[Cell, str]:
        """The new text of each cell; empty where the cell is only confirmed."""
        given = {
            Cell.LEAD: self.lead,
            Cell.PARTNERS: self.partners,
            Cell.TIMING: self.timing,
            Cell.REVIEW: "" if self.accept else None,
            Cell.ROW: "" if self.no_task else None,
            Cell.STATUS: "" if self.not_done else None,
        }
        return {cell: text for cell, text in given.items() if text is not None}


@click.command(cls=Command)
@click.argument("task", metavar="TASK", required=False)
@click.option("--lead", metavar="WORDS", help="Cơ quan chủ trì, viết như trong kế hoạch.")
@click.option("--partners", metavar="WORDS", help="Cơ quan phối hợp.")
@click.option(
    "--timing", metavar="WORDS", help="Thời gian, ví dụ: Quý IV năm 2026. Thay cho cả cột sản phẩm."
)
@click.option("--accept", is_flag=True, help="Đã xem: đúng như chương trình hiểu.")
@click.option("--no-task", is_flag=True, help="Dòng này không phải nhiệm vụ: không đòi ai điều gì.")
@click.option("--not-done", is_flag=True, help="Chưa xong, dù cột tình trạng của văn bản nói đã xong.")
@click.option("--forget", type=click.Choice(FORGETTABLE), help="Bỏ câu trả lời đã có về ô này.")
@click.option(
    "--plan", metavar="CODE", help="Trả lời về cả kế hoạch đang chờ: số văn bản, hoặc mã tạm như ?1."
)
@click.option("--period", help="Với --plan: giai đoạn, như 2026 hoặc 2026-2030.")
@click.option("--issued-on", type=DAY, help="Với --plan: ngày ký.")
@click.option("--number", metavar="SỐ", help="Với --plan: số văn bản, như 39/QĐ-UBND.")
@click.option("--title", metavar="TÊN", help="Với --plan: tên kế hoạch.")
@click.option(
    "--confirm", metavar="ROWS", help="Với --plan: những dòng đúng là nhiệm vụ, như 3,5-9 hoặc all."
)
@click.option(
    "--accept-status",
    metavar="COLUMN|none",
    help="Với --plan: ghi nhận đã nhận những việc mà cột này nói đã xong; none: không ghi nhận.",
)
@click.option(
    "--amends", metavar="SỐ", multiple=True, help="Với --plan: văn bản sửa đổi một phần kế hoạch số này."
)
@click.option("--supersedes", metavar="SỐ", help="Với --plan: văn bản thay thế kế hoạch số này.")
@click.option(
    "--withdraw", is_flag=True, help="Với --plan: đồng ý rút những nhiệm vụ mà dondoc import đã nêu tên."
)
@click.option("--discard", is_flag=True, help="Với --plan: bỏ, không nhận kế hoạch này.")
@json_option
@pass_context
def settle(context: Context, /, task: str | None, *, as_json: bool, **given: Any) -> None:
    """Trả lời thay cho những ô kế hoạch ghi chưa rõ; lời của kế hoạch vẫn giữ nguyên.

    TASK là số của một nhiệm vụ, hoặc của nhiều nhiệm vụ cùng một câu trả lời: 12,14,20.
    """
    about_task = TaskAnswers(**{field.name: given.pop(field.name) for field in fields(TaskAnswers)})
    if about_plan := PlanAnswers(**given):
        if task or about_task:
            raise click.UsageError(
                "--plan trả lời về cả kế hoạch; câu trả lời về một nhiệm vụ thì không kèm --plan"
            )
        settle_plan(context, about_plan, as_json=as_json)
        return
    if task is None:
        raise click.UsageError("nêu nhiệm vụ (số như dondoc questions ghi), hoặc --plan CODE")
    settled = _settle_tasks(context, task.split(","), about_task)
    if as_json:
        print_json(settled[0] if len(settled) == 1 else settled)
    for answer in () if as_json else settled:
        _show(answer)
    if any(answer["questions"] for answer in settled):
        needs_review()


def _settle_tasks(context: Context, tasks: list[str], given: TaskAnswers) -> list[dict[str, Any]]:
    words = given.words()
    if bool(words) == bool(given.forget):
        raise click.UsageError(
            "nêu câu trả lời (--lead, --partners, --timing, --accept, --no-task, --not-done) hoặc --forget"
        )
    rules, settled = context.rules(), []
    with context.database.begin() as session:
        for task in map(str.strip, tasks):
            if given.forget:
                found = answers.forget(session, rules, context.act, task, Cell(given.forget))
            else:
                found = answers.settle(session, rules, context.act, task, words)
            settled.append(_to_json(context, session, found))
    return settled


def _to_json(context: Context, session: Session, found: Settled) -> dict[str, Any]:
    ends = context.rules().calendar.on_or_after
    (shown,) = tasks_json(session, [found.task], load_directory(session), context.today, ends)
    return {
        "task": shown,
        "passed": found.passed,
        "questions": [question.to_json() for question in found.questions],
    }


def _show(answer: dict[str, Any]) -> None:
    task = answer["task"]
    click.echo(f"{task['section']}.{task['number'] or '–'}  {TASK_STATES[task['state']]}")
    for cell, words in task["answers"].items():
        click.echo(f"  {CELLS[cell]}: {words or WORDLESS.get(cell, '')}")
    for deadline in task["deadlines"]:
        click.echo(f"  {shown_day(deadline['due'])}  {deadline['label']}")
    if answer["passed"]:
        click.echo(f"  {answer['passed']} thời hạn đã qua trước khi có người được giao: không tính cho ai.")
    for one in answer["questions"]:
        click.echo(f"  ! {one['message']}", err=True)
