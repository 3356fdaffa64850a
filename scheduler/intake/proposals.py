"""What an import asks about the plan itself: shown as if it were adopted, kept until a person has answered.

A proposal is read and rolled back to be shown; only what a person confirmed is ever adopted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from sqlmodel import Session

from plan.agencies import store
from plan.agencies.register_changes import RegisterChanges, register_changes
from plan.audit.log import Act, write_down
from plan.documents import Problem
from plan.errors import NotPossibleError
from plan.ledger.assignments import begin_assignment
from plan.ledger.going_live import hold_overdue_import
from plan.models import Proposal
from plan.tasks.proposals import FrameAnswers, KeptImport, drop, find_proposal, keep, kept_import
from plan.text import quoted
from scheduler.intake.amendments import related, take_in
from scheduler.intake.plan import ImportRequest, ImportResult
from scheduler.intake.status_receipts import check_status, record_statuses
from scheduler.policy.regimes import RegimeRules
from scheduler.policy.rules import Rules

_OPTIONS = {
    "number": "number",
    "issued_on": "issued-on",
    "period": "period",
    "title": "title",
    "status": "accept-status",
}
_MISSING = {"number": "SỐ", "issued_on": "NGÀY", "period": "NĂM-NĂM", "title": "TÊN", "status": "CỘT"}
NAMES = {
    "number": "Số văn bản",
    "issued_on": "Ngày ký",
    "period": "Giai đoạn",
    "title": "Tên kế hoạch",
    "status": "Việc đã xong",
    "confirm": "Xác nhận nhiệm vụ",
}


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """One thing asked about a plan, with the ground of what is proposed and the command that answers."""

    plan: str
    field: str
    proposal: str
    ground: str
    command: str

    @property
    def name(self) -> str:
        """What is asked about, in the words of people."""
        return NAMES[self.field]

    @property
    def message(self) -> str:
        if self.field == "confirm":
            none = f"dondoc settle --plan {quoted(self.plan)} --discard"
            return f"{self.ground}; trả lời: {self.command}; không dòng nào đúng thì: {none}"
        return f"{self.ground}; trả lời: {self.command}"

    def to_json(self) -> dict[str, object]:
        return {
            "plan": self.plan,
            "field": self.field,
            "proposal": self.proposal,
            "ground": self.ground,
            "command": self.command,
        }

    def to_problem(self) -> Problem:
        return Problem(f"{self.name} ({self.plan})", self.proposal, self.message)


def plan_questions(kept: KeptImport, name: str) -> list[PlanQuestion]:
    """What has to be answered before the plan, or the rest of it, is adopted."""
    settle = f"dondoc settle --plan {quoted(name)}"
    found = [
        PlanQuestion(
            name,
            question.field,
            question.proposal,
            question.ground,
            f"{settle} --{_OPTIONS[question.field]} {quoted(question.proposal or _MISSING[question.field])}",
        )
        for question in kept.document.questions
    ]
    entries = kept.document.entries
    for ground, places in _by_ground(kept):
        rows = in_ranges(places)
        words = entries[places[0] - 1].title if len(places) == 1 else f"{len(places)} nhiệm vụ"
        found.append(PlanQuestion(name, "confirm", words, ground, f"{settle} --confirm {rows}"))
    return found


def _by_ground(kept: KeptImport) -> Iterator[tuple[str, list[int]]]:
    grounds: dict[str, list[int]] = {}
    for n in kept.waiting:
        grounds.setdefault(kept.document.entries[n - 1].proposed, []).append(n)
    return iter(grounds.items())


def in_ranges(places: Iterable[int]) -> str:
    """3, 5, 6, 7 → `3,5-7`."""
    runs = [
        [n for _, n in run] for _, run in groupby(enumerate(sorted(places)), lambda pair: pair[1] - pair[0])
    ]
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def read_ranges(text: str, most: int) -> frozenset[int]:
    """`3,5-9` or `all` → places of rows; RegisterError for anything else."""
    if text.strip().lower() in {"all", "tất cả"}:
        return frozenset(range(1, most + 1))
    found: set[int] = set()
    for piece in text.split(","):
        first, _, last = piece.partition("-")
        low, high = first.strip(), (last or first).strip()
        if not (low.isascii() and low.isdigit() and high.isascii() and high.isdigit()) or len(high) > 6:
            raise NotPossibleError(
                f"--confirm: {piece.strip()!r} không phải số dòng; viết như 3,5-9 hoặc all"
            )
        if not 1 <= int(low) <= int(high) <= most:
            raise NotPossibleError(f"--confirm: không có dòng {piece.strip()}; kế hoạch có {most} nhiệm vụ")
        found |= set(range(int(low), int(high) + 1))
    return frozenset(found)


def provisional(request: ImportRequest, key: str, today: date) -> ImportRequest:
    """The request as it would be adopted: proposals taken for true, this year where there is no ground at all."""
    document = request.document
    period = request.period or document.period or (date(today.year, 1, 1), date(today.year, 12, 31))
    shown = replace(
        document, code=document.code or key, title=document.title or "(chưa rõ tên)", period=period
    )
    return replace(request, document=shown, period=period, shown=True)


def keep_request(
    session: Session, act: Act, request: ImportRequest, kept: KeptImport, row: Proposal | None = None
) -> Proposal:
    """Keep what was not adopted. The register of agencies is no part of the plan: it is taken in at once."""
    changes = register_changes(session, request.agencies)
    store.save_agencies(session, request.agencies, act.today)
    _write_register(session, act, changes)
    return keep(session, act, kept, row)


def _write_register(session: Session, act: Act, changes: RegisterChanges) -> None:
    """An address that is taken away takes its letters away: the log says who did it, and when."""
    if changes:
        write_down(session, act, "register", "register", changes.to_json())


def adopt_binding(
    session: Session,
    rules: Rules,
    act: Act,
    request: ImportRequest,
    kept: KeptImport,
    row: Proposal | None = None,
) -> ImportResult | None:
    """Adopt the rows that need no word more; what still waits stays a proposal, in `row` if it is one already."""
    if kept.document.questions or (kept.waiting and not kept.binding):
        keep_request(session, act, request, kept, row)
        return None
    document, changes = (
        replace(kept.document, entries=kept.binding),
        register_changes(session, request.agencies),
    )
    result = take_in(session, replace(request, document=document), rules, act.now, act.today)
    if not result.adoption.again:
        begin_assignment(session, result.adoption.plan.id, act.today)
    _write_register(session, act, changes)
    left = record_statuses(session, act, document, result.adoption.tasks)
    overdue = hold_overdue_import(session, result.adoption.plan.id, act.now, act.today)
    result = replace(result, problems=(*result.problems, *left), overdue=overdue)
    if kept.waiting:
        keep(session, act, kept, row)
    else:
        drop(session, kept.document, row)
    detail: dict[str, object] = {"file": kept.file, "supersedes": kept.supersedes, **result.adoption.counts}
    if kept.amends:
        detail["amends"] = list(kept.amends)
    write_down(session, act, "import", f"plan {result.adoption.plan.id}", detail)
    return result


@dataclass(frozen=True, slots=True)
class RelationAnswers:
    """How a plan that waits is related to an adopted one, as a person says."""

    amends: tuple[str, ...] = ()
    supersedes: str | None = None
    withdraw: bool = False


def answer(
    session: Session,
    which: str,
    answers: FrameAnswers,
    confirm: str | None,
    relation: RelationAnswers = RelationAnswers(),
) -> tuple[Proposal, KeptImport, ImportRequest]:
    """A person's word about a proposal, kept; what can be adopted now is for `adopt_binding`."""
    row = find_proposal(session, which)
    kept = kept_import(row)
    confirmed = read_ranges(confirm, len(kept.document.entries)) if confirm is not None else frozenset()
    if answers.status:
        check_status(kept.document, answers.status)
    document = answers.of(kept.document)
    kept = replace(
        kept,
        document=document,
        confirmed=kept.confirmed | confirmed,
        amends=relation.amends or (() if relation.supersedes else kept.amends),
        supersedes=relation.supersedes or (None if relation.amends else kept.supersedes),
        withdraw=relation.withdraw or kept.withdraw,
    )
    regimes = [RegimeRules.model_validate(regime) for regime in kept.regimes]
    request = ImportRequest(
        document,
        (),
        regimes,
        supersedes=kept.supersedes,
        withdraw=kept.withdraw,
        followed_from=kept.followed_from,
        amends=kept.amends,
    )
    request = related(session, request)
    return row, replace(kept, document=request.document, amends=request.amends), request


def discard(session: Session, act: Act, which: str) -> str:
    """Take a proposal away: nothing of it was adopted that would have to be undone."""
    row = find_proposal(session, which)
    name = row.code or row.key
    session.delete(row)
    write_down(session, act, "discard", f"proposal {row.key}", {"file": row.file, "code": row.code})
    session.flush()
    return name
