"""What comes back: a dead address is marked and the operator told; an automatic answer is no receipt."""

import mailbox
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.mail import bounces as reports
from notifications.mail.mailbox import ImapSettings, Mailbox, MailboxError, imap, maildir
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.ledger import bounces
from plan.models import Agency, BounceKind, Letter
from plan.views.returns import returned_letters
from scheduler.bounces import collect
from tests.servers import dovecot
from tests.servers.missing import needs, needs_root
from tests.story import Story

pytestmark = pytest.mark.wire

NOW = datetime(2012, 6, 1, 2, tzinfo=UTC)
OURS = "<digest.so-y-te.2012-06-01@dondoc.example>"

# As Postfix writes it.
POSTFIX = """Return-Path: <>
From: MAILER-DAEMON@mail.tinh.example (Mail Delivery System)
To: dondoc@quangngai.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

<{address}>: host mx.tinh.example said: {status_text}
--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.tinh.example
ReceiptRow-Date: Fri,  1 Jun 2012 08:00:00 +0700

Final-Recipient: rfc822; {address}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mx.tinh.example
Diagnostic-Code: smtp; {status_text}

--B
Content-Type: text/rfc822-headers

From: dondoc@quangngai.example
Message-ID: {ours}
Subject: =?utf-8?b?TmjhuqFj?=

--B--
"""

QMAIL = """Return-Path: <>
From: MAILER-DAEMON@cu.example
Subject: failure notice

Hi. This is the qmail-send program at cu.example.
I'm afraid I wasn't able to deliver your message to the following addresses.

<{address}>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Message-ID: {ours}
Subject: x
"""

EXIM = """Return-Path: <>
From: Mail Delivery System <Mailer-Daemon@exim.example>
X-Failed-Recipients: {address}
In-Reply-To: {ours}
Subject: Mail delivery failed: returning message to sender

A message that you sent could not be delivered: 550 5.2.2 mailbox is full
"""

OUTLOOK = """From: "So Y te" <so-y-te@quangngai.example>
Subject: =?utf-8?q?Automatic_reply:_Nh=E1=BA=AFc_vi=E1=BB=87c?=
In-Reply-To: {ours}
References: {ours}
X-Auto-Response-Suppress: All
Auto-Submitted: auto-generated

Tôi đi công tác.
"""

PERSON = """From: "So Y te" <so-y-te@quangngai.example>
Subject: Re: =?utf-8?q?Nh=E1=BA=AFc_vi=E1=BB=87c?=
In-Reply-To: {ours}

Chúng tôi đã gửi báo cáo sáng nay.
"""


def postfix(address: str, ours: str = OURS, action: str = "failed", status: str = "5.1.1") -> bytes:
    words = f"550 {status} User unknown"
    return POSTFIX.format(
        address=address, ours=ours, action=action, status=status, status_text=words
    ).encode()


@pytest.mark.parametrize(
    ("raw", "kind", "status"),
    [
        (postfix("a@x.example"), BounceKind.DEAD, "5.1.1"),
        (postfix("a@x.example", status="5.4.4"), BounceKind.DEAD, "5.4.4"),
        (postfix("a@x.example", status="5.2.2"), BounceKind.FAILED, "5.2.2"),
        (postfix("a@x.example", status="5.7.1"), BounceKind.FAILED, "5.7.1"),
        (postfix("a@x.example", status="4.4.7"), BounceKind.FAILED, "4.4.7"),
        (postfix("a@x.example", status="4.4.1", action="delayed"), BounceKind.DELAYED, "4.4.1"),
        (QMAIL.format(address="a@x.example", ours=OURS).encode(), BounceKind.DEAD, "5.1.1"),
        (EXIM.format(address="a@x.example", ours=OURS).encode(), BounceKind.FAILED, "5.2.2"),
        (OUTLOOK.format(ours=OURS).encode(), BounceKind.AUTO, ""),
    ],
    ids=["unknown", "no domain", "full", "policy", "given up", "delayed", "qmail", "exim", "away"],
)
def test_each_form_says_what_it_says(raw: bytes, kind: BounceKind, status: str) -> None:
    (found,) = reports.read_bounce(raw)
    assert (found.kind, found.status) == (kind, status)
    assert found.letters == (OURS,)
    assert found.address == ("so-y-te@quangngai.example" if kind is BounceKind.AUTO else "a@x.example")


