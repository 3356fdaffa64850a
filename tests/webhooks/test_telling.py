"""What changes is told to whoever listens: signed, once, however long they are away."""

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, func, select
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from plan.errors import NotPossibleError
from plan.hooks import endpoints, queue
from plan.hooks.retries import WAITS
from plan.hooks.secrets import secret_of
from plan.models import AgencyResponse, Delivery, Obligation
from plan.obligations import acceptance, acts, responses
from plan.obligations.acceptance import Said
from plan.obligations.events import of_days, tell_days
from plan.vocabulary import ExtensionWay
from tests.conftest import ROOT
from tests.web.conftest import KEY, RULES, Office
from tests.webhooks.conftest import Listening, hook_run


async def test_what_is_recorded_is_told_and_signed(listening: Listening) -> None:
    duty = listening.office.oblige("so-y-te", date(2012, 7, 6), holder="so-y-te")
    listening.done(duty)
    assert await listening.run.send() == 1
    (told,) = listening.receiver.told
    said = Webhook(listening.secret).verify(told.body, told.headers)
    assert said["type"] == "obligation.done"
    assert said["data"] == {
        "id": duty,
        "agency": "so-y-te",
        "status": "done-late",
        "url": f"/api/v1/obligations/{duty}",
    }
    assert len(told.body.encode()) <= 2048
    assert told.headers["host"] == f"127.0.0.2:{listening.receiver.port}"
    assert told.path == "/dondoc?token=x"
    assert await listening.run.send() == 0


async def test_a_forged_body_or_another_secret_is_seen(listening: Listening) -> None:
    listening.done(listening.office.oblige("so-y-te", date(2012, 7, 20)))
    await listening.run.send()
    (told,) = listening.receiver.told
    for secret, body in ((listening.secret, told.body + " "), (secret_of(KEY, "other"), told.body)):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body, told.headers)


