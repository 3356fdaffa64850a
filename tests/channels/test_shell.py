"""Messages at the shell, on pages and for monitors."""

import json
from pathlib import Path

import pytest

from plan.storage.database import Database
from tests.channels.gateway import NUMBER, tell_by
from tests.cli.conftest import Dondoc
from tests.cli.conftest import adopted_here as adopted_here  # noqa: PLC0414 - a fixture
from tests.cli.conftest import dondoc as dondoc  # noqa: PLC0414 - a fixture

THEN = ("--as-of", "2012-06-25T08:00")
LEAD = "so-tu-phap"


@pytest.fixture
def told_by_phone(
    adopted_here: Dondoc, plan_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Dondoc:
    database = Database(f"sqlite:///{plan_db}")
    tell_by(database, LEAD, NUMBER)
    database.close()
    (tmp_path / "spool").mkdir()
    monkeypatch.setenv("DONDOC_CHANNELS__SPOOL", str(tmp_path / "spool"))
    return adopted_here


def test_a_message_is_shown_wherever_letters_are(told_by_phone: Dondoc, tmp_path: Path) -> None:
    ran = told_by_phone("run", "--once", *THEN)
    assert (ran.code, "1 tin đã giao cổng tin nhắn, chờ trả lời." in ran.out) == (0, True)
    (row,) = [one for one in told_by_phone("outbox", "list", "--json").json if one["channel"] == "spool"]
    assert (row["agency"], row["state"], row["fault"]) == (LEAD, "unknown", "handed")
    assert "tin nhắn" in told_by_phone("outbox", "list").out
    (plan,) = told_by_phone("outbox", "plan", "--json", *THEN).json["letters"]
    assert (plan["channel"], plan["goes_at"], plan["note"]) == ("spool", None, "đã giao cổng")
    shown = told_by_phone("outbox", "show", row["id"]).out
    assert "Kênh: tin nhắn\nTo: +84901234567\n\nDon doc: So Tu phap" in shown
    raw = told_by_phone("outbox", "show", row["id"], "--raw").out
    (file,) = (tmp_path / "spool" / "new").iterdir()
    assert raw == file.read_text(encoding="utf-8")
    told_by_phone("outbox", "retry", row["id"], *THEN)
    file.rename(tmp_path / "spool" / "done" / file.name)
    ran = told_by_phone("run", "--once", "--as-of", "2012-06-25T08:01")
    assert "tin đã giao" not in ran.out
    (row,) = [one for one in told_by_phone("outbox", "list", "--json").json if one["channel"] == "spool"]
    assert row["state"] == "sent"


@pytest.mark.slow
def test_what_is_replayed_and_looked_at_ahead_says_the_channel(told_by_phone: Dondoc, tmp_path: Path) -> None:
    told_by_phone("simulate", "--from", "2012-06-25", "--to", "2012-06-25", "--out", "sim", *THEN)
    rows = json.loads((tmp_path / "sim/timeline.json").read_text(encoding="utf-8"))
    (row,) = [one for one in rows if one["channel"] == "spool"]
    assert row["file"].endswith(".json")
    message = json.loads((tmp_path / "sim" / row["file"]).read_text(encoding="utf-8"))
    assert message["agency"] == LEAD
    rows = told_by_phone("preview", "--on", "2012-06-25", "--json", *THEN).json
    assert [one["text"] for one in rows if one["to"] == [LEAD]] == [message["text"]]
    assert not (tmp_path / "spool" / "new").exists()


def test_doctor_says_what_a_person_should_see_to(
    told_by_phone: Dondoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said() -> list[str]:
        checks = told_by_phone("doctor", "--json", *THEN).json["checks"]
        return next(one["problems"] for one in checks if one["check"] == "channels")

    assert said() == []
    (tmp_path / "spool").rmdir()
    assert "không đọc hay ghi được ở" in said()[0]
    monkeypatch.delenv("DONDOC_CHANNELS__SPOOL")
    assert said() == ["1 cơ quan nhận tin nhắn (so-tu-phap…) mà chưa đặt [channels] spool: chưa gửi được"]


def test_where_mail_goes_out_a_message_without_a_place_waits(
    told_by_phone: Dondoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DONDOC_CHANNELS__SPOOL")
    monkeypatch.setenv("DONDOC_MAIL__HOST", "127.0.0.1")
    monkeypatch.setenv("DONDOC_MAIL__PORT", "9")
    told_by_phone("run", "--once", *THEN)
    (row,) = [one for one in told_by_phone("outbox", "list", "--json").json if one["channel"] == "spool"]
    assert (row["state"], row["error"]) == ("waiting", "chưa đặt [channels] spool: tin nhắn chờ lại")
