"""Cells that only say “as above” (nt, như trên, "): they mean the words of the row above them. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from plan.documents.task_rows import TaskRow
from plan.text import fold

_DITTO = re.compile(r"[-–(\s]*(?:nt|n\.t|như trên|[\"″〃”“]|'')[-–)\s.]*")
_CELLS = ("lead", "partners", "product", "timing")


def without_dittos(rows: Iterable[TaskRow]) -> Iterator[TaskRow]:
    """Each row with the words that its signs of repetition stand for; a sign below nothing stays as it is."""
    above: dict[str, str] = {}
    for row in rows:
        meant = {name: above[name] for name in _CELLS if _says_so(getattr(row, name)) and above.get(name)}
        whole = replace(row, **meant) if meant else row  # type: ignore[arg-type]  # names of cells alone
        above = {name: getattr(whole, name) for name in _CELLS}
        yield whole


def _says_so(cell: str) -> bool:
    return len(cell) < 20 and bool(_DITTO.fullmatch(fold(cell)))
