"""Every example of docs/documents.md is what the readers say."""

import re
from datetime import date
from pathlib import Path

import pytest

from plan.documents import read_document
from plan.documents.headings import role_of
from plan.documents.model import Block, Entry, Prose, TableRow
from plan.documents.periods import read_period
from plan.documents.periods import spelt as years_spelt
from plan.documents.preamble import read_preamble
from plan.documents.sentences import proposed_tasks
from plan.documents.tables import read_tables

PAGE = (Path(__file__).parents[2] / "docs" / "documents.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of the page."""
    part = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.split("\n") if line.startswith("|")][2:]
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]


def spelt(cell: str) -> str:
    return cell.strip().strip("`").replace("\\n", "\n")


def short(day: date | None) -> str:
    return f"{day.day}/{day.month}/{day.year}" if day else "hỏi"


@pytest.mark.parametrize("row", rows("Số và ngày"))
def test_numbers_and_days(row: list[str]) -> None:
    read = read_preamble(spelt(row[0]))
    assert [read.code or "hỏi", short(read.issued_on)] == row[1:]


@pytest.mark.parametrize("row", rows("Giai đoạn"))
def test_periods(row: list[str]) -> None:
    day, month, year = map(int, row[1].split("/"))
    reading = read_period(spelt(row[0]), date(year, month, day))
    assert reading.years is not None
    first, last = reading.years
    years = str(first) if first == last else f"{first}-{last}"
    assert years + (", hỏi" if reading.ground else "") == row[2]


@pytest.mark.parametrize("row", rows("Tiêu đề cột"))
def test_headings(row: list[str]) -> None:
    assert {heading: role_of(heading) for heading in re.findall(r"`([^`]+)`", row[1])} == dict.fromkeys(
        re.findall(r"`([^`]+)`", row[1]), row[0]
    )


def _blocks(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    for line in lines:
        if "|" not in line:
            blocks.append(Prose(line))
            continue
        above = blocks[-1] if blocks and isinstance(blocks[-1], TableRow) else None
        cells: list[str] = []
        written = [cell.strip() for cell in line.split("|")]
        for place, cell in enumerate(written):
            up = above.cells[place] if above else ""
            cells.append(cells[-1] if cell == "<" else up if cell == "^" else cell)
        joined = frozenset(place for place, cell in enumerate(written) if cell == "^")
        blocks.append(TableRow(tuple(cells), joined))
    return blocks


def _line(entry: Entry) -> str:
    cells = [f"{entry.section}.{entry.number}", entry.title, entry.lead, entry.timing.replace("\n", " / ")]
    return " | ".join([*cells, "?"] if entry.proposed else cells)


@pytest.mark.parametrize("example", re.findall(r"```\n(.*?)```", PAGE, re.DOTALL))
def test_tables(example: str) -> None:
    lines = example.strip("\n").split("\n")
    found = read_tables(_blocks([line for line in lines if not line.startswith("→")]))
    assert [f"→ {_line(entry)}" for entry in found.entries] == [
        line for line in lines if line.startswith("→")
    ]
    assert not found.problems


@pytest.mark.parametrize("row", rows("Câu văn"))
def test_sentences(row: list[str]) -> None:
    (task,) = proposed_tasks(Prose(text) for text in spelt(row[0]).split("\n"))
    assert [task.lead, task.partners, task.timing] == row[1:]


@pytest.mark.parametrize("row", rows("Nhiều phụ lục trong một tệp"))
def test_annexes(row: list[str], tmp_path: Path) -> None:
    heading, cells = "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian", "1\tSơ kết\tSở Y tế\tHằng năm"
    head = f"Số: 12/KH-UBND\nHuế, ngày 05 tháng 01 năm 2026\n\n{spelt(row[0])}\n\n{spelt(row[1])}\n\n"
    table = "\n\n".join("\n".join(f"\t{cell}" for cell in line.split("\t")) for line in (heading, cells))
    (tmp_path / "kh.txt").write_text(head + "\n" + table + "\n\n\n", encoding="utf-8")
    found = read_document(tmp_path / "kh.txt")
    (entry,) = found.entries
    asked = [*(question.field for question in found.questions), *(["confirm"] if entry.proposed else [])]
    assert [years_spelt(entry.years), ", ".join(asked)] == row[2:]
