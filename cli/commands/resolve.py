"""`dondoc resolve`: which agencies a cell of the plan names."""

from pathlib import Path

import click

from cli.base import Command, json_option, print_json
from cli.batch import answer_lines, batch_option, require_phrase, text_of
from cli.files import FILE
from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import NamePart
from plan.documents import DocumentError, read_agencies
from plan.errors import named_together
from plan.labels import NAME_KINDS


@click.command(cls=Command)
@click.argument("phrase", required=False)
@click.option("--agencies", type=FILE, help="Sổ cơ quan (CSV).")
@batch_option
@json_option
def resolve(phrase: str | None, agencies: Path | None, *, batch: bool, as_json: bool) -> None:
    """Cho biết một cụm từ chỉ những cơ quan nào."""
    directory = _read_directory(agencies)

    def answer(text: str) -> dict[str, object]:
        return {"phrase": text, "parts": [part.to_json() for part in directory.resolve(text)]}

    if batch:
        answer_lines(lambda row: answer(text_of(row, "phrase")))
        return
    wanted = require_phrase(phrase)
    if as_json:
        print_json(answer(wanted))
    else:
        _show(directory.resolve(wanted), directory)


def _read_directory(file: Path | None) -> AgencyDirectory:
    """The directory in the file; without one nobody is known, but names are still split."""
    if file is None:
        return AgencyDirectory(())
    found, problems = read_agencies(file)
    if problems:
        raise DocumentError(named_together(problems))
    return AgencyDirectory(found)


def _show(parts: tuple[NamePart, ...], directory: AgencyDirectory) -> None:
    for part in parts:
        role = {"lead": ", chủ trì", "partner": ", phối hợp"}.get(part.role, "")
        click.echo(f"{part.text.strip()}\n  → {part.name} ({NAME_KINDS[part.kind]}{role})")
        for reading in part.readings:
            click.echo(f"     đọc được: {' | '.join(reading)}")
        for code in part.agencies:
            agency = directory.get(code)
            click.echo(f"     {code}  {agency.name if agency else ''}")
        if part.suggestions:
            click.echo(f"     có phải: {', '.join(part.suggestions)}?")
