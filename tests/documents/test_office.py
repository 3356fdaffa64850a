"""Old and other office formats: through LibreOffice where it is, with a clear word where it is not."""

import os
import stat
import subprocess
import sys

import pytest

from plan.documents import DocumentError, read_document
from plan.documents.formats import libreoffice
from tests.documents.making import EXAMPLE, essence, make_docx, make_xlsx
from tests.servers.missing import needs

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["doc", "odt", "rtf", "xls", "ods"])
def test_the_example_reads_the_same_as_its_text(tmp_path, form):
    needs("soffice", "libreoffice-writer-nogui")
    sheets = form in {"xls", "ods"}
    source = make_xlsx(tmp_path / "kh.xlsx") if sheets else make_docx(tmp_path / "kh.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, timeout=100, capture_output=True)
    plan = read_document(tmp_path / f"kh.{form}")
    assert essence(plan) == essence(read_document(EXAMPLE))
    assert not [problem for problem in plan.problems if problem.lost]


def refused(tmp_path, data: bytes = OLD_WORD) -> str:
    path = tmp_path / "kh.doc"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as error:
        read_document(path)
    return str(error.value)


def test_without_libreoffice_it_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    message = refused(tmp_path)
    assert "LibreOffice" in message
    assert "lưu lại thành .docx" in message


@pytest.fixture
def stand_in(tmp_path, monkeypatch):
    """A program called soffice that does what the test says."""

    def builder(script: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        program = folder / "soffice"
        program.write_text(f"#!{sys.executable}\n{script}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return builder


def test_success_without_a_file_is_a_failure(tmp_path, stand_in):
    stand_in("raise SystemExit(0)")
    assert "không mở được" in refused(tmp_path)


def test_a_file_of_another_kind_is_a_failure(tmp_path, stand_in):
    stand_in(
        "import sys, pathlib\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        "out.mkdir()\n"
        "(out / 'plan.docx').write_text('nothing')"
    )
    assert "không mở được" in refused(tmp_path)


def test_a_run_without_end_is_ended(tmp_path, stand_in, monkeypatch):
    stand_in("import time\ntime.sleep(60)")
    monkeypatch.setattr(libreoffice, "SECONDS", 0.3)
    assert "không đọc xong" in refused(tmp_path)


def test_every_run_has_a_profile_of_its_own(tmp_path, stand_in):
    seen = tmp_path / "seen"
    stand_in(f"import sys\nopen({str(seen)!r}, 'a').write(sys.argv[1] + chr(10))")
    refused(tmp_path)
    refused(tmp_path)
    profiles = seen.read_text(encoding="utf-8").split()
    assert len(set(profiles)) == 2


def test_formats_that_need_no_other_program_start_none():
    script = (
        "import sys\nfrom pathlib import Path\nfrom plan.documents import read_document\n"
        f"read_document(Path({str(EXAMPLE)!r}))\n"
        "heavy = {'subprocess', 'docx', 'openpyxl', 'pdfplumber', 'lxml', 'plan.documents.formats.libreoffice'}\n"
        "raise SystemExit(' '.join(heavy & set(sys.modules)) or 0)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=60
    )
    assert (result.returncode, result.stderr) == (0, "")
