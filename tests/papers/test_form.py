"""The form of papers: axes that begin at 0, signatures that never stand alone, who signs for whom, whom to ask."""

import email
import email.policy
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pdfplumber
import pytest

from notifications.papers.signature_block import Signer
from notifications.papers.values import FileProperties
from notifications.papers.word import word
from notifications.rendering import environment
from plan.documents.formats.markup import read_html
from tests.cli.conftest import Dondoc, run_in
from tests.papers.conftest import NOW
from tests.story import morning

PAGE = """{% extends "documents/_page.html" %}{% from "documents/_parts.html" import foot, signed %}
{% block paper %}{% for n in range(rows) %}<p>Dòng {{ n }}.</p>{% endfor %}
<p>Trên đây là báo cáo của Sở Nội vụ, kính trình UBND tỉnh xem xét, quyết định theo thẩm quyền và cho ý kiến./.</p>
{{ foot(office, ["Như trên"]) if kind == "foot" else signed(office) }}{% endblock %}"""


def test_axes_of_charts_begin_at_0(paper: Callable[..., Path]) -> None:
    """LibreOffice began at 85: a bar of 90 looked like a third of one of 100."""
    with zipfile.ZipFile(paper("report", "--period", "2012-Q2")) as file:
        charts = [file.read(name).decode() for name in file.namelist() if "/charts/chart" in name]
    assert charts
    for chart in charts:
        assert '<min val="0"' in chart.partition("<valAx>")[2]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["foot", "signed"])
def test_a_signature_never_stands_alone(tmp_path: Path, to_pdf: Callable[[Path], Path], kind: str) -> None:
    """However long the text above it: the last page has words of the paper too."""
    office = Signer("Sở Nội vụ", signer="KT. Giám đốc / Phó Giám đốc", signer_name="Nguyễn Văn A")
    template = environment().from_string(PAGE)
    for rows in range(22, 36, 2):
        html = template.render(office=office, rows=rows, kind=kind, title="x")
        path = tmp_path / f"{rows}.docx"
        path.write_bytes(word(html, FileProperties("t", "a", morning(date(2012, 7, 17)))))
        with pdfplumber.open(to_pdf(path)) as pdf:
            texts = [page.extract_text() for page in pdf.pages]
        (signed,) = [text for text in texts if "PHÓ GIÁM ĐỐC" in text]
        assert "Nguyễn Văn A" in signed
        assert "theo thẩm quyền" in signed, rows


def test_who_signs_for_another_has_two_lines(tmp_path: Path, answered: Path) -> None:
    shutil.copy(answered, tmp_path / "plan.db")
    (tmp_path / "dondoc.toml").write_text('[office]\nsigner = "KT. Giám đốc / Phó Giám đốc"\n', "utf-8")
    assert run_in(tmp_path, "letter", "--out", tmp_path / "l.docx", *NOW).code == 0
    document = docx.Document(str(tmp_path / "l.docx"))
    cells = [c.text.split("\n") for t in document.tables for row in t.rows for c in row.cells]
    (block,) = [lines for lines in cells if "PHÓ GIÁM ĐỐC" in lines]
    assert block[:2] == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("", "Đầu mối liên hệ: ……, điện thoại ……"),
        (
            'contact = "Trần Thị B"\nphone = "0255 3822 000"',
            "Đầu mối liên hệ: Trần Thị B, điện thoại 0255 3822 000",
        ),
        ('contact = "Trần Thị B, 0255 3822 000"', "Đầu mối liên hệ: Trần Thị B, 0255 3822 000"),
    ],
)
def test_a_letter_says_whom_to_ask(tmp_path: Path, answered: Path, settings: str, words: str) -> None:
    """By name and telephone; what nobody set is left open, to be filled in by hand."""
    shutil.copy(answered, tmp_path / "plan.db")
    (tmp_path / "dondoc.toml").write_text(f"[office]\n{settings}\n", "utf-8")
    assert run_in(tmp_path, "letter", "--out", tmp_path / "l.docx", *NOW).code == 0
    assert any(p.text.startswith(words) for p in docx.Document(str(tmp_path / "l.docx")).paragraphs)


