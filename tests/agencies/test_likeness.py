"""What is proposed for a name that nobody has: measured on slips of real names, and on bodies of other kinds."""

from pathlib import Path

import pytest

from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import AgencyEntry
from plan.documents import read_agencies

EXAMPLES = Path(__file__).parents[2] / "examples"
OUTSIDE = (
    "Bộ Quốc phòng", "Các Trường Đại học", "Vụ Pháp chế", "Cục Du lịch Quốc gia Việt Nam", "Văn phòng Chính phủ",
    "Bộ Nội vụ", "Viện Khoa học Giáo dục Việt Nam", "Kiểm toán Nhà nước", "Tập đoàn Điện lực Việt Nam",
    "Ngân hàng Nhà nước Việt Nam", "Đảng ủy Chính phủ", "Ủy ban Kinh tế và Tài chính", "Trường Đại học Bách khoa Hà Nội",
)  # fmt: skip


def slips(name: str) -> list[str]:
    """A letter lost, a letter doubled, two exchanged, each inside the last half of the name."""
    at = len(name) * 2 // 3
    return [
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    ]


@pytest.mark.parametrize("year", ["2012", "2026"])
def test_a_slip_of_writing_finds_its_name(year: str) -> None:
    directory = AgencyDirectory(read_agencies(EXAMPLES / f"quang-ngai-{year}" / "agencies.csv")[0])
    tried = found = 0
    for row in directory.all:
        for slip in slips(row.name) if row.kind != "group" and len(row.name) > 12 else ():
            parts = directory.resolve(slip)
            if len(parts) != 1 or parts[0].kind != "unknown":
                continue
            tried += 1
            found += row.name in parts[0].suggestions
    assert tried > 60
    assert found / tried >= 0.9


@pytest.mark.parametrize("year", ["2012", "2026"])
@pytest.mark.parametrize("name", OUTSIDE)
def test_a_body_of_another_kind_is_no_proposal(year: str, name: str) -> None:
    directory = AgencyDirectory(read_agencies(EXAMPLES / f"quang-ngai-{year}" / "agencies.csv")[0])
    assert not any(part.suggestions for part in directory.resolve(name))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Vụ GDĐH", "Vụ Giáo dục Đại học"),
        ("Vụ KH-TC", "Vụ Kế hoạch - Tài chính"),
        ("Vụ KHTC", "Vụ Kế hoạch - Tài chính"),
    ],
)
def test_initials_propose_the_name(written: str, meant: str) -> None:
    names = ("Vụ Giáo dục Đại học", "Vụ Kế hoạch - Tài chính", "Cục Kế hoạch - Tài chính")
    rows = [
        AgencyEntry(f"a{n}", name, "", (), "", (), (), None, None, None, None) for n, name in enumerate(names)
    ]
    (part,) = AgencyDirectory(rows).resolve(written)
    assert (part.kind, part.suggestions) == ("unknown", (meant,))


def test_a_slip_in_the_first_word_is_seen_in_the_whole() -> None:
    directory = AgencyDirectory(read_agencies(EXAMPLES / "quang-ngai-2026" / "agencies.csv")[0])
    (part,) = directory.resolve("Sơ Nội vụ")
    assert (part.kind, part.suggestions[0]) == ("unknown", "Sở Nội vụ")
