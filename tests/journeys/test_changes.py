"""The plan changes under way: rows edited, withdrawn and back, agencies merged, addresses missing."""

from dataclasses import replace
from datetime import date, time

import pytest
from sqlmodel import select

from cli.importing import read_bundle
from notifications.letters import Writer
from plan import register
from plan.adoption import save_agencies, the_register
from plan.database import Database
from plan.documents import Document, Entry
from plan.models import Deadline, LetterKind
from plan.register import Act
from scheduler.escalation import Watchers
from scheduler.refreshing import refresh
from scheduler.rules import Rules
from scheduler.taking import Bundle, take_in
from tests.conftest import EXAMPLE
from tests.story import Story, morning, text_of

THEN = date(2012, 5, 2)


@pytest.fixture
def story(database: Database, rules: Rules, writer: Writer) -> Story:
    return Story(database, rules, writer)


@pytest.fixture
def bundle() -> Bundle:
    return read_bundle(EXAMPLE / "plan.txt", None, None)


def take(story: Story, bundle: Bundle, on: date = THEN) -> dict[str, int]:
    with story.database.begin() as session:
        return take_in(session, bundle, story.rules, morning(on), on).adoption.counts


def edited(bundle: Bundle, ref: str, **words: str) -> Bundle:
    def change(entry: Entry) -> Entry:
        return replace(entry, **words) if f"{entry.section}.{entry.number}" == ref else entry

    return with_entries(bundle, [change(e) for e in bundle.document.entries])


def with_entries(bundle: Bundle, entries: list[Entry]) -> Bundle:
    document: Document = replace(bundle.document, entries=tuple(entries))
    return replace(bundle, document=document)


def states(story: Story, ref: str, today: date = THEN) -> list[tuple[str, str, tuple[str, ...]]]:
    from plan.listing import duties

    with story.database.read() as session:
        found = [d for d in duties(session, today) if d.ref == ref]
    return [(str(d.due), d.status, d.leads) for d in found]


def test_another_lead_takes_over_and_the_first_is_free(story: Story, bundle: Bundle) -> None:
    counts = take(story, edited(bundle, "III.2", lead="Sở Nội vụ"))
    assert counts == {"added": 0, "changed": 1, "withdrawn": 0, "unchanged": 47}
    found = states(story, "III.2")
    assert [lead for _, status, lead in found if status == "open"] == [("so-noi-vu",)]
    assert sum(status == "cancelled" for _, status, _ in found) == 21


def test_a_withdrawn_row_that_comes_back_is_open_again(story: Story, bundle: Bundle) -> None:
    before = states(story, "I.3")
    rest = [e for e in bundle.document.entries if (e.section, e.number) != ("I", "3")]
    assert take(story, with_entries(bundle, rest))["withdrawn"] == 1
    assert [status for _, status, _ in states(story, "I.3")] == ["cancelled"]
    assert take(story, bundle)["changed"] == 1
    assert states(story, "I.3") == before
    story.live(date(2012, 6, 25), date(2012, 6, 25))
    assert "[I.3]" in text_of(story.letters(agency="so-tu-phap")[0])


def test_what_was_done_stays_done_when_its_day_is_withdrawn(story: Story, bundle: Bundle) -> None:
    duty = story.duty("I.7 · Quý III năm 2012", "van-phong-ubnd-tinh", THEN)
    story.comes_in(duty.id, THEN)
    take(story, edited(bundle, "I.7", timing="Quý IV, năm 2012"))
    assert [(due, status) for due, status, _ in states(story, "I.7")] == [
        ("2012-09-30", "done"),
        ("2012-12-31", "upcoming"),
    ]


def test_a_persons_cancellation_survives_a_second_import(story: Story, bundle: Bundle) -> None:
    duty = story.duty("I.7 · Quý III năm 2012", "van-phong-ubnd-tinh", THEN)
    with story.database.begin() as session:
        act = Act("test", morning(THEN), THEN)
        register.cancel(session, register.find(session, duty.id), act, reason="chuyển sang năm sau")
    take(story, bundle)
    assert [status for _, status, _ in states(story, "I.7")] == ["cancelled"]


