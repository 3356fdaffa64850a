"""A line of the register of agencies is changed, and the calendar follows at once: who owes, who is told, where."""

from collections.abc import Sequence
from datetime import date

from plan.agencies import edits
from plan.agencies.details import AgencyDetails
from plan.agencies.entries import AgencyEntry
from plan.agencies.register_changes import RegisterChanges, register_changes
from plan.agencies.store import save_agencies
from plan.audit.log import Act, write_down
from plan.storage.session import Session
from scheduler.intake.refresh import refresh
from scheduler.policy.rules import Rules


def take_register(session: Session, rules: Rules, act: Act, found: Sequence[AgencyEntry]) -> RegisterChanges:
    """A register from a file: its lines are added or changed, none is removed. The log says what it changed."""
    changes = register_changes(session, found)
    save_agencies(session, found, act.today)
    if changes:
        write_down(session, act, "register", "register", changes.to_json())
    refresh(session, rules, act.now, act.today)
    return changes


def edit_agency(
    session: Session, rules: Rules, act: Act, code: str, wanted: AgencyDetails, seen: str | None = None
) -> bool:
    """Whether anything was other before."""
    changed = edits.edit(session, act, code, wanted, seen)
    refresh(session, rules, act.now, act.today)
    return changed


def merge_agency(
    session: Session, rules: Rules, act: Act, code: str, into: str, day: date, seen: str | None = None
) -> None:
    """A day that has come passes what is open at once; a later one on its morning."""
    edits.merge(session, act, code, into, day, seen)
    refresh(session, rules, act.now, act.today)


def undo_merger(session: Session, rules: Rules, act: Act, code: str, seen: str | None = None) -> None:
    edits.undo_merger(session, act, code, seen)
    refresh(session, rules, act.now, act.today)


def split_agency(
    session: Session,
    rules: Rules,
    act: Act,
    code: str,
    wanted: AgencyDetails,
    day: date,
    *,
    ends: bool,
    seen: str | None = None,
) -> str:
    """The code of the new agency."""
    new = edits.split(session, act, code, wanted, day, ends=ends, seen=seen)
    refresh(session, rules, act.now, act.today)
    return new
