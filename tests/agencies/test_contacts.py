"""Whom to call, in a cell of agencies: no agency, and never part of the name beside it."""

from datetime import date

import pytest

from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import AgencyEntry
from plan.agencies.naming.names import split


@pytest.mark.parametrize(
    "cell",
    [
        "Sở Tài chính\n- PGĐ: Nguyễn Văn An; SĐT: 0900.000.001",
        "Sở Tài chính (ĐT: 0900 000 001)",
        "Sở Tài chính\n+ Trưởng phòng: Trần Thị Bình\nSĐT: 0900000001",
        "Sở Tài chính\n- Phó Giám đốc Lê Văn Cúc - 0900 000 001",
        "Sở Tài chính\n+ PTP Phạm Thị Dung\n+ CV: Hồ Thị Em",
    ],
)
def test_persons_with_their_telephones_are_left_out(cell: str) -> None:
    assert [name.name for name in split(cell)] == ["Sở Tài chính"]


@pytest.mark.parametrize(
    "cell", ["Giám đốc Sở Tài chính", "Trưởng phòng Nội vụ", "Phó Giám đốc: Sở Tài chính"]
)
def test_a_person_who_stands_for_a_body_stays(cell: str) -> None:
    assert split(cell)


def test_words_that_name_nobody_are_kept_for_a_person() -> None:
    (name,) = split("Theo phân công tại Quyết định số 1441/QĐ-UBND của Chủ tịch UBND tỉnh")
    assert name.nobody


def test_an_office_is_known_by_the_office_above_it() -> None:
    def entry(code: str, name: str, parent: str | None = None) -> AgencyEntry:
        return AgencyEntry(code, name, "", (), "so", (), (), parent, None, None, None)

    register = AgencyDirectory(
        [
            entry("so-nnmt", "Sở Nông nghiệp và Môi trường"),
            entry("so-xd", "Sở Xây dựng"),
            entry("cc-kl", "Chi cục Kiểm lâm", "so-nnmt"),
        ]
    )
    day = date(2026, 1, 5)
    (own,) = register.resolve("Chi cục Kiểm lâm thuộc Sở Nông nghiệp và Môi trường", on=day)
    (other,) = register.resolve("Chi cục Kiểm lâm thuộc Sở Xây dựng", on=day)
    assert own.agencies == ("cc-kl",)
    assert other.kind == "unknown"
