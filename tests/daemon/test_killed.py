"""The daemon as a process of its own: killed while it sends, asked to stop, run once."""

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plan.storage.database import Database
from tests.delivery.queue import fill
from tests.delivery.sink import Sink, listening, until

NOW = datetime(2012, 7, 4, 1, tzinfo=UTC)


def start(db: Path, sink: Sink, *args: str) -> subprocess.Popen[str]:
    """`dondoc run` against the sink, on the morning of 4/7/2012."""
    env = {**os.environ, "DONDOC_MAIL__HOST": "127.0.0.1", "DONDOC_MAIL__PORT": str(sink.port)}
    command = [sys.executable, "-c", "from cli.main import main; main()", "run", "--db", f"sqlite:///{db}"]
    command += ["--as-of", "2012-07-04T08:00", *args]
    return subprocess.Popen(command, env=env, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def queue(path: Path, count: int) -> None:
    database = Database(f"sqlite:///{path}")
    fill(database, count, NOW)
    database.close()


def finish(process: subprocess.Popen[str], within: float = 60) -> tuple[int, str]:
    _, err = process.communicate(timeout=within)
    return process.returncode, err


@pytest.mark.slow
def test_killed_while_sending_two_hundred_letters(tmp_path: Path) -> None:
    db = tmp_path / "plan.db"
    queue(db, 200)
    with listening(Sink(delay=0.005)) as sink:
        first = start(db, sink, "--no-web")
        assert until(lambda: len(sink.letters) > 60)
        first.send_signal(signal.SIGKILL)
        finish(first)
        before = len(sink.letters)
        assert before < 200
        second = start(db, sink, "--no-web")
        assert until(lambda: len(set(sink.message_ids)) == 200)
        second.send_signal(signal.SIGTERM)
        code, err = finish(second)
    assert code == 0, err
    repeats = [n for n in Counter(sink.message_ids).values() if n > 1]
    assert repeats in ([], [2])
    for message_id in set(sink.message_ids):
        copies = {raw for raw, i in zip(sink.letters, sink.message_ids, strict=True) if i == message_id}
        assert len(copies) == 1  # a repeat has the same bytes


@pytest.mark.slow
def test_asked_to_stop_it_finishes_the_letter_in_hand_and_no_other(tmp_path: Path) -> None:
    db = tmp_path / "plan.db"
    queue(db, 50)
    with listening(Sink(delay=0.3)) as sink:
        process = start(db, sink, "--no-web")
        assert until(lambda: len(sink.letters) >= 2)
        process.send_signal(signal.SIGTERM)
        code, err = finish(process)
        sent = len(sink.letters)
        assert code == 0, err
        again = start(db, sink, "--once")
        sink.delay = 0
        code, err = finish(again)
    assert code == 0, err
    assert sent < 50
    assert Counter(sink.message_ids) == Counter(set(sink.message_ids))
    assert len(sink.letters) == 50


def test_once_does_what_is_due_and_stops(tmp_path: Path) -> None:
    db = tmp_path / "plan.db"
    queue(db, 5)
    with listening(Sink()) as sink:
        code, err = finish(start(db, sink, "--once"))
    assert (code, len(sink.letters)) == (0, 5), err


def test_once_says_what_is_left_waiting(tmp_path: Path) -> None:
    db = tmp_path / "plan.db"
    queue(db, 5)
    with listening(Sink()) as gone:
        pass
    code, err = finish(start(db, gone, "--once"))
    assert code == 1
    assert "còn 5 thư chưa gửi được" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("stop", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)])
def test_the_whole_daemon_stops_in_order(plan_db: Path, stop: signal.Signals) -> None:
    with listening(Sink()) as sink:
        process = start(plan_db, sink, "--port", "0")
        assert process.stdout is not None
        assert "Đôn Đốc đang chạy tại http://127.0.0.1:" in process.stdout.readline()
        assert until(lambda: len(sink.letters) > 0)
        process.send_signal(stop)
        code, err = finish(process)
    assert code == 0, err
