"""What `dondoc setup` puts on the machine as root: settings, the password, the folder of the data, the service."""

import os
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cli.private_files import write_whole
from cli.service_user import SERVICE, ServiceUser, named_user, user_to_become
from cli.settings import PLACES, SettingsError, load
from cli.settings_text import Value, Values, with_values
from cli.setup_questions import There
from plan.errors import NotPossibleError
from plan.storage.address import file_of
from plan.storage.engines import engine_for_work

PASSWORD = "mail__password"  # noqa: S105 - the name of its file
DATA = "sqlite:////var/lib/dondoc/plan.db"
UNITS = ("dondoc.service", "dondoc-backup.timer")


@dataclass(frozen=True, slots=True)
class Installation:
    """The file of settings, and the text that is in it."""

    file: Path
    text: str

    @property
    def there(self) -> There:
        """Its sections, as they are written."""
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{self.file} không đúng TOML: {error}") from error

    @property
    def password(self) -> str:
        """The one that is kept beside it; empty if none is."""
        kept = self.file.with_name(PASSWORD)
        return kept.read_text(encoding="utf-8").strip() if kept.exists() else ""

    @property
    def data(self) -> str:
        """Where the data goes if nobody says: for the machine's settings its place there, else beside the file."""
        return DATA if self.file == PLACES[-1] else f"sqlite:///{self.file.absolute().parent}/plan.db"


def found_at(file: Path) -> Installation:
    """What is there. Raises NotPossibleError where it cannot be read."""
    try:
        return Installation(file, file.read_text(encoding="utf-8") if file.exists() else "")
    except (OSError, UnicodeDecodeError) as error:
        raise NotPossibleError(f"không đọc được {file}: {error}; hãy chạy: sudo dondoc setup") from error


def install(installation: Installation, values: Values, password: str | None, url: str) -> None:
    """Write the password and the settings, each whole or not at all, and make the folder of the data.

    Raises before anything is written where the settings would not do.
    """
    if file_of(url) is None:
        engine_for_work(url).dispose()  # says what is wrong with an address; connects to nobody
    file, user = installation.file, _owner(url)
    text = with_values(installation.text, values) if values or not installation.text else installation.text
    try:
        if not file.parent.is_dir():
            file.parent.mkdir(mode=0o755)
        _check(file, text)
        kept = file.with_name(PASSWORD)
        if password or not kept.exists():  # the unit hands it on: without a password an empty one
            write_whole(kept, f"{password}\n" if password else "", 0o600)
        if text != installation.text:
            write_whole(file, text, 0o640, user.gid if user else None)
        _make_folder(url, user)
    except OSError as error:
        raise NotPossibleError(
            f"không ghi được {error.filename or file}: {error.strerror}; hãy chạy: sudo dondoc setup"
        ) from error


def _check(file: Path, text: str) -> None:
    """Whether a program would start with it: read as it will be, from a file beside that nobody else sees."""
    trial = file.with_name(f".{file.name}.trial")
    try:
        write_whole(trial, text, 0o600)
        load(trial, {})
    finally:
        trial.unlink(missing_ok=True)


def _owner(url: str) -> ServiceUser | None:
    """Whom the data will belong to; None where it is whoever runs this."""
    if os.geteuid() != 0:
        return None
    file = file_of(url)
    if file is not None and not file.absolute().parent.exists():
        return named_user(SERVICE)
    return user_to_become(url, 0, installed=True)


def _make_folder(url: str, user: ServiceUser | None) -> None:
    file = file_of(url)
    if file is None or file.absolute().parent.exists():
        return
    folder = file.absolute().parent
    folder.mkdir(mode=0o750, parents=True)
    if user is not None:
        os.chown(folder, user.uid, user.gid)


def start_service(file: Path, *, anew: bool) -> bool:
    """Have systemd run the service from now on, where there are both; `anew` where it may run by other settings."""
    if os.geteuid() != 0 or file != PLACES[-1] or not Path("/run/systemd/system").is_dir():
        return False
    if _systemctl("cat", UNITS[0]):
        return False
    there = [unit for unit in UNITS if not _systemctl("cat", unit)]
    failed = _systemctl("enable", "--now", *there)
    if not failed and anew:
        failed = _systemctl("restart", UNITS[0])
    if failed:
        raise NotPossibleError(f"dịch vụ chưa chạy được: {failed}; xem: journalctl -u dondoc")
    return True


def _systemctl(*what: str) -> str:
    """Why it failed, in its own words; nothing if it did not."""
    ran = subprocess.run(["systemctl", *what], capture_output=True, text=True, check=False)  # noqa: S603, S607 - names of our units
    said = " ".join(ran.stderr.split()) or f"systemctl {what[0]}: {ran.returncode}"
    return said if ran.returncode else ""


def in_words(values: Mapping[tuple[str, str], Value]) -> list[str]:
    """The settings as the file has them, a line each."""
    return [f"[{section}] {key} = {value}" for (section, key), value in values.items()]
