"""CSV files: every delimiter a spreadsheet uses, and rows that do not fit."""

import pytest

from plan.documents import DocumentError, read_document
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
