"""Tables of programmes and sheets: sections that are times, bodies under other names, sums and signatures."""

from pathlib import Path

import pytest

from plan.documents import Document, Entry, read_document

HEAD = "Số: 9/KH-UBND\nHuế, ngày 05 tháng 01 năm 2026\nKẾ HOẠCH\ncông tác năm 2026\n\n"


def read(folder: Path, *tables: str) -> Document:
    head = "".join(f"<p>{line}</p>" for line in HEAD.splitlines())
    path = folder / "kh.html"
    path.write_text(head + "<p>Bảng</p>".join(map(_table, tables)), encoding="utf-8")
    return read_document(path)


def _table(rows: str) -> str:
    lines = (f"<tr>{''.join(_cells(line))}</tr>" for line in rows.strip().splitlines())
    return f"<table>{''.join(lines)}</table>"


def _cells(line: str) -> list[str]:
    """`A | < | B`: the second cell is one with the first."""
    cells: list[list[str | int]] = []
    for cell in map(str.strip, line.split("|")):
        if cell == "<":
            cells[-1][1] = int(cells[-1][1]) + 1
        else:
            cells.append([cell, 1])
    return [f'<td colspan="{width}">{text}</td>' for text, width in cells]


def told(entries: tuple[Entry, ...]) -> list[tuple[str, str, str]]:
    return [(entry.title, entry.lead, entry.timing) for entry in entries]


@pytest.mark.parametrize(
    "words",
    ["THÁNG 3", "Tháng 3/2026", "Quý IV", "QUÝ I NĂM 2026", "6 tháng đầu năm 2026", "Tháng 6 (02 đề án)"],
)
def test_a_section_that_is_a_time_gives_it_to_its_rows(tmp_path: Path, words: str) -> None:
    plan = read(
        tmp_path,
        f"""STT | Tên đề án | Cơ quan soạn thảo | Cấp trình
        {words} | < | < | <
        1 | Đề án du lịch | Sở Công Thương | UBND tỉnh""",
    )
    assert told(plan.entries) == [("Đề án du lịch", "Sở Công Thương", words)]
    assert not plan.problems


def test_a_section_about_a_time_is_no_time(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        """STT | Tên đề án | Cơ quan soạn thảo | Cấp trình
        Nhiệm vụ chuyển từ quý IV | < | < | <
        1 | Đề án du lịch | Sở Công Thương | UBND tỉnh""",
    )
    assert told(plan.entries) == [("Đề án du lịch", "Sở Công Thương", "")]


@pytest.mark.parametrize(
    ("lead", "partners"),
    [
        ("Chủ thể thực hiện", "Thành phần tham gia"),
        ("Đơn vị kiểm tra", "Đơn vị hỗ trợ"),
        ("Cơ quan tiến hành", "Lực lượng tham gia"),
    ],
)
def test_bodies_under_other_names(tmp_path: Path, lead: str, partners: str) -> None:
    plan = read(
        tmp_path, f"TT | Nội dung | {lead} | Thời gian | {partners}\n1 | Việc một | Sở A | Quý I | Sở B"
    )
    (task,) = plan.entries
    assert (task.lead, task.partners) == ("Sở A", "Sở B")


@pytest.mark.parametrize(
    "rows",
    [
        "NGƯỜI LẬP BIỂU | < | | GIÁM ĐỐC\nNguyễn Văn An | < | | Trần Thị Bình",
        "Người lập | < | GIÁM ĐỐC | <\n(Ký tên) | < | (Ký tên, đóng dấu) | <",
        " | | | Huế, ngày 05 tháng 01 năm 2026\n | | | CHỦ TỊCH\n | | | Lê Văn Cường",
        "Tổng cộng | < | 3 | ",
    ],
)
def test_sums_and_signatures_are_no_tasks(tmp_path: Path, rows: str) -> None:
    plan = read(
        tmp_path, f"STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian\n1 | Sơ kết | Sở Y tế | Quý IV\n{rows}"
    )
    assert told(plan.entries) == [("Sơ kết", "Sở Y tế", "Quý IV")]
    assert not plan.problems


