"""The largest board there is, two hundred agencies by twelve rounds: opened and recorded in place, looked at, its sizes."""

import gzip
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from plan.models import Agency, Deadline, Obligation, Regime
from plan.storage.changes import note_change
from plan.storage.database import Database
from plan.vocabulary import Kind, Source
from tests.browser.conftest import Visit, served
from tests.browser.test_looks import watched
from tests.web.conftest import MADE, Office

pytestmark = pytest.mark.slow
AGENCIES, ROUNDS = 200, 12
KB = 1000


@pytest.fixture(scope="module")
def open_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A report every month of every commune and office."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('large')}/plan.db")
    office = Office(database)
    office.furnish()
    office.user("operator")
    with database.begin() as session:
        regime = Regime(plan_id=1, name="hang-thang", definition={})
        session.add(regime)
        codes = [f"xa-{n}" for n in range(1, AGENCIES + 1)]
        session.add_all(
            Agency(code=code, name=f"UBND xã Phổ {n}", addresses=[], groups=["UBND các xã, phường"])
            for n, code in enumerate(codes, 1)
        )
        session.flush()
        for month in range(1, ROUNDS + 1):
            due = date(2012, month, 20)
            round_ = Deadline(
                regime_id=regime.id, label=f"Báo cáo tháng {month} năm 2012", opens=due - timedelta(days=30),
                due=due, source=Source.REPORT,
            )  # fmt: skip
            session.add(round_)
            session.flush()
            session.add_all(
                Obligation(
                    deadline_id=round_.id, holder=code, kind=Kind.REPORT, label=round_.label, opens=round_.opens,
                    due=due, ends=due, changed_at=MADE, done_on=due if n % 3 and month < 7 else None,
                )
                for n, code in enumerate(codes)
            )  # fmt: skip
        note_change(session)
    with served(office):
        yield office
    database.close()


def test_the_largest_board_is_opened_and_recorded_in_place(visit: Visit, pictures: Path) -> None:
    page = visit("operator")
    complaints = watched(page)
    answer = page.goto("/reports?year=2012")
    assert answer is not None
    body = answer.body()
    assert len(body) < 220 * KB, len(body)
    assert len(gzip.compress(body, 6)) < 16 * KB
    expect(page.locator("td > a")).to_have_count(AGENCIES * ROUNDS)
    page.screenshot(path=pictures / "board-200.png")
    late = page.locator("td.late a").nth(100)
    late.scroll_into_view_if_needed()
    with page.expect_response("**/reports?**") as opened:
        late.click()
    assert len(opened.value.body()) < 3 * KB
    page.get_by_label("Số, ký hiệu").fill("1/BC-UBND")
    page.screenshot(path=pictures / "board-200-open.png")
    with page.expect_response("**/reports?**recorded**") as recorded:
        page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("1/BC-UBND")
    assert len(recorded.value.body()) < 10 * KB
    assert page.evaluate("document.activeElement.matches('td.late > a')")
    head, focused = page.evaluate(
        "[document.querySelector('thead th').getBoundingClientRect().bottom, document.activeElement.getBoundingClientRect().top]"
    )
    assert 0 < head <= focused, "the head is in sight and hides nothing"
    page.screenshot(path=pictures / "board-200-recorded.png")
    assert complaints == []
