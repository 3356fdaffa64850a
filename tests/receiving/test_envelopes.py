"""Documents by the axis at the shell: a letter goes out in an envelope, an answer comes in, and is answered by a file."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest

from plan.documents.edxml.reading import read_edxml
from plan.documents.edxml.values import (
    AnsweredPaper,
    Envelope,
    EnvelopeFile,
    Organ,
    StatusNote,
)
from plan.documents.edxml.writer import envelope_bytes, status_bytes
from tests.cli.conftest import Dondoc, run_in

NOW = ("--as-of", "2012-07-17")
ASKING = AnsweredPaper("H48.05", "45/SNV-CCHC", date(2012, 7, 17), "H48.05,2012/07/17,45/SNV-CCHC")
REPORT = Envelope(
    document_id="H48.08,2012/07/17,12/BC-SYT",
    sender=Organ("000.08.12.H48", "Sở Y tế"),
    receivers=(Organ("H48.05", "Sở Nội vụ"),),
    number="12/BC-SYT",
    on=date(2012, 7, 16),
    subject="Báo cáo quý II",
    answers=ASKING,
    files=(EnvelopeFile("12_BC-SYT.pdf", b"%PDF-1.4 b\xc3\xa1o c\xc3\xa1o"),),
)
AT = datetime(2012, 7, 16, 9, 0)  # noqa: DTZ001 - local


@pytest.fixture(scope="module")
def asked(adopted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which Sở Y tế, late with three reports, was urged by a letter that went out under a number."""
    folder = tmp_path_factory.mktemp("asked")
    shutil.copy(adopted, folder / "plan.db")
    (folder / "dondoc.toml").write_text(
        '[office]\nplace = "Quảng Ngãi"\nsigner = "KT. Giám đốc / Phó Giám đốc"\n'
    )
    for args in (
        ("agency", "codes", "so-noi-vu", "H48.05"),
        ("agency", "codes", "so-y-te", "H48.08", "000.08.12.H48"),
        ("letter", "--to", "so-y-te", "--to", "so-tai-chinh", "--out", "thu.docx"),
    ):
        assert run_in(folder, *args, *NOW).code == 0
    return folder


@pytest.fixture
def here(asked: Path, tmp_path: Path) -> Dondoc:
    shutil.copytree(asked, tmp_path, dirs_exist_ok=True)
    run = partial(run_in, tmp_path)
    sent = (
        "letter",
        "--sent",
        "45/SNV-CCHC",
        "--on",
        "2012-07-17",
        "--edxml",
        "--out",
        tmp_path / "thu.edxml",
    )
    ran = run(*sent, *NOW)
    assert (ran.code, "Sở Tài chính" in ran.err) == (0, True)
    return run


@pytest.fixture
def put(tmp_path: Path) -> Callable[[Envelope | StatusNote], Path]:
    def put(found: Envelope | StatusNote) -> Path:
        file = tmp_path / "den.edxml"
        file.write_bytes(status_bytes(found) if isinstance(found, StatusNote) else envelope_bytes(found, AT))
        return file

    return put


def test_the_letter_goes_out_in_an_envelope(here: Dondoc, tmp_path: Path) -> None:
    found = read_edxml((tmp_path / "thu.edxml").read_bytes(), "thu")
    assert isinstance(found, Envelope)
    assert found.receivers == (Organ("H48.08", "Sở Y tế"),)
    assert (found.sender.code, found.document_id, found.due) == (
        "H48.05",
        ASKING.document_id,
        date(2012, 7, 20),
    )
    assert (found.signature.competence, found.signature.position) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    assert found.files[0].name == "45_SNV-CCHC.docx"
    assert found.files[0].content == (tmp_path / "thu.docx").read_bytes()
    again = here(
        "letter",
        "--sent",
        "45/SNV-CCHC",
        "--on",
        "2012-07-17",
        "--edxml",
        "--out",
        tmp_path / "b.edxml",
        *NOW,
    )
    assert again.code == 0
    assert "đã gửi" not in again.err