def test_reordered_rows_are_unchanged(story: Story, bundle: Bundle) -> None:
    counts = take(story, with_entries(bundle, list(reversed(bundle.document.entries))))
    assert counts == {"added": 0, "changed": 0, "withdrawn": 0, "unchanged": 48}


def test_a_merged_agencys_letters_go_to_its_successor_once(story: Story) -> None:
    """V.4 is led jointly by five; two of them become one in June."""
    with story.database.begin() as session:
        known = the_register(session)
        one = known.get("so-lao-dong-thuong-binh-va-xa-hoi")
        assert one is not None
        save_agencies(session, [replace(one, active_to=date(2012, 6, 1), successor="so-y-te")])
    story.live(date(2012, 6, 25), date(2012, 6, 25))
    assert story.letters(agency="so-lao-dong-thuong-binh-va-xa-hoi") == []
    letter = story.letters(agency="so-y-te")[0]
    assert text_of(letter).count("Xây dựng Kế hoạch và triển khai thực hiện xã hội hóa") == 1


def test_an_agency_without_an_address_loses_nothing(story: Story) -> None:
    with story.database.begin() as session:
        one = the_register(session).get("so-y-te")
        assert one is not None
        save_agencies(session, [replace(one, emails=())])
    story.live(date(2012, 6, 25), date(2012, 7, 3))
    assert story.letters(agency="so-y-te", kind=LetterKind.DIGEST) == []
    with story.database.begin() as session:
        save_agencies(session, [one])
    story.live(date(2012, 7, 4), date(2012, 7, 4))
    told = [n for n in story.told(agency="so-y-te") if n.letter_id]
    assert {str(n.day) for n in told} == {"2012-07-04"}
    assert "late+1" in {n.step for n in told}  # the truth of that day, not the reminders of the days before


def test_an_address_that_cannot_stand_in_a_letter_stops_nobody_else(story: Story) -> None:
    with story.database.begin() as session:
        one = the_register(session).get("so-y-te")
        assert one is not None
        save_agencies(session, [replace(one, emails=("a@b.example\r\nBcc: x@y.example",))])
    story.live(date(2012, 6, 25), date(2012, 6, 25))
    assert story.letters(agency="so-y-te") == []
    assert len(story.letters(kind=LetterKind.DIGEST)) >= 34


def test_asleep_for_forty_days_each_agency_gets_one_true_letter(story: Story) -> None:
    story.live(date(2012, 6, 1), date(2012, 6, 4))
    before = len(story.letters())
    story.live(date(2012, 7, 16), date(2012, 7, 16))
    fresh = story.letters()[before:]
    assert len({(x.agency, x.kind) for x in fresh}) == len(fresh)
    duty = story.duty("Báo cáo quý II năm 2012", "so-y-te", date(2012, 7, 16))
    told = {n.step: n for n in story.told(obligation_id=duty.id, agency="so-y-te")}
    assert told["late+10"].letter_id
    assert told["late+5"].letter_id is None
    assert told["late+5"].reason == "đã qua khi đến bước late+10 (16/07/2012)"


def test_a_clock_that_goes_back_two_days_repeats_nothing(story: Story) -> None:
    story.live(date(2012, 6, 25), date(2012, 7, 4))
    before = [(n.obligation_id, n.step, n.agency) for n in story.told()]
    story.live(date(2012, 7, 2), date(2012, 7, 4))
    assert [(n.obligation_id, n.step, n.agency) for n in story.told()] == before


@pytest.mark.parametrize("hour", [time(7, 29), time(17, 0), time(23, 59)])
def test_outside_office_hours_nothing_is_written(story: Story, hour: time) -> None:
    assert story.tick(morning(date(2012, 7, 4), hour)) == []
    assert story.tick(morning(date(2012, 7, 4), time(16, 59))) != []


