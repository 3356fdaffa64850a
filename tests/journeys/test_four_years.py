"""Years in one run, with what came in and without: what must hold of every letter."""

import json
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from notifications.letters import LetterWriter
from plan.obligations.duty import Duty
from plan.obligations.views import duties
from plan.storage.copy import copy_to
from plan.storage.database import Database
from scheduler.policy.rules import Rules
from scheduler.replay import read_receipts_file, replay, rewind, timeline, write_mail
from tests.conftest import EXAMPLE, SIGNED
from tests.story import parsed, text_of

# The rungs of the shipped ladder, in working days after the last day on time.
RUNGS = (2, 5, 10)


class Replayed:
    """One replay: what was told, and what everybody owed in the end."""

    def __init__(
        self,
        folder: Path,
        source: Database,
        rules: Rules,
        writer: LetterWriter,
        last: date,
        *,
        answered: bool,
    ):
        copy = copy_to(source, folder / "copy.db")
        with copy.begin() as session:
            rewind(session, SIGNED)
        answers = read_receipts_file(EXAMPLE / "answers.csv") if answered else []
        replay(copy, rules, writer, (SIGNED, last), answers)
        with copy.read() as session:
            self.timeline: list[dict[str, Any]] = list(timeline(session, SIGNED, last))
            write_mail(session, self.timeline, folder)
            self.duties: dict[int, Duty] = {d.id: d for d in duties(session, last)}
        copy.close()
        self.folder, self.last, self.rules = folder, last, rules

    def days(self) -> dict[date, list[dict[str, Any]]]:
        found = defaultdict(list)
        for row in self.timeline:
            found[date.fromisoformat(str(row["date"]))].append(row)
        return found


@pytest.fixture(
    params=[
        # All four silent years give 26,000 letters of the same kinds: `make bench` lives through them. Two late quarters
        # and the half year climb twenty rungs by then, in letters of every kind.
        pytest.param((date(2012, 8, 31), False), id="five months, nothing comes in", marks=pytest.mark.slow),
        pytest.param((date(2016, 1, 31), True), id="four years, answered", marks=pytest.mark.slow),
    ],
    scope="module",
)
def replayed(
    request: pytest.FixtureRequest,
    adopted: Path,
    tmp_path_factory: pytest.TempPathFactory,
    rules: Rules,
    writer: LetterWriter,
) -> Replayed:
    last, answered = request.param
    source = Database(f"sqlite:///{adopted}")
    folder = tmp_path_factory.mktemp("replayed")
    found = Replayed(folder, source, rules, writer, last, answered=answered)
    source.close()
    return found


@pytest.mark.timeout(3000)
def test_what_holds_of_every_replay(replayed: Replayed) -> None:
    _nobody_gets_two_letters_of_a_kind_a_day(replayed)
    _no_letter_is_empty(replayed)
    _nothing_goes_out_on_a_day_off(replayed)
    _nothing_is_told_twice(replayed)
    _nothing_is_told_of_what_is_done(replayed)
    _every_late_report_climbs_the_ladder(replayed)
    _letters_can_be_read(replayed)


def _nobody_gets_two_letters_of_a_kind_a_day(replayed: Replayed) -> None:
    count = Counter((row["date"], row["kind"], *row["to"]) for row in replayed.timeline)
    assert max(count.values()) == 1


def _no_letter_is_empty(replayed: Replayed) -> None:
    assert all(row["items"] for row in replayed.timeline)


def _nothing_goes_out_on_a_day_off(replayed: Replayed) -> None:
    assert [day for day in replayed.days() if not replayed.rules.calendar.works(day)] == []


def _nothing_is_told_twice(replayed: Replayed) -> None:
    count = Counter(
        (item["obligation"], item["step"], *row["to"]) for row in replayed.timeline for item in row["items"]
    )
    assert max(count.values()) == 1


def _nothing_is_told_of_what_is_done(replayed: Replayed) -> None:
    for day, rows in replayed.days().items():
        for row in rows:
            for item in row["items"]:
                done_on = replayed.duties[item["obligation"]].done_on
                assert done_on is None or day < done_on


def _every_late_report_climbs_the_ladder(replayed: Replayed) -> None:
    """Exactly one line a rung to Sở Nội vụ, or to the office above it for its own; none once it is in."""
    calendar = replayed.rules.calendar
    lines = defaultdict(list)
    for day, rows in replayed.days().items():
        for row in rows:
            for item in row["items"]:
                if item["step"].startswith("escalate"):
                    lines[item["obligation"], row["to"][0]].append((item["step"], day))
    for duty in replayed.duties.values():
        if duty.kind != "report":
            continue
        to = "van-phong-ubnd-tinh" if "so-noi-vu" in duty.leads else "so-noi-vu"
        until = duty.done_on or replayed.last.replace(year=replayed.last.year + 9)
        rungs = [*RUNGS, *range(15, 2000, 5)]
        wanted = [
            (f"escalate+{n}", day) for n in rungs if (day := calendar.after(duty.ends, n)) <= replayed.last
        ]
        assert lines[duty.id, to] == [(step, day) for step, day in wanted if day < until]


def _letters_can_be_read(replayed: Replayed) -> None:
    for row in replayed.timeline[:: max(1, len(replayed.timeline) // 50)]:
        raw = (replayed.folder / str(row["file"])).read_bytes()
        assert parsed(raw)["Subject"] == row["subject"]
        told = [replayed.duties[item["obligation"]] for item in row["items"]]
        # A long letter names the most urgent and says how many others are in the attachment.
        words = " ".join(text_of(raw).split())
        unnamed = [d.title for d in told if " ".join(d.title.split()) not in words]
        cut = sum(map(int, re.findall(r"và (\d+) việc khác", words)))
        assert len(unnamed) <= cut, (row["subject"], unnamed)
        # A Message-ID is one word, however long the agency's code; so is the media type of an attachment.
        ids = (b"Message-ID:", b"In-Reply-To:", b"References:", b"Content-Type: application/")
        lines = [line for line in raw.split(b"\r\n") if not line.startswith(ids)]
        assert [line for line in lines if len(line) > 78] == []


@pytest.mark.slow
def test_the_same_days_give_the_same_timeline(
    adopted: Path, tmp_path: Path, rules: Rules, writer: LetterWriter
) -> None:
    source = Database(f"sqlite:///{adopted}")
    texts = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        Replayed(tmp_path / name, source, rules, writer, date(2012, 4, 27), answered=True)
        texts.append((tmp_path / name / "timeline.json").read_text(encoding="utf-8"))
    source.close()
    assert texts[0] == texts[1]
    assert json.loads(texts[0])