def test_which_of_three_late_reports_it_is_for_is_asked_and_then_answered_with_03(
    here: Dondoc, put: Callable[..., Path], tmp_path: Path
) -> None:
    file = put(REPORT)
    first = here("receive", file, "--json", *NOW)
    assert (first.code, first.json["state"], len(first.json["candidates"])) == (3, "waiting", 3)
    duty, second, other = first.json["candidates"]
    status = tmp_path / "tra-loi.edxml"
    ran = here("receive", file, "--for", duty, "--on", "2012-07-16", "--answer", status, "--json", *NOW)
    assert (ran.code, ran.json["obligation"], ran.json["arrived_on"]) == (0, duty, "2012-07-16")
    (done,) = [one for one in here("obligations", "--json", *NOW).json if one["id"] == duty]
    assert (done["done_on"], done["document"], done["status"]) == ("2012-07-16", "12/BC-SYT", "done-late")
    note = read_edxml(status.read_bytes(), "tra-loi")
    assert isinstance(note, StatusNote)
    assert (note.code, note.answers.number, note.answers.organ) == ("03", "12/BC-SYT", "000.08.12.H48")
    again = here("receive", file, *NOW)
    assert (again.code, "không ghi hai lần" in again.err) == (1, True)
    more = put(replace(REPORT, document_id="ab535a99-cb2a-404f-8fe8-a762bf4010cc", number="13/BC-SYT"))
    assert here("receive", more, "--for", second, *NOW).code == 0
    # Only one duty of the letter is left, so it is sure.
    left = put(replace(REPORT, document_id="", number="14/BC-SYT"))
    assert here("receive", left, "--json", *NOW).json["obligation"] == other


def test_a_second_envelope_with_another_document_id_is_the_same_paper(
    here: Dondoc, put: Callable[..., Path]
) -> None:
    here("receive", put(REPORT), *NOW)
    again = here("receive", put(replace(REPORT, document_id="ab535a99-cb2a-404f-8fe8-a762bf4010cc")), *NOW)
    assert (again.code, "đã vào trước đây" in again.err) == (1, True)


def test_what_is_sent_back_is_answered_with_02_and_its_reason(
    here: Dondoc, put: Callable[..., Path], tmp_path: Path
) -> None:
    before = here("obligations", "--json", *NOW).json
    status = tmp_path / "tra-loi.edxml"
    ran = here("receive", put(REPORT), "--return", "Thiếu biểu số 2", "--answer", status, *NOW)
    assert ran.code == 0
    note = read_edxml(status.read_bytes(), "tra-loi")
    assert isinstance(note, StatusNote)
    assert (note.code, note.said) == ("02", "Thiếu biểu số 2")
    assert here("obligations", "--json", *NOW).json == before


@pytest.mark.parametrize("code", ["01", "02", "03", "04", "05", "06"])
def test_a_status_changes_nothing(here: Dondoc, put: Callable[..., Path], code: str) -> None:
    before = here("obligations", "--json", *NOW).json
    ran = here("receive", put(StatusNote(REPORT.sender, ASKING, code, "Lời", AT)), *NOW)
    assert (ran.code, "Không việc nào đổi" in ran.out) == (0, True)
    assert here("obligations", "--json", *NOW).json == before


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"answers": None}, "không nói trả lời công văn nào"),
        ({"answers": replace(ASKING, number="46/SNV-CCHC", document_id="")}, "không nói trả lời"),
        ({"business": 3}, "thay thế văn bản đã gửi"),
        ({"sender": Organ("H48.99", "Sở Lạ")}, "chưa có mã định danh H48.99"),
    ],
)
def test_what_is_not_sure_waits(
    here: Dondoc, put: Callable[..., Path], change: dict[str, object], why: str
) -> None:
    ran = here("receive", put(replace(REPORT, **change)), *NOW)  # type: ignore[arg-type]
    assert (ran.code, why in ran.out) == (3, True)


def test_the_collector_does_not_receive_its_own_work_from_itself(
    here: Dondoc, put: Callable[..., Path]
) -> None:
    file = put(replace(REPORT, sender=Organ("H48.05", "Sở Nội vụ")))
    own = here("receive", file, "--json", *NOW).json["candidates"]
    ran = here("receive", file, "--for", own[0], *NOW)
    assert (ran.code, "việc của chính nơi thu nhận" in ran.err) == (1, True)


def test_bad_input_is_refused_and_nothing_is_kept(
    here: Dondoc, put: Callable[..., Path], tmp_path: Path
) -> None:
    bad = tmp_path / "hong.edxml"
    bad.write_bytes(b'<edXML xmlns="x"><MessageHeader/></edXML>')
    assert here("receive", bad, *NOW).code == 1
    assert here("agency", "codes", "so-y-te", "SYT", *NOW).code == 1
    assert here("agency", "codes", "so-tai-chinh", "H48.05", *NOW).code == 1
    assert here("receive", put(REPORT), "--for", "99999", *NOW).code == 1
    assert here("receive", put(REPORT), "--for", "1", "--return", "x", *NOW).code == 2
    assert here("receive", put(REPORT), "--dry-run", *NOW).code == 2
    assert here("letter", "--edxml", *NOW).code == 2
    assert here("receive", put(REPORT), *NOW).code == 3  # as if nothing had been sent before
