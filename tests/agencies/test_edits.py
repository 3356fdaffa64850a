"""A line of the register changed by a person: names, groups, addresses, mergers and splits."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from plan.agencies import edits
from plan.agencies.details import AgencyDetails, ChangedAgencyError, DetailsError, revision_of
from plan.agencies.reachable import reachable_since
from plan.audit.log import Act, history, verify
from plan.errors import NotPossibleError
from plan.models import Agency, Obligation, Party
from plan.models.duties import OPEN
from plan.storage.database import Database
from plan.views.merger import merger_preview
from plan.vocabulary import Role
from scheduler.intake import register
from scheduler.intake.refresh import refresh
from tests.web.conftest import RULES

TODAY = date(2012, 7, 17)
ACT = Act("user:lan@quangngai.example", datetime(2012, 7, 17, 2, tzinfo=UTC), TODAY)
ODD = "Sở “Y tế” & <b>Dân số</b>; 'Gia đình' \\ 100%_"


@pytest.fixture(scope="module")
def seated(adopted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example plan, with everybody seated as of today."""
    path = Path(shutil.copy(adopted, tmp_path_factory.mktemp("edits") / "plan.db"))
    database = Database(f"sqlite:///{path}")
    with database.begin() as session:
        refresh(session, RULES, ACT.now, TODAY)
    database.close()
    return path


@pytest.fixture
def database(seated: Path, tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{shutil.copy(seated, tmp_path / 'plan.db')}")
    yield database
    database.close()


def changed(database: Database, code: str, **other: object) -> None:
    with database.begin() as session:
        row = AgencyDetails.of(session.get_one(Agency, code))
        wanted = AgencyDetails(**({name: getattr(row, name) for name in row.__slots__} | other))
        register.edit_agency(session, RULES, ACT, code, wanted)


def test_an_edit_is_written_down_with_before_and_after(database: Database) -> None:
    with database.read() as session:
        old = session.get_one(Agency, "so-y-te").addresses
    changed(database, "so-y-te", name=ODD, addresses=("moi@quangngai.example",))
    with database.read() as session:
        row = session.get_one(Agency, "so-y-te")
        assert (row.name, row.addresses) == (ODD, ["moi@quangngai.example"])
        (line,) = history(session, "agency so-y-te")
        assert (line.act, line.who) == ("agency edit", ACT.who)
        assert line.detail["before"] == {"name": "Sở Y tế", "addresses": old}
        assert not verify(session).faults


def test_nothing_of_it_can_begin_a_header(database: Database) -> None:
    changed(
        database,
        "so-y-te",
        name="Sở Y tế\r\nBcc: x@evil.example",
        aliases=("a\x00\u202eb\nc",),
        addresses=("a@b.example",),
    )
    with database.read() as session:
        row = session.get_one(Agency, "so-y-te")
        assert (row.name, row.aliases) == ("Sở Y tế Bcc: x@evil.example", ["ab c"])
    for bad in ("a@b.example\r\nBcc: c@d.example", "x <a@b.example>", "a@b", "sms:+8412"):
        with pytest.raises(DetailsError) as refused:
            changed(database, "so-y-te", addresses=(bad,))
        assert list(refused.value.faults) == ["addresses"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 301),
        ("name", "Sở Tài chính"),
        ("short_name", "các sở, ban, ngành"),
        ("aliases", ("SO NOI VU", "Sở Nội vụ")),
        ("groups", ("Bộ Quốc phòng",)),
        ("addresses", ("sms:+84901234567", "spool:zalo")),
        ("addresses", tuple(f"a{n}@b.example" for n in range(21))),
    ],
)
def test_what_cannot_be_is_said_by_its_field(database: Database, field: str, value: object) -> None:
    with pytest.raises(DetailsError) as refused:
        changed(database, "so-y-te", **{field: value})
    assert list(refused.value.faults) == [field]


def test_whoever_comes_second_sees_that_somebody_was_first(database: Database) -> None:
    with database.read() as session:
        seen = revision_of(session.get_one(Agency, "so-y-te"))
    changed(database, "so-y-te", short_name="SYT tỉnh")
    with database.begin() as session:
        with pytest.raises(ChangedAgencyError):
            edits.edit(session, ACT, "so-y-te", AgencyDetails("Sở Y tế"), seen)
        with pytest.raises(ChangedAgencyError):
            edits.merge(session, ACT, "so-y-te", "so-noi-vu", TODAY, seen)


def test_a_first_address_is_reached_from_today(database: Database) -> None:
    changed(database, "so-y-te", addresses=())
    changed(database, "so-y-te", addresses=("a@b.example",))
    with database.read() as session:
        assert reachable_since(session)["so-y-te"] == TODAY


def seats(database: Database, code: str) -> set[tuple[int, Role]]:
    with database.read() as session:
        query = select(Party.obligation_id, Party.role).join(Obligation).where(OPEN, Party.agency == code)
        return set(session.exec(query.where(col(Party.role) != Role.WATCH)))


