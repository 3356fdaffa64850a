"""Small disks for tests: folders of their own outside pytest's, since a run that is killed leaves them mounted.

pytest takes away the folders of earlier runs, and a mounted one cannot be: the next run would fail at its end.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.missing import needs_root


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
    folder = Path(tempfile.mkdtemp(prefix="dondoc-disk-"))
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)


def mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)
