"""Several annexes in one file, each with its own years or its own paper."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plan.documents import Document, read_document
from plan.documents.issuers import issuer_key, read_issuer

HEAD = "Số: 12/KH-UBND\nQuảng Ngãi, ngày 05 tháng 01 năm 2026\n\n"
PLAN = "KẾ HOẠCH\nChuyển đổi số giai đoạn 2026-2030\n\n"
Read = Callable[..., Document]


def table(*rows: str) -> str:
    heading = "STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian"
    return (
        "\n\n"
        + "\n\n".join("\n".join(f"\t{cell.strip()}" for cell in row.split("|")) for row in (heading, *rows))
        + "\n\n\n"
    )


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def written(text: str, **more: str) -> Document:
        path = tmp_path / "kh.txt"
        path.write_text(text, encoding="utf-8")
        return read_document(path, **more)

    return written


TWO = (
    "PHỤ LỤC I\nNHIỆM VỤ NĂM 2026\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh)\n"
    + table("1 | Rà soát | Sở Tư pháp | Quý II", "2 | Sơ kết | Sở Nội vụ | Hằng năm")
    + "PHỤ LỤC II\nNHIỆM VỤ GIAI ĐOẠN 2027-2030\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh)\n"
    + table("1 | Rà soát | Sở Tư pháp | Hằng năm")
)


def test_each_row_has_the_years_of_its_annex(read: Read) -> None:
    found = read(HEAD + PLAN + TWO)
    assert [entry.years for entry in found.entries] == [(2026, 2026), (2026, 2026), (2027, 2030)]
    assert found.questions == ()
    assert found.period
    assert found.period[1].year == 2030


def test_a_head_that_says_no_years_is_proposed_those_of_its_annexes(read: Read) -> None:
    found = read(HEAD + "KẾ HOẠCH\nChuyển đổi số trên địa bàn tỉnh\n\n" + TWO)
    (asked,) = found.questions
    assert (asked.field, asked.proposal) == ("period", "2026-2030")
    assert asked.ground == "phụ lục I nói 2026; phụ lục II nói 2027-2030"


def test_years_beyond_those_of_the_head_are_asked_about(read: Read) -> None:
    found = read(HEAD + "KẾ HOẠCH\nChuyển đổi số năm 2026\n\n" + TWO)
    (asked,) = found.questions
    assert (asked.field, asked.proposal) == ("period", "2026-2030")
    assert asked.ground.startswith("tiêu đề nói 2026; phụ lục I nói 2026")


def test_one_annex_of_the_plans_own_years_changes_nothing(read: Read) -> None:
    one = HEAD + "KẾ HOẠCH\nChuyển đổi số năm 2026\n\n" + TWO.split("PHỤ LỤC II")[0]
    found = read(one)
    assert [entry.years for entry in found.entries] == [None, None]
    assert found.questions == ()


def test_a_title_that_says_no_years_for_sure_gives_none(read: Read) -> None:
    text = TWO.replace("GIAI ĐOẠN 2027-2030", "THỰC HIỆN LUẬT CÁN BỘ, CÔNG CHỨC NĂM 2025")
    assert [entry.years for entry in read(HEAD + PLAN + text).entries] == [(2026, 2026), (2026, 2026), None]


OTHER = (
    "PHỤ LỤC\n(Kèm theo Quyết định số 15/QĐ-UBND ngày 07/01/2026 của UBND tỉnh)\n"
    "DANH MỤC ĐỀ ÁN NĂM 2027\n" + table("1 | Đề án du lịch | Sở Công Thương | Quý I")
)


def test_an_annex_of_another_paper_waits_for_a_person(read: Read) -> None:
    found = read(HEAD + PLAN + TWO + OTHER)
    *own, other = found.entries
    assert not any(entry.proposed for entry in own)
    assert "kèm theo văn bản số 15/QĐ-UBND, kế hoạch có số 12/KH-UBND" in other.proposed
    assert "--code 15/QĐ-UBND" in other.proposed


def test_the_number_of_an_annex_reads_that_one_alone(read: Read) -> None:
    found = read(HEAD + PLAN + TWO + OTHER, code="15/QĐ-UBND")
    assert [(entry.title, entry.proposed) for entry in found.entries] == [("Đề án du lịch", "")]
    assert (found.code, found.issued_on and found.issued_on.day) == ("15/QĐ-UBND", 7)
    assert found.period
    assert found.period[0].year == 2027
    assert found.questions == ()


def test_a_number_that_only_an_annex_says_is_that_of_the_plan(read: Read) -> None:
    found = read(
        "KẾ HOẠCH\nChuyển đổi số năm 2026\n\n"
        + table("1 | Sơ kết | Sở Y tế | Quý I")
        + TWO.split("PHỤ LỤC II")[0]
    )
    assert (found.code, len(found.entries)) == ("12/KH-UBND", 3)
    assert found.questions == ()


def test_annexes_without_that_word_are_told_by_the_paper_they_came_with(read: Read) -> None:
    text = TWO.replace("PHỤ LỤC I\n", "\n").replace("PHỤ LỤC II\n", "\n")
    found = read(HEAD + PLAN + text)
    assert [entry.years for entry in found.entries] == [(2026, 2026), (2026, 2026), (2027, 2030)]
    assert not found.problems


@pytest.mark.parametrize(
    ("head", "office"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\n\nSố: 12/KH-UBND", "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI"),
        (
            "UBND TỈNH QUẢNG NGÃI      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ     Độc lập - Tự do - Hạnh phúc",
            "UBND TỈNH QUẢNG NGÃI SỞ NỘI VỤ",
        ),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nBỘ Y TẾ\n-------\nSố: 5/KH-BYT", "BỘ Y TẾ"),
        ("ĐẢNG CỘNG SẢN VIỆT NAM\nTỈNH ỦY CÀ MAU\n*\nSố 12-KH/TU", "TỈNH ỦY CÀ MAU"),
        ("Số: 310/KH-UBND\nQuảng Ngãi, ngày 05 tháng 01 năm 2026", "UBND Quảng Ngãi"),
        ("KẾ HOẠCH\nCông tác năm 2026", ""),
    ],
)  # fmt: skip
def test_who_issued_it(head: str, office: str) -> None:
    code = next((line.split("Số: ")[1] for line in head.split("\n") if "Số: " in line), "")
    assert read_issuer(head, code) == office


def test_an_office_is_the_same_however_it_is_written() -> None:
    assert issuer_key("UBND tỉnh Quảng Ngãi") == issuer_key("ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI")
