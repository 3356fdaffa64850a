"""plan.feeds and `dondoc feed`."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar
from sqlmodel import col, select
from starlette.testclient import TestClient

from cli.base import Options
from cli.commands.doctor import doctor
from cli.commands.feed import feed
from plan.models import Agency, Audit
from plan.subscriptions import feeds
from web.app import create_app


def test_only_the_hash_is_kept(office) -> None:
    with office.database.begin() as session:
        made, secret = feeds.add(session, office.act(), "so-y-te")
        assert feeds.title_of(session, made) == "Đôn Đốc – Sở Y tế"
        assert made.secret_hash == sha256(secret.encode()).hexdigest()
        assert len(secret) == 43
        assert feeds.find(session, secret) == made
        assert feeds.find(session, made.secret_hash) is None


def test_the_devices_of_an_agency_are_told_apart(office) -> None:
    with office.database.begin() as session:
        names = [
            feeds.add(session, office.act(), "so-y-te", n)[0].name for n in ("", "", "", "Máy  của\nlan")
        ]
        assert names == ["", "2", "3", "Máy của lan"]
        for name, reason in (("Máy của lan", "đã có lịch tên"), ("x" * 81, "dài quá 80")):
            with pytest.raises(ValueError, match=reason):
                feeds.add(session, office.act(), "so-y-te", name)
        feeds.add(session, office.act(), "so-xay-dung", "Máy của lan")
        feeds.revoke(session, office.act(), 4)
        feeds.add(session, office.act(), "so-y-te", "Máy của lan")


def test_rotating_lets_both_work_for_a_while(office, stranger) -> None:
    office.oblige("so-y-te", office.now.date())
    number, old = office.subscribe("so-y-te", "Lịch", only_open=True, alarm=3)
    before = stranger.get(f"/feeds/{old}.ics")
    with office.database.begin() as session:
        made, new = feeds.rotate(session, office.act(), number, timedelta(days=14))
        assert (made.agency, made.name, made.revoked_at) == ("so-y-te", "Lịch", None)
        with pytest.raises(LookupError, match="đã được thay bằng số 2; hãy đổi số 2"):
            feeds.rotate(session, office.act(), number)
    for secret in (old, new):
        answer = stranger.get(f"/feeds/{secret}.ics")
        assert answer.content == before.content
        assert answer.headers["last-modified"] == before.headers["last-modified"]
    office.now += timedelta(days=13, hours=23)
    assert stranger.get(f"/feeds/{old}.ics").status_code == 200
    office.now += timedelta(hours=1)
    assert stranger.get(f"/feeds/{old}.ics").status_code == 410
    assert stranger.get(f"/feeds/{new}.ics").status_code == 200


def test_revoking_takes_the_one_it_replaced_with_it(office, stranger) -> None:
    number, old = office.subscribe("so-y-te")
    with office.database.begin() as session:
        made, new = feeds.rotate(session, office.act(), number)
        feeds.revoke(session, office.act(), made.id)
    assert {stranger.get(f"/feeds/{s}.ics").status_code for s in (old, new)} == {410}


def test_revoking_twice_keeps_the_first_moment(office) -> None:
    number, _ = office.subscribe(None)
    with office.database.begin() as session:
        first = feeds.revoke(session, office.act(), number).revoked_at
        office.now += timedelta(days=300)
        assert feeds.revoke(session, office.act(), number).revoked_at == first


def test_every_act_is_written_down_without_the_secret(office) -> None:
    number, secret = office.subscribe("so-y-te", "Lịch", kind="report")
    with office.database.begin() as session:
        made, new = feeds.rotate(session, office.act(), number)
        feeds.revoke(session, office.act(), made.id)
        rows = list(session.exec(select(Audit).order_by(col(Audit.id))))
        assert [(r.act, r.subject, r.who) for r in rows] == [
            ("feed add", "feed 1", "test"),
            ("feed rotate", "feed 2", "test"),
            ("feed revoke", "feed 2", "test"),
            ("feed revoke", "feed 1", "test"),
        ]
        assert rows[0].detail == {"agency": "so-y-te", "name": "Lịch", "kind": "report"}
        assert not {secret, new} & set(str([r.detail for r in rows]).split("'"))


def test_what_is_not_known_is_said(office) -> None:
    with office.database.begin() as session:
        session.add(Agency(code="cac-so", name="các sở, ban, ngành", kind="group"))
        for code in ("so-la", "cac-so"):
            with pytest.raises(LookupError, match="không có cơ quan"):
                feeds.add(session, office.act(), code)
        for act in (feeds.rotate, feeds.revoke):
            with pytest.raises(LookupError, match="không có địa chỉ lịch số 9"):
                act(session, office.act(), 9)


@pytest.fixture
def run(office):
    def ran(*words: str) -> Result:
        options = Options(db=office.database.url, as_of="2012-07-10")
        return CliRunner().invoke(feed, words, obj=options)

    return ran


def test_add_shows_the_address_once(run, stranger) -> None:
    made = json.loads(run("add", "so-y-te", "--name", "Lịch Y tế", "--json").stdout)
    assert made["url"].startswith("http://127.0.0.1:8080/feeds/")
    assert stranger.get("/feeds/" + made["url"].rpartition("/")[2]).status_code == 200
    shown = run("add", "all")
    assert "/feeds/" in shown.stdout
    listed = run("list")
    assert "Lịch Y tế" in listed.output
    assert "all" in listed.output
    assert "/feeds/" not in listed.output
    rows = json.loads(run("list", "--json").stdout)
    assert [(r["id"], r["agency"], r["name"]) for r in rows] == [
        (1, "so-y-te", "Lịch Y tế"),
        (2, None, ""),
    ]
    assert not any("secret" in key or "hash" in key for r in rows for key in r)
    assert [r["seen_at"] is not None for r in rows] == [True, False]


def test_rotate_and_revoke(office, run, stranger) -> None:
    number, old = office.subscribe("so-y-te")
    new = json.loads(run("rotate", str(number), "--overlap", "0", "--json").stdout)
    assert stranger.get(f"/feeds/{old}.ics").status_code == 410
    assert run("revoke", str(new["id"])).exit_code == 0
    assert stranger.get("/feeds/" + new["url"].rpartition("/")[2]).status_code == 410


@pytest.mark.parametrize("words", [("add", "so-la"), ("rotate", "9"), ("revoke", "9"), ("export", "so-la")])
def test_a_slip_is_one_line_and_status_one(run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("dondoc: không có ")


def test_export_writes_what_the_feed_serves(office, run) -> None:
    office.oblige("so-y-te", office.now.date())
    office.base_url = ""
    client = TestClient(create_app(office.site()))
    for agency in ("so-y-te", "all"):
        _, secret = office.subscribe(None if agency == "all" else agency)
        exported = run("export", agency).stdout_bytes
        assert b"BEGIN:VEVENT" in exported
        assert exported == client.get(f"/feeds/{secret}.ics").content
    client.close()


def test_a_choice_is_made_when_the_address_is_given_out(office, run, stranger) -> None:
    office.oblige("so-y-te", office.now.date(), "Chủ trì việc này")
    office.oblige("so-xay-dung", office.now.date(), "Giúp việc kia", partner="so-y-te")
    words = (
        "--role",
        "partner",
        "--plan",
        "39/QĐ-UBND",
        "--kind",
        "task",
        "--only-open",
        "--alarm",
        "3",
        "--todo",
    )
    made = json.loads(run("add", "so-y-te", *words, "--json").stdout)
    assert made["choice"] == {
        "role": "partner",
        "plan": "39/QĐ-UBND",
        "kind": "task",
        "only_open": True,
        "alarm": 3,
        "todo": True,
    }
    body = stranger.get("/feeds/" + made["url"].rpartition("/")[2]).content
    (todo,) = Calendar.from_ical(body).walk("VTODO")
    assert str(todo["SUMMARY"]) == "[Phối hợp] Giúp việc kia"
    assert [str(a["TRIGGER"].to_ical(), "ascii") for a in Calendar.from_ical(body).walk("VALARM")] == [
        "-P2DT15H"
    ]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--plan", "1/QĐ-UBND"), "không có kế hoạch số"),
        (("--alarm", "61"), "từ 0 đến 60 ngày"),
        (("--alarm", "-1"), "từ 0 đến 60 ngày"),
        (("--name", "x" * 81), "dài quá 80 chữ"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(run, words: tuple[str, str], reason: str) -> None:
    result = run("add", "so-y-te", *words)
    assert result.exit_code == 1
    assert reason in result.stderr
    assert "Lịch" not in run("list").output


def test_a_calendar_of_everything_that_nobody_reads_is_told_to_the_operator(office) -> None:
    office.now -= timedelta(days=40)
    office.subscribe(None)
    office.subscribe("so-y-te")  # told in its own letters
    options = Options(db=office.database.url, as_of="2012-07-10")
    told = json.loads(CliRunner().invoke(doctor, ["--json"], obj=options).stdout)["problems"]
    assert [line for line in told if "không ai đọc" in line] == [
        "lịch số 1 (mọi việc) đã 30 ngày không ai đọc; không dùng nữa thì: dondoc feed revoke 1"
    ]
