"""A letter that was refused for good has told nobody; a mail server that turns us away refuses nobody."""

import mailbox
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc, run_in
from tests.delivery.sink import Sink, listening
from tests.delivery.test_returns import postfix

THEN, NEXT = ("--as-of", "2012-07-04T08:00"), ("--as-of", "2012-07-05T08:00")
LATER, EVENING = ("--as-of", "2012-07-04T08:30"), ("--as-of", "2012-07-04T17:30")
GONE = "so-y-te"


@contextmanager
def mail_server() -> Iterator[Sink]:
    with listening(Sink()) as sink, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DONDOC_MAIL__HOST", "127.0.0.1")
        patch.setenv("DONDOC_MAIL__PORT", str(sink.port))
        patch.setenv("DONDOC_MAIL__OPERATOR", "van-hanh@quangngai.example")
        yield sink


@pytest.fixture
def sink() -> Iterator[Sink]:
    with mail_server() as sink:
        yield sink


@pytest.fixture(scope="module")
def refused(adopted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after a morning on which one agency's address was no more; to be copied, not changed."""
    folder = tmp_path_factory.mktemp("refused")
    shutil.copy(adopted, folder / "plan.db")
    with mail_server() as sink:
        sink.answer_rcpt = _unknown
        ran = run_in(folder, "run", "--once", *THEN)
    assert (ran.code, "thư bị từ chối hẳn" in ran.out) == (3, True), ran.err
    return folder


def _unknown(to: str) -> str:
    return "550 5.1.1 unknown" if to.startswith(f"{GONE}@") else "250 OK"


@pytest.fixture
def gone(dondoc: Dondoc, refused: Path, sink: Sink, tmp_path: Path) -> Dondoc:
    sink.answer_rcpt = _unknown
    shutil.copytree(refused, tmp_path, dirs_exist_ok=True)
    return dondoc


def number_of(dondoc: Dondoc) -> int:
    rows = dondoc("obligations", "--agency", GONE, "--kind", "report", "--json").json
    return next(row["id"] for row in rows if row["label"] == "Báo cáo quý II năm 2012")


def states(dondoc: Dondoc) -> Counter[str]:
    return Counter(row["state"] for row in dondoc("outbox", "list", "--json").json)


def test_who_was_not_reached_is_named_everywhere(gone: Dondoc, tmp_path: Path) -> None:
    one = number_of(gone)
    told = gone("why", one, "--agency", GONE, "--json", *THEN).json["told"]
    assert {(t["told"], t["owed"]) for t in told if t["letter"]} == {(False, True)}
    shown = gone("why", one, "--agency", GONE, *THEN).out
    assert "CHƯA TỚI" in shown
    assert "đã nói" not in shown
    gone("proof", one, "--format", "html", "--out", tmp_path / "p.html", *THEN)
    proof = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "Chưa tới nơi nhận" in proof
    assert "5.1.1" in proof
    assert f"{GONE}: chưa được báo, mọi thư từ 04/7/2012 bị từ chối" in gone("doctor", *THEN).out
    gone("run", "--once", *EVENING)
    doctor = gone("doctor", *EVENING).out
    assert f"kiểm tra cuối ngày 04/7/2012: {GONE}: chưa được báo" in doctor


def test_the_next_day_it_is_told_again(gone: Dondoc, sink: Sink) -> None:
    one = number_of(gone)
    steps = [
        t["step"] for t in gone("why", one, "--agency", GONE, "--json", *THEN).json["told"] if t["letter"]
    ]
    sink.answer_rcpt = lambda _: "250 OK"
    gone("run", "--once", *NEXT)
    after = gone("why", one, "--agency", GONE, "--json", *NEXT).json["told"]
    assert [t["step"] for t in after if t["told"]] == steps
    assert not any(t["owed"] for t in after)
    assert any("từ chối" in t["reason"] for t in after if t["told"])
    assert f"{GONE}: chưa được báo, mọi thư" not in gone("doctor", *NEXT).out


def test_refused_letters_are_tried_again_by_a_command(gone: Dondoc, sink: Sink) -> None:
    sink.answer_rcpt = lambda _: "250 OK"
    assert "Không có thư nào" in gone("outbox", "retry", "--refused", "--since", "2012-07-05", *LATER).out
    count = states(gone)["refused"]
    assert (
        f"{count} thư được rút lại"
        in gone("outbox", "retry", "--refused", "--since", "2012-07-04", *LATER).out
    )
    assert gone("run", "--once", *LATER).code == 0
    assert states(gone) == {"sent": states(gone)["sent"], "withdrawn": count}


def test_retry_wants_a_letter_or_all_refused(gone: Dondoc) -> None:
    assert gone("outbox", "retry", *LATER).code == 2
    assert gone("outbox", "retry", "1", "--refused", *LATER).code == 2
    assert gone("outbox", "retry", "1", "--since", "2012-07-04", *LATER).code == 2


def test_turned_away_the_letters_wait_and_the_operator_hears(adopted_here: Dondoc, sink: Sink) -> None:
    sink.answer_rcpt = lambda _: "550 5.7.1 Relaying denied"
    ran = adopted_here("run", "--once", *THEN)
    assert ran.code == 1
    assert "5.7.1" in ran.err
    assert set(states(adopted_here)) == {"waiting"}
    doctor = adopted_here("doctor", *LATER).out
    assert "máy chủ thư không nhận thư của chương trình" in doctor
    assert "chưa được báo" not in doctor
    adopted_here("run", "--once", *LATER)
    kinds = Counter(row["kind"] for row in adopted_here("outbox", "list", "--json").json)
    assert kinds["turned-away"] == 1
    sink.answer_rcpt = lambda _: "250 OK"
    adopted_here("run", "--once", "--as-of", "2012-07-04T09:00")
    adopted_here("run", "--once", "--as-of", "2012-07-04T10:00")
    assert set(states(adopted_here)) == {"sent"}
    assert "không nhận thư" not in adopted_here("doctor", "--as-of", "2012-07-04T10:00").out
    (alarm,) = (raw for raw in sink.letters if b"turned-away" in raw)
    assert b"van-hanh@quangngai.example" in alarm


def test_reports_of_no_letter_are_listed_until_somebody_has_seen_them(
    adopted_here: Dondoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = mailbox.Maildir(tmp_path / "Maildir")
    box.add(postfix("ai-do@x.example", "<not.ours@x.example>"))
    monkeypatch.setenv("DONDOC_RETURNS__MAILDIR", str(tmp_path / "Maildir"))
    assert "0 thư" in adopted_here("returns", "read", *THEN).out
    listed = adopted_here("returns", "list", "--json", *THEN)
    assert (listed.code, [row["kind"] for row in listed.json]) == (3, ["unmatched"])
    assert "ai-do@x.example" in adopted_here("returns", "list", *THEN).out
    assert "không rõ của thư nào" in adopted_here("doctor", *THEN).out
    assert adopted_here("returns", "settle", "--stray", listed.json[0]["id"], *THEN).code == 0
    assert adopted_here("returns", "list", "--json", *THEN).json == []
