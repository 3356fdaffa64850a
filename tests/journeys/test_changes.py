"""The plan changes under way: rows edited, withdrawn and back, agencies merged, addresses missing."""

import email
from dataclasses import replace
from datetime import date, time
from email.header import decode_header, make_header
from typing import Any

import pytest
from sqlmodel import select

from cli.import_request import read_request
from notifications.letters import LetterWriter
from plan.agencies.store import load_directory, save_agencies
from plan.audit.log import Act
from plan.documents import Document, Entry
from plan.models import Deadline, Role
from plan.obligations import acts
from plan.obligations.views import ObligationFilter, duties
from plan.storage.database import Database
from plan.tasks.adoption import AdoptionError
from scheduler.intake.events import record
from scheduler.intake.plan import ImportRequest, import_plan
from scheduler.intake.refresh import refresh
from scheduler.policy.escalation import Watchers
from scheduler.policy.regimes import Submit
from scheduler.policy.rules import Rules
from tests.conftest import EXAMPLE
from tests.story import Story, morning, text_of

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too

THEN = date(2012, 5, 2)


@pytest.fixture
def story(database: Database, rules: Rules, writer: LetterWriter) -> Story:
    return Story(database, rules, writer)


@pytest.fixture
def import_request() -> ImportRequest:
    return read_request(EXAMPLE / "plan.txt", None, None)


def take(story: Story, import_request: ImportRequest, on: date = THEN) -> dict[str, int]:
    with story.database.begin() as session:
        return import_plan(session, import_request, story.rules, morning(on), on).adoption.counts


def edited(import_request: ImportRequest, ref: str, **words: str) -> ImportRequest:
    def change(entry: Entry) -> Entry:
        return replace(entry, **words) if f"{entry.section}.{entry.number}" == ref else entry

    return with_entries(import_request, [change(e) for e in import_request.document.entries])


def with_entries(import_request: ImportRequest, entries: list[Entry]) -> ImportRequest:
    document: Document = replace(import_request.document, entries=tuple(entries))
    return replace(import_request, document=document)


def states(story: Story, ref: str, today: date = THEN) -> list[tuple[str, str, tuple[str, ...]]]:
    with story.database.read() as session:
        found = [d for d in duties(session, today) if d.ref == ref]
    return [(str(d.due), d.status, d.leads) for d in found]


def test_another_lead_takes_over_and_the_first_is_free(story: Story, import_request: ImportRequest) -> None:
    counts = take(story, edited(import_request, "III.2", lead="Sở Nội vụ"))
    assert counts == {"added": 0, "changed": 1, "withdrawn": 0, "unchanged": 47}
    found = states(story, "III.2")
    assert [lead for _, status, lead in found if status == "open"] == [("so-noi-vu",)]
    assert sum(status == "cancelled" for _, status, _ in found) == 21


def test_a_withdrawn_row_that_comes_back_is_open_again(story: Story, import_request: ImportRequest) -> None:
    before = states(story, "I.3")
    rest = [e for e in import_request.document.entries if (e.section, e.number) != ("I", "3")]
    assert take(story, with_entries(import_request, rest))["withdrawn"] == 1
    assert [status for _, status, _ in states(story, "I.3")] == ["cancelled"]
    assert take(story, import_request)["changed"] == 1
    assert states(story, "I.3") == before
    story.live(date(2012, 6, 25), date(2012, 6, 25))
    assert "Mục I.3 " in text_of(story.letters(agency="so-tu-phap")[0])


def test_what_was_done_stays_done_when_its_day_is_withdrawn(
    story: Story, import_request: ImportRequest
) -> None:
    duty = story.duty("I.7 · Quý III năm 2012", "van-phong-ubnd-tinh", THEN)
    story.comes_in(duty.id, THEN)
    take(story, edited(import_request, "I.7", timing="Quý IV, năm 2012"))
    assert [(due, status) for due, status, _ in states(story, "I.7")] == [
        ("2012-09-30", "done"),
        ("2012-12-31", "upcoming"),
    ]


