"""An operator's hold on the mail: look at the plan of release, hold, retry, check, preview, move."""

import asyncio
from pathlib import Path

import pytest

from notifications.mail.smtp import MailServer
from plan.storage.database import Database
from tests.cli.conftest import Dondoc
from tests.delivery.sink import Sink, listening

THEN = ("--as-of", "2012-07-04T08:00")


@pytest.fixture
def held(adopted_here: Dondoc) -> Dondoc:
    """Letters were written while everything was held."""
    adopted_here("outbox", "hold", *THEN)
    assert adopted_here("run", "--once", *THEN).code == 1
    return adopted_here


def test_the_plan_of_release_can_be_looked_at_and_held(held: Dondoc) -> None:
    plan = held("outbox", "plan", "--json", *THEN).json
    assert plan["held"]
    assert plan["letters"]
    first = plan["letters"][0]
    held("outbox", "release", *THEN)
    assert held("outbox", "hold", "--agency", first["agency"], *THEN).code == 0
    notes = {r["agency"]: r["note"] for r in held("outbox", "plan", "--json", *THEN).json["letters"]}
    assert notes.pop(first["agency"]) == "đang giữ"
    assert set(notes.values()) == {None}
    held("run", "--once", *THEN)
    states = {r["agency"]: r["state"] for r in held("outbox", "list", "--json").json}
    assert states.pop(first["agency"]) == "waiting"
    assert set(states.values()) == {"caught"}


def test_the_next_day_the_plan_says_what_is_written_anew(held: Dondoc) -> None:
    held("outbox", "release", *THEN)
    plan = held("outbox", "plan", "--json", "--as-of", "2012-07-05T06:00").json
    assert "ngoài giờ" in plan["closed"]
    assert {row["note"] for row in plan["letters"]} == {"sẽ được viết lại"}
    assert "sẽ được viết lại" in held("outbox", "plan", "--as-of", "2012-07-05T06:00").out


def test_nobody_is_held_who_is_not_in_the_register(adopted_here: Dondoc) -> None:
    assert "sổ cơ quan không có" in adopted_here("outbox", "hold", "--agency", "so-la", *THEN).err


def test_doctor_tries_the_connection(adopted_here: Dondoc, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(Sink()) as sink:
        monkeypatch.setenv("DONDOC_MAIL__HOST", "127.0.0.1")
        monkeypatch.setenv("DONDOC_MAIL__PORT", str(sink.port))
        well = adopted_here("doctor", *THEN).out
        monkeypatch.setenv("DONDOC_MAIL__SECURITY", "starttls")
        insecure = adopted_here("doctor", *THEN).out
    monkeypatch.setenv("DONDOC_MAIL__SECURITY", "none")
    down = adopted_here("doctor", *THEN).out
    assert "127.0.0.1" not in well
    assert "STARTTLS" in insecure
    assert "không kết nối được máy chủ thư" in down


@pytest.mark.slow
def test_doctor_names_refused_addresses_and_who_heard_nothing(
    adopted_here: Dondoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening(Sink()) as sink:
        monkeypatch.setenv("DONDOC_MAIL__HOST", "127.0.0.1")
        monkeypatch.setenv("DONDOC_MAIL__PORT", str(sink.port))
        sink.answer_rcpt = lambda _: "451 4.3.0 hỏng".encode().decode("ascii", "replace")
        for day in ("2012-07-03", "2012-07-04", "2012-07-05"):
            adopted_here("run", "--once", "--as-of", f"{day}T08:00")
        said = adopted_here("doctor", "--as-of", "2012-07-05T10:30").out
    assert "thư đang chờ" in said
    assert "không thư nào tới được từ 03/7/2012" in said


@pytest.mark.slow
def test_preview_of_a_span_counts_by_day_and_sends_nothing(adopted_here: Dondoc) -> None:
    shown = adopted_here("preview", "--from", "2012-07-02", "--to", "2012-07-08", "--json").json
    assert [day["date"] for day in shown["days"]] == [f"2012-07-0{n}" for n in range(2, 9)]
    assert shown["days"][-1]["letters"] == 0  # a Sunday
    assert sum(day["letters"] for day in shown["days"]) == len(shown["letters"]) > 0
    assert adopted_here("outbox", "list", "--json").json == []
    assert "02/7/2012" in adopted_here("preview", "--from", "2012-07-02", "--to", "2012-07-03").out
    assert adopted_here("preview", "--from", "2012-07-02").code == 2
    assert adopted_here("preview", "--on", "2012-07-02", "--to", "2012-07-03").code == 2


@pytest.mark.slow
def test_preview_plays_the_days_between_while_the_service_runs(adopted_here: Dondoc) -> None:
    first = adopted_here("preview", "--on", "2012-07-06", "--json", *THEN).json
    adopted_here("run", "--once", *THEN)
    played = adopted_here("preview", "--on", "2012-07-06", "--json", *THEN).json
    assert sum(len(row["items"]) for row in played) < sum(len(row["items"]) for row in first)


def test_move_carries_the_plan_over_and_says_how_much(adopted_here: Dondoc, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    moved = adopted_here("move", "--to", url, "--json").json
    assert {row["table"]: row["rows"] for row in moved["tables"]}["task"] == 48
    assert "đã có dữ liệu" in adopted_here("move", "--to", url).err
    assert adopted_here("tasks", "--db", url, "--json").json == adopted_here("tasks", "--json").json


def test_a_wrong_policy_is_told_where_it_is_wrong(adopted_here: Dondoc, tmp_path: Path) -> None:
    shipped = (Path(__file__).parents[2] / "scheduler" / "data" / "policy.toml").read_text(encoding="utf-8")
    wrong = shipped.replace("lead = [14, 5, 1, 0]", 'lead = [14, "năm", 1, 0]').replace(
        "per_minute = 300", "per_minut = 0"
    )
    (tmp_path / "policy.toml").write_text(wrong, encoding="utf-8")
    (tmp_path / "dondoc.toml").write_text('[policy]\nfile = "policy.toml"\n', encoding="utf-8")
    said = adopted_here("preview", "--on", "2012-07-04").err
    assert "remind[3].lead[2]: phải là số nguyên (đang là 'năm')" in said
    assert "sending.per_minut: không có mục nào tên này" in said


def test_a_login_that_is_refused_is_said_so() -> None:
    from notifications.mail.smtp import SmtpTransport

    async def attempt(port: int) -> str:
        async with SmtpTransport(MailServer("127.0.0.1", port, username="a", password="b")) as transport:
            outcome = await transport.open()
        assert outcome is not None
        return f"{outcome.fault}: {outcome.error}"

    with listening(Sink()) as sink:
        said = asyncio.run(attempt(sink.port))
    assert said.startswith("login: ")
    assert "đăng nhập" in said


def test_the_database_stands_alone(adopted_here: Dondoc, tmp_path: Path) -> None:
    """`move` refuses while a service thinks."""
    from datetime import UTC, datetime

    from plan.storage import lease

    database = Database(f"sqlite:///{tmp_path / 'plan.db'}")
    with database.begin() as session:
        lease.take(session, "elsewhere:1:x", datetime(2012, 7, 4, 1, tzinfo=UTC))
    database.close()
    assert "dondoc đang chạy" in adopted_here("move", "--to", "sqlite:///x.db", *THEN).err