async def test_for_a_day_both_secrets_sign(listening: Listening) -> None:
    with listening.office.database.begin() as session:
        new = secret_of(KEY, endpoints.rotate(session, listening.office.act(), listening.number))
    for n in range(2):
        listening.done(listening.office.oblige("so-y-te", date(2012, 7, 20 + n)))
        await listening.run.send()
        listening.later(hours=24)
    first, second = listening.receiver.told
    for secret, told in ((new, first), (listening.secret, first), (new, second)):
        Webhook(secret).verify(told.body, told.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(listening.secret).verify(second.body, second.headers)


async def test_every_act_is_told_by_its_name(listening: Listening) -> None:
    office = listening.office
    duty = office.oblige("so-y-te", date(2012, 7, 20))
    steps = (
        lambda s, r, a: acts.extend(s, r, a, to=date(2012, 8, 1), ends=date(2012, 8, 1), reason="thiếu số liệu"),
        lambda s, r, a: acts.complete(s, r, a, on=a.today, document="1/BC", note=None),
        lambda s, r, a: acts.correct(s, r, a, reason="gõ nhầm", document="2/BC"),
        lambda s, r, a: acts.reopen(s, r, a, "nhận nhầm"),
        lambda s, r, a: acts.cancel(s, r, a, reason="không còn phải làm"),
    )  # fmt: skip
    for step in steps:
        with office.database.begin() as session:
            step(session, acts.find_obligation(session, duty), office.act())
    await listening.run.send()
    names = [json.loads(told.body)["type"].partition(".")[2] for told in listening.receiver.told]
    assert names == ["extended", "done", "done", "reopened", "cancelled"]


def test_the_word_of_an_agency_is_told_with_it_once(listening: Listening) -> None:
    """Declared, sent back, more time asked for: each in the transaction of the act, and no act that was refused."""
    office, rules = listening.office, RULES.collection
    duty = office.oblige("so-y-te", date(2012, 7, 20), holder="so-y-te")

    def done(act: Callable[[Session, Obligation], object]) -> list[tuple[str, dict[str, object]]]:
        """What was written of it before anybody else could see the act."""
        with office.database.begin() as session:
            before = session.exec(select(func.max(Delivery.id))).one() or 0
            act(session, acts.find_obligation(session, duty))
            session.flush()
            rows = session.exec(select(Delivery).where(col(Delivery.id) > before)).all()
            return [(said["type"], said["data"]) for said in (json.loads(row.body) for row in rows)]

    def declare(session: Session, row: Obligation) -> object:
        return acceptance.declare(session, row, "so-y-te", office.act(), Said(date(2012, 7, 9)), rules)

    def send_back(session: Session, row: Obligation) -> object:
        return acceptance.send_back(session, row, office.act(), rules, reason="thiếu biểu")

    def ask(session: Session, row: Obligation) -> object:
        until = date(2012, 8, 15)
        return responses.request_extension(
            session, row, "so-y-te", office.act(), until=until, reason="lũ", way=ExtensionWay.LATER
        )

    words = {"id": duty, "agency": "so-y-te", "url": f"/api/v1/obligations/{duty}"}
    assert done(declare) == [("obligation.declared", {**words, "status": "declared"})]
    assert done(send_back) == [("obligation.sent_back", {**words, "status": "open"})]
    ((name, data),) = done(ask)
    assert (name, data["id"], data["status"]) == ("extension.requested", duty, "open")
    with office.database.read() as session:
        assert session.get_one(AgencyResponse, data["request"]).obligation_id == duty
    for act in (send_back, ask):
        with pytest.raises(NotPossibleError):
            done(act)
    with office.database.read() as session:
        assert len(session.exec(select(Delivery)).all()) == 3


async def test_days_that_come_are_told_once_also_those_slept_through(listening: Listening) -> None:
    office = listening.office
    today = office.act().today
    for days in (-3, 0, 1):
        office.oblige("so-y-te", today + timedelta(days), opens=today + timedelta(days - 2))

    def tick(after: date, until: date) -> None:
        with office.database.begin() as session:
            tell_days(session, after, until, office.now)

    tick(today - timedelta(4), today)
    tick(today - timedelta(4), today)  # a clock set back, a second machine
    tick(today, today + timedelta(2))
    await listening.run.send()
    told = [
        (said["type"], said["data"]["id"])
        for said in (json.loads(one.body) for one in listening.receiver.told)
    ]
    assert len(told) == len(set(told))
    assert {number for name, number in told if name == "obligation.late"} == {1, 2, 3}
    assert {number for name, number in told if name == "obligation.due"} == {1, 2, 3}
    assert ("obligation.opened", 3) in told


async def test_a_day_that_is_a_sunday_is_due_then_and_late_after_the_last_day_on_time(
    listening: Listening,
) -> None:
    office, sunday, monday = listening.office, date(2012, 7, 15), date(2012, 7, 16)
    duty = office.oblige("so-y-te", sunday, opens=date(2012, 7, 1), ends=monday)
    with office.database.begin() as session:
        names = [
            (day, [one.event for one in of_days(session, day - timedelta(1), day)])
            for day in (sunday, monday, monday + timedelta(1), monday + timedelta(2))
        ]
        slept_through = [one.event for one in of_days(session, sunday - timedelta(1), monday + timedelta(1))]
    due, late = "obligation.due", "obligation.late"
    assert [found for _, found in names] == [[due], [], [late], []]
    assert slept_through == [due, late]
    assert duty


async def test_an_endpoint_that_is_away_for_two_days_gets_each_event_once(listening: Listening) -> None:
    listening.receiver.always = (503, {})
    duties = [listening.office.oblige("so-y-te", date(2012, 8, 1 + n)) for n in range(3)]
    for duty in duties:
        listening.done(duty)
    for _ in range(48):
        await listening.run.send()
        listening.later(hours=1)
    listening.receiver.told.clear()
    listening.receiver.always = (204, {})
    for _ in range(48):
        await listening.run.send()
        listening.later(hours=1)
    assert sorted(json.loads(told.body)["data"]["id"] for told in listening.receiver.told) == duties
    assert len(set(listening.receiver.ids)) == len(duties)


async def test_whoever_is_killed_while_sending_loses_nothing(listening: Listening) -> None:
    listening.done(listening.office.oblige("so-y-te", date(2012, 7, 20)))
    host = listening.run.worker_id.split(":")[0]
    with listening.office.database.begin() as session:
        one = queue.claim(session, listening.number, f"{host}:999999999:before", listening.office.now)
    assert one is not None
    await listening.run.deliverer.deliver(one)  # and there it ended
    assert await hook_run(listening.office).send() == 1
    assert listening.receiver.ids == [one.message_id, one.message_id]


def test_a_process_killed_in_the_middle_repeats_that_alone(listening: Listening) -> None:
    """The first of three was answered, the second is being answered when the process is killed."""
    office, found = listening.office, listening.receiver
    duties = [office.oblige("so-y-te", date(2012, 7, 20 + n)) for n in range(3)]
    for duty in duties:
        listening.done(duty)
    found.slow, found.quick = 60.0, 1
    command = [sys.executable, "-m", "tests.webhooks.sending", office.database.url, office.now.isoformat()]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        while len(found.told) < 2:
            assert process.poll() is None
            time.sleep(0.02)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    found.slow = 0.0
    assert [asyncio.run(hook_run(office).send()) for _ in range(2)] == [2, 0]
    assert found.ids == [f"msg_{number}" for number in (1, 2, 2, 3)]
    assert found.told[1].body == found.told[2].body
    assert [json.loads(found.told[n].body)["data"]["id"] for n in (0, 2, 3)] == duties


async def test_the_last_failure_closes_the_endpoint_and_the_operator_sees_it(listening: Listening) -> None:
    listening.receiver.always = (500, {})
    listening.done(listening.office.oblige("so-y-te", date(2012, 7, 20)))
    for wait in WAITS:
        await listening.run.send()
        listening.later(seconds=wait.total_seconds())
    await listening.run.send()
    assert len(listening.receiver.told) == len(WAITS) + 1
    with listening.office.database.read() as session:
        (closed,) = endpoints.closed_unseen(session)
    assert closed.closed_because == queue.GAVE_UP
    listening.done(listening.office.oblige("so-y-te", date(2012, 7, 21)))
    assert await listening.run.send() == 0
    with listening.office.database.begin() as session:
        endpoints.close(session, listening.office.act(), listening.number)
        assert endpoints.closed_unseen(session) == []


async def test_who_is_gone_is_asked_no_more(listening: Listening) -> None:
    listening.receiver.always = (410, {})
    listening.done(listening.office.oblige("so-y-te", date(2012, 7, 20)))
    await listening.run.send()
    listening.later(days=2)
    assert await listening.run.send() == 0
    with listening.office.database.read() as session:
        assert endpoints.closed_unseen(session)[0].closed_because == queue.GONE


async def test_who_asks_for_time_is_given_it(listening: Listening) -> None:
    listening.receiver.answers = [(429, {"Retry-After": "3600"})]
    listening.done(listening.office.oblige("so-y-te", date(2012, 7, 20)))
    await listening.run.send()
    listening.later(minutes=59)
    assert await listening.run.send() == 0
    listening.later(minutes=1)
    assert await listening.run.send() == 1


def test_where_nobody_listens_nothing_is_written_and_one_question_asked(office: Office) -> None:
    duties = [office.oblige("so-y-te", date(2012, 7, 20 + n)) for n in range(3)]
    asked: list[str] = []
    event.listen(office.database.engine, "before_cursor_execute", lambda _c, _u, what, *_: asked.append(what))
    with office.database.begin() as session:
        for duty in duties:
            acts.complete(
                session,
                session.get_one(Obligation, duty),
                office.act(),
                on=office.act().today,
                document=None,
                note=None,
            )
    assert sum("endpoint" in what for what in asked) == 1
    with office.database.read() as session:
        assert session.exec(select(Delivery)).all() == []


def test_what_is_undone_is_not_told(listening: Listening) -> None:
    act, duty = listening.office.act(), listening.office.oblige("so-y-te", date(2012, 7, 20))

    def done_and_broken() -> None:
        with listening.office.database.begin() as session:
            acts.complete(
                session, acts.find_obligation(session, duty), act, on=act.today, document=None, note=None
            )
            raise RuntimeError

    with pytest.raises(RuntimeError):
        done_and_broken()
    with listening.office.database.read() as session:
        assert session.exec(select(Delivery)).all() == []


async def test_what_was_taken_long_ago_is_forgotten_and_no_number_given_again(listening: Listening) -> None:
    for n in range(2):
        listening.done(listening.office.oblige("so-y-te", date(2012, 7, 20 + n)))
    await listening.run.send()
    listening.later(days=91)
    with listening.office.database.begin() as session:
        queue.forget(session, listening.office.now)
        assert session.exec(select(Delivery.id)).all() == [2]


async def test_where_an_admin_closed_nothing_more_is_sent(listening: Listening) -> None:
    listening.done(listening.office.oblige("so-y-te", date(2012, 7, 20)))
    with listening.office.database.begin() as session:
        endpoints.close(session, listening.office.act(), listening.number)
        assert queue.claim(session, listening.number, "me", listening.office.now) is None
    assert await listening.run.send() == 0