def test_a_persons_cancellation_survives_a_second_import(story: Story, import_request: ImportRequest) -> None:
    duty = story.duty("I.7 · Quý III năm 2012", "van-phong-ubnd-tinh", THEN)
    with story.database.begin() as session:
        act = Act("test", morning(THEN), THEN)
        acts.cancel(session, acts.find_obligation(session, duty.id), act, reason="chuyển sang năm sau")
    take(story, import_request)
    assert [status for _, status, _ in states(story, "I.7")] == ["cancelled"]


def test_reordered_rows_are_unchanged(story: Story, import_request: ImportRequest) -> None:
    counts = take(story, with_entries(import_request, list(reversed(import_request.document.entries))))
    assert counts == {"added": 0, "changed": 0, "withdrawn": 0, "unchanged": 48}


def test_a_merged_agencys_letters_go_to_its_successor_once(story: Story) -> None:
    """V.4 is led jointly by five; two of them become one in June."""
    story.only("so-lao-dong-thuong-binh-va-xa-hoi", "so-y-te")
    with story.database.begin() as session:
        known = load_directory(session)
        one = known.get("so-lao-dong-thuong-binh-va-xa-hoi")
        assert one is not None
        save_agencies(session, [replace(one, active_to=date(2012, 6, 1), successor="so-y-te")])
    story.live(date(2012, 6, 25), date(2012, 6, 25))
    assert story.letters(agency="so-lao-dong-thuong-binh-va-xa-hoi") == []
    letter = story.letters(agency="so-y-te")[0]
    assert text_of(letter).count("Xây dựng Kế hoạch và triển khai thực hiện xã hội hóa") == 1


def test_an_agency_without_an_address_loses_nothing(story: Story) -> None:
    story.only("so-y-te", "so-noi-vu")
    with story.database.begin() as session:
        one = load_directory(session).get("so-y-te")
        assert one is not None
        save_agencies(session, [replace(one, addresses=())])
    story.live(date(2012, 6, 25), date(2012, 7, 3))
    assert story.letters(agency="so-y-te", kind="digest") == []
    with story.database.begin() as session:
        save_agencies(session, [one])
    story.live(date(2012, 7, 4), date(2012, 7, 4))
    told = [n for n in story.told(agency="so-y-te") if n.letter_id]
    assert {str(n.day) for n in told} == {"2012-07-04"}
    assert "late+1" in {n.step for n in told}  # the truth of that day, not the reminders of the days before


def test_an_address_that_cannot_stand_in_a_letter_stops_nobody_else(story: Story) -> None:
    with story.database.begin() as session:
        one = load_directory(session).get("so-y-te")
        assert one is not None
        save_agencies(session, [replace(one, addresses=("a@b.example\r\nBcc: x@y.example",))])
    story.live(date(2012, 6, 25), date(2012, 6, 25))
    assert story.letters(agency="so-y-te") == []
    assert len(story.letters(kind="digest")) >= 34


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
    assert told["late+5"].reason == "đã được thay bằng lời nhắc sau nó: quá hạn 10 ngày làm việc (16/7/2012)"


def test_a_clock_that_goes_back_two_days_repeats_nothing(story: Story) -> None:
    story.only("so-y-te", "so-tu-phap", "so-noi-vu", "van-phong-ubnd-tinh")
    story.live(date(2012, 6, 25), date(2012, 7, 4))
    before = [(n.obligation_id, n.step, n.agency) for n in story.told()]
    story.live(date(2012, 7, 2), date(2012, 7, 4))
    assert [(n.obligation_id, n.step, n.agency) for n in story.told()] == before


