"""The report of a quarter of an office as large as a province, and of one with a million obligations stored beside."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.filling import TODAY
from benchmarks.office import checkpoint, folder, morning, new_writer, opened, rules
from benchmarks.province import OWN, fill_province
from benchmarks.sizes import Sizes
from benchmarks.timing import medians
from notifications.papers.render import Format
from plan.storage.database import Database
from scheduler.papers.periods import ReportPeriod
from scheduler.papers.report_issue import PaperSettings

ROUNDS = 9  # by turns: half a second each, and growth is less than the noise of one
GOAL = 20.0  # seconds for the largest office there is
FORMS: tuple[Format, ...] = ("docx", "xlsx")


def run(sizes: Sizes) -> Iterator[Figure]:
    with folder() as path, ExitStack() as stack:
        few, many = max(OWN, sizes.few), max(OWN + 1_000, sizes.many)
        works = [partial(_report, _filled(stack, path, stored)) for stored in (few, many)]
        small, large = medians(ROUNDS, *works, cpu=True)
    size = f"{many:,} stored"
    yield Figure("report", "a quarter, Word and Excel, CPU", size, large, "s", "its goal", GOAL)
    yield Figure("report", "a quarter: growth", size, large, "s", f"ours, {few:,}", small)


def _filled(stack: ExitStack, path: Path, stored: int) -> Database:
    database = stack.enter_context(opened(path / f"{stored}.db"))
    fill_province(database, stored)
    checkpoint(database)
    return database


def _report(database: Database) -> None:
    with database.read() as session:
        maker = PaperSettings(rules, new_writer()).maker(session)
        found = maker.statistics(session, ReportPeriod.parse("2012-Q2"), TODAY)
        paper = maker.paper(session, found)
    for form in FORMS:
        maker.writer.paper(paper, form, morning(TODAY))
