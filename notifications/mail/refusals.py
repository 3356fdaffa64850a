"""Refusals in doubt: the same 5xx in a row is the server's own fault, and the letters that met it wait after all.

A single 5xx that does not say whose fault it is counts as the recipient's. When three recipients of different domains,
or three letters, have met the same one in a row, and no letter was taken in between, it was never theirs.
"""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from notifications.mail.faults import Fault, wait_for
from notifications.mail.lane import IN_DOUBT, Refusal
from notifications.mail.replies import doubt_of
from notifications.mail.tries import ClaimedLetter, Outcome
from plan.addresses import MAIL
from plan.ledger.withdrawal import left_of
from plan.models import Letter, LetterState

IN_A_ROW = 3


def judge(session: Session, letter: ClaimedLetter, outcome: Outcome, now: datetime) -> Outcome:
    """The outcome as it is to be recorded; letters refused by the same fault before are put back into the queue.

    Only a mail server is ever in doubt.
    """
    if letter.channel != MAIL:
        return outcome
    before = _load(session)
    if outcome.accepted:
        _keep(session, before, [])
        return outcome
    doubts = {to: doubt for to, said in outcome.refused if (doubt := doubt_of(said))}
    if not doubts:
        return outcome
    met = [(letter.id, to.rpartition("@")[2].lower(), doubt) for to, doubt in doubts.items()]
    row = list(dict.fromkeys([*before, *met]))[-20 * IN_A_ROW :]
    guilty = {doubt for doubt in doubts.values() if sum(one[2] == doubt for one in row) >= IN_A_ROW}
    _keep(session, before, row)
    if not guilty:
        return outcome
    for number in {number for number, _, doubt in row if doubt in guilty} - {letter.id}:
        _put_back(session, number, letter.day, guilty, now)
    return _of_the_server(outcome, guilty)


def _of_the_server(outcome: Outcome, guilty: set[str]) -> Outcome:
    left = tuple((to, said) for to, said in outcome.refused if doubt_of(said) not in guilty)
    return replace(outcome, result="later", fault=Fault.REJECTED, refused=left)


def _put_back(session: Session, number: int, day: str, guilty: set[str], now: datetime) -> None:
    """It waits again, for those who were refused by that reply; a letter of another day is told by a later one."""
    row = session.get(Letter, number, with_for_update=True)
    if row is None or row.state is not LetterState.REFUSED or row.day.isoformat() != day:
        return
    row.refused = {to: said for to, said in row.refused.items() if doubt_of(said) not in guilty}
    if left_of(row.recipients, row.accepted, row.refused):
        row.state, row.fault, row.finished_at = LetterState.WAITING, Fault.REJECTED, None
        row.try_at = now + wait_for(Fault.REJECTED, max(row.attempts, 1))
    session.add(row)


def _load(session: Session) -> list[Refusal]:
    return IN_DOUBT.of(session) or []


def _keep(session: Session, before: list[Refusal], row: list[Refusal]) -> None:
    if row != before:
        IN_DOUBT.lock(session, [])  # two senders may be the first
        IN_DOUBT.put(session, row)
