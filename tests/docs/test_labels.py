"""Whatever is stored has a name for people."""

from datetime import date

import pytest

from plan import labels
from plan.models import BounceKind, LetterState, ResponseState, Role
from plan.obligations.status import Status
from plan.steps import StepKind, StepName, parse_step


@pytest.mark.parametrize(
    ("stored", "names"),
    [
        (LetterState, labels.LETTER_STATES),
        (BounceKind, labels.BOUNCE_KINDS),
        (set(ResponseState) - {ResponseState.NOTED}, labels.REQUEST_STATES),  # only requests are decided
        (Role, labels.ROLES),
        (Status.__args__, labels.OBLIGATION_STATES),  # type: ignore[attr-defined]  # of a Literal
    ],
)
def test_every_value_has_a_name(stored: object, names: dict[str, str]) -> None:
    assert set(map(str, stored)) == set(names)  # type: ignore[call-overload]  # each can be gone through


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("opened", "bắt đầu"),
        ("before-0", "đúng thời hạn"),
        ("before-14", "trước thời hạn 14 ngày"),
        ("target-30", "trước mốc phấn đấu 30 ngày"),
        ("late+5", "quá hạn 5 ngày"),
        ("late+5@2012-08-31", "quá hạn 5 ngày (hạn 31/8/2012)"),
        ("escalate+2", "đôn đốc, quá hạn 2 ngày"),
        ("week-2012-W07", "tuần 7 năm 2012"),
        ("month-2012-07", "tháng 7 năm 2012"),
        ("answer-7", "trả lời đề nghị số 7"),
        ("a step of some later version", "a step of some later version"),
    ],
)
def test_a_step_is_said_in_words(name: str, words: str) -> None:
    assert labels.step(name) == words


@pytest.mark.parametrize(
    "step",
    [
        StepName(StepKind.OPENED, due=date(2012, 8, 31)),
        StepName(StepKind.LATE, 105, due=date(2012, 8, 31)),
        StepName.of_week(date(2012, 1, 1)),  # of the year before, as ISO 8601 counts
        StepName.of_month(date(2012, 7, 9)),
        *(
            StepName(kind, 7, 2012 if kind in {StepKind.WEEK, StepKind.MONTH} else 0)
            for kind in set(StepKind) - {StepKind.OPENED}
        ),
    ],
)
def test_a_step_is_read_as_it_was_written(step: StepName) -> None:
    assert parse_step(str(step)) == step


@pytest.mark.parametrize(
    "name",
    ["", "late", "late+", "late-5", "before+5", "week-27", "opened@soon", " late+5", "late+5@2012-08-31x"],
)
def test_what_is_no_step_is_none(name: str) -> None:
    assert parse_step(name) is None
