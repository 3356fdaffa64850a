"""Agencies told by message, alone or beside mail: the same steps, ledger and second chances as by mail."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from notifications.channels.channel import unset
from notifications.letters import LetterWriter
from plan.audit.log import Act
from plan.ledger.withdrawal import withdraw_about
from plan.models import Letter, LetterState, Notice
from plan.obligations import acts
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from scheduler.replay import rewind
from scheduler.send_run import Sender
from tests.channels.gateway import NUMBER, Phone, tell_by
from tests.story import Story, morning

LEAD, OFFICE = "so-tu-phap", "so-noi-vu"
DAY, NEXT = date(2012, 6, 25), date(2012, 6, 26)  # Monday: five days before the quarter's tasks are due
NAME = "digest.2012-06-25.so-tu-phap.spool.json"
MAIL = "stp@quangngai.example"


@pytest.fixture
def kind() -> str:
    return "sqlite"


@pytest.fixture
def story(database: Database, rules: Rules, writer: LetterWriter) -> Story:
    told = Story(database, rules, writer)
    told.only(LEAD, OFFICE)
    return told


@pytest.fixture
def phone(story: Story, rules: Rules, tmp_path: Path) -> Phone:
    folder = tmp_path / "spool"
    folder.mkdir()
    return Phone(story.database, rules, folder)


def steps(story: Story, letter: Letter) -> set[tuple[int, str]]:
    return {(one.obligation_id, one.step) for one in story.told(letter_id=letter.id)}


def of(story: Story, channel: str, day: date = DAY, agency: str = LEAD, kind: str = "digest") -> Letter:
    (found,) = story.letters(agency=agency, kind=kind, channel=channel, day=day, state=LetterState.WAITING)
    return found


def test_an_agency_with_a_channel_alone_gets_what_fits(story: Story, phone: Phone) -> None:
    tell_by(story.database, LEAD, NUMBER)
    story.tick(morning(DAY))
    letter = of(story, "spool")
    assert not letter.beside
    assert ("before-5") in {step for _, step in steps(story, letter)}
    phone.send(morning(DAY))
    message = phone.message(NAME)
    assert (message["to"], message["agency"], message["day"]) == ("+84901234567", LEAD, "2012-06-25")
    assert message["text"].startswith("Don doc: So Tu phap co ")
    assert story.letters(agency=LEAD, channel="mail") == []


def test_mail_carries_the_whole_and_the_message_goes_beside(story: Story, phone: Phone) -> None:
    tell_by(story.database, LEAD, MAIL, NUMBER)
    story.tick(morning(DAY))
    mail, message = of(story, "mail"), of(story, "spool")
    assert (mail.beside, message.beside, message.edition) == (False, True, mail.edition)
    assert steps(story, mail)
    assert steps(story, message) == set()
    assert mail.recipients == [MAIL]
    phone.send(morning(DAY))
    assert phone.names("new") == [NAME]
    assert story.tick(morning(DAY)) == []


def test_without_the_message_the_mail_is_the_same_byte_for_byte(story: Story) -> None:
    story.tick(morning(DAY))
    raw = of(story, "mail").raw
    (address,) = of(story, "mail").recipients
    tell_by(story.database, LEAD, address, NUMBER)
    with story.database.begin() as session:
        rewind(session, DAY)
    story.tick(morning(DAY))
    assert of(story, "mail").raw == raw


def test_what_was_refused_is_told_the_next_morning(story: Story, phone: Phone) -> None:
    tell_by(story.database, LEAD, NUMBER)
    story.tick(morning(DAY))
    said = steps(story, of(story, "spool"))
    phone.send(morning(DAY))
    phone.failed(NAME, "so khong ton tai")
    phone.send(morning(DAY))
    story.tick(morning(NEXT))
    again = steps(story, of(story, "spool", NEXT))
    assert said - again == set()
    reasons = {one.reason for one in story.told(agency=LEAD, day=NEXT)}
    assert any(
        "cổng tin nhắn từ chối thư số" in reason and "so khong ton tai" in reason for reason in reasons
    )


def test_a_message_refused_beside_its_letter_owes_nothing(story: Story, phone: Phone) -> None:
    tell_by(story.database, LEAD, MAIL, NUMBER)
    story.tick(morning(DAY))
    phone.send(morning(DAY))
    phone.failed(NAME, "so khong ton tai")
    phone.send(morning(DAY))
    story.tick(morning(NEXT))
    assert story.letters(agency=LEAD, day=NEXT) == []
    assert [one for one in story.told() if one.owed] == []


def test_mail_refused_beside_its_message_is_owed(story: Story, phone: Phone) -> None:
    """The message said a line of it, not the whole."""
    tell_by(story.database, LEAD, MAIL, NUMBER)
    story.tick(morning(DAY))
    phone.send(morning(DAY))
    phone.done(NAME)
    with story.database.begin() as session:
        letter = session.exec(select(Letter).where(Letter.agency == LEAD, Letter.channel == "mail")).one()
        letter.state = LetterState.REFUSED
        session.add(letter)
        said = set(session.exec(select(Notice.step).where(Notice.letter_id == letter.id)))
    phone.send(morning(DAY))
    story.tick(morning(NEXT))
    assert said <= {step for _, step in steps(story, of(story, "mail", NEXT))}


def test_a_message_that_nobody_takes_is_told_anew_and_its_file_goes(story: Story, phone: Phone) -> None:
    tell_by(story.database, LEAD, NUMBER)
    story.tick(morning(DAY))
    first = of(story, "spool")
    said = steps(story, first)
    phone.send(morning(DAY))
    story.tick(morning(NEXT))
    phone.send(morning(NEXT))
    assert phone.names("new") == ["digest.2012-06-26.so-tu-phap.spool.json"]
    (row,) = [one for one in story.letters(agency=LEAD) if one.id == first.id]
    assert row.state == LetterState.WITHDRAWN
    (new,) = story.letters(agency=LEAD, day=NEXT)
    assert said <= steps(story, new)


def test_one_sent_after_it_was_withdrawn_is_noted(story: Story, phone: Phone) -> None:
    tell_by(story.database, LEAD, NUMBER)
    story.tick(morning(DAY))
    phone.send(morning(DAY))
    (phone.folder / "new" / NAME).rename(phone.folder / "taken.json")  # the gateway is at it
    story.tick(morning(NEXT))
    (phone.folder / "taken.json").rename(phone.folder / "done" / NAME)
    phone.send(morning(NEXT))
    row = story.letters(agency=LEAD, day=DAY)[0]
    assert (row.state, row.accepted) == (LetterState.WITHDRAWN, [NUMBER])
    assert (row.error or "").endswith("cổng tin nhắn đã gửi đi trước đó")


def test_what_is_done_is_taken_back_from_the_gateway(story: Story, phone: Phone) -> None:
    tell_by(story.database, LEAD, NUMBER)
    story.tick(morning(DAY))
    number = min(one for one, _ in steps(story, of(story, "spool")))
    phone.send(morning(DAY))
    with story.database.begin() as session:
        act = Act("test", morning(DAY), DAY)
        acts.complete(session, acts.find_obligation(session, number), act, on=DAY, document="1/BC", note=None)
        withdraw_about(session, number, "đã xong", morning(DAY), DAY)
    phone.send(morning(DAY))
    assert phone.names("new") == []


def test_a_letter_taken_back_takes_its_message_with_it(story: Story) -> None:
    tell_by(story.database, LEAD, MAIL, NUMBER)
    story.tick(morning(DAY))
    number = min(one for one, _ in steps(story, of(story, "mail")))
    with story.database.begin() as session:
        withdraw_about(session, number, "đã xong", morning(DAY), DAY)
    assert {one.state for one in story.letters(agency=LEAD)} == {LetterState.WITHDRAWN}
    story.tick(morning(DAY))
    again = [
        (one.channel, one.edition, one.beside)
        for one in story.letters(agency=LEAD, state=LetterState.WAITING)
    ]
    assert again == [("mail", 2, False), ("spool", 2, True)]


@pytest.mark.parametrize("kind_of_letter", ["escalation", "summary", "monthly"])
def test_every_kind_of_letter_fits(story: Story, kind_of_letter: str) -> None:
    days = {"escalation": date(2012, 7, 4), "summary": date(2012, 7, 9), "monthly": date(2012, 7, 2)}
    tell_by(story.database, OFFICE, NUMBER)
    tell_by(story.database, LEAD, NUMBER)
    story.live(date(2012, 7, 2), days[kind_of_letter])
    agency = LEAD if kind_of_letter == "monthly" else OFFICE
    found = story.letters(kind=kind_of_letter, agency=agency)
    assert {(one.channel, one.beside) for one in found} == {("spool", False)}
    assert all(len(one.subject) <= 160 and one.subject.isascii() for one in found)
    assert all(steps(story, one) for one in found)


def test_the_week_is_told_by_mail_though_its_message_went(story: Story) -> None:
    """The message stands, the letter was refused: the summary is not written yet."""
    monday, tuesday = date(2012, 7, 9), date(2012, 7, 10)
    tell_by(story.database, OFFICE, MAIL, NUMBER)
    story.tick(morning(monday))
    with story.database.begin() as session:
        for letter in session.exec(select(Letter).where(Letter.kind == "summary")):
            letter.state = LetterState.SENT if letter.beside else LetterState.REFUSED
            session.add(letter)
    story.tick(morning(tuesday))
    assert {one.channel for one in story.letters(kind="summary", day=tuesday)} == {"mail", "spool"}


def test_a_channel_that_nobody_set_up_waits_and_says_so(story: Story) -> None:
    tell_by(story.database, LEAD, NUMBER)
    story.tick(morning(DAY))
    asyncio.run(Sender(story.database, [unset("spool")], lambda: morning(DAY), "t:1:1").send(story.rules))
    (row,) = story.letters(agency=LEAD, channel="spool")
    assert (row.state, row.error) == (LetterState.WAITING, "chưa đặt [channels] spool: tin nhắn chờ lại")
