"""/healthz: fine only while deadlines are watched and letters get out."""

from datetime import date, datetime, timedelta

import pytest

from notifications.mail.server_limits import RateLimit, note_failure, note_success
from plan.models import Letter, LetterState
from plan.storage import nightly
from plan.storage.errors import StorageError
from tests.web.conftest import ZONE

DAY = date(2012, 7, 2)


def test_all_is_well(stranger) -> None:
    answer = stranger.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "reasons": []})
    assert stranger.head("/healthz").status_code == 200


@pytest.mark.parametrize(("age", "status"), [(190, 200), (191, 503), (100_000, 503), (-5, 200)])
def test_three_ticks_may_pass(office, stranger, age: int, status: int) -> None:
    office.ticked = office.now - timedelta(seconds=age)
    assert stranger.get("/healthz").status_code == status


def test_before_the_first_tick_it_is_not_well(office, stranger) -> None:
    office.ticked = None
    assert stranger.get("/healthz").json() == {
        "status": "failing",
        "reasons": ["the scheduler has not ticked yet"],
    }


@pytest.mark.parametrize("state", list(LetterState))
def test_only_a_letter_on_its_way_can_be_overdue(office, stranger, state: LetterState) -> None:
    office.post(DAY, state=state, try_at=office.now - timedelta(minutes=15, seconds=1))
    under_way = state in {LetterState.WAITING, LetterState.UNKNOWN, LetterState.SENDING}
    answer = stranger.get("/healthz")
    assert answer.status_code == (503 if under_way else 200)
    assert bool(answer.json()["reasons"]) is under_way


@pytest.mark.parametrize(
    ("tried", "now", "status"),
    [
        ("2012-07-10 16:50", "2012-07-10 23:00", 200),  # ten minutes, then the office closed
        ("2012-07-10 16:40", "2012-07-10 23:00", 503),  # too long before it closed: so it stays
        ("2012-07-10 16:50", "2012-07-11 07:40", 200),  # open for ten minutes
        ("2012-07-10 16:50", "2012-07-11 07:46", 503),
        ("2012-07-13 16:50", "2012-07-15 12:00", 200),  # a Sunday
        ("2012-07-13 16:40", "2012-07-15 12:00", 503),
    ],
)
def test_a_letter_waits_only_while_letters_can_go(
    office, stranger, tried: str, now: str, status: int
) -> None:
    """Nobody is to be woken by letters that rightly wait for the morning."""
    at, office.now = (datetime.fromisoformat(text).replace(tzinfo=ZONE) for text in (tried, now))
    office.ticked = office.now
    office.post(at.date(), state=LetterState.WAITING, try_at=at, written_at=at)
    assert stranger.get("/healthz").status_code == status


def test_a_letter_that_waits_for_its_turn_is_not_overdue(office, stranger) -> None:
    office.post(DAY, state=LetterState.WAITING, try_at=office.now - timedelta(minutes=15))
    office.post(DAY, state=LetterState.WAITING, agency="so-y-te", try_at=office.now + timedelta(hours=8))
    assert stranger.get("/healthz").status_code == 200


def test_messages_that_nobody_takes_are_overdue_like_letters(office, stranger) -> None:
    """In a folder that cannot be written, or lying there for a gateway that takes nothing."""
    office.now = office.ticked = datetime(2012, 7, 2, 15, tzinfo=ZONE)
    long_ago = office.now - timedelta(hours=2, minutes=1)
    handed = {"state": LetterState.UNKNOWN, "fault": "handed", "try_at": office.now + timedelta(hours=4)}
    for facts in (handed, {"state": LetterState.WAITING, "fault": "local", "try_at": long_ago}):
        number = office.post(DAY, channel="spool", written_at=long_ago, **facts)
        assert stranger.get("/healthz").json()["reasons"] == ["letters are overdue for sending"]
        with office.database.begin() as session:
            session.delete(session.get_one(Letter, number))
    office.post(DAY, channel="spool", written_at=office.now - timedelta(hours=1), **handed)
    assert stranger.get("/healthz").status_code == 200


def test_a_folder_that_fails_is_no_mail_server_that_turns_us_away(office, stranger) -> None:
    office.post(DAY, state=LetterState.WAITING, fault="login", error="535 5.7.8", attempts=1)
    with office.database.begin() as session:
        note_failure(session, RateLimit("spool:/var/spool/dondoc", 10, 1, "spool"), "đầy đĩa", office.now)
    assert stranger.get("/healthz").status_code == 200


def test_a_database_that_fails_is_said_without_its_address(office, stranger, monkeypatch) -> None:
    def locked() -> None:
        raise StorageError("postgresql://user@db.internal/plan: …")

    monkeypatch.setattr(office.database, "read", locked)
    answer = stranger.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["the database cannot be read"]


def test_a_wrong_policy_file_is_told_without_its_words(office, stranger) -> None:
    office.policy_fault = "/etc/dondoc/policy.toml: office: phải là một mục (đang là 'bí mật')"
    answer = stranger.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["the policy file is wrong; the last good one is in force"]


@pytest.mark.parametrize("fault", ["rejected", "login"])
def test_a_server_that_takes_nothing_from_us_is_said_at_once(office, stranger, fault: str) -> None:
    limit = RateLimit("mail:25", per_minute=10, connections=1)
    office.post(DAY, state=LetterState.WAITING, fault=fault, error="550 5.7.1 Relaying denied", attempts=1)
    with office.database.begin() as session:
        note_failure(session, limit, "550 5.7.1 Relaying denied", office.now)
    answer = stranger.get("/healthz")
    assert (answer.status_code, answer.json()["reasons"]) == (
        503,
        ["the mail server does not accept letters from us"],
    )
    with office.database.begin() as session:
        note_success(session, limit)
    assert stranger.get("/healthz").status_code == 200


def test_a_letter_that_was_refused_is_an_operators_task(office, stranger) -> None:
    """The nightly check names it, and the machine is well."""
    with office.database.begin() as session:
        nightly.record_differences(
            session, nightly.Differences(DAY, office.now, ("so-y-te: chưa được báo",), 1)
        )
    assert stranger.get("/healthz").status_code == 200
    with office.database.begin() as session:
        nightly.record_differences(session, nightly.Differences(DAY, office.now, ("x", "so-y-te: …"), 1))
    assert stranger.get("/healthz").status_code == 503
