"""Answers by mail: an agency's own mail is its word, waiting for whoever collects; all else is shown to people."""

import mailbox
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from notifications.mail.agency_mail import read_agency_mail
from notifications.mail.mailbox import maildir
from notifications.mail.sender_proof import vouched_for
from notifications.mail.vouchers import Vouchers
from plan.models import Declaration, MailAnswer, Obligation
from plan.storage.database import Database
from plan.views.answers import waiting_answers
from scheduler.bounces import collect
from scheduler.mail_answers import AnswerGate
from tests.delivery.digests import OURS, told
from tests.web.conftest import RULES, Office

RESULTS = "Authentication-Results: mx.tinh.example (Postfix; (nested)); dkim=pass header.d=quangngai.example header.s=s1\n"
GATE = AnswerGate(Vouchers("mx.tinh.example"), lambda: RULES)
SAID = "Sở đã gửi báo cáo số 12/BC-STC ngày 09/7/2012."


def mail(
    text: str = SAID,
    results: str = RESULTS,
    sender: str = "stc@quangngai.example",
    more: str = "",
    subject: str = "Re: Nhắc",
) -> bytes:
    head = f"Received: from a by mx.tinh.example\nFrom: Van thu <{sender}>\nSubject: {subject}\nMessage-ID: <1@stc.example>\n"
    body = f"{text}\n\nVào ngày 10/7/2012, Đôn Đốc đã viết:\n> số 99/QĐ-UBND ngày 01/7/2012\n"
    return f"{results}{head}In-Reply-To: {OURS}\n{more}Content-Type: text/plain; charset=utf-8\n\n{body}".encode()


def with_file(content: bytes = b"%PDF-1.4", text: str = "Kính gửi.") -> bytes:
    return (
        f"{RESULTS}From: stc@quangngai.example\nSubject: Re: x\nReferences: <a@b> {OURS}\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: text/plain; charset=utf-8\n\n{text}\n'
        '--B\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename="../bao cao.pdf"\n\n'
    ).encode() + content + b"\n--B--\n"  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(Database(f"sqlite:///{tmp_path}/plan.db"))
    office.furnish()
    yield office
    office.shut()


def read(office: Office, tmp_path: Path, *messages: bytes) -> tuple[int, int]:
    """How many were taken, and how many are left unread for people."""
    box = mailbox.Maildir(tmp_path / "Maildir")
    for raw in messages:
        box.add(raw)
    with maildir(tmp_path / "Maildir") as opened:
        taken = collect(office.database, opened, lambda: office.now, set(), GATE)
    return taken, sum("S" not in one.get_flags() for one in mailbox.Maildir(tmp_path / "Maildir"))


def words_of(office: Office) -> list[tuple[int, date, str | None, str | None, str]]:
    with office.database.read() as session:
        return [
            (one.obligation_id, one.on, one.document, one.file_name, one.state.value)
            for one in session.exec(select(Declaration))
        ]


def why(office: Office) -> list[str]:
    with office.database.read() as session:
        return [one.why for one in waiting_answers(session)]


def test_a_number_and_a_day_are_the_agencys_word_once(office: Office, tmp_path: Path) -> None:
    (duty,) = told(office, "Báo cáo quý II")
    assert read(office, tmp_path, mail()) == (1, 0)
    assert read(office, tmp_path, mail()) == (0, 1)
    assert words_of(office) == [(duty, date(2012, 7, 9), "12/BC-STC", None, "waiting")]
    with office.database.read() as session:
        assert session.get_one(Obligation, duty).done_on is None  # declared is not received
        assert len(session.exec(select(MailAnswer)).all()) == 1


def test_a_file_alone_is_its_word_of_today(office: Office, tmp_path: Path) -> None:
    (duty,) = told(office, "Báo cáo quý II")
    assert read(office, tmp_path, with_file()) == (1, 0)
    assert words_of(office) == [(duty, date(2012, 7, 10), None, "bao cao.pdf", "waiting")]


@pytest.mark.parametrize("year", ["0001", "1012", "3012"])
def test_a_slip_in_the_year_is_no_day(year: str) -> None:
    """The duty was declared done a thousand years ago."""
    found = read_agency_mail(mail(f"Số 12/BC-STC ngày 09/7/{year}"))
    assert found is not None
    assert (found.numbers, found.days) == (("12/BC-STC",), ())


