"""Signed answers by mail, damaged: whatever a signature still vouches for says what the agency's mail said."""

from notifications.mail.agency_mail import AgencyMail, read_agency_mail
from notifications.mail.dkim_proof import dkim_fault
from plan.clock import system_clock
from tests.delivery.signed import signed, signing_key
from tests.delivery.test_signed_answers import AT, PLAIN
from tests.fuzz import damage
from tests.fuzz.damage import Drawn
from tests.fuzz.fuzzing import fuzz, marks

pytestmark = marks
NOW = system_clock()
SEEDS = [signed(PLAIN), signed(PLAIN, canonical=(b"simple", b"simple")), signed(PLAIN, length=True)]
PIECES = [
    b"From: so-y-te <syt@quangngai.example>\r\n", b"Subject: Re: 99/BC-SYT\r\n", b"In-Reply-To: <b@dondoc.example>\r\n", b"\r\n\r\n",
    b"Content-Type: multipart/mixed; boundary=B\r\n", b"\r\n--B\r\n\r\n", b"Content-Transfer-Encoding: base64\r\n", b"\n", b"\r", b" ",
    "Số 99/BC-SYT ngày 01/7/2012.\r\n".encode(), b"DKIM-Signature: v=1; a=rsa-sha256; d=quangngai.example; s=s1; h=from; b=\r\n",
    b"h=from:", b"l=1;", b"x=1;", b"d=example;", b"\r\n\t", b"date", b"/", b"2013",
]  # fmt: skip


def records(name: str) -> tuple[str, ...]:
    return (signing_key().record,) if name == AT else ()


def said(raw: bytes) -> object:
    """What is made of a message; a message that says nothing may still be signed."""
    found: AgencyMail | None = read_agency_mail(raw)
    return found and (found.sender, found.letters, found.numbers, found.days, found.files)


def check(drawn: Drawn) -> None:
    raw = drawn()
    if dkim_fault(raw, "quangngai.example", NOW, records) == "":
        assert said(raw) in (said(PLAIN), None), raw


def test_what_is_vouched_for_was_said() -> None:
    fuzz(check, damage.octets(SEEDS, PIECES))
