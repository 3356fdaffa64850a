"""Files and folders made sure of on disk."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Make sure that a file, or the new names in a folder, are on disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
