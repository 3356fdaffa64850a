"""A file read in a process of its own, with limits on time and memory: some parsers can be made to run for ever.

A dozen bytes of a PDF can name four billion letters; no count made beforehand sees that.
"""

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from plan.documents.formats.kinds import reader_of
from plan.documents.model import Block, DocumentError, Page, Problem, Prose, TableRow

SECONDS = 60
MEMORY = 1536 * 1024 * 1024


def read_apart(place: str, data: bytes, name: str) -> Page:
    """As the reader at `place` reads it, or DocumentError where it does not come to an end."""
    command = [sys.executable, "-P", "-m", __name__, place, name, str(SECONDS)]
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(  # noqa: S603 our own program, with a place of ours
            command, input=data, capture_output=True, timeout=2 * SECONDS, env=environment, check=False
        )
        said = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        said = None
    except OSError as error:
        raise DocumentError(
            f"Không chạy được chương trình đọc tệp {name}; hãy xem bộ nhớ của máy rồi thử lại."
        ) from error
    if said is None:
        raise DocumentError(
            f"Tệp {name} cần quá nhiều thời gian hoặc bộ nhớ để đọc; "
            "hãy chép riêng phần kế hoạch sang một tệp Word mới rồi nhập lại."
        )
    if "error" in said:
        raise DocumentError(said["error"])
    return _page(said)


def main(place: str, name: str, seconds: int, source: BinaryIO) -> dict[str, object]:
    """What the process does: the page of the file, or the sentence that says why there is none."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        page = reader_of(place)(source.read(), name)
    except DocumentError as error:
        return {"error": str(error)}
    return {"blocks": [_spelt(block) for block in page.blocks], "problems": list(map(asdict, page.problems))}


def _spelt(block: Block) -> object:
    if isinstance(block, Prose):
        return [block.text, block.doubt]
    return [block.cells, sorted(block.joined), block.place, block.doubt]


def _page(said: dict[str, Any]) -> Page:
    return Page(
        tuple(_block(block) for block in said["blocks"]),
        tuple(Problem(**problem) for problem in said["problems"]),
    )


def _block(said: Any) -> Block:
    if isinstance(said[0], str):
        return Prose(*said)
    cells, joined, place, doubt = said
    return TableRow(tuple(cells), frozenset(joined), place, doubt)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.stdin.buffer)))
