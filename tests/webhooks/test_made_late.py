"""What comes into being when its day has come already is told too: the tick tells each day once, and has told this one."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlmodel import col, select

from cli.import_request import read_request
from notifications.letters import LetterWriter
from plan.agencies.store import load_directory
from plan.models import Cell, Obligation
from plan.obligations.events import MOST_PAST
from scheduler import flow
from scheduler.flow import TickContext
from scheduler.forecast.context import ForecastContext
from scheduler.forecast.obligations import NO_LONGER_DUE, cancel
from scheduler.intake import answers, plan
from scheduler.intake.ad_hoc_report import ReportRequest, request_report
from tests.cli.conftest import small_plan
from tests.story import morning
from tests.web.conftest import ENVIRONMENT, HEAD, RULES
from tests.webhooks.conftest import Listening

TODAY = date(2012, 7, 10)


def ticked(listening: Listening) -> None:
    """What a tick tells programs."""
    writer = LetterWriter(ENVIRONMENT, HEAD)
    with listening.office.database.begin() as session:
        flow.tell_programs(TickContext(session, RULES, writer, listening.office.now))


async def told(listening: Listening) -> list[tuple[str, int]]:
    await listening.run.send()
    bodies = [json.loads(one.body) for one in listening.receiver.told]
    return sorted((said["type"].partition(".")[2], said["data"]["id"]) for said in bodies)


async def test_a_report_asked_for_by_today(listening: Listening) -> None:
    ticked(listening)
    with listening.office.database.begin() as session:
        asked = ReportRequest("Báo cáo nhanh", TODAY, ("so-y-te",), "1200/UBND-NC")
        (number,) = request_report(session, RULES, listening.office.act(), asked)
    assert await told(listening) == [("due", number), ("opened", number)]
    for _ in range(4):
        listening.later(days=1)
        ticked(listening)
    assert await told(listening) == [("due", number), ("late", number), ("opened", number)]


async def test_one_that_comes_before_the_tick_of_its_day_is_told_once(listening: Listening) -> None:
    listening.later(days=1)  # nobody has told this day
    due = listening.office.act().today
    with listening.office.database.begin() as session:
        asked = ReportRequest("Báo cáo nhanh", due, ("so-y-te",), "1200/UBND-NC")
        (number,) = request_report(session, RULES, listening.office.act(), asked)
    ticked(listening)
    ticked(listening)
    assert await told(listening) == [("due", number), ("opened", number)]


def taken_in(
    listening: Listening, folder: Path, *rows: tuple[str, str, str], followed: date | None = None
) -> None:
    """A plan of these rows (task, lead, time), taken in by whoever works there today."""
    office = listening.office
    page = small_plan(folder, *rows, number="77", signed="02 tháng 01 năm 2012", years="2012-2015")
    request = replace(read_request(page, None, None), followed_from=followed)
    with office.database.begin() as session:
        plan.import_plan(session, request, RULES, office.now, office.act().today)


def found(listening: Listening) -> dict[str, int]:
    """Open obligations by the day due."""
    with listening.office.database.read() as session:
        rows = session.exec(select(Obligation).where(col(Obligation.cancelled_on).is_(None)))
        return {str(row.due): row.id for row in rows}


async def test_a_plan_that_is_taken_in_late(listening: Listening, tmp_path: Path) -> None:
    ticked(listening)
    taken_in(
        listening,
        tmp_path,
        ("Rà soát thủ tục", "Sở Y tế", "Tháng 6 năm 2012"),
        ("Tổng kết", "Sở Y tế", "Tháng 12 năm 2013"),
    )
    numbers = found(listening)
    past, ahead = numbers["2012-06-30"], numbers["2013-12-31"]
    assert await told(listening) == [("due", past), ("late", past), ("opened", past)]
    listening.office.now = morning(date(2014, 1, 2))
    ticked(listening)
    assert ("opened", ahead) in await told(listening)


async def test_an_old_plan_is_told_in_one_line(listening: Listening, tmp_path: Path) -> None:
    """What recurs every week since January, for two tasks: 160 days that are past, whoever listens reads by the list."""
    ticked(listening)
    taken_in(listening, tmp_path, ("Rà soát", "Sở Y tế", "Hàng tuần"), ("Tổng hợp", "Sở Y tế", "Hàng tuần"))
    await listening.run.send()
    told = [json.loads(one.body) for one in listening.receiver.told]
    (past,) = [said for said in told if said["type"] == "obligations.past"]
    with listening.office.database.read() as session:
        rows = session.exec(select(Obligation).where(col(Obligation.cancelled_on).is_(None))).all()
    days = [(row.opens, row.due, row.ends) for row in rows]
    counts = {name: past["data"][name] for name in ("opened", "due", "late")}
    assert counts == {
        "opened": sum(opens < TODAY for opens, _, _ in days),
        "due": sum(due < TODAY for _, due, _ in days),
        "late": sum(ends < TODAY - timedelta(1) for _, _, ends in days),
    }
    assert sum(counts.values()) > MOST_PAST
    assert len(told) == 1 + sum(ends == TODAY - timedelta(1) for _, _, ends in days)  # late since today
    assert past["data"]["url"].startswith("/api/v1/obligations?changed_since=2012-07-10T")


async def test_what_comes_today_is_told_one_by_one_however_much_is_past(
    listening: Listening, tmp_path: Path
) -> None:
    ticked(listening)
    week, day = "Hàng tuần", "Ngày 10 tháng 7 năm 2012"
    taken_in(
        listening,
        tmp_path,
        *((name, "Sở Y tế", week) for name in ("Rà soát", "Tổng hợp")),
        ("Tập huấn", "Sở Y tế", day),
    )
    await listening.run.send()
    kinds = sorted(json.loads(one.body)["type"] for one in listening.receiver.told)
    late = 2 * ["obligation.late"]  # what was to be done by the evening before
    assert kinds == ["obligation.due", *late, "obligations.past"]


async def test_what_is_history_from_the_beginning_is_told_to_nobody(
    listening: Listening, tmp_path: Path
) -> None:
    ticked(listening)
    taken_in(listening, tmp_path, ("Rà soát", "Sở Y tế", "Tháng 6 năm 2012"), followed=TODAY)
    assert await told(listening) == []


async def test_where_a_person_names_the_day_of_a_task(listening: Listening, tmp_path: Path) -> None:
    taken_in(listening, tmp_path, ("Tập huấn", "Sở Y tế", "Khi cấp trên giao thêm người"))
    ticked(listening)
    office = listening.office
    with office.database.begin() as session:
        answers.settle(session, RULES, office.act(), "1", {Cell.TIMING: "Quý III năm 2012"})
    (number,) = found(listening).values()
    assert await told(listening) == [("opened", number)]


async def test_what_the_plan_no_longer_asks_for_is_cancelled_and_comes_back(
    listening: Listening, tmp_path: Path
) -> None:
    taken_in(listening, tmp_path, ("Tổng kết", "Sở Y tế", "Tháng 12 năm 2012"))
    ticked(listening)
    before = await told(listening)
    (number,) = found(listening).values()
    office = listening.office
    with office.database.begin() as session:
        row = session.get_one(Obligation, number)
        context = ForecastContext(session, RULES, load_directory(session), office.now, TODAY)
        cancel(context, row, NO_LONGER_DUE)
    assert await told(listening) == sorted([*before, ("cancelled", number)])
    taken_in(listening, tmp_path, ("Tổng kết", "Sở Y tế", "Tháng 12 năm 2012"))
    assert await told(listening) == sorted([*before, ("cancelled", number), ("reopened", number)])


def test_whoever_follows_the_order_of_changes_sees_what_is_new(listening: Listening) -> None:
    """Put in as plain rows, they had the turn of none: a program that asked for what changed never saw them."""
    with listening.office.database.begin() as session:
        asked = ReportRequest("Báo cáo nhanh", TODAY, ("so-y-te",), "1200/UBND-NC")
        (number,) = request_report(session, RULES, listening.office.act(), asked)
    with listening.office.database.read() as session:
        assert session.get_one(Obligation, number).turn > 0
