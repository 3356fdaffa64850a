"""One phrase from the command line, or many as lines of JSON on stdin (`--batch`)."""

import json
import sys
from collections.abc import Callable, Iterator

import click

Row = dict[str, object]
batch_option = click.option("--batch", is_flag=True, help="Đọc từng dòng JSON từ stdin, trả lời từng dòng.")


def require_phrase(phrase: str | None) -> str:
    """The phrase of the command line. Raises UsageError if there is none."""
    if phrase is None:
        raise click.UsageError("thiếu PHRASE (hoặc dùng --batch)")
    return phrase


def answer_lines(answer: Callable[[Row], Row]) -> None:
    """Answer each line of stdin with one line. A line that cannot be answered says so; then the exit status is 1."""
    faults = 0
    for number, row in _rows():
        try:
            found = answer(row)
        except click.UsageError as error:
            faults += 1
            found = {"phrase": row["phrase"], "error": f"dòng {number}: {error.message}"}
        print(json.dumps(found, ensure_ascii=False), flush=True)  # noqa: T201 - the answer
    if faults:
        raise click.ClickException(f"{faults} dòng không trả lời được; xem khóa error trong từng dòng")


def _rows() -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise click.ClickException(f"dòng {number}: không phải JSON: {error}") from error
        if not isinstance(row, dict) or not isinstance(row.get("phrase"), str):
            raise click.ClickException(f'dòng {number}: cần một đối tượng JSON có "phrase"')
        yield number, row


def text_of(row: Row, key: str) -> str:
    """The text under a key; empty if there is none."""
    value = row.get(key)
    return value if isinstance(value, str) else ""
