"""`dondoc` called by root: it finds its settings and secrets, and leaves no file that is not its user's."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.service_user import user_to_become
from cli.settings import load
from tests.cli.conftest import Dondoc
from tests.conftest import ROOT
from tests.servers.missing import needs_root

# Where root alone can read the interpreter of the tests, what of it is loaded late is loaded before.
DONDOC = [sys.executable, "-c", "import encodings.idna; from cli.main import main; main()"]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that others may look into, as the folder of a test is not: settings for root, data of another user."""
    needs_root("files of another user")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    (folder / "data").mkdir(mode=0o750)
    nobody = pwd.getpwnam("nobody")
    os.chown(folder / "data", nobody.pw_uid, nobody.pw_gid)
    (folder / "dondoc.toml").write_text(f'[database]\nurl = "sqlite:///{folder}/data/plan.db"\n')
    yield folder
    shutil.rmtree(folder)


def as_root(place: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    given = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "SUDO_USER": "lan", **env}
    given["DONDOC_SETTINGS"] = str(place / "dondoc.toml")
    return subprocess.run(
        [*DONDOC, *args], cwd="/", env=given, capture_output=True, text=True, check=False, timeout=100
    )


def owners(folder: Path) -> set[str]:
    return {file.owner() for file in folder.iterdir()}


def test_no_file_becomes_root_s_and_the_log_names_who_called(place: Path, empty_on_sqlite: Path) -> None:
    shutil.copy(empty_on_sqlite, place / "data" / "plan.db")
    shutil.chown(place / "data" / "plan.db", "nobody")
    invited = as_root(place, "user", "invite", "lan@tinh.example", "--role", "admin")
    assert invited.returncode == 0, invited.stderr
    backup = as_root(place, "audit", "export", "--out", str(place / "data" / "log.jsonl"))
    assert "shell:lan" in (backup.stdout or (place / "data" / "log.jsonl").read_text()), backup.stderr
    assert owners(place / "data") == {"nobody"}


@pytest.mark.slow  # a process a command
def test_who_makes_the_database_is_who_owns_its_folder(place: Path) -> None:
    ran = as_root(place, "run", "--once")
    assert ran.returncode == 0, ran.stderr
    made = place / "data" / "plan.db"
    assert (made.owner(), made.stat().st_mode & 0o007) == ("nobody", 0)
    assert owners(place / "data") == {"nobody"}


@pytest.mark.slow  # a process a command
def test_what_the_user_cannot_reach_is_named_beforehand(place: Path, empty_on_sqlite: Path) -> None:
    shutil.copy(empty_on_sqlite, place / "data" / "plan.db")
    shutil.chown(place / "data" / "plan.db", "nobody")
    (place / "hidden").mkdir(mode=0o700)
    plan = place / "hidden" / "plan.txt"
    plan.write_text("kế hoạch", encoding="utf-8")
    for args, said in (
        (("import", str(plan)), f"không đọc được {plan}; chép nó vào chỗ người ấy đọc được"),
        (("backup", str(place / "hidden" / "b.db")), f"không ghi được vào {place / 'hidden'}"),
    ):
        ran = as_root(place, *args)
        assert (ran.returncode, said in ran.stderr, "người dùng nobody" in ran.stderr) == (1, True, True), (
            ran.stderr
        )
    assert list(plan.parent.iterdir()) == [plan]


@pytest.mark.slow  # a process a command
def test_secrets_beside_named_settings_are_read_before(place: Path, empty_on_sqlite: Path) -> None:
    """A login is tried with the password: what fails is the way to the server, not the lack of one."""
    shutil.copy(empty_on_sqlite, place / "data" / "plan.db")
    shutil.chown(place / "data" / "plan.db", "nobody")
    with (place / "dondoc.toml").open("a") as settings:
        settings.write('[mail]\nhost = "127.0.0.1"\nport = 9\nusername = "dondoc"\n')
    missing = as_root(place, "testmail", "ai-do@tinh.example")
    assert "không có mật khẩu (mail__password)" in missing.stderr
    (place / "mail__password").write_text("bí mật\n", encoding="utf-8")
    (place / "mail__password").chmod(0o600)
    tried = as_root(place, "testmail", "ai-do@tinh.example")
    assert "chưa gửi được" in tried.stderr


@pytest.mark.slow  # a process a command
def test_setup_makes_the_data_its_owner_s_and_the_settings_root_s(place: Path) -> None:
    """The letter to try is sent with a password that root alone can read."""
    (place / "dondoc.toml").unlink()
    (place / "password").write_text("bí mật")
    (place / "password").chmod(0o600)
    ran = as_root(
        place, "setup", "--admin", "lan@tinh.example", "--db", f"sqlite:///{place}/data/plan.db",
        "--mail-host", "127.0.0.1", "--mail-port", "9", "--mailbox", "dondoc@tinh.example", "--mail-username", "dondoc",
        "--mail-password-file", str(place / "password"),
    )  # fmt: skip
    assert (ran.returncode, "/welcome/" in ran.stdout, "Ngày đầu sẽ gửi" in ran.stdout) == (3, True, True), (
        ran.stderr
    )
    assert "Thư thử: chưa gửi được" in ran.stdout, "the password was there"
    assert owners(place / "data") == {"nobody"}
    written = {name: (place / name).stat() for name in ("dondoc.toml", "mail__password")}
    nobody = pwd.getpwnam("nobody")
    assert [(one.st_uid, one.st_gid, one.st_mode & 0o777) for one in written.values()] == [
        (0, nobody.pw_gid, 0o640), (0, 0, 0o600)
    ]  # fmt: skip
    log = as_root(place, "audit", "export")
    assert "shell:lan" in log.stdout


def test_the_variable_names_the_settings_and_the_option_wins(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.toml").write_text(f'[mail]\nhost = "{name}.example"\n')
    assert load(None, {"DONDOC_SETTINGS": str(tmp_path / "a.toml")}).mail.host == "a.example"
    assert load(tmp_path / "b.toml", {"DONDOC_SETTINGS": str(tmp_path / "a.toml")}).mail.host == "b.example"


def test_a_variable_that_names_nothing_is_an_error(dondoc: Dondoc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_SETTINGS", "nowhere.toml")
    ran = dondoc("tasks")
    assert (ran.code, "không có tệp cài đặt nowhere.toml" in ran.err) == (1, True)


def test_secrets_of_a_working_folder_are_nobody_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever put the settings there would have root read what he likes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dondoc.toml").write_text('[mail]\nusername = "x"\n')
    (tmp_path / "mail__password").write_text("bí mật")
    assert load(None, {}).mail.password is None
    assert load(tmp_path / "dondoc.toml", {}).mail.password is not None


def test_an_empty_credential_gives_nothing_and_a_wrong_name_is_an_error(
    dondoc: Dondoc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tmp_path / "given"
    given.mkdir()
    (given / "web__signing_key").touch()
    assert load(None, {"CREDENTIALS_DIRECTORY": str(given)}).web.signing_key is None
    (given / "mail__pasword").write_text("x")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(given))
    ran = dondoc("tasks")
    assert (ran.code, "mail__pasword" in ran.err) == (1, True)


def test_who_is_not_root_stays_who_he_is(tmp_path: Path) -> None:
    assert user_to_become(f"sqlite:///{tmp_path}/plan.db", 1000, installed=True) is None
    assert user_to_become("postgresql+psycopg://x/y", 0, installed=False) is None
