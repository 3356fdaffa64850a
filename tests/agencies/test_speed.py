"""No cell of 300 characters takes more than 20 ms of the processor, and longer ones grow in proportion."""

import json
import time
from pathlib import Path

import pytest

from plan.agencies.directory import AgencyDirectory
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
)


@pytest.fixture(scope="module")
def directory() -> AgencyDirectory:
    return AgencyDirectory(
        read_agencies(HERE.parents[1] / "examples" / "quang-ngai-2026" / "agencies.csv")[0]
    )


def least_time(directory: AgencyDirectory, cell: str) -> float:
    """Of five readings, so that what else the machine does is not measured."""
    times = []
    for _ in range(5):
        began = time.process_time()
        directory.resolve(cell)
        times.append(time.process_time() - began)
    return min(times)


def test_no_cell_of_300_characters_takes_20_ms(directory: AgencyDirectory) -> None:
    cells = [(cell + "; ") * (300 // len(cell) + 1) for cell in CELLS[::4]] + [each * 40 for each in WIDE]
    assert max(least_time(directory, cell[:300]) for cell in cells) < 0.020


@pytest.mark.parametrize("each", WIDE)
def test_longer_cells_grow_in_proportion(directory: AgencyDirectory, each: str) -> None:
    short, long = (least_time(directory, (each * (size // len(each) + 1))[:size]) for size in (2000, 16000))
    assert long < 8 * short * 2.5 + 0.02
