"""Regimes on a real register: chains, who collects, grace, one line of configuration."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from cli.import_request import read_request
from notifications.letters import LetterWriter
from plan.models import Deadline, Obligation
from plan.obligations.views import ObligationFilter, duties
from plan.storage.database import Database
from scheduler.intake.plan import import_plan
from scheduler.intake.refresh import refresh
from scheduler.policy.regimes import Link, RegimeRules, Submit, choose
from scheduler.policy.rules import Rules
from tests.cli.conftest import Dondoc
from tests.conftest import EXAMPLE
from tests.story import Story, morning, text_of

pytestmark = pytest.mark.weeks  # lives through days: quickly on SQLite, in CI on PostgreSQL too

SIGNED = date(2012, 3, 25)


def _take(database: Database, rules: Rules, *regimes: RegimeRules) -> tuple[str, ...]:
    import_request = replace(read_request(EXAMPLE / "plan.txt", None, None), regimes=regimes)
    with database.begin() as session:
        taken = import_plan(session, import_request, rules, morning(SIGNED), SIGNED)
        return tuple(f"{p.where}: {p.text}" for p in taken.problems if "chế độ" in p.where)


def _told_of(story: Story, obligation: int, step: str) -> list[tuple[str, str]]:
    return [(str(n.day), n.agency) for n in story.told(obligation_id=obligation) if n.step.startswith(step)]


def test_the_agency_that_collects_hears_who_is_late(
    empty: Database, rules: Rules, writer: LetterWriter
) -> None:
    assert _take(empty, rules, *choose("ttcp-06-2025")) == ()
    story = Story(empty, rules, writer)
    label = "Báo cáo công tác thanh tra quý II năm 2012"
    duty = story.duty(label, "so-y-te", date(2012, 6, 1))
    assert (duty.due, duty.ends) == (date(2012, 6, 17), date(2012, 6, 18))  # a Sunday
    assert duty.data == (date(2012, 3, 15), date(2012, 6, 14))
    story.live(date(2012, 6, 11), date(2012, 7, 3))
    assert _told_of(story, duty.id, "escalate") == [
        ("2012-06-20", "thanh-tra-tinh"),
        ("2012-06-25", "thanh-tra-tinh"),
        ("2012-07-02", "thanh-tra-tinh"),
        ("2012-07-02", "van-phong-ubnd-tinh"),
    ]
    digest = next(x for x in story.letters(agency="so-y-te"))
    assert "số liệu từ 15/3/2012 đến 14/6/2012" in text_of(digest)
    above = story.duty(label.replace("Báo cáo", "Báo cáo tổng hợp"), "thanh-tra-tinh", date(2012, 7, 3))
    assert above.due == date(2012, 6, 20)


def test_grace_puts_late_off_by_working_days(empty: Database, rules: Rules, writer: LetterWriter) -> None:
    link = Link(who=("so-y-te",), to="UBND tỉnh", label="Báo cáo {period}", grace=3)
    own = RegimeRules(name="own", title="x", source="x", periods=("Q2",), link=(link,))
    _take(empty, rules, own)
    duty = Story(empty, rules, writer).duty("Báo cáo quý II năm 2012", "so-y-te", date(2012, 7, 1))
    assert (duty.due, duty.ends) == (date(2012, 6, 30), date(2012, 7, 5))


def test_a_name_that_means_nobody_is_asked_about(empty: Database, rules: Rules) -> None:
    link = Link(who=("UBND các đặc khu | Các thôn", "so-y-te"), to="x", label="{period}")
    own = RegimeRules(name="own", title="x", source="x", periods=("Y",), link=(link,))
    assert _take(empty, rules, own) == ("chế độ báo cáo own: UBND các đặc khu | Các thôn",)


def test_a_chain_of_working_days_moves_no_stored_day(empty: Database, rules: Rules) -> None:
    """A holiday that is decreed later changes nothing that people were told."""
    from scheduler.working_days.vietnam import DayChange, calendar

    link = Link(who=("so-y-te",), to="x", label="{period}", submit=Submit(plus_days=2, working=True))
    own = RegimeRules(name="own", title="x", source="x", periods=("Q2",), link=(link,))
    _take(empty, rules, own)
    off = DayChange(date(2012, 7, 2), working=False, label="nghỉ bù", source="quyết định mới")
    other = replace(rules, calendar=calendar(2011, 2021, [off]), regimes=(own,))
    with empty.begin() as session:
        refresh(session, other, morning(date(2012, 4, 2)), date(2012, 4, 2))
        days = session.exec(
            select(Deadline.due).where(Deadline.label == "quý II năm 2012", Deadline.regime_id != None)  # noqa: E711
        ).all()
    assert days == [date(2012, 7, 3)]


def test_a_regime_chosen_later_asks_only_for_what_is_ahead(database: Database, rules: Rules) -> None:
    chosen = replace(rules, regimes=choose("bnv-581"))
    today = date(2012, 7, 16)
    with database.begin() as session:
        refresh(session, chosen, morning(today), today)
        mine = duties(session, today, ObligationFilter(agency="so-y-te", kind="report"))
    labels = {d.label: d.status for d in mine if d.due.year == 2012}
    assert labels["Báo cáo cải cách hành chính quý III năm 2012"] == "open"
    assert "Báo cáo cải cách hành chính 6 tháng đầu năm 2012" not in labels
    assert labels["Báo cáo quý II năm 2012"] == "late"
    assert labels["Báo cáo quý III năm 2012"] == "cancelled"


def test_one_line_of_configuration_chooses(dondoc: Dondoc, tmp_path: Path) -> None:
    (tmp_path / "dondoc.toml").write_text('[reports]\nuse = "bnv-581"\n', encoding="utf-8")
    ran = dondoc("import", EXAMPLE / "plan.txt", "--json", "--as-of", "2012-03-25")
    assert {r["regime"] for r in ran.json["reports"]} == {"bnv-581"}
    assert ran.json["reports"][0]["data"] == ["2011-12-15", "2012-06-14"]


def test_a_file_of_ones_own_is_chosen_by_its_path(
    dondoc: Dondoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[regime]]\nname = "tinh"\ntitle = "x"\nsource = "x"\nperiods = ["M9"]\n'
        '[[regime.link]]\nwho = ["Các sở, ban, ngành"]\nto = "UBND tỉnh"\nlabel = "Báo cáo {period}"\n'
        'submit = { at = "next-month", day = 3, before = true }\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("DONDOC_REPORTS__USE", str(own))
    ran = dondoc("import", EXAMPLE / "plan.txt", "--json", "--as-of", "2012-03-25")
    first = ran.json["reports"][0]
    assert (first["label"], first["due"]) == ("Báo cáo 9 tháng năm 2012", "2012-10-02")
    monkeypatch.setenv("DONDOC_REPORTS__USE", "khong-co")
    bad = dondoc("import", EXAMPLE / "plan.txt")
    assert (bad.code, "có sẵn" in bad.err) == (1, True)


def test_who_owes_is_whole(database: Database) -> None:
    with database.read() as session:
        found = session.exec(select(Obligation).where(Obligation.label == "Báo cáo tổng hợp quý II năm 2012"))
        assert [(o.holder, str(o.due)) for o in found] == [("so-noi-vu", "2012-07-10")]
