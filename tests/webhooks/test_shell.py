"""Webhooks at the shell; and a decision that changes a plan, told once, with the change or not at all."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlmodel import select

from plan.models import Audit, Delivery
from plan.storage.database import Database
from tests.cli.conftest import Ran, run_in, small_plan
from tests.cli.test_amendments import PLAN, amendment
from tests.conftest import EXAMPLE

AS_OF = ("--as-of", "2012-07-11")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan that was adopted in April."""
    found = tmp_path_factory.mktemp("shell")
    file, agencies = small_plan(found, *PLAN), EXAMPLE / "agencies.csv"
    assert run_in(found, "import", file, "--agencies", agencies, "--as-of", "2012-04-02").code in {0, 3}
    return found


def webhook(folder: Path, *words: object, code: int = 0) -> Ran:
    ran = run_in(folder, "webhook", *words, *AS_OF)
    assert ran.code == code, ran.err
    return ran


def told(folder: Path, event: str) -> list[Delivery]:
    database = Database(f"sqlite:///{folder / 'plan.db'}")
    with database.read() as session:
        found = session.exec(select(Delivery).where(Delivery.event == event)).all()
        session.expunge_all()
    database.close()
    return list(found)


def test_what_an_admin_does_with_an_endpoint(folder: Path) -> None:
    assert "Chưa có nơi nhận" in webhook(folder, "list").out
    made = webhook(folder, "add", "VNPT iOffice", "https://ioffice.tinh.example/dd?k=1", "--json").json
    number, secret = made["id"], made["secret"]
    assert secret.startswith("whsec_")
    assert webhook(folder, "rotate", number, "--json").json["secret"] not in {secret, ""}
    assert "chờ gửi" in webhook(folder, "ping", number).out
    (sent,) = webhook(folder, "show", number, "--json").json
    assert (sent["event"], sent["state"], sent["attempts"]) == ("ping", "waiting", 0)
    assert json.loads(sent["body"])["type"] == "ping"
    webhook(folder, "resend", number, sent["id"])
    listed = webhook(folder, "list", "--json")
    assert [(one["id"], one["waiting"]) for one in listed.json] == [(number, 1)]
    assert "whsec_" not in listed.out + webhook(folder, "show", number).out
    webhook(folder, "close", number)
    database = Database(f"sqlite:///{folder / 'plan.db'}")
    with database.read() as session:
        acts = [one.act for one in session.exec(select(Audit).where(Audit.subject == f"webhook {number}"))]
    database.close()
    assert acts == [f"webhook {act}" for act in ("add", "rotate", "ping", "resend", "close")]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "x", "https://127.0.0.1/"), ("add", "x", "http://phan-mem.tinh.vn/"), ("add", " ", "https://x.vn/"), ("ping", "99"),
        ("rotate", "99"), ("close", "99"), ("resend", "99", "1"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_a_line(folder: Path, words: tuple[str, ...]) -> None:
    ran = webhook(folder, *words, code=1)
    assert len(ran.err.strip().splitlines()) == 1
    assert ran.out == ""


def test_an_amendment_is_told_once_with_the_change(folder: Path) -> None:
    webhook(folder, "add", "Hệ thống của tỉnh", "https://tinh.example/dd")
    file = amendment(folder, ("1", "Rà soát thủ tục hành chính", "Sở Tư pháp", "Quý IV/2012"))
    assert run_in(folder, "import", file, "--dry-run", *AS_OF).code in {0, 3}
    assert told(folder, "plan.amended") == []
    for _ in range(2):
        assert run_in(folder, "import", file, *AS_OF).code in {0, 3}
    (one,) = told(folder, "plan.amended")
    said = json.loads(one.body)
    assert said["type"] == "plan.amended"
    place = f"/api/v1/plans/{quote('39/QĐ-UBND')}"
    assert said["data"] == {"id": one.subject, "plan": "39/QĐ-UBND", "url": place}
