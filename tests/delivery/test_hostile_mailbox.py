"""What strangers send to the mailbox: no message stops the next one, and no report of a failure is lost."""

import mailbox
import os
import re
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.letters import Letterhead, LetterWriter
from notifications.mail import bounces as reports
from notifications.mail.mailbox import maildir
from notifications.rendering import environment
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.ledger import bounces
from plan.ledger.stray_bounces import StrayReport, open_strays, store_stray
from plan.ledger.waiting_mail import resolve_stray
from plan.models import BounceKind, Letter
from plan.storage.database import Database
from scheduler.bounces import collect
from scheduler.policy.rules import Rules
from tests.delivery.test_returns import (
    EXIM,
    OURS,
    OUTLOOK,
    PERSON,
    QMAIL,
    arrive,
    kinds,
    postfix,
    read,
    unread,
)
from tests.story import Story

pytestmark = pytest.mark.wire

NOW = datetime(2012, 6, 1, 2, tzinfo=UTC)


@pytest.fixture
def story(told: Story) -> Story:
    return told


@pytest.fixture
def letter(story: Story) -> Letter:
    return next(letter for letter in story.letters() if letter.recipients)


@pytest.fixture
def box(tmp_path: Path) -> Path:
    mailbox.Maildir(tmp_path / "Maildir")
    return tmp_path / "Maildir"


def strays(story: Story) -> list[tuple[str, str, bool]]:
    with story.database.read() as session:
        return [(row.address, row.subject, row.unread) for row in open_strays(session)]


def lying(charset: str, address: str = "a@x.example", ours: str = OURS) -> bytes:
    """A report whose texts and returned headers say that they are written in that charset."""
    raw = postfix(address, ours).replace(b"charset=us-ascii", f'charset="{charset}"'.encode())
    raw = raw.replace(b"text/rfc822-headers", f'text/rfc822-headers; charset="{charset}"'.encode())
    return raw.replace(b"User unknown", b"User unknown \xff\xe1\0")


def nested(depth: int) -> bytes:
    heads = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(depth))
    return b"From: mailer-daemon@x\nSubject: sau\n" + heads