def test_tasks_after_words_of_a_signature_are_not_lost(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        """STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian
        1 | Sơ kết | Sở Y tế | Quý IV
         | Giám đốc | |
        2 | Tổng kết | Sở Y tế | Quý IV""",
    )
    assert ("Tổng kết", "Sở Y tế", "Quý IV") in told(plan.entries)


@pytest.mark.parametrize(
    ("headings", "cells", "timing"),
    [
        ("Quý I | Quý II | Quý III | Quý IV", "x | | |", "quý I"),
        ("Quý I | Quý II | Quý III | Quý IV", " | X | x |", "từ quý II đến quý III"),
        ("Q1 | Q2 | Q3 | Q4", "x | | | x", "quý 1, quý 4"),
        ("T1 | T2 | T3", " | | ✓", "tháng 3"),
        ("2026 | 2027 | 2028", " | x | x", "từ năm 2027 đến năm 2028"),
        ("Quý I/2026 | Quý II/2026", " | x", "quý II/2026"),
    ],
)
def test_columns_that_are_times(tmp_path: Path, headings: str, cells: str, timing: str) -> None:
    plan = read(
        tmp_path,
        f"STT | Nội dung | Đơn vị chủ trì | {headings}\n1 | Làm sạch dữ liệu | Công an tỉnh | {cells}",
    )
    assert told(plan.entries) == [("Làm sạch dữ liệu", "Công an tỉnh", timing)]
    assert not plan.problems


def test_figures_by_year_are_no_times(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        "STT | Nội dung | Chủ trì | Thời gian | 2026 | 2027\n1 | Thuê máy chủ | Sở Y tế | Quý I | 600 | 700",
    )
    assert told(plan.entries) == [("Thuê máy chủ", "Sở Y tế", "Quý I")]


def test_a_list_of_people_is_no_plan(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        """STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian
        1 | Sơ kết | Sở Y tế | Quý IV""",
        "STT | Họ và tên | Đơn vị | Nhiệm vụ\n1 | Ông Nguyễn Văn Cảnh | Sở Y tế | Tổ trưởng",
    )
    assert told(plan.entries) == [("Sơ kết", "Sở Y tế", "Quý IV")]


def test_columns_of_steps_are_all_read(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        """TT | Tên đề án | Cơ quan chủ trì | Thời gian trình thẩm định | Thời gian trình UBND tỉnh | Thời gian trình HĐND tỉnh
        1 | Nghị quyết học phí | Sở Giáo dục và Đào tạo | Tháng 3 | Tháng 5 | Tháng 7
        2 | Bảng giá đất | Sở Tư pháp | Tháng 4 | Tháng 6 | """,
    )
    assert told(plan.entries) == [
        (
            "Nghị quyết học phí",
            "Sở Giáo dục và Đào tạo",
            "Trình thẩm định: Tháng 3\nTrình UBND tỉnh: Tháng 5\nTrình HĐND tỉnh: Tháng 7",
        ),
        ("Bảng giá đất", "Sở Tư pháp", "Trình thẩm định: Tháng 4\nTrình UBND tỉnh: Tháng 6"),
    ]
    assert not plan.problems


def test_a_second_column_of_the_whole_time_is_still_said(tmp_path: Path) -> None:
    plan = read(
        tmp_path,
        """TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian thực hiện | Thời gian trình UBND tỉnh
        1 | Bảng giá đất | Sở Tư pháp | Quý I | Tháng 4""",
    )
    assert [entry.timing for entry in plan.entries] == ["Tháng 4"]
    assert any("Hai cột cùng một ý" in problem.message for problem in plan.problems)


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("Tuần 2", "Tuần 2 tháng 5"),
        ("Ngày 15", "Ngày 15 tháng 5"),
        ("Cuối tháng", "Cuối tháng 5"),
        ("Tuần cuối", "Tuần cuối tháng 5"),
        ("20/5", "20/5"),
        ("Thường xuyên", "Thường xuyên"),
    ],
)
def test_a_week_or_a_day_is_of_the_month_of_its_section(tmp_path: Path, said: str, read_as: str) -> None:
    plan = read(
        tmp_path,
        f"""Thời gian | Nội dung | Người thực hiện
        THÁNG 5 | < | <
        {said} | Kiểm tra học kỳ | Ban Giám hiệu""",
    )
    assert told(plan.entries) == [("Kiểm tra học kỳ", "Ban Giám hiệu", read_as)]
