"""`dondoc roll`: last period's recurring and unfinished tasks as a draft of the next plan."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from cli.base import Command, json_option, needs_review, print_json
from cli.context import Context, pass_reading_context
from cli.files import FILE
from cli.papers import form_of, save
from plan.agencies.store import save_agencies
from plan.documents import DocumentError, read_agencies
from plan.errors import named_together
from plan.storage.copy import temporary_copy
from scheduler.intake import next_period
from scheduler.intake.next_period import NextPlan
from scheduler.intake.next_plan_file import next_plan_file
from scheduler.phrases.reading import Period


@click.command(cls=Command)
@click.argument("plan", metavar="PLAN")
@click.option("--period", required=True, help="Giai đoạn mới: 2026-2030.")
@click.option(
    "--agencies",
    type=FILE,
    help="Sổ cơ quan (CSV) của giai đoạn mới; chỉ dùng để thay tên, không ghi vào dữ liệu.",
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Ghi dự thảo ra tệp Excel (.xlsx) này."
)
@json_option
@pass_reading_context
def roll(
    context: Context, plan: str, period: str, agencies: Path | None, out: Path | None, *, as_json: bool
) -> None:
    """Dự thảo kế hoạch kỳ sau từ những nhiệm vụ lặp lại, chưa xong của kế hoạch PLAN (số, ví dụ 39/QĐ-UBND)."""
    form_of(out, None, ("xlsx",))
    draft = _make_draft(context, plan, period, agencies)
    if out:
        _write_workbook(out, draft, context)
    if as_json:
        print_json(_to_json(draft))
    else:
        _show(draft, out)
    if any(row.notes for row in draft.rows):
        needs_review()


def _make_draft(context: Context, plan: str, period: str, agencies: Path | None) -> NextPlan:
    try:
        years = Period.parse(period)
    except ValueError as error:
        raise click.UsageError(f"--period: {error}") from error
    known, problems = read_agencies(agencies) if agencies else ((), ())
    if problems:
        raise DocumentError(f"{agencies}: " + named_together(problems))
    if not known:
        with context.database.read() as session:
            return next_period.roll(session, plan, years, context.today)
    with temporary_copy(context.database) as copy, copy.read() as session:
        save_agencies(session, known)
        return next_period.roll(session, plan, years, context.today)


def _write_workbook(out: Path, draft: NextPlan, context: Context) -> None:
    when_signed = f"(Khi đã ký: dondoc import {out.name} --code SỐ --issued-on NGÀY)"
    save(next_plan_file(draft, context.now, when_signed), out)


def _to_json(draft: NextPlan) -> dict[str, Any]:
    return {
        "plan": {
            "code": "",
            "title": draft.title,
            "issued_on": None,
            "period": [draft.period.first.isoformat(), draft.period.last.isoformat()],
        },
        "before": draft.before,
        "tasks": [asdict(row) | {"notes": list(row.notes)} for row in draft.rows],
        "left": [asdict(row) for row in draft.left],
    }


def _show(draft: NextPlan, out: Path | None) -> None:
    click.echo(f"{draft.title} (dự thảo, từ {draft.before})")
    for row in draft.rows:
        click.echo(f"  {row.section}.{row.number or '–'}  {' '.join(row.title.split())[:90]}")
        for note in row.notes:
            click.echo(f"      ! {note}")
    carried = [row.carried for row in draft.rows]
    click.echo(
        f"  {carried.count(None)} nhiệm vụ lặp lại; chuyển tiếp {carried.count('unfinished')} nhiệm vụ chưa hoàn thành, "
        f"{carried.count('extended')} nhiệm vụ được gia hạn; {len(draft.left)} nhiệm vụ không đưa sang:"
    )
    for left in draft.left:
        ref = f"{left.section}.{left.number or '–'}"
        click.echo(f"    {ref:<6} {' '.join(left.timing.split())[:60]!r}: {left.because}")
    click.echo(
        f"Đã ghi {out}; sửa xong thì nhận như mọi kế hoạch." if out else "Thêm --out TỆP.xlsx để ghi dự thảo."
    )
