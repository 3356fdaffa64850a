"""What strangers send to the mailbox: reports of failure and answers, damaged; each is read, listed or left, and clean."""

from notifications.mail import bounces
from notifications.mail.agency_mail import read_agency_mail
from notifications.mail.sender_proof import vouched_for
from tests.delivery.test_hostile_mailbox import EXCHANGE, HOSTILE
from tests.delivery.test_mail_answers import mail, with_file
from tests.delivery.test_returns import EXIM, OURS, OUTLOOK, PERSON, QMAIL, postfix
from tests.fuzz import damage
from tests.fuzz.damage import Drawn
from tests.fuzz.fuzzing import fuzz, marks

pytestmark = marks
ADDRESS = "a@x.example"
REPORTS = [
    postfix(ADDRESS),
    *(form.format(address=ADDRESS, ours=OURS).encode() for form in (QMAIL, EXIM)),
    *(form.format(ours=OURS).encode() for form in (OUTLOOK, PERSON, EXCHANGE)),
    *(raw for raw in HOSTILE.values() if len(raw) < 8_000),
]
ANSWERS = [mail(), mail("Đã gửi: 12/BC-STC, ngày 9 tháng 7 năm 2012"), with_file(), with_file(b"PK\x03\x04")]
PIECES = [
    b"\n\n", b"\n", b"\r\n", b": ", b";", b"--B\n", b"Content-Type: message/rfc822\n\n", b"Content-Type: multipart/mixed; boundary=B\n",
    b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n", b"charset=utf-7", b"=?utf-8?q?=FF?=",
    b"From: <>\n", b"Return-Path: <>\n", b"Authentication-Results: mx.tinh.example; dkim=pass header.d=x\n", b"(", b"<", b"@", b"filename*=utf-8''%00",
]  # fmt: skip


def clean(text: str) -> None:
    text.encode()
    assert "\0" not in text
    assert "\n" not in text


def check_report(drawn: Drawn) -> None:
    raw = drawn()
    for report in bounces.read_bounce(raw):
        for said in (report.address, report.status, report.text, report.original, *report.letters):
            clean(said)
    stray = bounces.read_stray(raw)
    for said in (stray.address, stray.subject, stray.text) if stray else ():
        clean(said)


def check_answer(drawn: Drawn) -> None:
    raw = drawn()
    found = read_agency_mail(raw)
    vouched_for(raw, "mx.tinh.example")
    if found:
        for said in (found.message_id, found.sender, found.subject, *found.numbers, *found.letters):
            clean(said)
        assert "\0" not in found.text
        found.text.encode()
        assert all(
            "/" not in file.name and "\0" not in file.name and file.name.encode() for file in found.files
        )
        assert all(2000 <= day.year <= 2100 for day in found.days), found.days


def test_reports_of_failure() -> None:
    fuzz(check_report, damage.octets(REPORTS, PIECES))


def test_answers() -> None:
    fuzz(check_answer, damage.octets(ANSWERS, PIECES))
