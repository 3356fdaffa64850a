"""`dondoc import`: a document comes in; what was understood, and what needs a person, comes out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from cli.base import Command, json_option, needs_review, print_json
from cli.commands.lists import DAY
from cli.context import Context, Options

if TYPE_CHECKING:
    from sqlmodel import Session

    from plan.documents import Document
    from scheduler.intake.plan import ImportRequest
    from scheduler.policy.rules import Rules

# Files that belong to a plan are found beside it.
REGISTER, REGIMES = "agencies.csv", "reports.toml"
LONGEST_CODE = 60


@click.command("import", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--agencies",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"Sổ cơ quan (CSV); mặc định {REGISTER} nằm cạnh kế hoạch.",
)
@click.option("--period", help="Giai đoạn, nếu văn bản không nêu: 2012-2015.")
@click.option("--code", metavar="SỐ", help="Số của kế hoạch, nếu văn bản không nêu: 39/QĐ-UBND.")
@click.option("--issued-on", type=DAY, help="Ngày ký, nếu văn bản không nêu.")
@click.option("--supersedes", metavar="SỐ", help="Số của kế hoạch đã nhận mà văn bản này thay thế.")
@click.option("--reread", is_flag=True, help="Đổi thời hạn đã lập theo cách hiểu của bản chương trình này.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem từng dòng được hiểu thế nào, không ghi gì.")
@json_option
@click.pass_obj
def import_(context: Context, /, *, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Nhận một kế hoạch: đọc văn bản, hiểu thời hạn và cơ quan, lập lịch."""
    from cli.commands.import_proposal import show

    request = _request(given)
    with _place(context, dry_run=dry_run) as here:
        result, lost = _take(here, request, given["file"].name, dry_run=dry_run)
    if as_json:
        print_json(result)
    else:
        show(result, written=not dry_run and not lost)
    if lost and not dry_run:
        from plan.tasks.adoption import AdoptionError

        raise AdoptionError(f"chưa nhận kế hoạch, chưa ghi gì, vì có phần không đọc được. {lost}")
    if result["problems"]:
        needs_review()


def _take(
    context: Context, request: "ImportRequest", name: str, *, dry_run: bool
) -> tuple[dict[str, Any], str]:
    """Take it in, unless this is only a look or a part of it could not be read; which parts those are."""
    from cli.commands.import_proposal import proposal_json
    from plan.audit.log import write_down
    from scheduler.intake.plan import import_plan

    act = context.act
    with context.database.begin() as session:
        rules = rules_for(context, session, request)
        request = replace(request, regimes=rules.regimes or request.regimes)
        taken = import_plan(session, request, rules, context.now, context.today)
        result = proposal_json(session, taken, rules)
        lost = "; ".join(f"{p.where}: {p.message}" for p in taken.problems if p.lost)
        if dry_run or lost:
            session.rollback()
        else:
            detail = {"file": name, "supersedes": request.supersedes, **result["changes"]}
            write_down(session, act, "import", f"plan {taken.adoption.plan.id}", detail)
    return result, lost


@contextmanager
def _place(context: Context, *, dry_run: bool) -> Iterator[Context]:
    """Where it is taken in; a look at a document where there is no database yet makes none."""
    from plan.storage.database import is_missing

    url = context.options.db or context.settings.database.url
    if not dry_run or not is_missing(url):
        yield context
        return
    with TemporaryDirectory() as folder:
        there = context.with_options(Options(db=f"sqlite:///{Path(folder) / 'plan.db'}"))
        yield there
        there.database.close()


def _request(given: dict[str, Any]) -> "ImportRequest":
    request = read_request(given["file"], given["agencies"], given["period"])
    document = _named(request.document, given["code"], given["issued_on"])
    return replace(request, document=document, reread=given["reread"], supersedes=given["supersedes"])


def _named(document: "Document", code: str | None, issued_on: datetime | None) -> "Document":
    """A number and a day given by hand win over the document's own; what was missing is then no problem."""
    from plan.documents.preamble import NO_CODE, NO_DAY

    if code and len(code) > LONGEST_CODE:
        raise click.UsageError(f"--code: số văn bản dài quá {LONGEST_CODE} ký tự")
    settled = {NO_CODE: code, NO_DAY: issued_on}
    return replace(
        document,
        code="".join(code.split()) if code else document.code,
        issued_on=issued_on.date() if issued_on else document.issued_on,
        problems=tuple(p for p in document.problems if not settled.get(p.message)),
    )


def read_request(file: Path, agencies: Path | None, period: str | None) -> "ImportRequest":
    """The document and the files that lie beside it."""
    from plan.documents import DocumentError, read_agencies, read_document
    from scheduler.intake.plan import ImportRequest
    from scheduler.phrases.reading import Period
    from scheduler.policy.regimes import load_regimes

    document = read_document(file)
    register = agencies or _beside(file, REGISTER)
    known, problems = read_agencies(register) if register else ((), ())
    if problems:
        raise DocumentError(f"{register}: " + "; ".join(f"{p.where}: {p.message}" for p in problems))
    regimes = _beside(file, REGIMES)
    try:
        given = Period.parse(period) if period else None
    except ValueError as error:
        raise click.UsageError(f"--period: {error}") from error
    span = (given.first, given.last) if given else None
    return ImportRequest(document, known, load_regimes(regimes) if regimes else (), span)


def _beside(file: Path, name: str) -> Path | None:
    path = file.parent / name
    return path if path.is_file() else None


def rules_for(context: Context, session: "Session", request: "ImportRequest") -> "Rules":
    """The rules with a calendar that covers the years of a plan that is only coming in."""
    from scheduler.policy.rules import calendar_for

    period = request.period or request.document.period
    years = (period[0].year, period[1].year) if period else (context.today.year,) * 2
    return replace(context.rules(), calendar=calendar_for(session, *years, context.today.year))
