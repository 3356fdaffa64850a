"""What agencies declared, checked each night: whether whoever is to accept it has been told."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, select

from plan import dates
from plan.models import Deadline, Declaration, Notice, Obligation, Party, Role
from plan.models.duties import OPEN
from plan.vocabulary import DeclarationState
from scheduler.policy.rules import Rules
from scheduler.reconciliation.state import AgencyState


def unheard_declarations(session: Session, agencies: AgencyState, rules: Rules, day: date) -> Iterator[str]:
    """Words that waited through that whole day, of which nobody was told who could be written to."""
    query = select(Declaration, Deadline.through, Obligation.label).join(
        Obligation, col(Obligation.id) == col(Declaration.obligation_id)
    )
    query = query.join(Deadline, col(Deadline.id) == col(Obligation.deadline_id))
    query = query.where(Declaration.state == DeclarationState.WAITING, Declaration.declared_on < day)
    for row, through, label in session.exec(query.where(OPEN).order_by(col(Declaration.id))).all():
        office = _who_accepts(session, agencies, rules, row.obligation_id, through, day)
        if not rules.calendar.works(day) or not agencies.reached_before(office, day):
            continue
        told = select(Notice.agency).where(
            Notice.obligation_id == row.obligation_id,
            (col(Notice.step) == f"declared-{row.id}") | col(Notice.step).startswith(f"waits-{row.id}+"),
        )
        if office not in {agencies.current(code, day) for code in session.exec(told)}:
            yield (
                f"số {row.obligation_id}, {label}: {row.agency} báo xong ngày {dates.day(row.on)} mà {office} chưa được báo "
                "để xác nhận"
            )


def _who_accepts(
    session: Session, agencies: AgencyState, rules: Rules, number: int, through: str | None, day: date
) -> str:
    """The office that collects; of what it owes itself the office above, unless that owes it too."""
    collects = agencies.current(through or rules.watchers.escalate_to, day)
    above = agencies.current(rules.watchers.above, day)
    query = select(Party.agency).where(Party.obligation_id == number, Party.role == Role.LEAD)
    owing = {agencies.current(code, day) for code in session.exec(query)}
    return above if collects in owing and above not in owing else collects
