"""`dondoc settle --plan CODE`: a person's answers about a whole plan; rows that need none any more are adopted."""

from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

import click

from cli.base import needs_review, print_json
from cli.commands.import_proposal import proposal_json, with_questions
from cli.context import Context
from cli.import_request import parse_amends, parse_number, parse_span, rules_for
from plan.storage.session import Session
from plan.tasks.adoption import UnsettledError
from plan.tasks.proposals import FrameAnswers, kept_import, open_proposals
from plan.text import quoted
from scheduler.intake.proposals import (
    PlanQuestion,
    RelationAnswers,
    adopt_binding,
    answer,
    discard,
    plan_questions,
)


@dataclass(frozen=True, slots=True)
class PlanAnswers:
    """The answers about a plan that waits."""

    plan: str | None
    period: str | None
    issued_on: datetime | None
    number: str | None
    title: str | None
    confirm: str | None
    accept_status: str | None
    discard: bool
    amends: tuple[str, ...]
    supersedes: str | None
    withdraw: bool

    def __bool__(self) -> bool:
        return any(astuple(self))

    def frame(self) -> FrameAnswers:
        """Number, day, period and title. Raises UsageError where there is nothing to keep."""
        given = (self.period, self.issued_on, self.number, self.title, self.accept_status, self.confirm)
        if all(value is None for value in given) and not self.relation():
            raise click.UsageError(
                "nêu --period, --issued-on, --number, --title, --accept-status, --confirm, --amends, --supersedes hoặc --withdraw"
            )
        title = " ".join((self.title or "").split()) or None
        day = self.issued_on.date() if self.issued_on else None
        number, period = parse_number(self.number, "--number"), parse_span(self.period)
        return FrameAnswers(number, day, period, title, self.accept_status)

    def relation(self) -> RelationAnswers | None:
        """How the plan is related to an adopted one; None where nothing was said."""
        amends = parse_amends(self.amends, self.supersedes)
        if not (amends or self.supersedes or self.withdraw):
            return None
        return RelationAnswers(amends, parse_number(self.supersedes, "--supersedes"), self.withdraw)


def questions_of_proposals(session: Session) -> list[PlanQuestion]:
    """What is asked about every plan that waits."""
    rows = open_proposals(session)
    return [question for row in rows for question in plan_questions(kept_import(row), row.code or row.key)]


def settle_plan(context: Context, given: PlanAnswers, *, as_json: bool) -> None:
    """Store the answers, adopt what is settled, show what is still to be asked."""
    if not given.plan:
        raise click.UsageError("các câu trả lời này cần --plan CODE: số văn bản, hoặc mã tạm như ?1")
    if given.discard:
        _discard(context, given.plan, as_json=as_json)
        return
    try:
        result = _adopt_settled(context, given)
    except UnsettledError as error:
        click.echo(f"dondoc: {error}", err=True)
        click.echo(
            f"  Trả lời bằng: dondoc settle --plan {quoted(given.plan)} với một trong các tùy chọn ấy.",
            err=True,
        )
        needs_review()
    if as_json:
        print_json(result)
    else:
        _show(result)
    if result["asked"] or result["problems"]:
        needs_review()


def _adopt_settled(context: Context, given: PlanAnswers) -> dict[str, Any]:
    relation = given.relation() or RelationAnswers()
    with context.database.begin() as session:
        row, kept, request = answer(session, given.plan or "", given.frame(), given.confirm, relation)
        key = row.key
        rules = rules_for(context, session, request)
        taken = adopt_binding(session, rules, context.act, request, kept, row)
        asked = plan_questions(kept, kept.document.code or key)
        if taken is None:
            shown: dict[str, Any] = {
                "plan": {"code": "", "title": kept.document.title},
                "tasks": [],
                "problems": [],
                "changes": {},
                "held": None,
            }
            return with_questions(shown, asked, kept, key)
        return with_questions(proposal_json(session, taken, rules), asked, kept, key if asked else "")


def _show(result: dict[str, Any]) -> None:
    name = f"{result['plan']['title']} ({result['plan']['code']})"
    if result["changes"]:
        click.echo(f"{name}: đã nhận {len(result['tasks'])} nhiệm vụ.")
    else:
        click.echo(f"{name}: chưa nhận, còn điều phải trả lời.")
    if result["held"]:
        click.echo(f"  Lưu ý: {result['held']}.", err=True)
    for question in result["asked"]:
        click.echo(f"  ! {question['ground']}: {question['proposal']}\n    → {question['command']}", err=True)
    if result["changes"] and result["problems"]:
        click.echo("  Xem và trả lời từng điều: dondoc questions", err=True)


def _discard(context: Context, which: str, *, as_json: bool) -> None:
    with context.database.begin() as session:
        name = discard(session, context.act, which)
    if as_json:
        print_json({"discarded": name})
    else:
        click.echo(f"Đã bỏ những dòng đang chờ của {name}; dòng nào đã nhận thì vẫn được theo dõi.")
