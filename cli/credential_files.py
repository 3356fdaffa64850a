"""Files of one secret each, named `section__key`: given to the service by systemd, or beside the settings for root."""

from collections.abc import Iterable
from pathlib import Path

CREDENTIALS = "CREDENTIALS_DIRECTORY"

Values = dict[str, dict[str, str]]


def read_credentials(folder: Path, known: Iterable[str]) -> Values:
    """What systemd gave. Raises ValueError for a name that is none of a setting; an empty file gives nothing."""
    names = set(known)
    if not folder.is_dir():
        return {}
    wrong = sorted(file.name for file in folder.iterdir() if "__" in file.name and file.name not in names)
    if wrong:
        raise ValueError(f"không có cài đặt nào tên {', '.join(wrong)} (credential)")
    return _nested((name, _text(folder / name)) for name in names if (folder / name).is_file())


def read_beside(folder: Path, known: Iterable[str]) -> Values:
    """What lies beside the settings and may be read by who runs: root, before it goes on as the service's user."""
    found = []
    for name in known:
        try:
            found.append((name, _text(folder / name)))
        except (FileNotFoundError, PermissionError, NotADirectoryError):
            continue  # not set, or for the service alone
    return _nested(found)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8").strip()


def _nested(found: Iterable[tuple[str, str]]) -> Values:
    values: Values = {}
    for name, text in found:
        if text:
            section, _, key = name.partition("__")
            values.setdefault(section, {})[key] = text
    return values
