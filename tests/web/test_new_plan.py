"""A plan taken in by the pages: uploaded, read beside them, reviewed row by row, adopted; and whatever goes wrong on the way."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from sqlmodel import select
from starlette.testclient import TestClient

from plan.agencies.store import save_agencies
from plan.documents import read_agencies
from plan.models import Alias, Audit, Plan, Task
from plan.storage.database import Database
from tests.conftest import EXAMPLE
from tests.web.conftest import Office, words
from web.app import create_app
from web.site import Site

OURS = {"Sec-Fetch-Site": "same-origin"}


class Desk:
    """An operator's browser, and the reading that goes on beside it."""

    def __init__(self, office: Office, site: Site, client: TestClient) -> None:
        self.office, self.site, self.client = office, site, client

    def upload(self, content: bytes, name: str = "plan.txt") -> str:
        answer = self.client.post("/plans/new", files={"file": (name, content)}, headers=OURS)
        assert answer.status_code == 303, words(answer)
        self.site.reader.wait(60)
        return answer.headers["location"]

    def see(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def act(self, path: str, deed: str, **fields: Any) -> Response:
        path = path.partition("?")[0]
        fields.setdefault("revision", self.revision(path))
        answer = self.client.post(f"{path}/{deed}", data=fields, headers=OURS)
        self.site.reader.wait(120)
        return answer

    def revision(self, path: str) -> str:
        found = re.search(r'name="revision" value="(\d+)"', self.see(path))
        return found[1] if found else "0"

    def rows(self, table: type[Any]) -> list[Any]:
        with self.office.database.read() as session:
            return list(session.exec(select(table)))


@pytest.fixture
def desk(tmp_path: Path, empty_on_sqlite: Path) -> Iterator[Desk]:
    """A new office with the register of the example, a day after the plan was signed."""
    database = Database(empty_on_sqlite_copy(empty_on_sqlite, tmp_path))
    office = Office(database, now=datetime(2012, 3, 26, 2, tzinfo=UTC))
    with database.begin() as session:
        save_agencies(session, read_agencies(EXAMPLE / "agencies.csv")[0])
    site = office.site()
    with TestClient(
        create_app(site), base_url="http://127.0.0.1", client=("127.0.0.1", 1), follow_redirects=False
    ) as client:
        client.headers["Cookie"] = office.signed_in("operator")
        yield Desk(office, site, client)
    site.reader.wait(60)
    database.close()


def empty_on_sqlite_copy(empty: Path, folder: Path) -> Path:
    copy = folder / "plan.db"
    copy.write_bytes(empty.read_bytes())
    return copy


PLAN = (EXAMPLE / "plan.txt").read_bytes()


NAME, GROUP = "Sở Thông tin và ru ền thông", "UBND các xã, phường, thị trấn"


def test_a_plan_is_taken_in_after_three_answers(desk: Desk) -> None:
    """The whole way: nothing binds anybody before the last button."""
    at = desk.upload(PLAN)
    page = desk.see(at)
    for said in ("Cần người xem 6", "Hiểu rõ", "Chưa ghi gì; chưa ai được báo"):
        assert said in words(page)
    assert f"<mark>{NAME}</mark>" in page
    assert " checked" not in page  # a suggestion is offered, never chosen beforehand
    desk.act(at, "name", name=NAME, choice="agency:so-thong-tin-va-truyen-thong")
    desk.act(at, "name", name=GROUP, choice="outside")
    desk.act(at, "row", rows=first_row(desk.see(at), "lead"), cell="lead", words="UBND các huyện, thành phố")
    page = words(desk.see(at))
    assert "Còn 3 điều chưa trả lời" in page
    assert "Nhận kế hoạch, để 3 điều hỏi sau" in page
    assert desk.rows(Plan) == desk.rows(Task) == desk.rows(Alias) == []

    assert desk.act(at, "adopt").status_code == 303
    done = words(desk.see(at))
    for said in ("48 nhiệm vụ", "cơ quan nhận thư giao việc", "3 điều để hỏi sau"):
        assert said in done
    assert [plan.code for plan in desk.rows(Plan)] == ["39/QĐ-UBND"]
    assert len(desk.rows(Task)) == 48
    assert [row.name for row in desk.rows(Alias)] == [NAME]
    acts = {row.act for row in desk.rows(Audit) if row.who == "user:operator@quangngai.example"}
    assert {"upload", "answer", "alias", "settle", "import"} <= acts


def first_row(page: str, cell: str) -> str:
    """The rows that the first question about that cell is about."""
    found = re.search(rf'name="rows" value="([^"]+)"><input type="hidden" name="cell" value="{cell}"', page)
    assert found, page
    return found[1]