@pytest.mark.parametrize("hour", [time(7, 29), time(17, 0), time(23, 59)])
def test_outside_office_hours_nothing_is_written(story: Story, hour: time) -> None:
    story.only("so-y-te")
    assert story.tick(morning(date(2012, 7, 4), hour)) == []
    assert story.tick(morning(date(2012, 7, 4), time(16, 59))) != []


def test_a_second_tick_on_one_day_says_nothing_more(story: Story) -> None:
    story.only("so-y-te", "so-noi-vu")
    assert story.tick(morning(date(2012, 7, 4)))
    assert story.tick(morning(date(2012, 7, 4), time(8, 1))) == []


def test_an_extension_begins_the_ladder_anew_and_stops_the_old_one(story: Story) -> None:
    story.only("so-y-te", "so-noi-vu")
    duty = story.duty("Báo cáo quý II năm 2012", "so-y-te", date(2012, 7, 4))
    story.live(date(2012, 7, 2), date(2012, 7, 4))
    with story.database.begin() as session:
        act = Act("test", morning(date(2012, 7, 5)), date(2012, 7, 5))
        row = acts.find_obligation(session, duty.id)
        acts.extend(session, row, act, to=date(2012, 7, 20), ends=date(2012, 7, 20), reason="bão số 3")
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


def test_a_better_grammar_moves_no_stored_day_by_itself(story: Story, import_request: ImportRequest) -> None:
    """As if an older version had read I.7 otherwise: the difference is told, and a person accepts it."""
    with story.database.begin() as session:
        row = session.exec(select(Deadline).where(Deadline.label == "Quý III năm 2012")).one()
        row.due, row.label = date(2012, 8, 31), "Tháng 8/2012"
        session.add(row)
    with story.database.begin() as session:
        taken = import_plan(session, import_request, story.rules, morning(THEN), THEN)
        told = [p for p in taken.problems if "hiểu khác" in p.message]
        assert [p.where for p in told] == ["table 1, row 10, Thời gian"]
    assert [due for due, _, _ in states(story, "I.7")] == ["2012-09-30"]  # the obligation as it was
    with story.database.begin() as session:
        again = replace(import_request, reread=True)
        taken = import_plan(session, again, story.rules, morning(THEN), THEN)
        assert [p for p in taken.problems if "hiểu khác" in p.message] == []


def test_a_new_member_of_a_group_owes_what_the_group_owes(story: Story) -> None:
    with story.database.begin() as session:
        one = load_directory(session).get("so-y-te")
        assert one is not None
        new = replace(one, code="so-du-lich", name="Sở Du lịch", short_name="", aliases=())
        save_agencies(session, [new])
        assert refresh(session, story.rules, morning(THEN), THEN).seated
        assert not refresh(session, story.rules, morning(THEN), THEN).seated
    story.duty("Báo cáo quý II năm 2012", "so-du-lich", THEN)
    story.duty("III.2 · Năm 2012", "so-du-lich", THEN)


@pytest.mark.slow
def test_another_office_to_escalate_to_is_told_from_then_on(story: Story) -> None:
    story.only("so-y-te", "so-noi-vu")
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


def digests(story: Story, agency: str, after: date) -> list[date]:
    return [x.day for x in story.letters(agency=agency, kind="digest") if x.day > after]


@pytest.mark.slow
@pytest.mark.parametrize("words", [{"partners": ""}, {"lead": "Sở Y tế"}], ids=["partner", "lead"])
def test_a_seat_taken_away_and_given_back_silences_nobody(
    story: Story, import_request: ImportRequest, words: dict[str, str]
) -> None:
    """What the ledger holds is not told again, and does not keep back what is new."""
    story.only("so-tu-phap", "so-noi-vu", "so-y-te")
    story.live(date(2012, 4, 2), date(2012, 4, 4))
    take(story, edited(import_request, "I.3", **words), date(2012, 4, 5))
    take(story, import_request, date(2012, 4, 6))
    story.live(date(2012, 4, 9), date(2012, 6, 29))
    assert digests(story, "so-tu-phap", date(2012, 4, 9))
    assert digests(story, "so-noi-vu", date(2012, 4, 9))
    told = [(n.obligation_id, n.step, n.agency) for n in story.told()]
    assert len(told) == len(set(told))


