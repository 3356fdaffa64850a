"""Somebody asks for an urging letter: which agencies it goes to and about what, then the numbered draft."""

from dataclasses import dataclass

from notifications.notice import LetterLine
from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.obligations.views import ObligationFilter, duties
from plan.papers.sent_letters import keep_draft
from plan.vocabulary import Role
from scheduler.letters.background import background_of
from scheduler.letters.context import LetterContext
from scheduler.letters.lines import line_of
from scheduler.letters.urging_letter import UrgingLetterFile, draft_urging_letter


@dataclass(frozen=True, slots=True)
class Urged:
    """Whom to urge (codes; none: whoever is late), for which plan, and whether about tasks too; or `about` some duties alone."""

    to: tuple[str, ...] = ()
    plan: int | None = None
    with_tasks: bool = False
    about: tuple[int, ...] | None = None


def urge(context: LetterContext, act: Act, wanted: Urged) -> UrgingLetterFile:
    """The next numbered draft. Raises NotPossibleError for an unknown agency, or where nothing is late."""
    if unknown := [code for code in wanted.to if context.directory.get(code) is None]:
        named = ", ".join(repr(code) for code in unknown)
        raise NotPossibleError(f"sổ cơ quan không có mã {named}; mã nằm ở cột code của agencies.csv")
    lines = _overdue_lines(context, wanted)
    if not lines:
        raise NotPossibleError(_why_nothing(context, wanted))
    made = draft_urging_letter(context, lines)
    keep_draft(context.session, context.today.year, made.number, made.content)
    detail = {"to": list(wanted.to), "duties": [line.obligation for line in lines]}
    write_down(context.session, act, "letter", f"draft {context.today.year}/{made.number}", detail)
    return made


def _overdue_lines(context: LetterContext, wanted: Urged) -> list[LetterLine]:
    """What the agencies owe and is late, a line each."""
    kind = None if wanted.with_tasks else "report"
    which = ObligationFilter(kind=kind, ends_before=context.today, plan=wanted.plan, ids=wanted.about)
    to, late = set(wanted.to), []
    for duty in duties(context.session, context.today, which):
        leads = {context.current(code) for code in duty.leads}
        # The department does not urge itself: the office above does.
        is_urged = leads and leads != {context.department.code}
        if duty.status == "late" and is_urged and (not to or leads & to):
            late.append(duty)
    known = background_of(context, late)
    return [line_of(context, duty, None, "quá hạn", Role.WATCH, known) for duty in late]


def _why_nothing(context: LetterContext, wanted: Urged) -> str:
    """Why there is nothing to urge, and what to do."""
    department, to = context.department, wanted.to
    if to and {context.current(code) for code in to} == {department.code}:
        return f"{department.name} không đôn đốc chính mình; việc quá hạn của mình: dondoc obligations --status late"
    what = "báo cáo, nhiệm vụ" if wanted.with_tasks else "báo cáo"
    more = "" if wanted.with_tasks else "; cả nhiệm vụ quá hạn: thêm --tasks"
    return f"không có {what} nào quá hạn của {'các cơ quan này' if to else 'cơ quan nào'}{more}"