def test_a_second_tick_on_one_day_says_nothing_more(story: Story) -> None:
    assert story.tick(morning(date(2012, 7, 4)))
    assert story.tick(morning(date(2012, 7, 4), time(8, 1))) == []


def test_an_extension_begins_the_ladder_anew_and_stops_the_old_one(story: Story) -> None:
    duty = story.duty("Báo cáo quý II năm 2012", "so-y-te", date(2012, 7, 4))
    story.live(date(2012, 7, 2), date(2012, 7, 4))
    with story.database.begin() as session:
        act = Act("test", morning(date(2012, 7, 5)), date(2012, 7, 5))
        row = register.find(session, duty.id)
        register.extend(session, row, act, to=date(2012, 7, 20), ends=date(2012, 7, 20), reason="bão số 3")
    story.live(date(2012, 7, 5), date(2012, 7, 26))
    told = [(str(n.day), n.step) for n in story.told(obligation_id=duty.id) if n.letter_id]
    assert [x for x in told if x[0] > "2012-07-04"] == [
        ("2012-07-06", "before-14@2012-07-20"),
        ("2012-07-13", "before-5@2012-07-20"),
        ("2012-07-19", "before-1@2012-07-20"),
        ("2012-07-20", "before-0@2012-07-20"),
        ("2012-07-23", "late+1@2012-07-20"),
        ("2012-07-24", "escalate+2@2012-07-20"),
    ]


def test_a_better_grammar_moves_no_stored_day_by_itself(story: Story, bundle: Bundle) -> None:
    """As if an older version had read I.7 otherwise: the difference is told, and a person accepts it."""
    with story.database.begin() as session:
        row = session.exec(select(Deadline).where(Deadline.label == "Quý III năm 2012")).one()
        row.due, row.label = date(2012, 8, 31), "Tháng 8/2012"
        session.add(row)
    with story.database.begin() as session:
        taken = take_in(session, bundle, story.rules, morning(THEN), THEN)
        told = [p for p in taken.problems if "hiểu khác" in p.message]
        assert [p.where for p in told] == ["table 1, row 10, Thời gian"]
    assert [due for due, _, _ in states(story, "I.7")] == ["2012-09-30"]  # the obligation as it was
    with story.database.begin() as session:
        again = replace(bundle, reread=True)
        taken = take_in(session, again, story.rules, morning(THEN), THEN)
        assert [p for p in taken.problems if "hiểu khác" in p.message] == []


def test_a_new_member_of_a_group_owes_what_the_group_owes(story: Story) -> None:
    with story.database.begin() as session:
        one = the_register(session).get("so-y-te")
        assert one is not None
        new = replace(one, code="so-du-lich", name="Sở Du lịch", short_name="", aliases=())
        save_agencies(session, [new])
        assert refresh(session, story.rules, morning(THEN), THEN)
        assert not refresh(session, story.rules, morning(THEN), THEN)
    story.duty("Báo cáo quý II năm 2012", "so-du-lich", THEN)
    story.duty("III.2 · Năm 2012", "so-du-lich", THEN)


def test_another_office_to_escalate_to_is_told_from_then_on(story: Story) -> None:
    duty = story.duty("Báo cáo quý II năm 2012", "so-y-te", date(2012, 7, 4))
    story.live(date(2012, 7, 2), date(2012, 7, 4))
    story.rules = replace(story.rules, watchers=Watchers("thanh-tra-tinh", "van-phong-ubnd-tinh"))
    with story.database.begin() as session:
        refresh(session, story.rules, morning(date(2012, 7, 5)), date(2012, 7, 5))
    story.live(date(2012, 7, 5), date(2012, 7, 9))
    told = [(n.agency, n.step) for n in story.told(obligation_id=duty.id) if n.step.startswith("escalate")]
    assert ("so-noi-vu", "escalate+2") in told
    assert ("thanh-tra-tinh", "escalate+5") in told
    assert ("so-noi-vu", "escalate+5") not in told