def test_a_row_inserted_above_hands_nobodys_past_on(story: Story, import_request: ImportRequest) -> None:
    duty = story.duty("I.3 · Quý II năm 2012", "so-tu-phap", THEN)
    story.comes_in(duty.id, THEN)
    entries = list(import_request.document.entries)
    new = replace(
        entries[2], title="Tổng kết mười năm thi hành Luật Ban hành văn bản", timing="Quý III năm 2012"
    )
    renumbered = [
        replace(e, number=str(int(e.number) + 1)) if e.section == "I" and int(e.number) >= 3 else e
        for e in entries
    ]
    counts = take(story, with_entries(import_request, [*renumbered[:2], new, *renumbered[2:]]))
    assert counts == {"added": 1, "changed": 5, "withdrawn": 0, "unchanged": 43}
    assert [(due, status) for due, status, _ in states(story, "I.3")] == [("2012-09-30", "upcoming")]
    assert [(due, status) for due, status, _ in states(story, "I.4")] == [("2012-06-30", "done")]


def test_words_touched_up_keep_what_was_done_and_put_off(story: Story, import_request: ImportRequest) -> None:
    label = "VI.5 · Báo cáo rà soát"
    duty = story.duty(label, "so-xay-dung", THEN)
    story.comes_in(duty.id, THEN)
    product = "- Báo cáo rà soát trụ sở\n\n- Quyết định của UBND tỉnh ban hành Kế hoạch"
    take(story, edited(import_request, "VI.5", product=product))
    found = states(story, "VI.5")
    assert [(due, status) for due, status, _ in found] == [("2012-09-30", "done"), ("2012-12-31", "upcoming")]


def test_another_day_in_the_regime_takes_the_old_one_back(
    story: Story, import_request: ImportRequest
) -> None:
    rules = import_request.regimes[0]
    link = rules.link[0].model_copy(update={"submit": Submit(at="last-month", day=20)})
    take(story, replace(import_request, regimes=(rules.model_copy(update={"link": (link,)}),)))
    with story.database.read() as session:
        found = duties(session, THEN, ObligationFilter(agency="so-y-te", kind="report"))
    quarter = [(str(d.due), d.status) for d in found if d.label == "Báo cáo quý II năm 2012"]
    assert quarter == [("2012-06-20", "open"), ("2012-06-30", "cancelled")]


def test_a_successor_is_not_charged_with_what_went_before(story: Story) -> None:
    """Sở Lao động becomes Sở Dân sinh on 15/1/2014; what was done stays done, what comes is owed once."""
    merged = date(2014, 1, 15)
    with story.database.begin() as session:
        old = load_directory(session).get("so-lao-dong-thuong-binh-va-xa-hoi")
        assert old is not None
        new = replace(
            old, code="so-dan-sinh", name="Sở Dân sinh", short_name="", aliases=(), active_from=merged
        )
        save_agencies(session, [new, replace(old, active_to=merged, successor="so-dan-sinh")])
    with story.database.begin() as session:
        refresh(session, story.rules, morning(merged), merged)
    with story.database.read() as session:
        mine = duties(session, merged, ObligationFilter(agency="so-dan-sinh", kind="report"))
        theirs = duties(session, merged, ObligationFilter(agency=old.code, kind="report"))
    assert min(d.due for d in mine) == date(2014, 3, 31)
    assert {d.status for d in theirs if d.due > merged} == {"cancelled"}
    assert {d.status for d in theirs if d.due < merged} == {"late"}  # open: its successor's to send in


