"""`dondoc import`: a document comes in; what was understood, and what needs a person, comes out."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from cli.base import DAY, Command, Options, json_option, needs_review, print_json
from cli.commands.import_proposal import looked_json, proposal_json, show, with_questions
from cli.context import Context, pass_creating_context
from cli.files import FILE
from cli.import_request import AGENCIES, ImportOptions, read_with_options, rules_for
from plan.agencies.register_changes import register_changes
from plan.documents import Problem
from plan.documents.lost import lost_parts
from plan.foreign_text import clean
from plan.storage.copy import copy_to
from plan.storage.database import Access, is_missing
from plan.storage.session import Session
from plan.tasks.adoption import AdoptionError, UnsettledError, named
from plan.tasks.heading_meanings import remember
from plan.tasks.likely_doubles import RelationError
from plan.tasks.proposals import KeptImport, confirmed_before, find_proposal, remembered
from scheduler.intake.amendments import ALONE, related, take_in
from scheduler.intake.look import is_new, look_at
from scheduler.intake.plan import ImportRequest, ImportResult
from scheduler.intake.proposals import adopt_binding, keep_request, plan_questions, provisional
from scheduler.policy.rules import Rules

FEW = 500  # tasks that are adopted in the twinkling of an eye


@click.command("import", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--agencies",
    type=FILE,
    help=f"Sổ cơ quan (CSV hoặc Excel .xlsx); mặc định {AGENCIES} nằm cạnh kế hoạch.",
)
@click.option("--period", help="Giai đoạn, nếu văn bản không nêu: 2012-2015.")
@click.option("--code", metavar="SỐ", help="Số của kế hoạch, nếu văn bản không nêu: 39/QĐ-UBND.")
@click.option("--issued-on", type=DAY, help="Ngày ký, nếu văn bản không nêu.")
@click.option("--supersedes", metavar="SỐ", help="Số của kế hoạch đã nhận mà văn bản này thay thế.")
@click.option(
    "--amends",
    metavar="SỐ",
    multiple=True,
    help="Số của kế hoạch đã nhận mà văn bản này sửa đổi một phần; nêu được nhiều lần. none: văn bản đứng riêng.",
)
@click.option(
    "--columns",
    metavar="KEY=HEADING,…",
    help="Cột nào là gì khi tiêu đề lạ: title=Công tác,lead=Ai làm,timing=Bao giờ xong. Nhớ cho văn bản sau của cơ quan ấy.",
)
@click.option(
    "--accept-status",
    metavar="COLUMN|none",
    help="Khi có cột tình trạng: ghi nhận đã nhận những việc mà cột này nói đã xong; none: không ghi nhận.",
)
@click.option(
    "--from",
    "followed_from",
    type=DAY,
    help="Theo dõi từ ngày này: việc đến hạn trước đó là chuyện cũ, không ai bị tính chậm.",
)
@click.option("--reread", is_flag=True, help="Đổi thời hạn đã lập theo cách hiểu của bản chương trình này.")
@click.option("--withdraw", is_flag=True, help="Đồng ý rút những nhiệm vụ mà văn bản sửa lại không còn.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem từng dòng được hiểu thế nào, không ghi gì.")
@json_option
@pass_creating_context
def import_(context: Context, /, *, dry_run: bool, as_json: bool, **given: Any) -> None:
    """Nhận một kế hoạch: đọc văn bản, hiểu thời hạn và cơ quan, lập lịch."""
    options = ImportOptions(**given)
    with _open_place(context, dry_run=dry_run) as place:
        request = read_with_options(place, options)
        result, lost = _take_in(place, request, clean(options.file.name), dry_run=dry_run)
        if options.meanings and not dry_run and not lost:
            _remember(place, options, request.document.issuer)
    if as_json:
        print_json(result)
    else:
        show(result, written=not dry_run and not lost and result["adopted"])
    if result["held"]:
        click.echo(f"Lưu ý: {result['held']}.", err=True)
    if lost and not dry_run:
        raise AdoptionError(f"chưa nhận kế hoạch, chưa ghi gì, vì có phần không đọc được. {lost}")
    if result["problems"]:
        needs_review()


def _remember(context: Context, options: ImportOptions, issuer: str) -> None:
    """What `--columns` says holds for the office that issued the document: for another, the words may mean another thing."""
    if not issuer:
        click.echo(
            "Lưu ý: văn bản không ghi cơ quan ban hành nên --columns không được nhớ cho văn bản sau.",
            err=True,
        )
        return
    with context.database.begin() as session:
        remember(session, context.act, options.meanings, issuer)


def _take_in(
    context: Context, request: ImportRequest, name: str, *, dry_run: bool
) -> tuple[dict[str, Any], str]:
    """Import the plan, unless this is a dry run or parts of it could not be read; also returns those parts.

    While questions about the plan itself are open it stays a proposal: all of it is shown, binding rows are adopted.
    """
    with context.database.begin() as session:
        document = remembered(session, request.document)
        request = replace(request, document=document)
        request = replace(request, regimes=rules_for(context, session, request).regimes or request.regimes)
        request = related(session, request)
        document = request.document
        changes = register_changes(session, request.agencies).to_json()
        regimes = [rules.model_dump(mode="json") for rules in request.regimes]
        before = confirmed_before(session, document)
        kept = KeptImport(
            document,
            name,
            regimes,
            request.supersedes,
            before,
            request.followed_from,
            request.amends,
            request.withdraw,
        )
    result, lost = _adopt_or_ask(context, request, kept, dry_run=dry_run)
    return result | {"register": changes}, lost


def _adopt_or_ask(
    context: Context, request: ImportRequest, kept: KeptImport, *, dry_run: bool
) -> tuple[dict[str, Any], str]:
    document = kept.document
    asked = plan_questions(kept, document.code or "?")
    if not asked and not dry_run:
        try:
            return _adopt(context, request, kept)
        except UnsettledError:
            result, lost = _preview(context, request, kept)
            return with_questions(result, asked, kept) | {"adopted": False}, lost
    result, lost = _preview(context, request, kept)
    if dry_run or lost:
        return with_questions(result, asked, kept), lost
    key = _keep(context, request, kept)
    return with_questions(result, plan_questions(kept, document.code or key), kept, key), lost


def _preview(context: Context, request: ImportRequest, kept: KeptImport) -> tuple[dict[str, Any], str]:
    """The whole document as if all of it were adopted; nothing is stored.

    A plan that is stored already is compared row by row; a new one is only read, which is much faster.
    """
    with context.database.begin() as session:
        shown = provisional(request, "?", context.today)
        rules = rules_for(context, session, shown)
        if is_new(session, shown):
            found = look_at(session, shown, rules, context.now, context.today, show_progress)
            result, lost = looked_json(session, found, rules, kept), lost_parts(found.problems)
        else:
            asked, taken = _as_if_agreed(session, shown, rules, context)
            result, lost = proposal_json(session, taken, rules, kept), lost_parts(taken.problems)
            result["problems"] = [*asked, *result["problems"]]
        session.rollback()
    return result, lost


def _as_if_agreed(
    session: Session, request: ImportRequest, rules: Rules, context: Context
) -> tuple[list[dict[str, object]], ImportResult]:
    """What the document would do, and each task of which a person has to say what is meant."""
    try:
        with session.begin_nested():
            return [], take_in(session, request, rules, context.now, context.today)
    except UnsettledError as error:
        alone = isinstance(error, RelationError)
        agreed = replace(request, amends=(ALONE,)) if alone else replace(request, withdraw=True)
        taken = take_in(session, agreed, rules, context.now, context.today)
        where = "đã có ở kế hoạch khác" if alone else "sẽ bị rút"
        told = [Problem("kế hoạch", request.document.code, error.message)]
        told += [Problem(where, named(task), error.told) for task in error.rows]
        return [one.to_json() for one in told], taken


def show_progress(done: int, total: int) -> None:
    """On stderr, where a long document would otherwise seem to hang."""
    click.echo(f"  đã hiểu {done}/{total} nhiệm vụ", err=True)


def show_planned(done: int, total: int) -> None:
    """The same of what is being adopted; a short plan is there before anybody wonders."""
    if total > FEW:
        click.echo(f"  đã lập lịch {done}/{total} nhiệm vụ", err=True)


def _adopt(context: Context, request: ImportRequest, kept: KeptImport) -> tuple[dict[str, Any], str]:
    """Adopt all of it, or nothing if a row could not be read."""
    with context.database.begin() as session:
        rules = rules_for(context, session, request)
        seen = replace(request, progress=show_planned)
        taken = adopt_binding(session, rules, context.act, seen, kept)
        assert taken is not None, "nothing is asked about it"
        result = with_questions(proposal_json(session, taken, rules), [], kept)
        if lost := lost_parts(taken.problems):
            session.rollback()
    return result, lost


def _keep(context: Context, request: ImportRequest, kept: KeptImport) -> str:
    """The provisional code under which the plan waits; rows that need no answer are adopted at once."""
    with context.database.begin() as session:
        rules = rules_for(context, session, request)
        if kept.document.questions:
            return keep_request(session, context.act, request, kept).key
        adopt_binding(session, rules, context.act, request, kept)
        return find_proposal(session, kept.document.code).key


@contextmanager
def _open_place(context: Context, *, dry_run: bool) -> Iterator[Context]:
    """The context to import into. A dry run works on a copy: it makes no database, changes none, waits for nobody."""
    if not dry_run:
        yield context
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "plan.db"
        if not is_missing(context.url):
            with closing(context.with_access(Access.READ)) as source:
                copy_to(source.database, copy).close()
        with closing(context.with_options(Options(db=f"sqlite:///{copy}"))) as place:
            yield place
