"""Small plans in every format, as offices write them: what the damage begins with."""

import csv
import html
from io import BytesIO, StringIO
from pathlib import Path

import docx
import openpyxl

HEAD = (
    "ỦY BAN NHÂN DÂN TỈNH",
    "Số: 39/QĐ-UBND",
    "Quảng Ngãi, ngày 25 tháng 3 năm 2012",
    "KẾ HOẠCH",
    "Cải cách hành chính giai đoạn 2012-2015",
)
HEADINGS = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian")
ROWS = (
    ("I", "Cải cách thể chế", "", "", "", ""),
    ("1", "Xây dựng kế hoạch", "Sở Nội vụ", "Các sở, ban, ngành", "Kế hoạch", "Quý IV năm 2012"),
    ("1.1", "Rà soát thủ tục\nhành chính", "Sở Tư pháp", "UBND các huyện, thành phố", "- Báo cáo\n- Quyết định", "- Quý II năm 2012\n- Hàng năm"),
    ("2", "Triển khai Đề án", "Sở Y tế, Sở Tài chính", "", "Đề án", "Sau khi Chính phủ phê duyệt và thực hiện hàng năm"),
    ("3", "Báo cáo kết quả", "UBND các huyện", "Sở Nội vụ", "Báo cáo", "Trước ngày 25 tháng cuối quý"),
)  # fmt: skip
BELOW = (
    "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính theo dõi, tổng hợp báo cáo trước ngày 15/12 hàng năm.",
)


def plain() -> bytes:
    cells = "\n\n".join(
        "\n".join("\t" + cell.replace("\n", "\n\t\t") for cell in row) for row in (HEADINGS, *ROWS)
    )
    return "\n\n".join((*HEAD, cells, *BELOW)).encode()


def as_csv() -> bytes:
    said = StringIO()
    writer = csv.writer(said, delimiter=";")
    writer.writerows([text] for text in HEAD)
    writer.writerows((HEADINGS, *ROWS))
    return said.getvalue().encode()


def as_html() -> bytes:
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in (HEADINGS, *ROWS)
    )
    wide = '<tr><td colspan="6">II. Cải cách tổ chức</td></tr><tr><td rowspan="2">4</td><td>Việc</td><td colspan="4">Sở Nội vụ</td></tr><tr><td>b</td></tr>'
    above = "".join(f"<p>{text}</p>" for text in HEAD)
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{above}<table>{rows}{wide}</table><ol><li>a<li>b</ol></body></html>'
    return page.encode()


def as_word() -> bytes:
    file, made = docx.Document(), BytesIO()
    for text in HEAD:
        file.add_paragraph(text)
    table = file.add_table(rows=0, cols=6)
    for row in (HEADINGS, *ROWS):
        for cell, said in zip(table.add_row().cells, row, strict=True):
            cell.text = said
    table.rows[1].cells[0].merge(table.rows[1].cells[5])
    table.rows[2].cells[3].merge(table.rows[3].cells[3])
    for style in ("List Number", "List Bullet", "Normal"):
        file.add_paragraph(BELOW[0], style=style)
    file.save(made)
    return made.getvalue()


def as_excel() -> bytes:
    book, made = openpyxl.Workbook(), BytesIO()
    sheet = book.active
    for text in HEAD:
        sheet.append([text])
    for row in (HEADINGS, *ROWS):
        sheet.append([float(cell) if cell.replace(".", "").isdigit() else cell for cell in row])
    sheet.merge_cells("A7:F7")
    sheet["F8"] = 41274
    sheet["F8"].number_format = "dd/mm/yyyy"
    sheet["F9"] = "=TODAY()"
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.save(made)
    return made.getvalue()


def real(*kinds: str) -> list[bytes]:
    """Plans of other provinces, as they were published."""
    folder = Path(__file__).parents[1] / "documents" / "real"
    return [path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in kinds]