@pytest.mark.parametrize(
    "raw",
    [
        PERSON.format(ours=OURS).encode(),
        postfix("a@x.example", ours=""),
        postfix("a@x.example", action="delivered"),
        b"",
        b"\xff\xfe\x00 not mail",
        b"Content-Type: multipart/report; boundary=\n\n--\n",
    ],
    ids=["a person", "of no letter", "good news", "nothing", "bytes", "broken"],
)
def test_what_people_have_to_read_is_left_to_them(raw: bytes) -> None:
    assert [r for r in reports.read_bounce(raw) if r.kind is not BounceKind.AUTO] == []


@given(st.binary(max_size=2000), st.integers(0, 700))
def test_no_bytes_break_it(noise: bytes, at: int) -> None:
    raw = postfix("a@x.example")
    for message in (noise, raw[:at] + noise + raw[at:], raw[:at]):
        reports.read_bounce(message)


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


def arrive(box: Path, *messages: bytes) -> None:
    for raw in messages:
        mailbox.Maildir(box).add(raw)


def read(story: Story, box: Path, left: set[str] | None = None) -> int:
    with maildir(box) as opened:
        return collect(story.database, opened, lambda: NOW, set() if left is None else left)


def unread(box: Path) -> int:
    return sum("S" not in message.get_flags() for message in mailbox.Maildir(box))


def kinds(story: Story) -> list[BounceKind]:
    with story.database.read() as session:
        return [row.kind for row in returned_letters(session, every=True)]


def test_a_dead_address_is_marked_and_the_operator_told(story: Story, letter: Letter, box: Path) -> None:
    (address,) = letter.recipients
    arrive(box, postfix(address, letter.message_id), PERSON.format(ours=letter.message_id).encode())
    left: set[str] = set()
    assert read(story, box, left) == 1
    assert read(story, box, left) == 0
    assert unread(box) == 1  # what a person wrote stays for people
    with story.database.read() as session:
        assert bounces.dead_addresses(session) == {address}
        (trouble,) = bounces.open_bounces(session)
        assert "User unknown" in trouble.text


def test_the_same_report_twice_is_one(story: Story, letter: Letter, box: Path) -> None:
    raw = postfix(letter.recipients[0], letter.message_id)
    arrive(box, raw, raw)
    assert read(story, box) == 2
    assert kinds(story) == [BounceKind.DEAD]


def test_a_crash_between_storing_and_taking_loses_nothing(story: Story, letter: Letter, box: Path) -> None:
    arrive(box, postfix(letter.recipients[0], letter.message_id))

    class Dies:
        def __init__(self, inner: Mailbox) -> None:
            self.unread = inner.unread

        def take(self, _handle: str) -> None:
            raise KeyboardInterrupt

    with maildir(box) as opened, pytest.raises(KeyboardInterrupt):
        collect(story.database, Dies(opened), lambda: NOW, set())
    assert unread(box) == 1
    assert read(story, box) == 1
    assert (kinds(story), unread(box)) == ([BounceKind.DEAD], 0)


def test_a_report_about_another_address_marks_nothing(story: Story, letter: Letter, box: Path) -> None:
    arrive(box, postfix("somebody@else.example", letter.message_id))
    assert read(story, box) == 0
    assert kinds(story) == []


def test_an_automatic_answer_is_noted_and_is_no_receipt(story: Story, letter: Letter, box: Path) -> None:
    before = story.obligations()
    arrive(box, OUTLOOK.format(ours=letter.message_id).encode())
    assert read(story, box) == 1
    assert kinds(story) == [BounceKind.AUTO]
    assert story.obligations() == before
    with story.database.read() as session:
        assert bounces.open_bounces(session) == []