def test_what_is_shown_before_a_merger_is_what_passes(database: Database) -> None:
    with database.read() as session:
        shown = merger_preview(session, "so-xay-dung", "so-giao-thong-van-tai", TODAY)
    had = seats(database, "so-giao-thong-van-tai")
    with database.begin() as session:
        register.merge_agency(session, RULES, ACT, "so-xay-dung", "so-giao-thong-van-tai", TODAY)
    gained = seats(database, "so-giao-thong-van-tai") - had
    assert gained == {(one.id, one.role) for one in shown.passing}
    assert shown.shared
    assert shown.staying
    assert {number for number, role in seats(database, "so-xay-dung") if role is Role.LEAD} == {
        one.id for one in shown.staying
    }
    with database.read() as session:
        told = [line.act for line in history(session, "agency so-giao-thong-van-tai")]
        assert told == ["agency merge"]


def test_a_merger_is_undone(database: Database) -> None:
    had = seats(database, "so-xay-dung")
    with database.begin() as session:
        register.merge_agency(session, RULES, ACT, "so-xay-dung", "so-giao-thong-van-tai", TODAY)
    with database.begin() as session:
        register.undo_merger(session, RULES, ACT, "so-xay-dung")
    assert seats(database, "so-xay-dung") == had


def test_a_merger_of_the_future_waits_for_its_day(database: Database) -> None:
    day = date(2012, 10, 1)
    with database.read() as session:
        before = {r.id for r in session.exec(select(Obligation).where(Obligation.due < day))}
    had = seats(database, "so-xay-dung")
    with database.begin() as session:
        register.merge_agency(session, RULES, ACT, "so-xay-dung", "so-giao-thong-van-tai", day)
    left = seats(database, "so-xay-dung")
    assert left == {one for one in had if one[0] in before}  # what is due later is the heir's already
    with database.begin() as session:
        refresh(session, RULES, datetime(2012, 10, 1, 2, tzinfo=UTC), day)
    assert seats(database, "so-xay-dung") <= left


Change = Callable[[Agency, Agency], None]


def _none(_one: Agency, _heir: Agency) -> None: ...


def _ended(_one: Agency, heir: Agency) -> None:
    heir.active_to = date(2012, 7, 1)


def _later(_one: Agency, heir: Agency) -> None:
    heir.active_from = date(2012, 8, 1)


def _circle(one: Agency, heir: Agency) -> None:
    heir.active_to, heir.successor = date(2013, 1, 1), one.code


def _begins(one: Agency, _heir: Agency) -> None:
    one.active_from = date(2012, 8, 1)


def _gone(one: Agency, _heir: Agency) -> None:
    one.active_to = date(2012, 7, 1)


@pytest.mark.parametrize(
    ("into", "before", "why"),
    [
        ("so-xay-dung", _none, "vào chính nó"),
        ("khong-co", _none, "không có cơ quan nào mang mã"),
        ("so-noi-vu", _ended, "thôi hoạt động từ 01/7/2012"),
        ("so-noi-vu", _later, "bắt đầu hoạt động từ 01/8/2012"),
        ("so-noi-vu", _circle, "thành vòng"),
        ("so-noi-vu", _begins, "trước ngày cơ quan bắt đầu"),
        ("so-noi-vu", _gone, "đã có ngày thôi hoạt động"),
    ],
)
def test_mergers_that_cannot_be(database: Database, into: str, before: Change, why: str) -> None:
    with database.begin() as session:
        row, heir = session.get_one(Agency, "so-xay-dung"), session.get(Agency, into)
        before(row, heir or row)
        session.flush()
        with pytest.raises(NotPossibleError, match=why):
            edits.merge(session, ACT, "so-xay-dung", into, TODAY)


@pytest.mark.parametrize("ends", [False, True])
def test_a_split_makes_a_new_line(database: Database, ends: bool) -> None:
    led_before = led(database, "so-y-te")
    with database.begin() as session:
        wanted = AgencyDetails("Chi cục Dân số", addresses=("ds@quangngai.example",))
        new = register.split_agency(session, RULES, ACT, "so-y-te", wanted, TODAY, ends=ends)
        row = session.get_one(Agency, new)
        assert (new, row.active_from, row.groups) == ("chi-cuc-dan-so", TODAY, ["các sở, ban, ngành"])
        with pytest.raises(DetailsError):
            edits.split(session, ACT, "so-noi-vu", AgencyDetails(""), TODAY, ends=False)
    assert not ends or led(database, new) >= {one for one in led_before if one[1] >= TODAY}
    assert bool({one for one in led(database, "so-y-te") if one[1] >= TODAY}) is not ends


def led(database: Database, code: str) -> set[tuple[str, date]]:
    """What it leads, by the names of the duties: a member of a group has rows of its own."""
    with database.read() as session:
        query = select(Obligation.label, Obligation.ends).join(Party)
        return set(session.exec(query.where(OPEN, Party.agency == code, Party.role == Role.LEAD)))
