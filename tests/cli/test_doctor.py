"""doctor and testmail: what is wrong with the service, its machine and its mail; never a false alarm about a password."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plan.facts import TICKED
from plan.storage.database import Database
from scheduler.policy.in_force import put_in_force
from scheduler.policy.policy import load_policy
from tests.cli.conftest import Dondoc
from tests.delivery.sink import until
from tests.servers import auth_smtp

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)
THEN = ("--as-of", "2012-07-04T08:00")


def told(dondoc: Dondoc, check: str, at: tuple[str, ...] = THEN) -> list[str]:
    checks = dondoc("doctor", "--json", *at).json["checks"]
    return next(list(found["problems"]) for found in checks if found["check"] == check)


def ticked(folder: Path, at: datetime) -> None:
    database = Database(f"sqlite:///{folder / 'plan.db'}")
    with database.begin() as session:
        TICKED.put(session, at)
    database.close()


@pytest.fixture
def mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A mail server that knows one password; what was asked of it."""
    log = tmp_path / "asked"
    command = [sys.executable, auth_smtp.__file__, "0", "dondoc", "correct horse", str(log)]
    with subprocess.Popen(command) as server:
        assert until(lambda: log.exists() and "PORT" in log.read_text(encoding="utf-8"))
        monkeypatch.setenv("DONDOC_MAIL__HOST", "127.0.0.1")
        monkeypatch.setenv("DONDOC_MAIL__PORT", log.read_text(encoding="utf-8").split()[1])
        monkeypatch.setenv("DONDOC_MAIL__USERNAME", "dondoc")
        yield log
        server.terminate()


@pytest.mark.parametrize("password", ["", None])
def test_without_the_password_nobody_logs_in_in_vain(
    adopted_here: Dondoc, mail: Path, password: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if password is not None:
        monkeypatch.setenv("DONDOC_MAIL__PASSWORD", password)
    said = told(adopted_here, "mail")
    ran = adopted_here("testmail", "ai-do@tinh.example", *THEN)
    assert ran.code == 1
    for text in (*said, ran.err):
        assert "535" not in text
    for text in (said[0], ran.err):
        assert "chỉ dịch vụ đọc được" in text
        assert "hãy chạy: sudo " in text
    assert {"535", "235"}.isdisjoint(mail.read_text(encoding="utf-8").split())


def test_with_the_password_doctor_logs_in(
    adopted_here: Dondoc, mail: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "mail__password").write_text("correct horse", encoding="utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "credentials"))
    assert not any("mật khẩu" in text for text in told(adopted_here, "mail"))
    assert adopted_here("testmail", "ai-do@tinh.example").code == 0
    assert mail.read_text(encoding="utf-8").split().count("235") == 2


def test_a_service_that_is_silent_is_told(adopted_here: Dondoc, tmp_path: Path) -> None:
    assert "chưa chạy lần nào" in told(adopted_here, "service")[0]
    ticked(tmp_path, NOW - timedelta(seconds=60))
    assert told(adopted_here, "service") == []
    ticked(tmp_path, NOW - timedelta(hours=3))
    assert "dịch vụ không chạy: nhịp cuối lúc 05:00, 04/7/2012" in told(adopted_here, "service")[0]


def test_a_policy_that_is_wrong_or_not_read_yet(adopted_here: Dondoc, tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("[office", encoding="utf-8")
    (tmp_path / "dondoc.toml").write_text('[policy]\nfile = "policy.toml"\n', encoding="utf-8")
    assert "tệp chính sách sai" in told(adopted_here, "policy")[0]
    (tmp_path / "dondoc.toml").unlink()
    shipped = load_policy()
    database = Database(f"sqlite:///{tmp_path / 'plan.db'}")
    with database.begin() as session:
        put_in_force(
            session,
            shipped.model_copy(update={"summary": shipped.summary.model_copy(update={"ahead_days": 3})}),
        )
    database.close()
    assert "systemctl reload dondoc" in told(adopted_here, "policy")[0]


def test_the_machine(adopted_here: Dondoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cli.commands import doctor_service

    (tmp_path / "plan.db").chmod(0o600)
    assert told(adopted_here, "machine") == []
    (tmp_path / "plan.db").chmod(0o644)
    assert "chmod o-rwx" in told(adopted_here, "machine")[0]
    (tmp_path / "plan.db").chmod(0o600)
    (tmp_path / "d.toml").write_text('[mail]\npassword = "bí mật lắm"\n', encoding="utf-8")
    (tmp_path / "d.toml").chmod(0o644)
    said = told(adopted_here, "machine", ("--config", "d.toml", *THEN))[0]
    assert "mật khẩu mà ai cũng đọc được" in said
    assert "bí mật lắm" not in said
    monkeypatch.setattr(doctor_service, "FREE", 10**18)
    assert "giải phóng" in told(adopted_here, "machine")[0]


def test_a_file_that_is_damaged_is_told(adopted_here: Dondoc, tmp_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(tmp_path / "plan.db") as raw:
        (root,) = raw.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_letter_state'"
        ).fetchone() or (0,)
        if not root:
            (root,) = raw.execute("SELECT max(rootpage) FROM sqlite_schema WHERE type = 'index'").fetchone()
        (size,) = raw.execute("PRAGMA page_size").fetchone()
    raw.close()
    with (tmp_path / "plan.db").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    ran = adopted_here("doctor", *THEN)
    assert ran.code in {1, 3}
    assert "hỏng" in ran.out + ran.err


def test_next_years_calendar_from_november_on(adopted_here: Dondoc) -> None:
    assert not any("2013" in text for text in told(adopted_here, "year", ("--as-of", "31/10/2012")))
    assert any(
        "Lịch làm việc năm 2013" in text for text in told(adopted_here, "year", ("--as-of", "1/11/2012"))
    )


def test_the_pages_and_the_mailbox(
    adopted_here: Dondoc, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert "không mang liên kết" in told(adopted_here, "site")[0]
    monkeypatch.setenv("DONDOC_WEB__BASE_URL", "http://127.0.0.1:1")
    assert "không mở được http://127.0.0.1:1/healthz" in told(adopted_here, "site")[0]
    assert "[returns]" in told(adopted_here, "mailbox")[0]
    monkeypatch.setenv("DONDOC_RETURNS__MAILDIR", str(tmp_path / "no"))
    assert "không phải một Maildir" in told(adopted_here, "mailbox")[0]
    (tmp_path / "no" / "new").mkdir(parents=True)
    assert told(adopted_here, "mailbox") == []
    monkeypatch.delenv("DONDOC_RETURNS__MAILDIR")
    monkeypatch.setenv("DONDOC_RETURNS__HOST", "127.0.0.1")
    monkeypatch.setenv("DONDOC_RETURNS__USERNAME", "dondoc")
    assert "/etc/dondoc/returns__password" in told(adopted_here, "mailbox")[0]


def test_settings_that_nobody_should_go_live_with(
    adopted_here: Dondoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert any("operator" in text for text in told(adopted_here, "settings"))
    monkeypatch.setenv("DONDOC_MAIL__HOST", "127.0.0.1")
    monkeypatch.setenv("DONDOC_MAIL__PORT", "1")
    assert any("@localhost" in text for text in told(adopted_here, "settings"))
    monkeypatch.setenv("DONDOC_MAIL__SENDER", "dondoc@tinh.example")
    monkeypatch.setenv("DONDOC_MAIL__OPERATOR", "quan-tri@tinh.example")
    assert told(adopted_here, "settings") == []
