"""plan.feeds and `dondoc feed`."""

import json
from hashlib import sha256

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from cli.context import Context, Options
from cli.feeds import feed
from plan import feeds
from plan.models import Agency


def test_only_the_hash_is_kept(office) -> None:
    with office.database.begin() as session:
        made, secret = feeds.add(session, "so-y-te", "", office.now)
        assert made.name == "Sở Y tế"
        assert made.secret_hash == sha256(secret.encode()).hexdigest()
        assert len(secret) == 43
        assert feeds.find(session, secret) == made
        assert feeds.find(session, made.secret_hash) is None


def test_rotating_revokes_the_old_and_makes_a_new_one(office) -> None:
    number, old = office.subscribe("so-y-te", "Lịch")
    with office.database.begin() as session:
        made, new = feeds.rotate(session, number, office.now)
        assert (made.agency, made.name, made.revoked_at) == ("so-y-te", "Lịch", None)
        before = feeds.find(session, old)
        assert before is not None
        assert before.revoked_at == office.now
        assert old != new
        with pytest.raises(LookupError, match="đã bị thu hồi"):
            feeds.rotate(session, number, office.now)


def test_revoking_twice_keeps_the_first_moment(office) -> None:
    number, _ = office.subscribe(None)
    with office.database.begin() as session:
        first = feeds.revoke(session, number, office.now).revoked_at
        assert feeds.revoke(session, number, office.now.replace(year=2013)).revoked_at == first


def test_what_is_not_known_is_said(office) -> None:
    with office.database.begin() as session:
        session.add(Agency(code="cac-so", name="các sở, ban, ngành", kind="group"))
        for code in ("so-la", "cac-so"):
            with pytest.raises(LookupError, match="không có cơ quan"):
                feeds.add(session, code, "x", office.now)
        for act in (feeds.rotate, feeds.revoke):
            with pytest.raises(LookupError, match="không có địa chỉ lịch số 9"):
                act(session, 9, office.now)


@pytest.fixture
def run(office):
    def ran(*words: str) -> Result:
        context = Context(Options(db=office.database.url, as_of="2012-07-10"))
        try:
            return CliRunner().invoke(feed, words, obj=context)
        finally:
            context.database.close()

    return ran


def test_add_shows_the_address_once(run, stranger) -> None:
    made = json.loads(run("add", "so-y-te", "--name", "Lịch Y tế", "--json").stdout)
    assert made["url"].startswith("http://127.0.0.1:8080/feeds/")
    assert stranger.get("/feeds/" + made["url"].rpartition("/")[2]).status_code == 200
    shown = run("add", "all")
    assert "/feeds/" in shown.stdout
    listed = run("list")
    assert "Lịch Y tế" in listed.output
    assert "Tất cả cơ quan" in listed.output
    assert "/feeds/" not in listed.output
    rows = json.loads(run("list", "--json").stdout)
    assert [(r["id"], r["agency"], r["name"]) for r in rows] == [
        (1, "so-y-te", "Lịch Y tế"),
        (2, None, "Tất cả cơ quan"),
    ]
    assert all(set(r) == {"id", "agency", "name", "made_at", "revoked_at"} for r in rows)


def test_rotate_and_revoke(office, run, stranger) -> None:
    number, old = office.subscribe("so-y-te")
    new = json.loads(run("rotate", str(number), "--json").stdout)
    assert stranger.get(f"/feeds/{old}.ics").status_code == 410
    assert run("revoke", str(new["id"])).exit_code == 0
    assert stranger.get("/feeds/" + new["url"].rpartition("/")[2]).status_code == 410


@pytest.mark.parametrize("words", [("add", "so-la"), ("rotate", "9"), ("revoke", "9"), ("export", "so-la")])
def test_a_slip_is_one_line_and_status_one(run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("Error: không có ")


def test_export_writes_what_the_feed_serves_but_for_its_host(office, run) -> None:
    office.oblige("so-y-te", office.now.date())
    for agency in ("so-y-te", "all"):
        calendar = Calendar.from_ical(run("export", agency).stdout_bytes)
        (event,) = calendar.walk("VEVENT")
        assert event["UID"] == "obligation-1@127.0.0.1"
