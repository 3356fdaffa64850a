"""Corrections: who was told the wrong thing of an obligation, and what they are told in their next letter."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, bindparam, col, select, update

from plan.audit.log import Act
from plan.ledger.notices import told_among
from plan.models import Correction, Notice, Obligation, Party, Role
from plan.prepared import Prepared
from plan.steps import StepKind, StepName
from plan.storage.chunks import chunks


def tell_right(session: Session, row: Obligation, act: Act, said: str, since: date) -> None:
    """Those who lead and help, and whoever else was written to about it since that day, are told in their next letter."""
    agencies = _told_wrong(session, row, since)
    session.add_all(
        Correction(obligation_id=row.id, agency=agency, decided_on=act.today, at=act.now, said=said)
        for agency in agencies
    )
    theirs = update(Party).where(col(Party.obligation_id) == row.id, col(Party.agency).in_(agencies))
    session.exec(theirs.values(next_on=act.today))
    session.flush()


def keep_untold(session: Session, row: Obligation) -> None:
    """Whoever was not told yet stays due, though nothing else will be said of the obligation."""
    if not _ANY.ask(session, {"number": row.id}):
        return
    found = corrections_of(session, [row.id])
    steps = {one.id: StepName(StepKind.CORRECTED, one.id) for one in found}
    told = {step for _, step, _ in told_among(session, [(row.id, step) for step in steps.values()])}
    for one in found:
        if steps[one.id] not in told:
            theirs = update(Party).where(col(Party.obligation_id) == row.id, col(Party.agency) == one.agency)
            session.exec(theirs.values(next_on=one.decided_on))


_ANY = Prepared(select(Correction.id).where(col(Correction.obligation_id) == bindparam("number")).limit(1))


def corrections_of(session: Session, obligations: Collection[int]) -> list[Correction]:
    """All of these obligations, oldest first."""
    found: list[Correction] = []
    for chunk in chunks(sorted(obligations)):
        found += session.exec(select(Correction).where(col(Correction.obligation_id).in_(chunk)))
    return sorted(found, key=lambda one: one.id)


def _told_wrong(session: Session, row: Obligation, since: date) -> list[str]:
    parties = session.exec(select(Party.agency, Party.role).where(Party.obligation_id == row.id)).all()
    written = select(Notice.agency).where(
        Notice.obligation_id == row.id, col(Notice.letter_id).is_not(None), Notice.day >= since
    )
    told = set(session.exec(written))
    return sorted({agency for agency, role in parties if role != Role.WATCH or agency in told})
