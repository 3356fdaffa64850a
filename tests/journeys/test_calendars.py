"""Letters carry the way to the calendar, and tell of calendars that nobody reads any more."""

from datetime import date, timedelta

import pytest

from notifications.letters import Letterhead, Writer
from notifications.rendering import environment
from plan import feeds
from plan.audit import Act
from plan.database import Database
from plan.links import read
from scheduler.rules import Rules
from tests.story import Story, morning, text_of

KEY = b"a key for tests, 32 octets long."
DAY = date(2012, 6, 25)
AGENCY = "so-tu-phap"


def teller(database: Database, rules: Rules, base_url: str, key: bytes) -> Story:
    head = Letterhead("Đôn Đốc <dondoc@quangngai.example>", base_url, key=key)
    return Story(database, rules, Writer(environment(), head))


@pytest.fixture
def story(database: Database, rules: Rules) -> Story:
    return teller(database, rules, "https://dondoc.quangngai.example", KEY)


def subscribe(story: Story, day: date, name: str = "") -> None:
    with story.database.begin() as session:
        feeds.add(session, Act("test", morning(day), day), AGENCY, name)


def said(story: Story) -> list[str]:
    return [line for letter in story.letters(agency=AGENCY) for line in text_of(letter).splitlines()]


def test_a_digest_carries_the_way_to_the_calendar(story: Story) -> None:
    story.live(DAY, DAY)
    (line,) = (li for li in said(story) if li.startswith("Thêm lịch"))
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
