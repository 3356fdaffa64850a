"""The agencies of the register as a page lists them: what each is called, where it is told, how much it owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from plan.agencies.entries import GROUP
from plan.alphabet import sort_key
from plan.models import Agency, Alias, Obligation, Party
from plan.models.duties import OPEN
from plan.text import bare
from plan.views.columns import columns_of
from plan.vocabulary import Role


@dataclass(frozen=True, slots=True)
class AgencyItem:
    """A line of the register."""

    code: str
    name: str
    short_name: str
    aliases: Sequence[str]
    kind: str
    groups: Sequence[str]
    addresses: Sequence[str]
    parent: str | None
    active_from: date | None
    active_to: date | None
    successor: str | None

    def ended(self, today: date) -> bool:
        return self.active_to is not None and self.active_to <= today

    def is_called(self, words: str, accepted: Sequence[str] = ()) -> bool:
        """Whether any of its names, its code or an address has these words, without their marks."""
        names = (self.name, self.short_name, self.code, *self.aliases, *accepted, *self.addresses)
        return any(words in bare(name) for name in names)


def agency_items(session: Session, words: str = "") -> list[AgencyItem]:
    """Every office and every body outside, or those that are called so, in the order of the alphabet."""
    query = select(*columns_of(AgencyItem, Agency)).where(Agency.kind != GROUP)
    found = [AgencyItem(*row) for row in session.exec(query)]
    if sought := bare(words.strip()):
        accepted: dict[str, list[str]] = {}
        for code, name in session.exec(select(Alias.agency, Alias.name)):
            accepted.setdefault(code, []).append(name)
        found = [one for one in found if one.is_called(sought, accepted.get(one.code, ()))]
    return sorted(found, key=lambda one: sort_key(one.name))


def group_names(session: Session) -> list[str]:
    """Every group that the register names, by itself or at an office."""
    own = session.exec(select(Agency.name).where(Agency.kind == GROUP))
    of_offices = (group for groups in session.exec(select(Agency.groups)) for group in groups)
    return sorted({*own, *of_offices}, key=sort_key)


def open_leads(session: Session, today: date) -> dict[str, tuple[int, int]]:
    """Of each agency that leads anything open: how much, and how much of it is late."""
    late = func.sum(case((col(Obligation.ends) < today, 1), else_=0))
    # By `+ 0` no obligation can be looked up, so what is open comes first, by its index; else SQLite begins with parties.
    mine = col(Obligation.id) + 0 == col(Party.obligation_id)
    columns: list[Any] = [Party.agency, func.count(), late]
    query = (
        select(*columns).join(Obligation, mine).where(OPEN, Party.role == Role.LEAD).group_by(Party.agency)
    )
    return {agency: (count, overdue) for agency, count, overdue in session.exec(query)}
