"""Why a duty is late, and more time by the paper of whoever assigned it. Nothing counts as objective by itself."""

from datetime import date
from pathlib import Path

import pytest

from plan.documents.formats.markup import read_html
from plan.obligations.views import ObligationFilter, duties
from plan.storage.database import Database
from scheduler.papers.counts import count
from tests.cli.conftest import Dondoc

LABEL = "Báo cáo quý II năm 2012"  # on time until 2/7
NOW = ("--as-of", "2012-07-09")
PAPER = ("--document", "33/TB-UBND", "--on", "5/7/2012")


@pytest.fixture
def number(dondoc: Dondoc, plan_db: Path) -> int:
    assert plan_db.exists()
    rows = dondoc("obligations", "--agency", "so-y-te", "--kind", "report", "--json", *NOW).json
    return next(row["id"] for row in rows if row["label"] == LABEL)


def proof(dondoc: Dondoc, number: int, *on: str) -> str:
    html = dondoc("proof", number, "--format", "html", *(on or NOW)).out
    return " ".join("".join(read_html(html).itertext()).split())


def test_a_cause_is_objective_only_by_a_document(dondoc: Dondoc, number: int) -> None:
    given = dondoc("cause", number, "--text", "bão số 3, mất điện", "--json", *NOW)
    assert (given.code, given.json["status"]) == (0, "late")
    assert given.json["cause"] == {
        "text": "bão số 3, mất điện",
        "objective": None,
        "document": None,
        "document_on": None,
        "confirmed_by": None,
    }
    assert "chưa được xác nhận là khách quan" in proof(dondoc, number)
    problems = dondoc("doctor", "--json", *NOW).json["problems"]
    assert any("1 nguyên nhân chậm chưa được xem xét" in text for text in problems)
    confirmed = dondoc("cause", number, "--confirm", *PAPER, "--by", "UBND tỉnh", "--json", *NOW)
    cause = confirmed.json["cause"]
    assert (cause["objective"], cause["document"], cause["document_on"], cause["confirmed_by"]) == (
        True,
        "33/TB-UBND",
        "2012-07-05",
        "UBND tỉnh",
    )
    assert confirmed.json["status"] == "late", "it is late all the same"
    text = proof(dondoc, number)
    assert (
        "bão số 3, mất điện (nguyên nhân khách quan, UBND tỉnh xác nhận tại văn bản 33/TB-UBND ngày 05/7/2012)"
        in text
    )
    rows = dondoc("obligations", "--json", "--as-of", "2012-07-08").json
    assert next(row for row in rows if row["id"] == number)["cause"] is None, "nobody had said so by then"


