"""`dondoc import`: a document comes in; what was understood, and what needs a person, comes out."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.base import Command, json_option, needs_review, print_json
from cli.context import Context
from cli.words import PART_KINDS, STATES

if TYPE_CHECKING:
    from sqlmodel import Session

    from scheduler.rules import Rules
    from scheduler.taking import Bundle, Taken

# Files that belong to a plan are found beside it.
REGISTER, REGIMES = "agencies.csv", "reports.toml"


@click.command("import", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--agencies",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"Sổ cơ quan (CSV); mặc định {REGISTER} nằm cạnh kế hoạch.",
)
@click.option("--period", help="Giai đoạn, nếu văn bản không nêu: 2012-2015.")
@click.option("--reread", is_flag=True, help="Đổi thời hạn đã lập theo cách hiểu của bản chương trình này.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem, không ghi gì.")
@json_option
@click.pass_obj
def import_(
    context: Context,
    file: Path,
    agencies: Path | None,
    period: str | None,
    *,
    reread: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Nhận một kế hoạch: đọc văn bản, hiểu thời hạn và cơ quan, lập lịch."""
    from plan.adoption import AdoptionError
    from plan.audit import write_down
    from scheduler.taking import take_in

    act = context.act
    bundle = replace(read_bundle(file, agencies, period), reread=reread)
    with context.database.begin() as session:
        rules = rules_for(context, session, bundle)
        taken = take_in(session, bundle, rules, context.now, context.today)
        result = _as_json(session, taken, rules)
        lost = [problem for problem in taken.problems if problem.lost]
        if dry_run or lost:
            session.rollback()
        else:
            write_down(
                session,
                act,
                "import",
                f"plan {taken.adoption.plan.id}",
                {"file": file.name, **result["changes"]},
            )
    if as_json:
        print_json(result)
    else:
        _show(result, written=not dry_run and not lost)
    if lost and not dry_run:
        places = "; ".join(f"{p.where}: {p.message}" for p in lost)
        raise AdoptionError(f"chưa nhận kế hoạch, chưa ghi gì, vì có phần không đọc được. {places}")
    if result["problems"]:
        needs_review()


def read_bundle(file: Path, agencies: Path | None, period: str | None) -> "Bundle":
    """The document and the files that lie beside it."""
    from plan.documents import DocumentError, read_agencies, read_document
    from scheduler.reading import Period
    from scheduler.regimes import load_regimes
    from scheduler.taking import Bundle

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
    return Bundle(document, known, load_regimes(regimes) if regimes else (), span)


def _beside(file: Path, name: str) -> Path | None:
    path = file.parent / name
    return path if path.is_file() else None


def rules_for(context: Context, session: "Session", bundle: "Bundle") -> "Rules":
    """The rules with a calendar that covers the years of a plan that is only coming in."""
    from scheduler.rules import calendar_for

    period = bundle.period or bundle.document.period
    years = (period[0].year, period[1].year) if period else (context.today.year,) * 2
    return replace(context.rules(), calendar=calendar_for(session, *years, context.today.year))


def _as_json(session: "Session", taken: "Taken", rules: "Rules") -> dict[str, Any]:
    from plan.tasks import task_json
    from scheduler.forecast import report_rounds

    plan = taken.adoption.plan
    ends = rules.calendar.on_or_after
    return {
        "plan": {
            "code": plan.code,
            "title": plan.title,
            "issued_on": plan.issued_on and plan.issued_on.isoformat(),
            "period": [plan.first.isoformat(), plan.last.isoformat()],
        },
        "tasks": [task_json(session, task, taken.register, taken.on, ends) for task in taken.adoption.tasks],
        "reports": report_rounds(session, plan),
        "problems": [problem.to_json() for problem in taken.problems],
        "changes": taken.adoption.counts,
    }


def _show(result: dict[str, Any], *, written: bool) -> None:
    click.echo(f"{result['plan']['title']} ({result['plan']['code']})")
    click.echo(f"  {len(result['tasks'])} nhiệm vụ: {_counted(result['changes'])}")
    click.echo(f"  {len(result['reports'])} kỳ báo cáo")
    for problem in result["problems"]:
        click.echo(
            f"  ! {problem['where']}: {' '.join(problem['text'].split())}\n    {problem['message']}", err=True
        )
    if not written:
        for task in result["tasks"]:
            _show_task(task)
        click.echo("  (chưa ghi gì)")


def _show_task(task: dict[str, Any]) -> None:
    """One row as it was understood: its words of time, what they mean, who leads."""
    days = ", ".join(
        dict.fromkeys(date.fromisoformat(d["due"]).strftime("%d/%m/%Y") for d in task["deadlines"])
    )
    click.echo(f"  {task['section']}.{task['number'] or '–'}  {' '.join(task['timing'].split())!r}")
    click.echo(f"      → {STATES[task['state']]}{': ' + days if days else ''}")
    click.echo(f"      chủ trì: {'; '.join(_part(p) for p in task['lead']) or '(trống)'}")


def _part(part: dict[str, Any]) -> str:
    count = f", {len(part['agencies'])} cơ quan" if part["kind"] == "group" else ""
    return f"{part['name']} ({PART_KINDS[part['kind']]}{count})"


def _counted(counts: dict[str, int]) -> str:
    words = {"added": "mới", "changed": "sửa", "withdrawn": "rút", "unchanged": "không đổi"}
    return ", ".join(f"{counts[key]} {word}" for key, word in words.items())
