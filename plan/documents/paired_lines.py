"""A row whose lines pair with each other: several tasks written into one row, each with its own lead and time. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from plan.documents.task_rows import TaskRow, both_grounds

_MARK = re.compile(r"\s*(?:[-–+•*]|[a-zđ]\)|\d{1,2}[.)])\s*(?=\S)")
_DASH = re.compile(r"\A\s*[-–•]\s+(?=[^\W\d_])")
# Two lines that begin with a mark beside two bodies may be one task of both.
_FEWEST_BODIES = 3
PAIRED = "các dòng của ô nhiệm vụ và của ô bên cạnh đi với nhau từng đôi nên đọc thành {many} việc"


def paired(row: TaskRow) -> Iterator[TaskRow]:
    """The row itself, or a task a line where the lines say so; each is then for a person to confirm."""
    titles = _lines(row.title)
    cells = {name: _lines(getattr(row, name)) for name in ("lead", "timing", "partners", "product")}
    own = [name for name, lines in cells.items() if len(lines) == len(titles)]
    if row.joined or not _pairs(titles, cells, own):
        yield _bare(row) if len(titles) == 1 else row
        return
    ground = PAIRED.format(many=len(titles))
    for n, title in enumerate(titles):
        number = row.number if n == 0 or not row.number else f"{row.number}.{n + 1}"
        bare = replace(
            row, number=number, title=_MARK.sub("", title, 1), doubt=both_grounds(row.doubt, ground)
        )
        yield replace(bare, **{name: _MARK.sub("", cells[name][n], 1) for name in own})  # type: ignore[arg-type]  # names of cells alone


def _bare(row: TaskRow) -> TaskRow:
    """“- Hội thi …” alone in its cell: the dash begins no list."""
    return replace(
        row,
        title=_DASH.sub("", row.title, 1),
        lead=_DASH.sub("", row.lead, 1) if "\n" not in row.lead.strip() else row.lead,
    )


def _pairs(titles: list[str], cells: dict[str, list[str]], own: list[str]) -> bool:
    """Lines with a mark each pair with times, three and more with bodies; without marks only with both."""
    if len(titles) < 2 or any(len(cells[name]) > 1 and name not in own for name in ("lead", "timing")):
        return False
    marked = all(map(_MARK.match, titles))
    if "timing" in own:
        return marked or "lead" in own
    both = all(map(_MARK.match, cells["lead"]))
    return marked and "lead" in own and (both or len(titles) >= _FEWEST_BODIES)


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in cell.split("\n") if line.strip()]
