"""The page of the log of acts: who did what, found by any of it; its seals checked; the same as a file."""

import ast
import csv
import json
import re
from collections.abc import Callable
from io import StringIO

import pytest
from sqlmodel import select, update
from starlette.testclient import TestClient

from plan.audit.labels import act_name, detail_lines, who_name
from plan.audit.log import Act, write_down
from plan.models import Audit
from tests.conftest import ROOT
from tests.web.conftest import Office, words

See = Callable[[str], str]


@pytest.fixture
def see(local: TestClient) -> See:
    return lambda path: local.get(path).text


@pytest.fixture
def written(office: Office) -> Office:
    """130 lines of one person, and a few others."""
    act = office.act()
    with office.database.begin() as session:
        for n in range(130):
            write_down(
                session,
                Act("user:lan@x.example", act.now, act.today, "10.8.0.4"),
                "done",
                f"obligation {n}",
                {"on": "2012-07-09"},
            )
        other = Act("agency:so-y-te", act.now, act.today)
        write_down(
            session,
            other,
            "extension asked",
            "obligation 7",
            {"reason": "chờ Bộ Y tế", "until": "2012-08-31"},
        )
    return office


@pytest.mark.usefixtures("written")
class TestFinding:
    def test_the_newest_first_a_page_at_a_time(self, see: See) -> None:
        page = see("/admin/log")
        numbers = [int(n) for n in re.findall(r"dòng (\d+)<", page)]
        assert numbers == sorted(numbers, reverse=True)
        assert len(numbers) == 100
        older = re.findall(r'href="(/admin/log\?before=\d+)"', page)[0]
        rest = [int(n) for n in re.findall(r"dòng (\d+)<", see(older))]
        assert max(rest) == min(numbers) - 1

    def test_by_words_with_marks(self, see: See) -> None:
        page = words(see("/admin/log?q=chờ Bộ"))
        assert "Xin gia hạn" in page
        assert "lý do: chờ Bộ Y tế" in page
        assert "Ghi nhận đã xong" not in page.split("Chi tiết")[-1]

    def test_by_who_act_and_subject(self, see: See) -> None:
        assert len(re.findall(r"dòng \d+<", see("/admin/log?subject=obligation 7"))) == 2
        assert len(re.findall(r"dòng \d+<", see("/admin/log?subject=obligation 7&act=done&who=lan"))) == 1
        assert 'href="/obligations/7"' in see("/admin/log?subject=obligation 7")

    @pytest.mark.parametrize(
        "asked", ["who=nobody", "q=%25", "act='; DROP TABLE audit", "from=1/1/2013", "to=1/1/2012"]
    )
    def test_nothing_is_found(self, see: See, asked: str) -> None:
        assert "Không có dòng nào như vậy" in words(see(f"/admin/log?{asked}"))

    def test_a_day_that_is_none_is_said(self, see: See) -> None:
        page = see("/admin/log?from=hôm kia ấy")
        assert "Không hiểu ngày" in page
        assert 'value="hôm kia ấy"' in page


class TestSeals:
    @pytest.mark.usefixtures("written")
    def test_whole(self, see: See) -> None:
        assert "Nguyên vẹn." in words(see("/admin/log?check=1"))

    def test_a_changed_line_is_named(self, written: Office, see: See) -> None:
        with written.database.begin() as session:
            session.exec(update(Audit).where(Audit.number == 5).values(act="cancel"))
        assert "dòng 5: không khớp dấu niêm phong" in words(see("/admin/log?check=1"))


class TestFile:
    def test_lines_that_can_be_checked_again(self, written: Office, local: TestClient) -> None:
        lines = [json.loads(line) for line in local.get("/admin/log.jsonl").text.splitlines()]
        with written.database.read() as session:
            rows = session.exec(select(Audit).order_by(Audit.number)).all()  # type: ignore[arg-type]
        assert [(one["number"], one["seal"]) for one in lines] == [(row.number, row.seal) for row in rows]

    def test_a_table_that_runs_nothing(self, office: Office, local: TestClient) -> None:
        act = office.act()
        with office.database.begin() as session:
            write_down(session, Act("=cmd()", act.now, act.today), "done", "obligation 1", {})
        rows = list(csv.reader(StringIO(local.get("/admin/log.csv").text)))
        assert rows[-1][2] == "'=cmd()"

    @pytest.mark.usefixtures("written")
    def test_of_some_days(self, local: TestClient) -> None:
        assert local.get("/admin/log.jsonl?from=1/1/2013").text == ""


def test_a_trimmed_line_says_so() -> None:
    assert who_name("") == "(đã lược bỏ)"
    assert detail_lines({"reason": "", "on": None, "receipt": {"on": "2012-07-09"}}) == [
        ("receipt", "ngày: 2012-07-09")
    ]


def test_every_act_has_a_name() -> None:
    """Whatever is written down under a name of its own in the code."""
    names = set()
    for folder in ("plan", "scheduler", "cli", "web"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                called = isinstance(node, ast.Call) and getattr(
                    node.func, "id", getattr(node.func, "attr", "")
                )
                if called in {"write_down", "_write_down"}:
                    names |= {
                        a.value
                        for a in node.args[2:4]
                        if isinstance(a, ast.Constant) and isinstance(a.value, str)
                    }
    named = {name for name in names if not re.fullmatch(r"audit|pages|clock|agency|mail", name)}
    assert len(named) > 30
    assert {name for name in named if act_name(name) == name} == set()
