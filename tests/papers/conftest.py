"""The example plan lived through with its answers (examples/README.md says in which pattern), and LibreOffice."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plan.audit.log import Act
from plan.documents.receipts_file import read_receipts
from plan.obligations.bulk_receipts import record_all
from plan.storage.database import Database
from tests.cli.conftest import dondoc
from tests.conftest import EXAMPLE
from tests.servers.missing import needs
from tests.story import morning

__all__ = ["dondoc"]


@pytest.fixture(scope="session")
def answered(adopted: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan.db in which everything of the answers has come in; papers ask how it stood on some day before."""
    from datetime import date

    path = Path(shutil.copy(adopted, tmp_path_factory.mktemp("answered") / "plan.db"))
    database = Database(f"sqlite:///{path}")
    arrivals, problems = read_receipts(EXAMPLE / "answers.csv")
    assert problems == ()
    last = date(2017, 1, 2)
    with database.begin() as session:
        taken = record_all(session, arrivals, Act("test", morning(last), last))
    assert (taken.faults, len(taken.recorded)) == ((), len(arrivals))
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


@pytest.fixture
def to_pdf(tmp_path: Path) -> Callable[[Path], Path]:
    """LibreOffice opens a file and prints it. Not there: skipped loudly, but not in CI."""
    needs("soffice", "libreoffice-writer-nogui")

    def convert(path: Path) -> Path:
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        command = [
            "soffice",
            "--headless",
            profile,
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=110)
        pdf = tmp_path / f"{path.stem}.pdf"
        assert pdf.exists(), "soffice ends with 0 even when it could not read the file"
        return pdf

    return convert
