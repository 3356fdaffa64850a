"""Whole plans with damaged cells, taken in as `dondoc import` does: adopted, kept for a person, or refused in a sentence."""

import csv
from contextlib import suppress
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

from hypothesis import strategies as st
from sqlmodel import select

from cli.import_request import read_request
from plan.models import Deadline
from plan.storage.database import Database
from scheduler.intake.plan import import_plan
from scheduler.policy.rules import Rules
from tests.conftest import EXAMPLE
from tests.fuzz import damage, plans
from tests.fuzz.fuzzing import fuzz, marks
from tests.fuzz.test_names import WORDS as NAMES
from tests.fuzz.test_phrases import WORDS as PHRASES

pytestmark = marks
NOW = datetime(2012, 3, 25, 2, tzinfo=UTC)
TIMES = [row[5] for row in plans.ROWS if row[5]] + [
    "Hàng quý",
    "Trước ngày 15/12 hàng năm",
    "Năm 2012, chậm nhất trong năm 2013",
]
BODIES = [row[2] for row in plans.ROWS if row[2]] + ["Các sở, ban, ngành; UBND các huyện, thành phố"]
cell = damage.text([row[1] for row in plans.ROWS])
rows = st.lists(
    st.tuples(
        cell, cell, damage.text(BODIES, NAMES), damage.text(BODIES, NAMES), cell, damage.text(TIMES, PHRASES)
    ),
    min_size=1,
    max_size=4,
)


class Undone(Exception):  # noqa: N818 - no error: a way out of the transaction
    """What was taken in is not kept."""


def test_a_plan_is_taken_in_or_refused(tmp_path: Path, empty_on_sqlite: Path, rules: Rules) -> None:
    file = tmp_path / "ke-hoach.csv"
    (tmp_path / "agencies.csv").write_bytes((EXAMPLE / "agencies.csv").read_bytes())
    (tmp_path / "plan.db").write_bytes(empty_on_sqlite.read_bytes())
    database = Database(f"sqlite:///{tmp_path / 'plan.db'}")

    def check(drawn: list[tuple[str, ...]]) -> None:
        said = StringIO()
        writer = csv.writer(said, delimiter=";")
        writer.writerows([*([text] for text in plans.HEAD), plans.HEADINGS, *drawn])
        file.write_text(said.getvalue(), encoding="utf-8", errors="replace")
        request = read_request(file, None, None)
        with suppress(Undone), database.begin() as session:
            import_plan(session, request, rules, NOW, NOW.date())
            days = session.exec(select(Deadline.opens, Deadline.due)).all()
            assert all(opens <= due for opens, due in days)
            assert all(date(1980, 1, 1) < due < date(2050, 1, 1) for _, due in days), days
            raise Undone

    fuzz(check, rows)
    database.close()
