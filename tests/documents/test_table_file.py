"""A register and a list of what came in are read from the same writings of a table."""

from pathlib import Path

import pytest

from plan.documents.receipts_file import read_receipts
from plan.documents.register_rows import register_rows

WRITINGS = {
    "commas": "{0},{1},{2}\n",
    "semicolons": "{0};{1};{2}\r\n",
    "tabs": "{0}\t{1}\t{2}\r\n",
}
BEFORE = {"at once": "", "after blank lines": "\n\n"}


def _written(folder: Path, before: str, line: str, *rows: tuple[str, str, str]) -> Path:
    file = folder / "bang.csv"
    file.write_text(before + "".join(line.format(*row) for row in rows), encoding="utf-8-sig", newline="")
    return file


@pytest.mark.parametrize("line", WRITINGS.values(), ids=WRITINGS)
@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_both_are_read_however_they_are_separated(tmp_path: Path, before: str, line: str) -> None:
    register = _written(tmp_path, before, line, ("code", "name", "kind"), ("so-a", "Sở A", "sở"))
    ((number, cells),) = register_rows(register, [])
    assert (number, cells) == (2 + before.count("\n"), {"code": "so-a", "name": "Sở A", "kind": "sở"})
    came_in = _written(tmp_path, before, line, ("agency", "label", "on"), ("so-a", "Quý I", "2/4/2012"))
    ((row,), faults) = read_receipts(came_in)
    assert (row.line, row.agency, row.label, row.on.isoformat(), faults) == (
        number, "so-a", "Quý I", "2012-04-02", (),
    )  # fmt: skip


def test_both_are_read_where_excel_announces_its_separator(tmp_path: Path) -> None:
    line = WRITINGS["semicolons"]
    register = _written(tmp_path, "sep=;\r\n", line, ("code", "name", "kind"), ("so-a", "Sở A", "sở"))
    assert [number for number, _ in register_rows(register, [])] == [3]
    came_in = _written(tmp_path, "sep=;\r\n", line, ("agency", "label", "on"), ("so-a", "Quý I", "2/4/2012"))
    assert [row.line for row in read_receipts(came_in)[0]] == [3]
