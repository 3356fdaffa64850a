"""The spool folder: a whole file or none, answers read back, whatever a gateway leaves there."""

import json
import multiprocessing
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from notifications.channels.answers import record_answer
from notifications.channels.spool import FOLDERS, Spool
from notifications.mail import outbox, pauses
from notifications.mail.faults import Fault
from notifications.mail.server_limits import failing_servers
from notifications.mail.tries import Outcome
from notifications.mail.turn import Seat, take_turn
from plan.ledger.holds import HoldReason, hold
from plan.models import Letter, LetterState
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from tests.channels.gateway import NUMBER, Phone, fill_messages, write_on
from tests.delivery.queue import DAY, message
from tests.delivery.sink import until
from tests.story import morning

NOW = morning(DAY)
ID = "digest.2012-07-04.so-1.spool"
NAME = f"{ID}.json"


BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


@pytest.fixture
def kind() -> str:
    """One kind of database does, but where its SQL differs."""
    return "sqlite"


@pytest.fixture
def phone(empty: Database, rules: Rules, tmp_path: Path) -> Phone:
    folder = tmp_path / "spool"
    folder.mkdir()
    return Phone(empty, rules, folder)


def fill(phone: Phone, count: int = 1) -> None:
    """So many messages, due now."""
    fill_messages(phone.database, range(1, count + 1), NOW)


def letters(phone: Phone) -> list[Letter]:
    with phone.database.read() as session:
        rows = list(session.exec(select(Letter).order_by(col(Letter.id))))
        session.expunge_all()
    return rows


def letter(phone: Phone) -> Letter:
    (found,) = letters(phone)
    return found


@BOTH
def test_one_whole_file_a_message_that_waits_for_its_answer(phone: Phone) -> None:
    fill(phone)
    phone.send(NOW)
    assert [phone.names(each) for each in FOLDERS] == [[], [NAME], [], [], []]
    assert phone.message(NAME).keys() == {"id", "to", "agency", "text", "day"}
    row = letter(phone)
    assert (phone.folder / "new" / NAME).read_bytes() == row.raw
    assert (row.state, row.fault, row.error) == (
        LetterState.UNKNOWN,
        Fault.HANDED,
        "đã giao cổng tin nhắn, chờ trả lời",
    )
    assert row.accepted == []
    assert phone.send(NOW + timedelta(hours=1)) == []


def test_it_is_sent_when_the_gateway_says_so(phone: Phone) -> None:
    fill(phone)
    phone.send(NOW)
    phone.done(NAME)
    phone.send(NOW + timedelta(seconds=5))
    row = letter(phone)
    assert (row.state, row.accepted, row.error) == (LetterState.SENT, [NUMBER], None)
    assert row.finished_at == NOW + timedelta(seconds=5)
    assert [phone.names(each) for each in FOLDERS] == [[], [], [], [], []]


@BOTH
def test_it_is_refused_with_the_gateways_reason(phone: Phone) -> None:
    fill(phone)
    phone.send(NOW)
    phone.failed(NAME, "Thuê bao\x00 không tồn tại")
    phone.send(NOW + timedelta(seconds=5))
    row = letter(phone)
    assert (row.state, row.error) == (LetterState.REFUSED, "Thuê bao không tồn tại")
    assert row.refused == {NUMBER: "Thuê bao không tồn tại"}


def test_a_refusal_without_a_reason_says_so(phone: Phone) -> None:
    fill(phone)
    phone.send(NOW)
    (phone.folder / "new" / NAME).rename(phone.folder / "failed" / NAME)
    phone.send(NOW)
    assert letter(phone).error == "cổng tin nhắn không nêu lý do"


def test_an_answer_that_comes_twice_is_recorded_once(phone: Phone) -> None:
    """A crash between the record and the removal of the file."""
    fill(phone)
    phone.send(NOW)
    phone.done(NAME)
    left = (phone.folder / "done" / NAME).read_bytes()
    phone.send(NOW)
    (phone.folder / "done" / NAME).write_bytes(left)
    phone.send(NOW + timedelta(minutes=1))
    assert (letter(phone).state, letter(phone).finished_at) == (LetterState.SENT, NOW)
    assert phone.names("done") == []


