"""Files that are there whole or not at all, for the eyes they are meant for."""

import os
from pathlib import Path

from plan.storage.folders import sync


def write_whole(file: Path, text: str, mode: int, group: int | None = None) -> None:
    """Put the text in the place of the file; whoever reads meanwhile, or after power was lost, finds the old or the new.

    A file that is there keeps its owner, group and mode; a new one gets `mode`, and `group` where root writes.
    """
    there = file.stat() if file.exists() else None
    part = file.with_name(f".{file.name}.new")
    part.unlink(missing_ok=True)  # of a time when power was lost
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with open(handle, "w", encoding="utf-8") as target:  # noqa: PTH123 - of a descriptor
            target.write(text)
            _own(handle, there, mode, group)
            target.flush()
            os.fsync(handle)
        part.replace(file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync(file.parent)


def _own(handle: int, there: os.stat_result | None, mode: int, group: int | None) -> None:
    if there is not None:
        mode = there.st_mode & 0o777
    if os.geteuid() == 0:
        os.fchown(handle, there.st_uid if there else 0, there.st_gid if there else group or 0)
    os.fchmod(handle, mode)
