"""Every cell of the repository whose right reading is known and reached, with that reading."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from plan.agencies.naming.names import split
from plan.agencies.naming.roles import Role

HERE = Path(__file__).parents[1]
Parts = tuple[tuple[str, Role], ...]


@dataclass(frozen=True, slots=True)
class KnownCell:
    """`parts` are the names in full, in small letters, with what the cell says each does."""

    cell: str
    parts: Parts

    @property
    def plain(self) -> bool:
        """Whether nobody's role is said."""
        return not any(role for _, role in self.parts)

    @property
    def ends_in_a_name(self) -> bool:
        """Whether nothing stands behind the last name, so that more may be put there."""
        last = re.findall(r"\w+", self.parts[-1][0])[-1:]
        return re.findall(r"\w+", self.cell.casefold())[-1:] == last and self.cell[-1:].isalnum()


Relation = Callable[[KnownCell, Random], KnownCell | None]


def reading(cell: str) -> tuple[Parts, bool]:
    """The parts of a cell, and whether a person is shown two readings of any."""
    names = split(cell)
    return tuple((name.name.casefold(), name.role) for name in names), any(name.readings for name in names)


@lru_cache(maxsize=1)
def known_cells() -> tuple[KnownCell, ...]:
    """Each once; what is open, disputed or asked about is left out."""
    return tuple({known.cell: known for known in _read()}.values())


def _read() -> Iterator[KnownCell]:
    for file in sorted(HERE.glob("*.json")):
        for row in json.loads(file.read_text(encoding="utf-8")):
            if {"open", "disputed", "asked"} & row.keys() or not row.get("clear", True):
                continue
            cell = row.get("cell") or row["phrase"]
            expected = row.get("expect_parts") or row.get("parts") or [*row["lead"], *row["partners"]]
            parts, asked = reading(cell)
            if not asked and [name for name, _ in parts] == [part.casefold() for part in expected]:
                yield KnownCell(cell, parts)
