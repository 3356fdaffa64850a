"""Questions by what is asked: what one answer settles is one question, and says which tasks it is about."""

from plan.models import Cell
from plan.tasks.question_groups import grouped
from plan.tasks.questions import Question


def question(task: int, ref: str, message: str, text: str = "30/9") -> Question:
    return Question(
        task, ref, f"Việc {task}", Cell.TIMING, text, message, (), f'dondoc settle {task} --timing "…"'
    )


def test_two_doubts_about_one_cell_are_one_question() -> None:
    (group,) = grouped([question(9, "I.1", "chưa hiểu: 30/9"), question(9, "I.1", "không ghi năm")])
    assert group.message == "chưa hiểu: 30/9; không ghi năm"
    assert group.commands == ('dondoc settle 9 --timing "…"',)


def test_doubts_that_other_tasks_share_stay_apart() -> None:
    found = grouped(
        [question(9, "I.1", "không ghi năm"), question(8, "I.2", "không ghi năm"), question(9, "I.1", "a")]
    )
    assert [group.tasks for group in found] == [(9, 8), (9,)]


def test_tasks_without_a_number_are_named_by_their_titles() -> None:
    (group,) = grouped([question(n, f"B.{'–' if n > 1 else n}", "không ghi năm") for n in range(1, 7)])
    assert group.titles == ("Việc 2", "Việc 3", "Việc 4")
