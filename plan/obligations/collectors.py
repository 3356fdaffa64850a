"""Who accepts what an agency declares. Pure."""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CollectionRules:
    """The office that collects where no regime names another, the office above it, and whether a word is trusted."""

    collector: str
    above: str
    trusts: bool = False


@dataclass(frozen=True, slots=True)
class Collectors:
    """Who holds an obligation as received (`collector`), and who says so: it, or of what it owes itself the office above.

    `accepts` is None where that office owes it too: then a document has to say so.
    """

    collector: str
    accepts: str | None

    @property
    def owes_itself(self) -> bool:
        return self.accepts != self.collector


def collectors_of(
    leads: Collection[str], through: str | None, rules: CollectionRules, current: Callable[[str], str]
) -> Collectors:
    """`through` is whom the report's regime names; `current` says who acts today for an agency that was merged."""
    owing = {current(code) for code in leads}
    collector, above = current(through or rules.collector), current(rules.above)
    if collector not in owing:
        return Collectors(collector, collector)
    return Collectors(collector, None if above in owing else above)
