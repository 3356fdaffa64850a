"""A unit that failed is told to the operator without the database; and the log as one object a line."""

import json
import logging
import sys
from pathlib import Path

import pytest

from cli.journal import LogObjects
from plan.secrecy import keep_secret
from tests.cli.conftest import Dondoc
from tests.cli.conftest import dondoc as dondoc  # noqa: PLC0414 - a fixture
from tests.delivery.sink import Sink, listening
from tests.webhooks.receiver import receiver

DEPLOY = Path(__file__).parents[2] / "deploy"


def test_the_operator_hears_by_mail_and_by_the_monitor_once_an_hour(
    dondoc: Dondoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path))
    with receiver() as monitor, listening(Sink()) as sink:
        (tmp_path / "dondoc.toml").write_text(
            f'[mail]\nhost = "127.0.0.1"\nport = {sink.port}\noperator = "truc@tinh.example"\n'
            f'[watch]\nheartbeat = "http://127.0.0.2:{monitor.port}/ping/abc"\n',
            encoding="utf-8",
        )
        monkeypatch.setenv("SERVICE_RESULT", "success")
        assert dondoc("tell-failure", "dondoc.service").code == 0
        assert sink.letters == []
        monkeypatch.setenv("SERVICE_RESULT", "exit-code")
        monkeypatch.setenv("EXIT_STATUS", "1")
        ran = dondoc("tell-failure", "dondoc.service")
        assert ran.code == 0, ran.err
        assert dondoc("tell-failure", "dondoc.service").code == 0
        assert len(sink.letters) == 1
        assert [(one.path, one.body) for one in monitor.told] == [
            (
                "/ping/abc/fail",
                "dondoc.service đã hỏng (exit-code, 1). Xem: systemctl status dondoc.service; journalctl -u dondoc.service -n 50",
            )
        ]
    assert not (tmp_path / "plan.db").exists()


def test_units_name_what_tells_of_their_failure() -> None:
    for name in ("dondoc.service", "dondoc-backup.service"):
        assert "\nOnFailure=dondoc-failed@%N.service\n" in (DEPLOY / name).read_text(encoding="utf-8")
    assert "dondoc tell-failure %i.service" in (DEPLOY / "dondoc-failed@.service").read_text(encoding="utf-8")


def test_a_line_of_the_log_is_one_object_without_secrets() -> None:
    keep_secret("mat-khau-rat-dai")
    try:
        int("mat-khau-rat-dai")
    except ValueError:
        record = logging.LogRecord(
            "scheduler.ticker", logging.ERROR, "x.py", 1, "thư %d: mat-khau-rat-dai", (7,), sys.exc_info()
        )
    line = LogObjects().format(record)
    assert "\n" not in line
    said = json.loads(line)
    assert said.keys() == {"at", "level", "logger", "message", "exception"}
    assert (said["level"], said["logger"]) == ("error", "scheduler.ticker")
    assert said["message"].startswith("thư 7: ")
    assert "mat-khau" not in line
    assert said["exception"].startswith("Traceback")