def test_of_several_duties_the_one_that_it_names(office: Office, tmp_path: Path) -> None:
    _, second = told(office, "Rà soát thủ tục", "Tập huấn lưu trữ")
    assert read(office, tmp_path, mail()) == (0, 1)
    assert "không nêu rõ việc nào" in why(office)[0]
    named = mail(f"{SAID} Việc: tập huấn lưu trữ").replace(b"<1@", b"<2@")
    assert read(office, tmp_path, named)[0] == 1
    assert [one[0] for one in words_of(office)] == [second]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (mail(sender="ai-do@quangngai.example"), "không phải địa chỉ đã đăng ký"),
        (mail(results=""), "không bảo đảm"),
        (mail(results=RESULTS.replace("mx.tinh", "mx.ke-gian")), "không bảo đảm"),
        (mail(results="", more=RESULTS + "Received: x\n" + RESULTS), "không bảo đảm"),
        (mail("Sở đã gửi rồi."), "không có số và ngày"),
        (mail("Số 12/BC-STC ngày 09/7/2012 và số 13/BC-STC"), "nhiều số"),
        (mail("Số 12/BC-STC ngày 09/9/2012"), "phía trước"),
        (with_file(b"<html>", "Xem tệp"), "cũng không kèm tệp"),
    ],
)
def test_anything_else_is_shown_with_its_letter(
    office: Office, tmp_path: Path, raw: bytes, said: str
) -> None:
    told(office, "Báo cáo quý II")
    assert read(office, tmp_path, raw) == (0, 1)
    assert said in why(office)[0]
    assert words_of(office) == []


@pytest.mark.parametrize(
    "more",
    [
        "Auto-Submitted: auto-replied\n", "Auto-Submitted: auto-generated\n", "X-Autoreply: yes\n", "Precedence: bulk\n",
        "Precedence: auto_reply\n", "Return-Path: <>\n", "List-Id: <x.y>\n", "X-Autorespond: nghỉ\n",
    ],
)  # fmt: skip
def test_an_automatic_reply_is_never_an_answer(office: Office, tmp_path: Path, more: str) -> None:
    told(office, "Báo cáo quý II")
    read(
        office,
        tmp_path,
        mail(more=more),
        mail(subject="Automatic reply: Nhắc"),
        mail(subject="Trả lời tự động: x"),
    )
    assert (words_of(office), why(office)) == ([], [])


@pytest.mark.parametrize(
    ("results", "sure"),
    [
        ("m; dkim=pass header.d=so.tinh.gov.vn", True),
        ("m; dkim=pass (good; dkim=fail) header.i=@so.tinh.gov.vn; spf=fail", True),
        ("m 1; dmarc=pass header.from=so.tinh.gov.vn", True),
        ("m; dkim=pass header.d=tinh.gov.vn", True),
        ("m; dkim=pass header.d=gov.vn", False),
        ("m; dkim=pass header.d=evil.example", False),
        ("m; dkim=pass header.d=evil.example header.i=@so.tinh.gov.vn", False),
        ("m; dkim=fail (dkim=pass) header.d=so.tinh.gov.vn", False),
        ("m; spf=pass smtp.mailfrom=so.tinh.gov.vn", False),
        ("m.evil; dkim=pass header.d=so.tinh.gov.vn", False),
        ("m (((; dkim=pass header.d=so.tinh.gov.vn", False),
        ("", False),
    ],
)
def test_only_our_servers_word_about_the_senders_own_domain_counts(results: str, sure: bool) -> None:
    raw = f"Authentication-Results: {results}\nFrom: <vt@so.tinh.gov.vn>\n\n".encode()
    assert vouched_for(raw, "m") is sure
    assert not vouched_for(raw, "")


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\x00", b"From: a@b\nFrom: c@d\nIn-Reply-To: <a@b>\n\nx", b"From: a@b\n\nkh\xc3\xb4ng tr\xe1\xba\xa3 l\xe1\xbb\x9di",
     b"In-Reply-To: <a@b>\nContent-Type: multipart/mixed; boundary=B\n\n" + b"--B\nContent-Type: multipart/mixed; boundary=B\n\n" * 2000],
)  # fmt: skip
def test_no_message_breaks_it(raw: bytes) -> None:
    found = read_agency_mail(raw)
    assert found is None or not found.numbers
    vouched_for(raw, "m")
