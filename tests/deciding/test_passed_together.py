"""Many steps that were slept through are one row of the ledger each run; all else stays a row of its own."""

from datetime import date

from plan.ledger.notices import ToldStep
from plan.ledger.runs import is_among, runs_of
from plan.models import Role
from plan.steps import StepKind, StepName

WHY = "đã được thay bằng lời nhắc sau nó"


def passed(kind: StepKind, *numbers: int, agency: str = "so-y-te", due: date | None = None) -> list[ToldStep]:
    return [ToldStep(1, agency, Role.LEAD, StepName(kind, n, due=due), WHY, told=False) for n in numbers]


def test_a_run_is_of_one_agency_one_kind_and_one_reason() -> None:
    late, early = passed(StepKind.LATE, 1, *range(5, 50, 5)), passed(StepKind.BEFORE, 14, 5)
    others, answers = passed(StepKind.LATE, 1, agency="so-xay-dung"), passed(StepKind.ANSWER, 3, 4)
    found = runs_of([*early, *late, *others, *answers])
    assert [(str(one.first.step), one.last and str(one.last), one.count) for one in found] == [
        ("before-14", None, 1),
        ("before-5", None, 1),
        ("late+1", "late+45", 10),
        ("late+1", None, 1),
        ("answer-3", None, 1),
        ("answer-4", None, 1),
    ]


def test_what_is_among_a_run() -> None:
    first, last, moved = StepName(StepKind.LATE, 5), StepName(StepKind.LATE, 95), date(2012, 8, 31)
    assert is_among(StepName(StepKind.LATE, 50), first, last)
    assert is_among(first, first, last)
    assert is_among(last, first, last)
    assert not is_among(StepName(StepKind.LATE, 100), first, last)
    assert not is_among(StepName(StepKind.ESCALATE, 50), first, last)
    assert not is_among(StepName(StepKind.LATE, 50, due=moved), first, last)
    assert is_among(StepName(StepKind.BEFORE, 5), StepName(StepKind.BEFORE, 14), StepName(StepKind.BEFORE, 3))