def test_without_a_number_it_is_today_and_whoever_collects(dondoc: Dondoc, number: int) -> None:
    dondoc("cause", number, "--text", "bão", *NOW)
    refused = dondoc("cause", number, "--refuse", "--document", "8/SNV", "--json", *NOW)
    cause = refused.json["cause"]
    assert (cause["objective"], cause["document_on"], cause["confirmed_by"]) == (
        False,
        "2012-07-09",
        "Sở Nội vụ",
    )
    assert dondoc("cause", number, "--text", "lũ", "--json", *NOW).json["cause"]["objective"] is None


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "đúng một trong"),
        (("--confirm", "--refuse", "--document", "1"), 2, "đúng một trong"),
        (("--confirm",), 2, "cần --document"),
        (("--text", "  "), 1, "cần nêu nguyên nhân"),
        (("--confirm", "--document", "1/TB"), 1, "chưa ai nêu nguyên nhân"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    dondoc: Dondoc, number: int, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = dondoc("cause", number, *words, *NOW)
    assert (ran.code, said in ran.err) == (code, True), ran.err


def test_nothing_is_given_or_decided_twice(dondoc: Dondoc, number: int) -> None:
    assert "không trễ hạn" in dondoc("cause", number, "--text", "bão", "--as-of", "2012-07-02").err
    dondoc("cause", number, "--text", "bão", *NOW)
    assert "đang chờ xem xét" in dondoc("cause", number, "--text", " bão ", *NOW).err
    assert "cần số văn bản" in dondoc("cause", number, "--confirm", "--document", "công văn", *NOW).err
    late = dondoc("cause", number, "--confirm", "--document", "3/TB", "--on", "2012-07-10", *NOW)
    assert (late.code, "còn ở phía trước" in late.err) == (1, True)
    assert dondoc("cause", number, "--confirm", *PAPER, *NOW).code == 0
    assert "đã được xác nhận ngày 09/7/2012" in dondoc("cause", number, "--refuse", *PAPER, *NOW).err
    assert "đã được xác nhận theo văn bản 33/TB-UBND" in dondoc("cause", number, "--text", "lũ", *NOW).err


def test_the_share_on_time_with_and_without_it(dondoc: Dondoc, plan_db: Path, number: int) -> None:
    def counted() -> tuple[int, int, int, float | None, float | None]:
        database = Database(f"sqlite:///{plan_db}")
        with database.read() as session:
            found = duties(session, date(2012, 7, 9), ObligationFilter(agency="so-y-te", kind="report"))
        database.close()
        due = count(d for d in found if d.due == date(2012, 6, 30))
        return due.on_time, due.due, due.excused, due.share, due.share_without_excused

    others = counted()[1]
    assert others >= 2
    rows = dondoc(
        "obligations", "--agency", "so-y-te", "--kind", "report", "--status", "late", "--json", *NOW
    ).json
    for row in rows:
        if row["id"] != number:
            dondoc("done", row["id"], "--on", "29/6/2012", *NOW)
    dondoc("cause", number, "--text", "bão", *NOW)
    assert counted() == (others - 1, others, 0, (others - 1) / others, (others - 1) / others)
    dondoc("cause", number, "--confirm", *PAPER, *NOW)
    assert counted() == (others - 1, others, 1, (others - 1) / others, 1.0)
    said = dondoc("report", "--period", "2012-Q2", "--format", "json", *NOW).json
    assert said["all"]["excused"] == 1
    assert said["all"]["share_without_excused"] > said["all"]["share"]
    (overdue,) = [row for row in said["overdue"] if row["obligation"] == number]
    assert overdue["cause"]["document"] == "33/TB-UBND"
    paper = dondoc("report", "--period", "2012-Q2", "--format", "html", *NOW).out
    text = " ".join("".join(read_html(paper).itertext()).split())
    assert "không kể 1 việc chậm do nguyên nhân khách quan được xác nhận bằng văn bản là" in text
    assert "Nguyên nhân chậm: bão (nguyên nhân khách quan, Sở Nội vụ xác nhận tại văn bản 33/TB-UBND" in text


def test_lateness_already_run_stays_visible(dondoc: Dondoc, number: int) -> None:
    ran = dondoc("extend", number, "--to", "31/8/2012", "--reason", "bão", *PAPER, "--json", *NOW)
    assert ran.code == 0, ran.err
    (moved,) = ran.json["extensions"]
    assert moved == {
        "way": "later",
        "from": "2012-06-30",
        "ends_before": "2012-07-02",
        "to": "2012-08-31",
        "reason": "bão",
        "document": "33/TB-UBND",
        "document_on": "2012-07-05",
        "on": "2012-07-09",
        "was_late": True,
    }
    text = proof(dondoc, number)
    assert (
        "từ 30/6/2012 đến 31/8/2012, quyết định ngày 09/7/2012; lý do: bão; văn bản 33/TB-UBND ngày 05/7/2012"
        in text
    )
    assert "khi ấy đã quá hạn 5 ngày làm việc" in text


def test_a_paper_has_a_number_and_a_day(dondoc: Dondoc, number: int) -> None:
    given = ("extend", number, "--to", "31/8/2012", "--reason", "bão")
    assert dondoc(*given, "--document", "33/TB-UBND", *NOW).code == 2
    assert "không phải số văn bản" in dondoc(*given, "--document", "thông báo", "--on", "5/7/2012", *NOW).err
    assert "còn ở phía trước" in dondoc(*given, "--document", "3/TB", "--on", "10/7/2012", *NOW).err
    assert dondoc(*given, "--json", *NOW).json["extensions"][0]["document"] is None
    assert "chưa ghi số, ngày văn bản quyết định" in proof(dondoc, number)
