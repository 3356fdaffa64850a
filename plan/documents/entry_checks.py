"""What of a task's cells is missing or doubtful, each asked about in its place."""

from plan.documents.columns import REQUIRED, Columns
from plan.documents.findings import Findings
from plan.documents.headings import Role
from plan.documents.model import Entry

# A cell this long has swallowed the paragraphs after its table.
_LONGEST_TIMING = 600
NO_LEAD = "Không ghi cơ quan chủ trì; hãy bổ sung."
NO_TIME = "Không ghi thời gian; hãy bổ sung."


def check_cells(findings: Findings, columns: Columns, entry: Entry) -> None:
    if not entry.lead and _asks_here(findings, columns, "lead"):
        findings.report(NO_LEAD, entry.title, columns.heading("lead"), blank=True)
    if not entry.timing and _asks_here(findings, columns, "timing"):
        findings.report(NO_TIME, entry.title, columns.heading("timing"), blank=True)
    if len(entry.timing) > _LONGEST_TIMING:
        message = "Ô quá dài, có lẽ lẫn chữ sau bảng; hãy thêm hai dòng trống sau bảng."
        findings.report(message, entry.timing[:80], columns.heading("timing"))


def check_columns(findings: Findings, columns: Columns, words: str) -> None:
    """`words` are those of the heading."""
    if "title" not in columns.roles:
        message = f"Bảng không có cột {REQUIRED['title']}; hãy thêm cột hoặc nêu bằng --columns title=TÊN-CỘT. Chưa đọc dòng nào."
        findings.report(message, words, lost=True)
    for name, nearer in columns.clashes():
        message = f"Hai cột cùng một ý: đọc cột “{nearer}”, cột này giữ làm ghi chú."
        if (name, message) not in {(said.text, said.message) for said in findings.problems}:
            findings.report(message, name)


def _asks_here(findings: Findings, columns: Columns, role: Role) -> bool:
    """A cell left blank is asked about in its place; a column that is not there once for its table."""
    if columns.has(role):
        return True
    if (findings.table, role) not in findings.lacking:
        findings.lacking.add((findings.table, role))
        findings.report(
            f"Bảng không có cột {REQUIRED[role]}; hãy trả lời cho từng nhiệm vụ, hoặc thêm cột.",
            "",
            blank=True,
        )
    return False