HOSTILE = {
    "idna": lying("idna"),
    "punycode": lying("punycode"),
    "unicode_escape": lying("unicode_escape"),
    "hex": lying("hex_codec"),
    "a charset of ten thousand letters": lying("x" * 10_000),
    "a charset with a NUL": lying("utf-8\0"),
    "broken word": PERSON.format(ours=OURS).encode().replace(b"Re: =?", b"Re: =?utf-8?b?\xff!?= =?zip?b?abc?= =?"),
    "word that is no base64": b"Subject: =?utf-8?b?a?=\nAuto-Submitted: auto-replied\nIn-Reply-To: " + OURS.encode() + b"\n\n",
    "raw bytes in the subject": b"Subject: \xe1\xff\0x\nAuto-Submitted: auto-replied\nIn-Reply-To: " + OURS.encode() + b"\n\n",
    "brackets": b"From: " + b"(" * 5000 + b"<a@x>\nAuto-Submitted: auto-replied\nIn-Reply-To: " + OURS.encode() + b"\n\n",
    "angles": b"From: " + b"<" * 5000 + b"\nAuto-Submitted: auto-replied\nIn-Reply-To: " + OURS.encode() + b"\n\n",
    "brackets in a recipient": postfix("a@x.example").replace(b"rfc822; a@", b"rfc822; " + b"(" * 5000 + b"a@"),
    "deep": nested(3000),
    "deep messages": b"Content-Type: message/rfc822\n\n" * 3000,
    "lines": b"From: mailer-daemon@x\nMessage-ID: x\n\n" + b"<a@x>:\n" + b"\n" * 500_000,
    "colons": b"From: mailer-daemon@x\nIn-Reply-To: " + OURS.encode() + b"\n\n" + b"<a@x>:\n \n" * 50_000,
    "a NUL everywhere": postfix("a@x.example").replace(b" ", b"\0 "),
    "wrong transfer encoding": postfix("a@x.example").replace(b"MIME-Version", b"Content-Transfer-Encoding: uuencode\nMIME-Version"),
    "charset by pieces": postfix("a@x.example").replace(b"charset=us-ascii", b"charset*0*=bogus''%ff%00; charset*1=x"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_no_message_raises_or_takes_long(name: str) -> None:
    begun = time.process_time()
    for report in reports.read_bounce(HOSTILE[name]):
        assert report.address.isprintable()
        assert report.text.isprintable()
    stray = reports.read_stray(HOSTILE[name])
    assert stray is None or (stray.text + stray.subject + stray.address).isprintable()
    assert time.process_time() - begun < 10  # of the processor: others are busy beside it


@pytest.mark.parametrize("name", ["idna", "punycode", "unicode_escape", "hex", "a charset with a NUL"])
def test_a_report_that_lies_about_its_charset_is_read_all_the_same(name: str) -> None:
    (found,) = reports.read_bounce(HOSTILE[name])
    assert (found.kind, found.address) == (BounceKind.DEAD, "a@x.example")


def test_none_of_them_holds_up_the_next(story: Story, letter: Letter, box: Path) -> None:
    arrive(box, *(raw.replace(OURS.encode(), letter.message_id.encode()) for raw in HOSTILE.values()))
    arrive(box, postfix(letter.recipients[0], letter.message_id))
    left: set[str] = set()
    assert read(story, box, left) >= 1
    assert BounceKind.DEAD in kinds(story)
    assert read(story, box, left) == 0  # and none is looked at again
    subjects = {subject for _, subject, unread_ in strays(story) if unread_}
    assert "sau" in subjects  # a thousand times nested: listed as not read


@given(st.binary(max_size=3000), st.integers(0, 1500))
def test_no_bytes_break_it(noise: bytes, at: int) -> None:
    for raw in (postfix("a@x.example"), QMAIL.format(address="a@x.example", ours=OURS).encode()):
        broken = raw[:at] + noise + raw[at:]
        reports.read_bounce(broken)
        reports.read_stray(broken)


def test_one_that_cannot_be_stored_is_set_aside(
    story: Story, letter: Letter, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(box, postfix(letter.recipients[0], letter.message_id))
    monkeypatch.setattr("scheduler.bounces.read_bounce", lambda _: 1 / 0)
    assert read(story, box) == 0
    assert strays(story) == [("", "", True)]
    assert unread(box) == 1


def test_a_report_of_a_forwarding_target_is_of_our_address(story: Story, letter: Letter, box: Path) -> None:
    (address,) = letter.recipients
    raw = postfix("moi@elsewhere.example", letter.message_id)
    ours = f"Original-Recipient: rfc822;{address.replace('@', '+40')}"
    arrive(box, raw.replace(b"Original-Recipient: rfc822;moi@elsewhere.example", ours.encode()))
    assert read(story, box) == 1
    with story.database.read() as session:
        (row,) = bounces.open_bounces(session)
        assert row.address == address
        assert "chuyển tiếp tới moi@elsewhere.example" in row.text


@pytest.mark.parametrize(
    "raw",
    [
        postfix("ai-do@x.example", "<somebody.elses@letter.example>"),
        postfix("ai-do@x.example", ""),
        QMAIL.format(address="ai-do@x.example", ours="").encode(),
        EXIM.format(address="ai-do@x.example", ours="<x@y>").encode(),
    ],
    ids=["another letter", "no letter", "qmail", "exim"],
)
def test_a_report_that_matches_nothing_is_listed_once_and_left(story: Story, box: Path, raw: bytes) -> None:
    arrive(box, raw, raw)
    assert read(story, box) == 0
    assert [address for address, _, _ in strays(story)] == ["ai-do@x.example"]
    assert (kinds(story), unread(box)) == ([], 2)
    with story.database.begin() as session:
        (row,) = open_strays(session)
        resolve_stray(session, Act("test", NOW, date(2012, 6, 1)), row.id)
        with pytest.raises(NotPossibleError, match="không có thư lạ"):
            resolve_stray(session, Act("test", NOW, date(2012, 6, 1)), row.id)
    assert read(story, box) == 0
    assert strays(story) == []


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_good_news_is_no_automatic_answer(story: Story, letter: Letter, box: Path, action: str) -> None:
    arrive(box, postfix(letter.recipients[0], letter.message_id, action=action, status="2.1.5"))
    assert read(story, box) == 0
    assert (kinds(story), strays(story)) == ([], [])


def test_what_people_wrote_is_not_listed(story: Story, box: Path) -> None:
    arrive(box, PERSON.format(ours="<x@y>").encode(), b"From: postmaster@x\nSubject: hello\n\nA question.\n")
    assert read(story, box) == 0
    assert strays(story) == []


def test_a_flood_of_them_is_bounded(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    with story.database.begin() as session:
        monkeypatch.setattr("plan.ledger.stray_bounces.MOST", 3)
        for number in range(6):
            store_stray(session, NOW, b"%d" % number, StrayReport("a@x", "", ""))
        assert len(open_strays(session)) == 3


def test_a_full_mailbox_of_people_hides_nothing(story: Story, letter: Letter, box: Path) -> None:
    arrive(box, *(PERSON.format(ours=f"<{n}@x>").encode() for n in range(300)))
    left: set[str] = set()
    read(story, box, left)
    arrive(box, postfix(letter.recipients[0], letter.message_id))
    with maildir(box) as opened:
        assert len(list(opened.unread(left))) == 1  # those that were seen are not even opened
        assert collect(story.database, opened, lambda: NOW, left) == 1


EXCHANGE = """From: System Administrator <postmaster@exchange.example>
Subject: Undeliverable: Nhac viec
Content-Type: multipart/mixed; boundary="X"

--X
Content-Type: text/plain

Your message

  To:      So Y te
did not reach the following recipient(s):

a@x.example on Fri, 1 Jun 2012 08:00:00 +0700
    The recipient name is not recognized
--X
Content-Type: message/rfc822

Message-ID: {ours}
Subject: x

--X--
"""


def test_a_dialect_of_an_old_server_is_read() -> None:
    (found,) = reports.read_bounce(EXCHANGE.format(ours=OURS).encode())
    assert (found.kind, found.address, found.letters) == (BounceKind.FAILED, "a@x.example", (OURS,))


def test_a_file_that_nobody_may_read_holds_up_none(story: Story, letter: Letter, box: Path) -> None:
    (box / "new" / "0.a.x").symlink_to(box / "new")  # a folder where a message should be
    arrive(box, postfix(letter.recipients[0], letter.message_id))
    assert read(story, box) == 1


def test_a_mailbox_that_marks_nothing_is_read_all_the_same(
    story: Story, letter: Letter, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrive(
        box, postfix(letter.recipients[0], letter.message_id), OUTLOOK.format(ours=letter.message_id).encode()
    )
    monkeypatch.setattr("notifications.mail.mailbox._MaildirMailbox.take", lambda *_: 1 / 0)
    assert read(story, box) == 2
    assert set(kinds(story)) == {BounceKind.DEAD, BounceKind.AUTO}


def test_who_guesses_an_identifier_marks_nothing(database: Database, rules: Rules, box: Path) -> None:
    """Kind, day and agency are known to everybody; the mark is not. Letters of before had none, and still match."""
    head = Letterhead("Đôn Đốc <dondoc@quangngai.example>", "", identity=b"k" * 32)
    told = Story(database, rules, LetterWriter(environment(), head))
    told.live(date(2012, 6, 1), date(2012, 6, 1))
    letter = next(letter for letter in told.letters() if letter.recipients)
    guessed = re.sub(r"\.[0-9a-f]{20}@", "@", letter.message_id)
    assert guessed != letter.message_id
    arrive(box, postfix(letter.recipients[0], guessed))
    assert (read(told, box), kinds(told)) == (0, [])
    arrive(box, postfix(letter.recipients[0], letter.message_id))
    assert (read(told, box), kinds(told)) == (1, [BounceKind.DEAD])


def test_a_report_of_thousands_of_addresses_takes_no_minutes() -> None:
    """Each address was looked for in all of the text, and only then the first fifty were taken."""
    for addresses in (b"@," * 4900, b",".join(b"%d@b" % n for n in range(1500))):
        raw = (
            b"From: MAILER-DAEMON@x\nX-Failed-Recipients: "
            + addresses
            + b"\nIn-Reply-To: <a@b>\n\n"
            + b"x\n" * 99_000
        )
        began = time.process_time()
        assert len(reports.read_bounce(raw)) <= 50
        assert time.process_time() - began < 5


def test_a_name_of_a_letter_has_no_nul() -> None:
    """PostgreSQL refuses it, and with it the good name that stands beside it."""
    raw = b"From: MAILER-DAEMON@x\nX-Failed-Recipients: a@b.vn\n\nMessage-ID: <a\0b@c>\nMessage-ID: <good@c>\na@b.vn 550 5.1.1\n"
    assert [report.letters for report in reports.read_bounce(raw)] == [("<good@c>",)]


def test_what_cannot_be_fetched_is_listed_once_and_hides_nothing(
    story: Story, letter: Letter, box: Path
) -> None:
    """As many as one run fetches, each tried again in the next run, hid whatever came after them."""
    (box / "new" / "0.a.x").symlink_to("/proc/self/mem")  # opens, and cannot be read
    os.mkfifo(box / "new" / "0.b.x")  # a pipe is no message, and would never end
    arrive(box, postfix(letter.recipients[0], letter.message_id))
    left: set[str] = set()
    assert read(story, box, left) == 1
    assert left >= {"0.a.x"}
    assert [unread for _, _, unread in strays(story)] == [True]
    read(story, box)  # a service that starts anew
    assert len(strays(story)) == 1
