"""Lists that offices fill in: the register of agencies, what came in; damaged as tables and as bytes."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from plan.agencies.directory import AgencyDirectory
from plan.documents import read_agencies
from plan.documents.receipts_file import read_receipts
from tests.conftest import EXAMPLE
from tests.fuzz import damage
from tests.fuzz.damage import Drawn
from tests.fuzz.fuzzing import fuzz, marks

pytestmark = marks
REGISTER = b"\n".join((EXAMPLE / "agencies.csv").read_bytes().splitlines()[:14])
RECEIPTS = "Cơ quan,Việc,Ngày,Số văn bản\nSở Y tế,Báo cáo quý II,29/6/2012,12/BC-SYT\nso-noi-vu,Năm 2012,2012-07-01,\n".encode()
PIECES = [
    b",",
    b";",
    b'"',
    b"\n",
    b"\t",
    b"2012-02-30",
    b"1/1/0001",
    b"31/12/9999",
    b"@",
    b"mailto:",
    b"so-noi-vu",
]


def excel() -> bytes:
    book, made = openpyxl.Workbook(), BytesIO()
    book.active.append(["Cơ quan", "Việc", "Ngày", "Số văn bản"])
    book.active.append(["Sở Y tế", "Báo cáo quý II", date(2012, 6, 29), "12/BC-SYT"])
    book.save(made)
    return made.getvalue()


def register(path: Path) -> None:
    agencies, problems = read_agencies(path)
    assert all(problem.where and problem.message for problem in problems)
    for agency in agencies:
        assert agency.code.isascii()
        for day in (agency.active_from, agency.active_to):
            assert day is None or 1900 <= day.year <= 2100, day
    if not problems:
        AgencyDirectory(agencies).resolve("Sở Nội vụ, các sở, ban, ngành")


def receipts(path: Path) -> None:
    rows, faults = read_receipts(path)
    assert all(fault.line for fault in faults)
    for row in rows:
        assert 1900 <= row.on.year <= 2200, row.on


DRAWN = {
    "register": (register, lambda: damage.octets([REGISTER], PIECES)),
    "receipts": (receipts, lambda: damage.octets([RECEIPTS], PIECES)),
    "receipts in Excel": (receipts, lambda: damage.packed([excel()])),
}


@pytest.mark.parametrize("which", DRAWN)
def test_a_list_is_read_or_its_lines_named(which: str, tmp_path: Path) -> None:
    read, drawn = DRAWN[which]
    fuzz(_from_file(read, tmp_path / "danh-sach"), drawn(), 0.6)


def _from_file(read: Callable[[Path], None], path: Path) -> Callable[[Drawn], None]:
    def check(drawn: Drawn) -> None:
        path.write_bytes(drawn())
        read(path)

    return check
