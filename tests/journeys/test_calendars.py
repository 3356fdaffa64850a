"""Letters carry the way to the calendar, and tell of calendars that nobody reads any more."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from notifications.calendars.publish import CalendarScope, preview
from notifications.letters import Letterhead, LetterWriter
from notifications.rendering import environment
from plan.audit.log import Act
from plan.links.claims import read
from plan.obligations import acts, responses
from plan.storage.database import Database
from plan.subscriptions import feeds
from scheduler.policy.rules import Rules
from tests.calendars.strict import faults
from tests.story import Story, morning, parsed, text_of

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too

KEY = b"a key for tests, 32 octets long."
DAY = date(2012, 6, 25)
AGENCY = "so-tu-phap"


def teller(database: Database, rules: Rules, base_url: str, key: bytes) -> Story:
    head = Letterhead("Đôn Đốc <dondoc@quangngai.example>", base_url, key=key)
    told = Story(database, rules, LetterWriter(environment(), head))
    told.only(AGENCY, "so-noi-vu")
    return told


@pytest.fixture
def story(database: Database, rules: Rules) -> Story:
    return teller(database, rules, "https://dondoc.quangngai.example", KEY)


def subscribe(story: Story, day: date, name: str = "") -> None:
    with story.database.begin() as session:
        feeds.add(session, Act("test", morning(day), day), AGENCY, name)


def said(story: Story) -> list[str]:
    return [
        line
        for letter in story.letters(agency=AGENCY, kind="digest")
        for line in text_of(letter).splitlines()
    ]


def test_a_digest_carries_the_way_to_the_calendar(story: Story) -> None:
    story.live(DAY, DAY)
    (line,) = (li for li in said(story) if li.startswith("Lịch thời hạn"))
    address, _, token = line.rpartition(" ")[2].rpartition("/")
    assert address == "https://dondoc.quangngai.example/s"
    claim = read(KEY, token, "calendar", morning(DAY))
    assert (claim.agency, claim.obligation) == (AGENCY, None)


@pytest.mark.parametrize(("base_url", "key"), [("", KEY), ("https://dondoc.quangngai.example", b"")])
def test_where_nobody_can_reach_us_there_are_no_links(
    database: Database, rules: Rules, base_url: str, key: bytes
) -> None:
    story = teller(database, rules, base_url, key)
    story.live(DAY, DAY)
    assert said(story)
    assert not any("://" in line for line in said(story))


def test_a_calendar_nobody_reads_is_told_once_to_its_owner(story: Story) -> None:
    subscribe(story, DAY - timedelta(30), "máy văn thư")
    subscribe(story, DAY - timedelta(29))
    story.live(DAY, DAY)
    (line,) = (li for li in said(story) if "không có thiết bị nào đọc" in li)
    assert "đọc lịch máy văn thư của cơ quan" in line
    story.live(DAY + timedelta(1), DAY + timedelta(20))
    told = [li for li in said(story) if "không có thiết bị nào đọc" in li]
    assert len(told) == 2, "the other one, which has no name, fell silent later"
    assert "đọc lịch số 2 của" in told[1]


def test_a_digest_brings_its_days_as_a_calendar(story: Story) -> None:
    story.live(DAY, DAY)
    (letter,) = story.letters(agency=AGENCY, kind="digest")
    (file,) = parsed(letter).iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("thoi-han-2012-06-25.ics", "application/ics")
    body = file.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert faults(body) == []
    press = story.writer.calendar_renderer("so-noi-vu")
    with story.database.read() as session:
        told = {n.obligation_id for n in story.told(agency=AGENCY) if n.letter_id == letter.id}
        subscribed = preview(session, press, CalendarScope(AGENCY, "x"), DAY, morning(DAY))
    uids = {subscribed.versions[number].uid for number in told}
    assert {str(e["UID"]) for e in Calendar.from_ical(body).walk("VEVENT")} == uids


def test_the_office_reads_that_requests_wait(story: Story) -> None:
    duty = story.duty("I.3 · Quý II năm 2012", AGENCY, DAY)
    with story.database.begin() as session:
        act = Act(f"agency:{AGENCY}", morning(DAY), DAY)
        responses.request_extension(
            session,
            acts.find_obligation(session, duty.id),
            AGENCY,
            act,
            until=date(2012, 8, 31),
            reason="chờ",
        )
    story.live(DAY, DAY)
    summary = next(x for x in story.letters(kind="summary"))
    assert "1 đề nghị gia hạn đang chờ quyết định" in text_of(summary)


def test_what_was_reported_by_a_link_is_not_told_of_again(story: Story) -> None:
    """The rungs of the ladder until then stay told; receipt alone stops nothing."""
    label = "I.3 · Quý II năm 2012"
    duty = story.duty(label, AGENCY, DAY)
    story.live(DAY, DAY)
    with story.database.begin() as session:
        act = Act(f"agency:{AGENCY}", morning(DAY), DAY)
        responses.confirm_reading(session, acts.find_obligation(session, duty.id), AGENCY, act)
    story.live(DAY + timedelta(1), date(2012, 7, 3))
    told = story.told(obligation_id=duty.id, agency=AGENCY)
    steps = [n.step for n in told if n.letter_id and not n.step.startswith("month")]
    assert steps == ["before-5", "before-0", "late+1"]
