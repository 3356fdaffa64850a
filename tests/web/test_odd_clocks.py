"""A machine whose clock stands wrong still shows its pages, and says so; a plan without a recorded decision has its papers."""

from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Office, words


@pytest.mark.parametrize("year", [1970, 1999, 2000, 2100])
def test_pages_of_periods_open(office: Office, local: TestClient, year: int) -> None:
    office.now = datetime(year, 12, 31, 2, tzinfo=UTC)
    local.headers["Cookie"] = office.signed_in("viewer")
    for path in ("/", "/figures", "/figures.csv", "/papers", "/brief", "/due", "/reports", "/tasks", "/todo"):
        assert local.get(path).status_code == 200, path


def test_a_draft_of_a_plan_without_a_decision(office: Office, local: TestClient) -> None:
    office.oblige("so-y-te", date(2012, 6, 29))
    answer = local.get("/papers/report?period=2012-Q2&form=html")
    assert answer.status_code == 200
    assert "39/QĐ-UBND" in words(answer)
