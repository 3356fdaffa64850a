"""Letters put away into files: ZIP, so that anybody can open them for as long as there are computers. Written whole, or not at all.

A file is made beside its name, read back, and given its name only then. The same letters make the same file, so what
a killed process left is found again and used.
"""

import csv
import hashlib
import io
import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from plan.storage.errors import StorageError
from plan.storage.folders import sync

PART = ".part"
INDEX = "muc-luc.csv"
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # the first moment that ZIP knows: the same letters make the same bytes


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A file of letters that is complete: its name in its folder, its SHA-256, how many bytes it has."""

    name: str
    digest: str
    size: int


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def put_away(
    folder: Path, stem: str, files: Mapping[str, bytes], index: Sequence[Sequence[object]]
) -> ArchiveFile:
    """A file of that name with these contents, on the disk to stay. Another that has the name already stays as it is.

    Raises StorageError where it could not be written; then there is none.
    """
    part = folder / f".{stem}.{os.getpid()}{PART}"
    try:
        folder.mkdir(mode=0o750, exist_ok=True)
        _write(part, files, index)
        _check(part, files)
        made = part.read_bytes()
        file = next(path for path in _names(folder, stem) if not path.exists() or path.read_bytes() == made)
        part.replace(file)
        sync(folder.resolve())
    except OSError as error:
        raise StorageError(
            f"không ghi được tệp lưu vào {folder}: {error.strerror or error}; kiểm tra thư mục, quyền và chỗ trống"
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return ArchiveFile(file.name, digest_of(made), len(made))


def _names(folder: Path, stem: str) -> Iterator[Path]:
    yield folder / f"{stem}.zip"
    yield from (folder / f"{stem}-{number}.zip" for number in count(2))


def _write(part: Path, files: Mapping[str, bytes], index: Sequence[Sequence[object]]) -> None:
    part.unlink(missing_ok=True)  # of a process that had our number and was killed
    number = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(number, "wb") as opened:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            table = io.StringIO()
            csv.writer(table).writerows(index)
            archive.writestr(_entry(INDEX), table.getvalue().encode("utf-8-sig"))
            for name, content in files.items():
                archive.writestr(_entry(name), content)
        opened.flush()
        os.fsync(opened.fileno())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _BEGINNING)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return entry


def _check(part: Path, files: Mapping[str, bytes]) -> None:
    """Raises OSError unless every byte can be had again from the file."""
    with zipfile.ZipFile(part) as archive:
        if any(archive.read(name) != content for name, content in files.items()):
            raise OSError("đọc lại thấy khác")


def taken_out(file: Path, name: str) -> bytes | None:
    """The contents of one entry; None where the file or the entry cannot be had."""
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.read(name)
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
