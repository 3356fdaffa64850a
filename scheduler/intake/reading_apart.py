"""A document read in a process of its own, with limits on time and memory, which says how far it is.

Whatever a file does to its reader, the service that sends letters goes on.
"""

import json
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from plan.documents import Document, DocumentError, read_document
from plan.documents.columns import MeaningsByOffice
from plan.documents.progress import told_to
from plan.tasks.proposals import document_from, document_json

SECONDS = 300  # by the clock on the wall: LibreOffice alone may take a minute and a half
PROCESSOR = 150
MEMORY = 2048 * 1024 * 1024
Progress = Callable[[str], None]
_TOO_MUCH = (
    "Tệp {name} cần quá nhiều thời gian hoặc bộ nhớ để đọc; hãy chép riêng phần kế hoạch sang một tệp Word mới rồi "
    "tải lên tệp ấy."
)


def read_apart(
    name: str, content: bytes, known: MeaningsByOffice, code: str, progress: Progress, seconds: int = SECONDS
) -> Document:
    """As `read_document` reads it. Raises DocumentError where it cannot, or does not come to an end."""
    with TemporaryDirectory(prefix="dondoc-") as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        said = _run(path, {"known": known, "code": code}, progress, seconds)
    if said is None:
        raise DocumentError(_TOO_MUCH.format(name=name))
    if "error" in said:
        raise DocumentError(str(said["error"]))
    return document_from(said)


def _run(
    path: Path, asked: Mapping[str, object], progress: Progress, seconds: int
) -> Mapping[str, object] | None:
    """What the process answered; None if it came to no end, or to a bad one."""
    command = [sys.executable, "-P", "-m", __name__, str(path)]
    home = str(path.parent)
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "HOME": home,
    }
    with subprocess.Popen(  # noqa: S603 our own program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    ) as running:
        assert running.stdin
        assert running.stdout
        ending = threading.Timer(seconds, running.kill)
        ending.start()
        try:
            running.stdin.write(json.dumps(asked))
            running.stdin.close()
            return _answer(running.stdout, progress)
        except (OSError, ValueError):
            return None
        finally:
            ending.cancel()
            running.kill()


def _answer(lines: IO[str], progress: Progress) -> Mapping[str, object] | None:
    """Lines of progress, and at last the document."""
    for line in lines:
        said = json.loads(line)
        if isinstance(said, dict):
            return said
        progress(str(said))
    return None


def main(path: Path, asked: Mapping[str, object]) -> None:
    """What the process does."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for what, most in ((resource.RLIMIT_CPU, PROCESSOR), (resource.RLIMIT_AS, MEMORY)):
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))  # LibreOffice may set itself others
    try:
        with told_to(_say):
            _say(document_json(read_document(path, asked["known"], str(asked["code"]))))  # type: ignore[arg-type]
    except DocumentError as error:
        _say({"error": str(error)})


def _say(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.load(sys.stdin))