def test_a_member_that_begins_later_owes_from_then_on(story: Story) -> None:
    begins = date(2013, 6, 1)
    with story.database.begin() as session:
        one = load_directory(session).get("so-y-te")
        assert one is not None
        new = replace(
            one, code="so-du-lich", name="Sở Du lịch", short_name="", aliases=(), active_from=begins
        )
        save_agencies(session, [new])
    with story.database.begin() as session:
        refresh(session, story.rules, morning(begins), begins)
    with story.database.read() as session:
        found = duties(session, begins, ObligationFilter(agency="so-du-lich", kind="report"))
    assert min(d.due for d in found) == date(2013, 6, 30)


@pytest.mark.parametrize(
    "change",
    [
        {"addresses": ("sở-nội-vụ@x.example",)},
        {"name": "Văn phòng HĐND, UBND tỉnh"},
        {"addresses": ("o'brien@x.example",)},
    ],
    ids=["address not ASCII", "comma in the name", "apostrophe"],
)
def test_the_urging_office_spoils_nobodys_letter(story: Story, change: dict[str, Any]) -> None:
    story.only("so-y-te", "so-noi-vu")
    with story.database.begin() as session:
        one = load_directory(session).get("so-noi-vu")
        assert one is not None
        save_agencies(session, [replace(one, **change)])
    story.live(date(2012, 7, 9), date(2012, 7, 9))
    letters = story.letters(agency="so-y-te", kind="digest")
    assert len(letters) == 1
    if "name" in change:
        # The stdlib's parser of addresses misreads two encoded words in a row; this decoder does not.
        raw = email.message_from_bytes(letters[0].raw)["Reply-To"]
        assert (
            str(make_header(decode_header(raw))) == "Văn phòng HĐND, UBND tỉnh <so-noi-vu@quangngai.example>"
        )


def test_an_event_recorded_again_is_corrected(story: Story) -> None:
    for day in (date(2013, 5, 2), date(2014, 5, 2)):
        with story.database.begin() as session:
            record(session, story.rules, Act("test", morning(day), day), "II.8", day, None)
    found = states(story, "II.8", date(2014, 5, 2))
    assert [(due, status) for due, status, _ in found] == [
        ("2013-12-31", "cancelled"),
        ("2014-12-31", "open"),
        ("2015-12-31", "upcoming"),
    ]


def test_the_same_number_of_another_year_is_another_plan(story: Story, import_request: ImportRequest) -> None:
    other = replace(import_request, document=replace(import_request.document, issued_on=date(2013, 1, 20)))
    with pytest.raises(AdoptionError, match="đã có kế hoạch số 39/QĐ-UBND ký ngày khác"):
        take(story, other)
    assert states(story, "I.3") == [("2012-06-30", "open", ("so-tu-phap",))]


def test_a_partner_of_late_work_is_not_told_that_it_is_late(story: Story) -> None:
    """Even when the program slept through everything it should have said before."""
    story.only("so-tu-phap", "so-noi-vu", "so-cong-thuong")
    story.live(date(2012, 8, 20), date(2012, 8, 20))
    duty = story.duty("I.3 · Quý II năm 2012", "so-tu-phap", date(2012, 8, 20))
    told = story.told(obligation_id=duty.id, agency="so-noi-vu", role=Role.PARTNER)
    assert {n.letter_id for n in told} == {None}
    assert "quá hạn" not in text_of(story.letters(agency="so-cong-thuong")[0]).partition("PHỐI HỢP")[2]


def test_what_many_lead_is_told_a_partner_once(story: Story) -> None:
    story.only("so-noi-vu")
    story.live(date(2012, 3, 26), date(2012, 3, 26))
    text = text_of(story.letters(agency="so-noi-vu", kind="digest")[0])
    assert (
        text.count("Xây dựng Đề án nâng cao chất lượng thực hiện cơ chế một cửa") == 2
    )  # its own, and the others'
    assert "chủ trì: 34 cơ quan (Ban Dân tộc," in text