@pytest.fixture(scope="module")
def merged(answered: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sở Y tế became part of Sở Nội vụ on 15 May: what it owed on 30 June is Sở Nội vụ's, what it missed in April is not."""
    folder = tmp_path_factory.mktemp("merged")
    shutil.copy(answered, folder / "plan.db")
    with sqlite3.connect(folder / "plan.db") as database:
        database.execute(
            "UPDATE agency SET active_to = '2012-05-15', successor = 'so-noi-vu' WHERE code = 'so-y-te'"
        )
    database.close()
    return folder


MERGED = """SELECT COUNT(DISTINCT o.id),
    COUNT(DISTINCT CASE WHEN done_on <= '2012-07-17' AND done_on <= ends THEN o.id END),
    COUNT(DISTINCT CASE WHEN (done_on IS NULL OR done_on > '2012-07-17') AND ends < '2012-07-17' THEN o.id END)
  FROM obligation o JOIN party p ON p.obligation_id = o.id AND p.role = 'lead'
  WHERE p.agency IN ({who}) AND o.due BETWEEN '2012-01-01' AND '2012-06-30' {also}
    AND (cancelled_on IS NULL OR cancelled_on > '2012-07-17')"""


def test_an_agency_after_a_merger_is_listed_once(merged: Path) -> None:
    """What it did was a line of its own, and what it owed was the successor's: the annex had both names."""
    found = run_in(merged, "report", "--period", "2012-H1", "--format", "json", *NOW).json
    rows = {row["code"]: row for row in found["agencies"]}
    assert "so-y-te" not in rows
    row = rows["so-noi-vu"]
    database = sqlite3.connect(merged / "plan.db")
    both = database.execute(MERGED.format(who="'so-noi-vu', 'so-y-te'", also="")).fetchone()
    old = "AND o.ends < '2012-05-15' AND o.id NOT IN (SELECT obligation_id FROM party WHERE agency = 'so-noi-vu' AND role = 'lead')"
    before = database.execute(MERGED.format(who="'so-y-te'", also=old)).fetchone()
    database.close()
    assert (row["total"], row["on_time"], row["overdue"]) == both
    (former,) = row["inherited"]
    assert (former["code"], former["total"], former["on_time"], former["overdue"]) == ("so-y-te", *before)


def test_a_round_names_nobody_twice(merged: Path) -> None:
    found = run_in(merged, "report", "--period", "2012-H1", "--format", "json", *NOW).json
    for roll in found["rolls"]:
        names = [one["agency"] for one in (*roll["sent"], *roll["missing"])]
        assert len(names) == len(set(names))
    assert any("Sở Y tế (nay là Sở Nội vụ)" in str(roll) for roll in found["rolls"])


def test_the_annex_says_what_the_old_one_missed_apart(merged: Path) -> None:
    page = run_in(merged, "report", "--period", "2012-H1", "--format", "html", *NOW).out
    text = " ".join("".join(read_html(page).itertext()).split())
    assert "– trong đó đến hạn khi còn Sở Y tế" in text


def test_an_e_mail_says_whom_to_ask(dondoc: Dondoc, plan_db: Path, tmp_path: Path) -> None:
    assert plan_db.exists()
    (tmp_path / "dondoc.toml").write_text(
        '[office]\ncontact = "Trần Thị B"\nphone = "0255 3822 000"\n', "utf-8"
    )
    ran = dondoc(
        "simulate",
        "--from",
        "2012-06-14",
        "--to",
        "2012-06-18",
        "--out",
        tmp_path / "out",
        "--as-of",
        "2012-06-14",
    )
    assert ran.code == 0
    for path in (tmp_path / "out" / "mail").rglob("*.eml"):
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        body = message.get_body(("plain",))
        assert body is not None
        if "nhiều nhất một thư nhắc việc" in body.get_content():
            assert "Hỏi: Sở Nội vụ, Trần Thị B, điện thoại 0255 3822 000" in body.get_content()
            return
    pytest.fail("no digest")
