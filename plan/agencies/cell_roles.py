"""Who leads and who helps, out of the two cells of a task. Pure.

A cell may say both ("Sở A chủ trì, phối hợp với Sở B"), whatever its column is called.
"""

from collections.abc import Sequence

from plan.agencies.entries import NamePart

Parts = tuple[NamePart, ...]


def leads_and_partners(lead: Sequence[NamePart], partners: Sequence[NamePart]) -> tuple[Parts, Parts]:
    """The parts that lead and those that help; `lead` and `partners` are the parts of the two cells."""
    leads = [part for part in lead if part.role != "partner"]
    leads += [part for part in partners if part.role == "lead"]
    helpers = [part for part in lead if part.role == "partner"]
    helpers += [part for part in partners if part.role != "lead"]
    return tuple(leads), tuple(helpers)