def test_letters_leave_out_a_dead_address_but_never_the_last(story: Story, letter: Letter, box: Path) -> None:
    (address,) = letter.recipients
    with story.database.begin() as session:
        agency = session.get_one(Agency, letter.agency)
        agency.addresses = [address, "van-thu@quangngai.example"]
    arrive(box, postfix(address, letter.message_id))
    read(story, box)
    story.live(date(2012, 6, 4), date(2012, 6, 8))
    later = [one for one in story.letters(agency=letter.agency) if one.day > letter.day]
    assert later
    assert {tuple(one.recipients) for one in later} == {("van-thu@quangngai.example",)}
    with story.database.begin() as session:
        session.get_one(Agency, letter.agency).addresses = [address]
    story.live(date(2012, 7, 2), date(2012, 7, 4))
    last = [one for one in story.letters(agency=letter.agency) if one.day > date(2012, 7, 1)]
    assert last
    assert {tuple(one.recipients) for one in last} == {(address,)}


def test_somebody_deals_with_it(story: Story, letter: Letter, box: Path) -> None:
    arrive(box, postfix(letter.recipients[0], letter.message_id))
    read(story, box)
    act = Act("test", NOW, date(2012, 6, 1))
    with story.database.begin() as session:
        (trouble,) = bounces.open_bounces(session)
        bounces.resolve(session, act, trouble.id)
        assert bounces.dead_addresses(session) == frozenset()
        with pytest.raises(NotPossibleError, match="đã được xử lý"):
            bounces.resolve(session, act, trouble.id)
        with pytest.raises(NotPossibleError, match="không có thư trả lại"):
            bounces.resolve(session, act, 10**30)


def test_an_address_that_left_the_register_is_dealt_with(story: Story, letter: Letter, box: Path) -> None:
    arrive(box, postfix(letter.recipients[0], letter.message_id))
    read(story, box)
    with story.database.begin() as session:
        session.get_one(Agency, letter.agency).addresses = ["moi@quangngai.example"]
    with story.database.read() as session:
        assert bounces.open_bounces(session) == []


def test_a_folder_that_is_no_maildir(tmp_path: Path) -> None:
    with pytest.raises(MailboxError, match="không phải một Maildir"), maildir(tmp_path):
        pass


def test_no_server_there() -> None:
    place = ImapSettings("127.0.0.1", 1, "none", "a", "b")
    with pytest.raises(MailboxError, match="không nối được"), imap(place):
        pass


def test_over_imap(story: Story, letter: Letter, tmp_path: Path) -> None:
    needs("dovecot", "dovecot-imapd")
    needs_root("Dovecot starts as root")
    folder = tmp_path / "dovecot"
    folder.mkdir()
    with dovecot.running(folder) as server:
        server.deliver(postfix(letter.recipients[0], letter.message_id), "1.a.x")
        server.deliver(PERSON.format(ours=letter.message_id).encode(), "2.b.x")
        place = ImapSettings("127.0.0.1", server.port, "none", dovecot.USER, dovecot.PASSWORD)
        with imap(place) as opened:
            assert collect(story.database, opened, lambda: NOW, set()) == 1
        with imap(place) as opened:
            assert [b"Re:" in raw for _, raw in opened.unread()] == [True]
        wrong = ImapSettings("127.0.0.1", server.port, "none", dovecot.USER, "sai")
        with pytest.raises(MailboxError, match="không cho đọc"), imap(wrong):
            pass
    assert kinds(story) == [BounceKind.DEAD]


def test_a_letter_that_came_back_has_told_nobody(story: Story, letter: Letter, box: Path) -> None:
    told = [row.step for row in story.told(letter_id=letter.id)]
    assert told
    arrive(box, postfix(letter.recipients[0], letter.message_id))
    read(story, box)
    owed = story.told(agency=letter.agency, owed=True)
    assert [row.step for row in owed] == told
    assert all("bị trả lại" in row.reason for row in owed)
    story.live(date(2012, 6, 4), date(2012, 6, 4))
    (again,) = story.letters(agency=letter.agency, kind=letter.kind, day=date(2012, 6, 4))
    settled = [row for row in story.told(agency=letter.agency) if row.step in told]
    assert {row.letter_id for row in settled} <= {again.id, None}
    assert again.id in {row.letter_id for row in settled}
    assert story.told(owed=True) == []
