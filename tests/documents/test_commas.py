"""CSV files: every delimiter a spreadsheet uses, and rows that do not fit."""

import pytest

from plan.documents import DocumentError, read_document
from plan.documents.columns import EVERYBODY
from tests.documents.making import EXAMPLE, essence, make_csv

HEADING = "STT,Nhiệm vụ,Chủ trì,Phối hợp,Sản phẩm,Thời gian\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_example_reads_the_same_as_its_text(tmp_path, delimiter):
    plan = read_document(make_csv(tmp_path / "kh.csv", delimiter))
    assert essence(plan) == essence(read_document(EXAMPLE))
    assert plan.problems == ()


def read(tmp_path, text):
    path = tmp_path / "kh.csv"
    path.write_text(text, encoding="utf-8")
    return read_document(path)


def test_a_row_with_a_cell_too_few_is_lost_and_said(tmp_path):
    plan = read(tmp_path, HEADING + "1,Việc,Sở Y tế,,,Quý I\n2,Việc hai,Sở Y tế,,Quý I\n")
    assert len(plan.entries) == 1
    assert [problem.lost for problem in plan.problems if "row" in problem.where] == [True]


def test_a_file_that_breaks_off_in_a_cell_is_refused(tmp_path):
    with pytest.raises(DocumentError, match="CSV"):
        read(tmp_path, HEADING + '1,"Việc,Sở Y tế')


def test_commas_in_a_text_do_not_make_it_a_table(tmp_path):
    with pytest.raises(DocumentError, match="Không thấy nhiệm vụ"):
        read(tmp_path, "Nhiệm vụ, giải pháp, sản phẩm\nCác sở, ban, ngành\n")


UNKNOWN = (
    "TT;Công tác;Ai làm;Mốc\n"
    "1;Rà soát văn bản quy phạm pháp luật;Sở Tư pháp;Quý I/2026\n"
    "2;Tổng kết công tác, sơ kết năm;Sở Nội vụ;Trước ngày 15/12/2026\n"
    "3;Xây dựng kế hoạch kiểm tra;Sở Y tế;Tháng 3/2026\n"
)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_headings_that_nobody_knows_are_asked_about(tmp_path, delimiter):
    path = tmp_path / "kh.csv"
    text = UNKNOWN.replace(",", "").replace(";", delimiter)
    path.write_text(text, encoding="utf-8")
    plan = read_document(path)
    assert [entry.lead for entry in plan.entries] == ["Sở Tư pháp", "Sở Nội vụ", "Sở Y tế"]
    assert all("“Công tác” hiểu là nhiệm vụ" in entry.proposed for entry in plan.entries)


def test_headings_that_somebody_said_are_read(tmp_path):
    path = tmp_path / "kh.csv"
    path.write_text(UNKNOWN, encoding="utf-8")
    said = {"công tác": "title", "ai làm": "lead", "mốc": "timing"}
    plan = read_document(path, {EVERYBODY: said})
    assert [(entry.lead, entry.proposed) for entry in plan.entries][:1] == [("Sở Tư pháp", "")]


def test_sentences_with_commas_are_no_table(tmp_path):
    path = tmp_path / "kh.txt"
    lines = "Sở Y tế chủ trì, phối hợp với Sở Tài chính, Sở Nội vụ lập kế hoạch; hoàn thành trước ngày 30/6/2026.\n\n"
    path.write_text(lines * 4, encoding="utf-8")
    assert read_document(path).entries[0].lead == "Sở Y tế"
