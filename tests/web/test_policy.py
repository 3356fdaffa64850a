"""The policy in words, with an example, and the periodic reports."""

import re
from datetime import date

import pytest

from tests.web.conftest import RULES, words
from web.ladder import MARGIN, WIDTH, example, numbers


def test_the_policy_is_said_in_words(see) -> None:
    text = words(see("/admin/policy"))
    assert re.search(
        r"Báo cáo .*Quá hạn [\d, và]+ ngày làm việc thì nhắc, rồi cứ \d+ ngày làm việc một lần", text
    )
    assert "Nơi đôn đốc Sở Nội vụ" in text
    assert "02/7/2012, thứ Hai: ngày cuối còn đúng hạn" in text
    assert ".toml" not in text


def test_the_rounds_of_a_year(see) -> None:
    text = words(see("/admin/regimes"))
    assert "Báo cáo quý II năm 2012 01/4/2012 30/6/2012 02/7/2012 0/35" in text
    assert "Không có kỳ nào đến hạn trong năm 2030" in words(see("/admin/regimes?year=2030"))


def test_the_example_is_in_order_and_inside_its_drawing() -> None:
    for kind in ("report", "task"):
        steps = example(RULES.policy, kind, date(2012, 4, 1), date(2012, 6, 30), RULES.calendar)
        assert [one.day for one in steps] == sorted(one.day for one in steps)
        assert all(MARGIN <= one.x <= WIDTH - MARGIN for one in steps)
        assert next(one.day for one in steps if one.shape == "done") == date(2012, 7, 2)


@pytest.mark.parametrize(
    ("values", "said"), [((), ""), ((5,), "5"), ((5, 1), "5 và 1"), ((14, 7, 1), "14, 7 và 1")]
)
def test_numbers_in_words(values: tuple[int, ...], said: str) -> None:
    assert numbers(values) == said
