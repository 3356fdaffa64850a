"""`dondoc import`: a document comes in; what was understood, and what needs a person, comes out."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from sqlmodel import Session

from cli.base import DAY, Command, Options, json_option, needs_review, print_json
from cli.commands.import_proposal import looked_json, proposal_json, show, with_questions
from cli.context import Context, pass_context
from plan.documents import Document, DocumentError, Problem, read_agencies, read_document
from plan.documents.headings import Role
from plan.storage.database import is_missing
from plan.tasks.adoption import AdoptionError
from plan.tasks.heading_meanings import ColumnsError, known_meanings, parse_columns, remember
from plan.tasks.proposals import FrameAnswers, KeptImport, confirmed_before, find_proposal, remembered
from plan.text import fold
from scheduler.intake.look import is_new, look_at
from scheduler.intake.plan import ImportRequest, import_plan
from scheduler.intake.proposals import adopt_binding, keep_request, plan_questions, provisional
from scheduler.phrases.reading import Period
from scheduler.policy.regimes import load_regimes
from scheduler.policy.rules import Rules, calendar_for

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
@click.option(
    "--columns",
    metavar="KEY=HEADING,…",
    help="Cột nào là gì khi tiêu đề lạ: title=Công tác,lead=Ai làm,timing=Bao giờ xong. Nhớ cho văn bản sau.",
)
@click.option("--reread", is_flag=True, help="Đổi thời hạn đã lập theo cách hiểu của bản chương trình này.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem từng dòng được hiểu thế nào, không ghi gì.")
@json_option
@pass_context
def import_(context: Context, /, *, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Nhận một kế hoạch: đọc văn bản, hiểu thời hạn và cơ quan, lập lịch."""
    said = parse_columns(given["columns"]) if given["columns"] else {}
    with _open_place(context, dry_run=dry_run) as here:
        request = _read_given(here, given, said)
        result, lost = _take_in(here, request, given["file"].name, dry_run=dry_run)
        if said and not dry_run and not lost:
            with here.database.begin() as session:
                remember(session, here.act, said)
    if as_json:
        print_json(result)
    else:
        show(result, written=not dry_run and not lost and result["adopted"])
    if lost and not dry_run:
        raise AdoptionError(f"chưa nhận kế hoạch, chưa ghi gì, vì có phần không đọc được. {lost}")
    if result["problems"]:
        needs_review()


def _take_in(
    context: Context, request: ImportRequest, name: str, *, dry_run: bool
) -> tuple[dict[str, Any], str]:
    """Take it in, unless this is only a look or a part of it could not be read; which parts those are.

    What is asked about the plan itself keeps it a proposal: all of it is shown, and what may bind is adopted.
    """
    with context.database.begin() as session:
        document = remembered(session, request.document)
        request = replace(request, document=document)
        request = replace(request, regimes=rules_for(context, session, request).regimes or request.regimes)
        regimes = [rules.model_dump(mode="json") for rules in request.regimes]
        before = confirmed_before(session, document)
        kept = KeptImport(document, name, regimes, request.supersedes, before)
    asked = plan_questions(kept, document.code or "?")
    if not asked and not dry_run:
        return _adopt(context, request, kept)
    result, lost = _preview(context, request, kept)
    if dry_run or lost:
        return with_questions(result, asked, kept), lost
    key = _keep(context, request, kept)
    return with_questions(result, plan_questions(kept, document.code or key), kept, key), lost


def _preview(context: Context, request: ImportRequest, kept: KeptImport) -> tuple[dict[str, Any], str]:
    """The whole document as if all of it were adopted; nothing is written.

    What is stored already is compared row by row; a new document is only read, which is much faster.
    """
    with context.database.begin() as session:
        shown = provisional(request, "?", context.today)
        rules = rules_for(context, session, shown)
        if is_new(session, shown):
            found = look_at(session, shown, rules, context.now, context.today, show_progress)
            result, lost = looked_json(session, found, rules, kept), lost_parts(found.problems)
        else:
            taken = import_plan(session, shown, rules, context.now, context.today)
            result, lost = proposal_json(session, taken, rules, kept), lost_parts(taken.problems)
        session.rollback()
    return result, lost


def show_progress(done: int, total: int) -> None:
    """On stderr, where a long document would otherwise seem to hang."""
    click.echo(f"  đã hiểu {done}/{total} nhiệm vụ", err=True)


