"""Papers of the example plan, lived through with its answers (examples/README.md says in which pattern).

A paper is dear: each is built once, and printed by LibreOffice once, for all tests that look at it. What database it
comes from makes no difference to it, so SQLite does.
"""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path

import pytest

from plan.audit.log import Act
from plan.documents.receipts_file import read_receipts
from plan.obligations.acts import complete, find_obligation
from plan.obligations.views import duties
from plan.storage.database import Database
from tests.cli.conftest import Dondoc, dondoc, run_in
from tests.conftest import EXAMPLE
from tests.servers.missing import needs
from tests.story import morning

__all__ = ["dondoc"]

NOW = ("--as-of", "2012-07-17")
OFFICE = """[office]
parent = "UBND tỉnh Quảng Ngãi"
place = "Quảng Ngãi"
symbol = "SNV"
unit = "CCHC"
signer_name = "Nguyễn Văn A"
"""


@pytest.fixture(scope="session")
def answered(adopted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan.db in which everything of the answers has come in, recorded on its day; papers ask of some day before."""
    path = Path(shutil.copy(adopted, tmp_path_factory.mktemp("answered") / "plan.db"))
    database = Database(f"sqlite:///{path}")
    arrivals, problems = read_receipts(EXAMPLE / "answers.csv")
    assert problems == ()
    with database.begin() as session:
        known = {
            (code, duty.label): duty.id
            for duty in duties(session, date(2017, 1, 2))
            for code in (*duty.leads, *duty.partners)
        }
        for row in sorted(arrivals, key=lambda row: row.on):
            duty = find_obligation(session, known[row.agency, row.label])
            act = Act("test", morning(row.on), row.on)
            complete(session, duty, act, on=row.on, document=row.document, note=row.note)
    with database.read() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture
def answered_db(answered: Path, tmp_path: Path) -> Path:
    """A plan.db of one's own with everything answered."""
    return Path(shutil.copy(answered, tmp_path / "plan.db"))


@pytest.fixture
def raw(answered: Path) -> Iterator[sqlite3.Connection]:
    """The same rows by plain SQL, without a line of the program."""
    connection = sqlite3.connect(f"file:{answered}?mode=ro", uri=True)
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def reader(answered: Path, tmp_path_factory: pytest.TempPathFactory) -> Dondoc:
    """`dondoc` where everything is answered, for commands that write nothing."""
    folder = tmp_path_factory.mktemp("reader")
    shutil.copy(answered, folder / "plan.db")
    return partial(run_in, folder)


@pytest.fixture(scope="session")
def paper(answered: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """`dondoc ARGS…` as a file, of an office that gave its name and symbols, from a plan.db of the paper's own."""

    @cache
    def build(*args: str) -> Path:
        folder = tmp_path_factory.mktemp("paper")
        shutil.copy(answered, folder / "plan.db")
        (folder / "dondoc.toml").write_text(OFFICE, encoding="utf-8")
        form = args[args.index("--format") + 1] if "--format" in args else "docx"
        out = folder / f"{args[0]}.{form}"
        assert run_in(folder, *args, "--out", out, *NOW).code == 0
        return out

    return build


@pytest.fixture(scope="session")
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """LibreOffice opens a file and prints it. Not there: skipped loudly, but not in CI."""
    needs("soffice", "libreoffice-writer-nogui")
    profile = tmp_path_factory.mktemp("libreoffice")  # making one is most of a start
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", "pdf"]

    @cache
    def convert(path: Path) -> Path:
        subprocess.run(
            [*office, "--outdir", str(path.parent), str(path)], check=True, capture_output=True, timeout=110
        )
        pdf = path.with_suffix(".pdf")
        assert pdf.exists(), "soffice ends with 0 even when it could not read the file"
        return pdf

    return convert
