"""`dondoc accept` and `send-back`: the word of whoever collects on what an agency declared."""

import signal
import subprocess
import sys
import threading
from datetime import date, time
from pathlib import Path

import pytest
from sqlmodel import select

from plan.audit.log import Act
from plan.documents.formats.markup import read_html
from plan.errors import NotPossibleError
from plan.models import Audit, Declaration, Receipt
from plan.obligations import acceptance, acts
from plan.obligations.acceptance import Said
from plan.obligations.collectors import CollectionRules
from plan.obligations.views import ObligationFilter, duties
from plan.storage.database import Database
from tests.cli.conftest import Dondoc
from tests.conftest import ROOT
from tests.story import morning

RULES = CollectionRules("so-noi-vu", "van-phong-ubnd-tinh")
DAY = date(2012, 7, 6)
NOW = ("--as-of", "2012-07-09T09:00")
AGENCY = "so-y-te"


def declared(url: str) -> int:
    """A late report that its agency declared on 6/7 as done on 29/6; its number."""
    database = Database(url)
    with database.begin() as session:
        found = duties(session, DAY, ObligationFilter(agency=AGENCY, kind="report"))
        number = next(d.id for d in found if d.label == "Báo cáo quý II năm 2012")
        act = Act(f"agency:{AGENCY}", morning(DAY, time(9)), DAY)
        said = Said(date(2012, 6, 29), "7/BC-SYT")
        acceptance.declare(session, acts.find_obligation(session, number), AGENCY, act, said, RULES)
    database.close()
    return number


@pytest.fixture
def number(plan_db: Path) -> int:
    return declared(f"sqlite:///{plan_db}")


def test_accepted_it_arrived_on_the_day_it_was_declared(dondoc: Dondoc, number: int) -> None:
    shown = dondoc("obligations", "--agency", AGENCY, *NOW).out
    assert "(đã báo ngày 06/7/2012, chờ xác nhận)" in shown
    ran = dondoc("accept", number, "--json", *NOW)
    assert (ran.code, ran.json["status"], ran.json["done_on"]) == (0, "done-late", "2012-07-06")
    assert (ran.json["document"], ran.json["declared"]) == ("7/BC-SYT", None)
    again = dondoc("accept", number, *NOW)
    assert (again.code, "đã ghi nhận xong ngày 06/7/2012" in again.err) == (1, True)


def test_another_day_is_the_collectors_word(dondoc: Dondoc, number: int) -> None:
    for day, words in (("24/3/2012", "trước ngày ký"), ("10/7/2012", "còn ở phía trước")):
        ran = dondoc("accept", number, "--on", day, *NOW)
        assert (ran.code, words in ran.err) == (1, True)
    ran = dondoc("accept", number, "--on", "29/6/2012", "--document", "07/BC-SYT", "--json", *NOW)
    assert (ran.json["status"], ran.json["done_on"], ran.json["document"]) == (
        "done",
        "2012-06-29",
        "07/BC-SYT",
    )


def test_sent_back_is_sent_back_once(dondoc: Dondoc, number: int) -> None:
    assert dondoc("send-back", number, *NOW).code == 2
    ran = dondoc("send-back", number, "--reason", "thiếu phụ lục", "--json", *NOW)
    assert (ran.code, ran.json["status"]) == (0, "late")
    assert ran.json["sent_back"] == {"on": "2012-07-09", "reason": "thiếu phụ lục"}
    again = dondoc("send-back", number, "--reason", "thiếu phụ lục", *NOW)
    assert (again.code, "đã trả lại ngày 09/7/2012" in again.err) == (1, True)
    assert dondoc("accept", number, *NOW).code == 1
    assert dondoc("accept", 999999, *NOW).code == 1


def test_the_proof_shows_both_days_and_who_said_which(dondoc: Dondoc, number: int) -> None:
    """It said "nhận ngày 29/6/2012 … không ai nhập tay"."""

    def sheet(*on: str) -> str:
        return " ".join(
            "".join(read_html(dondoc("proof", number, "--format", "html", *on).out).itertext()).split()
        )

    assert "chưa ai xác nhận: chưa tính là đã nhận" in sheet(*NOW)
    dondoc("accept", number, *NOW)
    text = sheet("--as-of", "2012-07-10")
    assert "Đã hoàn thành trễ hạn 4 ngày làm việc: nhận ngày 06/7/2012" in text
    assert (
        "Cơ quan báo xong ngày 29/6/2012 (báo ngày 06/7/2012); ngày nhận 06/7/2012 là ngày mà người xác nhận giữ"
        in text
    )
    assert (
        "Sở Y tế29/6/20127/BC-SYT09:00, 06/7/2012chấp nhận, giữ ngày đến 06/7/2012, lúc 09:00, 09/7/2012 (shell:"
        in text
    )
    assert "Chấp nhận, ghi nhận đã xong" in text
    assert "chờ xác nhận" in sheet("--as-of", "2012-07-08"), "as it was known on that day"


KILLED = """
import os, signal, sys
from tests.cli.test_accepting import collected
from plan.storage.database import Database
database = Database(sys.argv[1])
with database.begin() as session:
    collected(session, int(sys.argv[2]))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def collected(session, number: int) -> None:  # type: ignore[no-untyped-def]
    day = date(2012, 7, 9)
    act = Act("shell:lan", morning(day, time(9)), day)
    acceptance.accept(session, acts.find_obligation(session, number), act, RULES)


def test_killed_in_the_middle_nothing_is_changed(plan_db: Path, number: int) -> None:
    url = f"sqlite:///{plan_db}"
    ran = subprocess.run([sys.executable, "-c", KILLED, url, str(number)], cwd=ROOT, check=False)
    assert ran.returncode == -signal.SIGKILL
    assert kept(url) == (["waiting"], 0, ["declared"])
    accepted_by(url, number)
    assert kept(url) == (["accepted"], 1, ["declared", "accept"])


def test_two_who_accept_at_once_are_one(url: str) -> None:
    number = declared(url)
    said: list[str] = []
    both = threading.Barrier(2)

    def accept() -> None:
        database = Database(url)
        both.wait()
        try:
            with database.begin() as session:
                collected(session, number)
        except NotPossibleError as error:
            said.append(str(error))
        database.close()

    threads = [threading.Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["việc này đã ghi nhận xong ngày 06/7/2012"]
    assert kept(url) == (["accepted"], 1, ["declared", "accept"])


def accepted_by(url: str, number: int) -> None:
    database = Database(url)
    with database.begin() as session:
        collected(session, number)
    database.close()


def kept(url: str) -> tuple[list[str], int, list[str]]:
    """The states of declarations, how many receipts, the acts upon obligations."""
    database = Database(url)
    with database.read() as session:
        states = [row.value for row in session.exec(select(Declaration.state))]
        receipts = len(session.exec(select(Receipt.id)).all())
        query = select(Audit.act).where(Audit.subject.like("obligation %")).order_by(Audit.number)  # type: ignore[attr-defined,arg-type]
        log = list(session.exec(query))
    database.close()
    return states, receipts, log