def _adopt(context: Context, request: ImportRequest, kept: KeptImport) -> tuple[dict[str, Any], str]:
    """Take all of it in, or nothing if a row of it could not be read."""
    with context.database.begin() as session:
        rules = rules_for(context, session, request)
        taken = adopt_binding(session, rules, context.act, request, kept)
        assert taken is not None, "nothing is asked about it"
        result = with_questions(proposal_json(session, taken, rules), [], kept)
        if lost := lost_parts(taken.problems):
            session.rollback()
    return result, lost


def _keep(context: Context, request: ImportRequest, kept: KeptImport) -> str:
    """The working code under which it waits; rows that need nobody's word are adopted at once."""
    with context.database.begin() as session:
        rules = rules_for(context, session, request)
        if kept.document.questions:
            return keep_request(session, context.act, request, kept).key
        adopt_binding(session, rules, context.act, request, kept)
        return find_proposal(session, kept.document.code).key


def lost_parts(problems: Iterable[Problem]) -> str:
    """What of the document was not read, in one line."""
    return "; ".join(f"{p.where}: {p.message}" for p in problems if p.lost)


@contextmanager
def _open_place(context: Context, *, dry_run: bool) -> Iterator[Context]:
    """Where it is taken in; a look at a document where there is no database yet makes none."""
    if not dry_run or not is_missing(context.url):
        yield context
        return
    with TemporaryDirectory() as folder:
        elsewhere = Options(db=f"sqlite:///{Path(folder) / 'plan.db'}")
        with closing(context.with_options(elsewhere)) as place:
            yield place


def _read_given(context: Context, given: dict[str, Any], said: Mapping[str, Role]) -> ImportRequest:
    """`said`: what headings mean, from the command line; it wins over what was said before."""
    known: dict[str, Role] = {}
    if not is_missing(context.url):
        with context.database.read() as session:
            known = known_meanings(session)
    known |= {fold(heading): role for heading, role in said.items()}
    request = read_request(given["file"], given["agencies"], given["period"], known)
    there = {fold(heading) for heading in request.document.headings}
    if missing := [heading for heading in said if fold(heading) not in there]:
        names = ", ".join(request.document.headings) or "không có bảng nào"
        raise ColumnsError(f"--columns: bảng không có cột {', '.join(missing)}; các cột đọc được: {names}")
    document = _apply_answers(request, given["code"], given["issued_on"])
    return replace(request, document=document, reread=given["reread"], supersedes=given["supersedes"])


def _apply_answers(request: ImportRequest, code: str | None, issued_on: datetime | None) -> Document:
    """A number, a day and a period given by hand win over the document's own; they are asked no more."""
    given = FrameAnswers(
        checked_number(code, "--code"), issued_on.date() if issued_on else None, request.period
    )
    return given.of(request.document)


def checked_number(code: str | None, option: str) -> str | None:
    """A number as papers carry it; a working code is none."""
    if code is None:
        return None
    number = "".join(code.split())
    if len(number) > LONGEST_CODE:
        raise click.UsageError(f"{option}: số văn bản dài quá {LONGEST_CODE} ký tự")
    if not number.isprintable() or not any(letter.isdigit() for letter in number) or number.startswith("?"):
        raise click.UsageError(f"{option}: số văn bản viết như 39/QĐ-UBND hoặc 12-KH/TU")
    return number


def read_request(
    file: Path, agencies: Path | None, period: str | None, known: Mapping[str, Role] | None = None
) -> ImportRequest:
    """The document and the files that lie beside it."""
    document = read_document(file, known)
    register = agencies or _beside(file, REGISTER)
    offices, problems = read_agencies(register) if register else ((), ())
    if problems:
        raise DocumentError(f"{register}: " + "; ".join(f"{p.where}: {p.message}" for p in problems))
    regimes = _beside(file, REGIMES)
    return ImportRequest(document, offices, load_regimes(regimes) if regimes else (), read_span(period))


def read_span(period: str | None) -> tuple[date, date] | None:
    """`2012-2015` → its days."""
    try:
        given = Period.parse(period) if period else None
    except ValueError as error:
        raise click.UsageError(f"--period: {error}") from error
    return (given.first, given.last) if given else None


def _beside(file: Path, name: str) -> Path | None:
    path = file.parent / name
    return path if path.is_file() else None


def rules_for(context: Context, session: Session, request: ImportRequest) -> Rules:
    """The rules with a calendar that covers the years of a plan that is only coming in."""
    period = request.period or request.document.period
    years = (period[0].year, period[1].year) if period else (context.today.year,) * 2
    return replace(context.rules(), calendar=calendar_for(session, *years, context.today.year))
