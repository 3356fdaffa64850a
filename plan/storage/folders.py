"""Names in a folder, made sure of on disk."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make sure that a new name is on disk before going on."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
