"""`dondoc explain` and `dondoc resolve`: what words were understood to say."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.base import Command, json_option, needs_review, print_json

if TYPE_CHECKING:
    from plan.agencies.directory import AgencyDirectory, NamePart
    from scheduler.phrases.reading import Period, Reading


@click.command(cls=Command)
@click.argument("phrase", required=False)
@click.option("--period", help="Giai đoạn của kế hoạch: 2012-2015 hoặc 2025.")
@click.option("--product", help="Nội dung cột sản phẩm, nếu có.")
@click.option("--batch", is_flag=True, help="Đọc từng dòng JSON từ stdin, trả lời từng dòng.")
@json_option
def explain(
    phrase: str | None, period: str | None, product: str | None, *, batch: bool, as_json: bool
) -> None:
    """Cho biết chương trình hiểu một cụm từ thời gian thế nào."""
    if batch:
        _batch(
            lambda row: _read(
                _text(row, "phrase"), _text(row, "period") or period, row.get("product")
            ).to_json()
        )
        return
    reading = _read(_required(phrase, "PHRASE"), period, product)
    if as_json:
        print_json(reading.to_json())
    else:
        _show_reading(reading)
    if reading.state == "unclear":
        needs_review()


@click.command(cls=Command)
@click.argument("phrase", required=False)
@click.option(
    "--agencies", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Sổ cơ quan (CSV)."
)
@click.option("--batch", is_flag=True, help="Đọc từng dòng JSON từ stdin, trả lời từng dòng.")
@json_option
def resolve(phrase: str | None, agencies: Path | None, *, batch: bool, as_json: bool) -> None:
    """Cho biết một cụm từ chỉ những cơ quan nào."""
    directory = _register(agencies)

    def answer(text: str) -> dict[str, object]:
        return {"phrase": text, "parts": [part.to_json() for part in directory.resolve(text)]}

    if batch:
        _batch(lambda row: answer(_text(row, "phrase")))
        return
    wanted = _required(phrase, "PHRASE")
    if as_json:
        print_json(answer(wanted))
    else:
        _show_parts(directory.resolve(wanted), directory)


def _required(value: str | None, name: str) -> str:
    if value is None:
        raise click.UsageError(f"thiếu {name} (hoặc dùng --batch)")
    return value


def _read(phrase: str, period: str | None, product: object) -> "Reading":
    from scheduler.phrases.read import read

    return read(phrase, _period(period), product if isinstance(product, str) else None)


def _period(text: str | None) -> "Period":
    from scheduler.phrases.reading import Period

    if not text:
        raise click.UsageError("thiếu --period, ví dụ --period 2012-2015")
    try:
        return Period.parse(text)
    except ValueError as error:
        raise click.UsageError(f"--period: {error}") from error


def _batch(answer: Callable[[dict[str, object]], dict[str, object]]) -> None:
    """Answer each line of stdin with a line; one that cannot be answered says so, and the end is status 1."""
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


def _rows() -> Iterator[tuple[int, dict[str, object]]]:
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


def _text(row: dict[str, object], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""


def _register(file: Path | None) -> "AgencyDirectory":
    """The directory in the file; without one nobody is known, but names are still split."""
    from plan.agencies.directory import AgencyDirectory

    if file is None:
        return AgencyDirectory(())
    from plan.documents import DocumentError, read_agencies

    found, problems = read_agencies(file)
    if problems:
        raise DocumentError("; ".join(f"{p.where}: {p.message}" for p in problems))
    return AgencyDirectory(found)


def _show_reading(reading: "Reading") -> None:
    from cli.words import RULES, STATES

    click.echo(f"{reading.phrase}\n→ {STATES[reading.state]}")
    for part in reading.parts:
        words = f" ({part.label})" if part.label else ""
        click.echo(f"  {RULES[part.rule]}{words}{': ' + part.awaiting if part.awaiting else ''}")
        for day in part.deadlines:
            click.echo(f"    {day.due:%d/%m/%Y}  {day.label}")
    for heading, lines in (
        ("Giả định", reading.assumed),
        ("Cần xem lại", reading.review),
        ("Chưa hiểu", reading.unclear),
    ):
        for line in lines:
            click.echo(f"  {heading}: {line}")


def _show_parts(parts: tuple["NamePart", ...], directory: "AgencyDirectory") -> None:
    from cli.words import PART_KINDS

    for part in parts:
        role = {"lead": ", chủ trì", "partner": ", phối hợp"}.get(part.role, "")
        click.echo(f"{part.text.strip()}\n  → {part.name} ({PART_KINDS[part.kind]}{role})")
        for reading in part.readings:
            click.echo(f"     đọc được: {' | '.join(reading)}")
        for code in part.agencies:
            agency = directory.get(code)
            click.echo(f"     {code}  {agency.name if agency else ''}")
        if part.suggestions:
            click.echo(f"     có phải: {', '.join(part.suggestions)}?")