@pytest.mark.parametrize("folder", ["done", "failed"])
@pytest.mark.parametrize(
    "left", [b"", b"{", b"[" * 70_000, b'{"a":' * 9_000, b"\xff\xfe", b"[]", b'"sent"', b'{"id": "another"}']
)
def test_what_is_no_answer_is_set_aside_and_the_next_is_read(phone: Phone, folder: str, left: bytes) -> None:
    fill(phone, 2)
    phone.send(NOW)
    phone.done("digest.2012-07-04.so-2.spool.json")
    (phone.folder / "new" / NAME).unlink()
    (phone.folder / folder / NAME).write_bytes(left)
    phone.send(NOW)
    assert [row.state for row in letters(phone)] == [LetterState.UNKNOWN, LetterState.SENT]
    assert phone.names("bad") == [NAME]
    (said,) = Spool(phone.folder).faults(NOW)
    assert f"1 tệp cổng tin nhắn để lại không đọc được, nằm ở {phone.folder}/bad ({NAME})" in said
    assert phone.send(NOW + timedelta(hours=5)) == [
        Outcome("unknown", "đã giao cổng tin nhắn, chờ trả lời", Fault.HANDED)
    ]
    assert phone.names("new") == []  # nobody knows whether it went: it does not go twice


@BOTH
def test_an_answer_about_nothing_of_ours_is_set_aside(phone: Phone) -> None:
    fill(phone)
    phone.send(NOW)
    (phone.folder / "done" / "stranger.json").write_text("{}", encoding="utf-8")
    (phone.folder / "done" / ".half.json").write_text("{", encoding="utf-8")
    (phone.folder / "done" / "README").write_text("", encoding="utf-8")
    (phone.folder / "done" / "folder.json").mkdir()
    (phone.folder / "failed" / "%00.json").write_text("{}", encoding="utf-8")
    (phone.folder / "failed" / os.fsdecode(b"\xff.json")).write_text("{}", encoding="utf-8")
    phone.send(NOW)
    assert len(phone.names("bad")) == 4
    assert len(list(Spool(phone.folder).faults(NOW))) == 1
    assert letter(phone).fault == Fault.HANDED


def test_a_letter_of_mail_is_answered_by_no_gateway(phone: Phone, writer) -> None:
    with phone.database.begin() as session:
        one = message(1)
        outbox.enqueue(session, one, writer.write(one, NOW), NOW)
        named = session.exec(select(Letter.message_id)).one()
        assert not record_answer(session, named, Outcome("sent"), NOW)


def test_after_a_kill_the_same_file_with_the_same_bytes(phone: Phone) -> None:
    """Killed after the file was moved and before that was written down."""
    fill(phone)
    with phone.database.begin() as session:
        claimed = take_turn(session, Seat("elsewhere:1:a", channel="spool"), NOW, DAY).letter
    assert claimed is not None
    Spool(phone.folder).put(claimed.message_id, claimed.raw)
    before = (phone.folder / "new" / NAME).stat().st_ino
    phone.send(NOW + timedelta(minutes=11))  # the claim has run out
    assert phone.names("new") == [NAME]
    assert (phone.folder / "new" / NAME).stat().st_ino == before
    assert letter(phone).fault == Fault.HANDED


def test_killed_after_the_gateway_answered_it_goes_no_second_time(phone: Phone) -> None:
    fill(phone)
    with phone.database.begin() as session:
        claimed = take_turn(session, Seat("elsewhere:1:a", channel="spool"), NOW, DAY).letter
    assert claimed is not None
    Spool(phone.folder).put(claimed.message_id, claimed.raw)
    phone.done(NAME)
    phone.send(NOW + timedelta(minutes=11))
    assert letter(phone).state == LetterState.SENT
    assert phone.names("new") == []


