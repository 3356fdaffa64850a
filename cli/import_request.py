"""What `dondoc import` reads: the document, the files beside it, and the options that correct or complete them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import click

from cli.context import Context
from plan.documents import DocumentError, read_agencies, read_document
from plan.documents.columns import EVERYBODY, MeaningsByOffice
from plan.documents.headings import Role
from plan.errors import named_together
from plan.storage.database import is_missing
from plan.storage.session import Session
from plan.tasks.heading_meanings import ColumnsError, known_meanings, parse_columns
from plan.tasks.proposals import FrameAnswers
from plan.text import fold
from scheduler.intake.amendments import ALONE
from scheduler.intake.plan import ImportRequest
from scheduler.intake.status_receipts import check_status
from scheduler.phrases.reading import Period
from scheduler.policy.regimes import load_regimes
from scheduler.policy.rules import Rules, calendar_for

# Files that belong to a plan are found beside it.
AGENCIES, REGIMES = "agencies.csv", "reports.toml"
LONGEST_CODE = 60


@dataclass(frozen=True)
class ImportOptions:
    """The options of one import."""

    file: Path
    agencies: Path | None
    period: str | None
    code: str | None
    issued_on: datetime | None
    supersedes: str | None
    amends: tuple[str, ...]
    columns: str | None
    accept_status: str | None
    reread: bool
    withdraw: bool
    followed_from: datetime | None

    @cached_property
    def meanings(self) -> Mapping[str, Role]:
        """What unusual headings mean, by `--columns`."""
        return parse_columns(self.columns) if self.columns else {}


def read_with_options(context: Context, options: ImportOptions) -> ImportRequest:
    """The request as the options complete it: they win over the document's own words and over earlier answers."""
    number = parse_number(options.code, "--code")
    known = _known_headings(context, options.meanings)
    request = read_request(options.file, options.agencies, options.period, known, number or "")
    _refuse_unknown_columns(options.meanings, request.document.headings)
    day = options.issued_on.date() if options.issued_on else None
    if options.accept_status:
        check_status(request.document, options.accept_status)
    given = FrameAnswers(number, day, request.period, None, options.accept_status)
    return replace(
        request,
        document=given.of(request.document),
        reread=options.reread,
        supersedes=options.supersedes,
        amends=parse_amends(options.amends, options.supersedes),
        withdraw=options.withdraw,
        followed_from=options.followed_from.date() if options.followed_from else None,
    )


def _known_headings(context: Context, said: Mapping[str, Role]) -> dict[str, dict[str, Role]]:
    """What was said of headings before, office by office, and now."""
    known: dict[str, dict[str, Role]] = {EVERYBODY: {}}
    if not is_missing(context.url):
        with context.database.read() as session:
            known |= known_meanings(session)
    now = {fold(heading): role for heading, role in said.items()}
    return {office: meanings | now for office, meanings in known.items()}


def _refuse_unknown_columns(meanings: Mapping[str, Role], headings: tuple[str, ...]) -> None:
    there = {fold(heading) for heading in headings}
    if missing := [heading for heading in meanings if fold(heading) not in there]:
        names = ", ".join(headings) or "không có bảng nào"
        raise ColumnsError(f"--columns: bảng không có cột {', '.join(missing)}; các cột đọc được: {names}")


def read_request(
    file: Path,
    agencies: Path | None,
    period: str | None,
    known: MeaningsByOffice | None = None,
    code: str = "",
) -> ImportRequest:
    """The document and the files that lie beside it."""
    document = read_document(file, known, code)
    register = agencies or _find_beside(file, AGENCIES)
    offices, problems = read_agencies(register) if register else ((), ())
    if problems:
        raise DocumentError(f"{register}: " + named_together(problems))
    regimes = _find_beside(file, REGIMES)
    return ImportRequest(document, offices, load_regimes(regimes) if regimes else (), parse_span(period))


def _find_beside(file: Path, name: str) -> Path | None:
    path = file.parent / name
    return (
        path if os.path.lexists(path) else None
    )  # one that cannot be read is not passed over: reading it says why


def parse_number(code: str | None, option: str) -> str | None:
    """The number of a document, without blanks. Raises UsageError for a provisional code such as ?1."""
    if code is None:
        return None
    number = "".join(code.split())
    if len(number) > LONGEST_CODE:
        raise click.UsageError(f"{option}: số văn bản dài quá {LONGEST_CODE} ký tự")
    if not number.isprintable() or not any(letter.isdigit() for letter in number) or number.startswith("?"):
        raise click.UsageError(f"{option}: số văn bản viết như 39/QĐ-UBND hoặc 12-KH/TU")
    return number


def parse_amends(numbers: tuple[str, ...], supersedes: str | None) -> tuple[str, ...]:
    """The plans that a document changes. Raises UsageError where it would take one's place as well."""
    if numbers and supersedes:
        raise click.UsageError("--amends (sửa một phần) và --supersedes (thay thế cả) loại trừ nhau")
    given = tuple(dict.fromkeys(n if n == ALONE else parse_number(n, "--amends") or "" for n in numbers))
    if ALONE in given and len(given) > 1:
        raise click.UsageError(f"--amends {ALONE} (văn bản đứng riêng) không đi cùng số nào")
    return given


def parse_span(period: str | None) -> tuple[date, date] | None:
    """`2012-2015` → its first and last day."""
    try:
        given = Period.parse(period) if period else None
    except ValueError as error:
        raise click.UsageError(f"--period: {error}") from error
    return (given.first, given.last) if given else None


def rules_for(context: Context, session: Session, request: ImportRequest) -> Rules:
    """The rules with a calendar that also covers the years of a plan not yet stored."""
    period = request.period or request.document.period
    years = (period[0].year, period[1].year) if period else (context.today.year,) * 2
    return replace(context.rules(), calendar=calendar_for(session, *years, context.today.year))
