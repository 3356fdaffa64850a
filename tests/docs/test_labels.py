"""Whatever is stored has a name for people."""

import pytest

from plan import labels
from plan.models import BounceKind, LetterState, ResponseState, Role
from plan.obligations.status import Status


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
