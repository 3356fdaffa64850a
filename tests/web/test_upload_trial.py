"""What comes of an answer is worked out before it is kept: nobody who writes waits for that, and nothing stale is kept."""

import tempfile
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from plan.models import Upload, UploadState
from plan.storage.changes import changes
from plan.tasks.upload_answers import UploadAnswers
from plan.tasks.uploads import UploadChangedError, ask_again, hold_upload
from scheduler.intake import upload_acts
from scheduler.intake.review import review
from scheduler.intake.upload_answer import UploadAnswer
from scheduler.intake.upload_trial import trial
from tests.web.conftest import RULES
from tests.web.test_new_plan import Desk, desk, row, small  # noqa: F401 - a fixture


def _entitled(answers: UploadAnswers) -> UploadAnswers:
    return replace(answers, frame={**answers.frame, "title": "Việc nhỏ"})


TITLE = UploadAnswer(_entitled, {"title": "Việc nhỏ"})


def _uploaded(desk: Desk) -> Upload:  # noqa: F811 - the desk that is given
    desk.upload(small(row(1, "Rà soát", "Sở Nội vụ"), row(2, "Tổng kết", "Sở Y tế")))
    found: Upload = desk.rows(Upload)[0]
    return found


def test_the_plan_is_tried_on_a_copy(desk: Desk) -> None:  # noqa: F811 - as above
    """To see what would come of it the rows are stored and taken back: not where others wait to write."""
    before, said = _uploaded(desk), list[str]()
    note: Any = lambda *given: said.append(given[2])  # noqa: E731
    event.listen(desk.office.database.engine, "before_cursor_execute", note)
    answer = desk.act(f"/plans/new/{before.id}", "frame", number="12/KH-SNV", title="Việc nhỏ")
    event.remove(desk.office.database.engine, "before_cursor_execute", note)
    (after,) = desk.rows(Upload)
    assert answer.status_code == 303
    assert [one for one in said if "INSERT INTO task" in one or "INSERT INTO obligation" in one] == []
    assert after.proposal["plan"]["title"] == "Việc nhỏ"
    assert [len(one["days"]) for one in after.proposal["rows"]] == [1, 1]


def test_what_was_tried_is_worked_out_anew_where_the_plan_changed_meanwhile(desk: Desk) -> None:  # noqa: F811
    before, act = _uploaded(desk), desk.office.act()
    given = (before.id, before.revision, TITLE)
    tried = trial(desk.office.database, RULES, act, *given)
    assert tried is not None
    desk.office.rename("so-noi-vu", "Sở Nội vụ và Lao động")
    with desk.office.database.begin() as session:
        upload_acts.answer(session, RULES, act, *given, tried)
    with desk.office.database.begin() as session:
        after = session.get_one(Upload, before.id)
        assert after.rests_on == changes(session) > tried.rests_on
        assert after.proposal["digest"] == review(session, RULES, act, after)["digest"]
        assert after.proposal["digest"] != tried.found["digest"]


def test_an_answer_to_what_another_answered_meanwhile_is_refused(desk: Desk) -> None:  # noqa: F811
    before, act = _uploaded(desk), desk.office.act()
    given = (before.id, before.revision, TITLE)
    tried = trial(desk.office.database, RULES, act, *given)
    with desk.office.database.begin() as session:
        upload_acts.answer(session, RULES, act, *given)
    assert trial(desk.office.database, RULES, act, *given) is None
    with desk.office.database.begin() as session, pytest.raises(UploadChangedError):
        upload_acts.answer(session, RULES, act, *given, tried)


def test_where_no_copy_can_be_made_answers_are_kept_all_the_same(desk: Desk, tmp_path, monkeypatch) -> None:  # noqa: F811
    """The folder for what is temporary may be full or gone: that keeps nobody from answering, and no file from being read."""
    before = _uploaded(desk)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    answer = desk.act(f"/plans/new/{before.id}", "frame", number="12/KH-SNV", title="Việc nhỏ")
    assert answer.status_code == 303
    assert desk.rows(Upload)[0].proposal["plan"]["title"] == "Việc nhỏ"
    assert desk.act(f"/plans/new/{before.id}", "again").status_code == 303
    with desk.office.database.begin() as session:
        row = hold_upload(session, before.id)
        ask_again(session, desk.office.act(), row, reread=False)
    desk.site.read_uploads()
    desk.site.reader.wait(60)
    (after,) = desk.rows(Upload)
    assert (after.state, after.message) == (UploadState.READY, "")
    assert after.proposal["plan"]["title"] == "Việc nhỏ"