def test_a_kill_leaves_a_whole_file_or_none(tmp_path: Path) -> None:
    folder = tmp_path / "spool"
    folder.mkdir()
    start = multiprocessing.get_context("forkserver")
    start.set_forkserver_preload(["tests.channels.gateway"])
    for n in range(8):
        process = start.Process(target=write_on, args=(str(folder), 1000 * n))
        process.start()
        assert until(lambda n=n: (folder / "new" / f"m{1000 * n + 2}.json").exists(), 30)  # type: ignore[misc]  # bound now
        time.sleep(0.002 * n)
        process.kill()
        process.join(30)
    found = list((folder / "new").glob("*.json"))
    assert len(found) >= 16
    assert {len(json.loads(file.read_bytes())["text"]) for file in found} == {300_000}


def test_a_folder_that_is_not_there_waits_and_says_so_and_mail_goes(phone: Phone, writer) -> None:
    fill(phone)
    with phone.database.begin() as session:
        one = message(2)
        outbox.enqueue(session, one, writer.write(one, NOW), NOW)
    phone.folder.rmdir()
    phone.send(NOW)
    sms, mail = letters(phone)
    assert (sms.state, sms.fault, mail.state) == (LetterState.WAITING, Fault.LOCAL, LetterState.CAPTURED)
    assert "không đọc hay ghi được ở" in (sms.error or "")
    assert sms.attempts == 0
    assert not phone.folder.exists()  # a disk may be missing: nothing is written beneath
    (said,) = Spool(phone.folder).faults(NOW)
    assert said == sms.error
    with phone.database.read() as session:
        assert [one.name for one in failing_servers(session)] == [f"spool:{phone.folder}"]
    phone.folder.mkdir()
    assert phone.send(NOW + timedelta(seconds=10)) == []  # it rests, as a mail server would
    phone.send(NOW + timedelta(seconds=31))
    assert phone.names("new") == [NAME]
    with phone.database.read() as session:
        assert failing_servers(session) == []


def test_what_holds_letters_holds_messages(phone: Phone) -> None:
    fill(phone)
    with phone.database.begin() as session:
        pauses.pause(session, paused=True)
    assert phone.send(NOW) == []
    with phone.database.begin() as session:
        pauses.pause(session, paused=False)
        pauses.pause(session, paused=True, agency="so-1")
    assert phone.send(NOW) == []
    with phone.database.begin() as session:
        pauses.pause(session, paused=False, agency="so-1")
        hold(session, HoldReason.RESTORED, NOW, "")
    assert phone.send(NOW) == []
    with phone.database.begin() as session:
        pauses.release(session, NOW)
    assert phone.send(NOW.replace(hour=16)) == []  # 23:00 there
    assert not (phone.folder / "new").exists()
    phone.send(NOW)
    assert phone.names("new") == [NAME]


def test_the_limit_a_minute_is_each_channels_own(phone: Phone, writer) -> None:
    cap = phone.rules.policy.sending.per_minute
    fill(phone, cap + 3)
    assert len(phone.send(NOW)) == cap
    with phone.database.begin() as session:
        one = message(9000)
        outbox.enqueue(session, one, writer.write(one, NOW), NOW)
    assert len(phone.send(NOW + timedelta(seconds=30))) == 1
    assert len(phone.send(NOW + timedelta(seconds=61))) == 3


def test_a_gateway_that_takes_nothing_is_told(phone: Phone) -> None:
    fill(phone)
    phone.send(NOW)
    touched = NOW.timestamp()
    os.utime(phone.folder / "new" / NAME, (touched, touched))
    spool = Spool(phone.folder)
    assert list(spool.faults(NOW + timedelta(minutes=59))) == []
    (said,) = spool.faults(NOW + timedelta(minutes=61))
    assert "cổng tin nhắn không lấy 1 tin" in said


def test_a_message_asked_for_again_is_written_again(phone: Phone) -> None:
    """Somebody emptied the folder; the operator tries it once more."""
    fill(phone)
    phone.send(NOW)
    (phone.folder / "new" / NAME).unlink()
    with phone.database.begin() as session:
        assert outbox.retry(session, letter(phone).id or 0, NOW, DAY) == "queued"
    phone.send(NOW)
    assert phone.names("new") == [NAME]
