"""No cell of 300 characters takes more than 20 ms of the processor, and longer ones grow in proportion."""

import functools
import gc
import json
import time
from pathlib import Path

import pytest

from plan.agencies.directory import AgencyDirectory
from plan.agencies.naming.names import LONGEST
from plan.documents import read_agencies

HERE = Path(__file__).parent
CELLS = [row["cell"] for row in json.loads((HERE / "fresh_cells.json").read_text(encoding="utf-8"))]
WIDE = (
    "Vụ Lạ lùng, ",
    "sở, ban, ngành, ",
    "Viện Mới và ",
    "thuộc, trực thuộc ",
    "P. HC, ",
    "Sở VH, TT&DL - ",
    "UBND xã A, ",
    "Bộ\n",
    "Sở Y tế\n",
    "các sở\n",
)
# Lists that hold as many names as 300 characters can.
LISTS = (
    "Phòng Nghiệp vụ " + ", ".join(str(number % 90 + 1) for number in range(96)),
    "Các thôn: " + ", ".join(f"Làng {chr(65 + number % 25)}a" for number in range(37)),
    "Tổ dân phố " + ", ".join(str(number + 1) for number in range(90)),
)
MANY = 1000


@pytest.fixture(scope="module")
def directory() -> AgencyDirectory:
    return AgencyDirectory(
        read_agencies(HERE.parents[1] / "examples" / "quang-ngai-2026" / "agencies.csv")[0]
    )


def time_of(directory: AgencyDirectory, cell: str, turn: int = 0) -> float:
    """Of the processor, for a first reading: what is remembered is not measured."""
    for kept in remembering():
        kept.cache_clear()
    began = time.process_time()
    directory.resolve(cell, already=(f"none {turn}",))
    return time.process_time() - began


def least_time(directory: AgencyDirectory, cell: str) -> float:
    """Of five first readings, so that what else the machine does is not measured."""
    return min(time_of(directory, cell, turn) for turn in range(5))


def slow(directory: AgencyDirectory, cells: list[str], limit: float) -> list[str]:
    """Those that never take less: whatever passes it is tried again, since a busy machine slows whichever reading it meets."""
    for turn in range(20):
        cells = [cell for cell in cells if time_of(directory, cell, turn) >= limit]
    return cells


@functools.cache
def remembering() -> list[functools._lru_cache_wrapper]:
    """What remembers single names and phrases; the patterns that are made once stay made."""
    kept = [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]
    return [each for each in kept if (each.cache_parameters()["maxsize"] or 0) >= MANY]


def test_no_cell_of_300_characters_takes_20_ms(directory: AgencyDirectory) -> None:
    cells = [(cell + "; ") * (300 // len(cell) + 1) for cell in CELLS[::4]] + [each * 40 for each in WIDE]
    assert slow(directory, [cell[:300] for cell in cells], 0.020) == []


def test_a_list_of_as_many_names_as_fit_takes_little_more(directory: AgencyDirectory) -> None:
    """15 ms where nothing else runs; the room is for a busy machine, whose caches are others'."""
    assert slow(directory, [cell[:300] for cell in LISTS], 0.040) == []


@pytest.mark.parametrize("each", WIDE)
def test_longer_cells_grow_in_proportion(directory: AgencyDirectory, each: str) -> None:
    short, long = ((each * (size // len(each) + 1))[:size] for size in (LONGEST // 8, LONGEST))
    limit = 8 * least_time(directory, short) * 2.5 + 0.02
    assert slow(directory, [long], limit) == []
