"""Small disks for tests: folders of their own outside pytest's, since a run that is killed leaves them mounted.

pytest takes away the folders of earlier runs, and a mounted one cannot be: the next run would fail at its end.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.missing import needs_root

# And the number of the process, by which the next one knows that nobody uses it any more.
NAMED = "dondoc-disk-"


@contextmanager
def small_disk(size: str, *options: str) -> Iterator[Path]:
    """An empty disk of that size ("24m", or bytes), gone when the block ends. Only root mounts one."""
    needs_root("to mount a small disk")
    said = ",".join((f"size={size}", *options))
    with mount_point() as folder:
        mount("-t", "tmpfs", "-o", said, "tmpfs", str(folder))
        yield folder


@contextmanager
def mount_point() -> Iterator[Path]:
    """A folder to mount something on; whatever is mounted there is taken off when the block ends."""
    _clear_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=f"{NAMED}{os.getpid()}-"))
    try:
        yield folder
    finally:
        _take_off(folder)


def _clear_abandoned() -> None:
    """Take away what killed runs left: each mounted disk holds memory until the machine is started anew."""
    for folder in Path(tempfile.gettempdir()).glob(f"{NAMED}*-*"):
        owner = folder.name.removeprefix(NAMED).partition("-")[0]
        if owner.isdecimal() and not Path(f"/proc/{owner}").exists():
            _take_off(folder)


def _take_off(folder: Path) -> None:
    if os.path.ismount(folder):
        subprocess.run(["umount", "--lazy", str(folder)], check=False)
    if not os.path.ismount(folder):  # never the contents of what could not be taken off
        shutil.rmtree(folder, ignore_errors=True)


def mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)
