"""Who answers for an agency on a day: itself, or the last successor that has taken over. Pure."""

from collections.abc import Iterable
from datetime import date

from plan.agencies.entries import AgencyEntry


class Succession:
    """The agencies by their codes, on any day."""

    def __init__(self, agencies: Iterable[AgencyEntry]) -> None:
        self.agencies = {row.code: row for row in agencies}

    def current(self, code: str, on: date) -> str:
        """The agency that answers for `code` on that day."""
        seen = {code}
        agency = self.agencies.get(code)
        while agency and agency.ended(on) and agency.successor and agency.successor not in seen:
            code = agency.successor
            seen.add(code)
            agency = self.agencies.get(code)
        return code

    def answering(self, codes: Iterable[str], on: date | None) -> tuple[str, ...]:
        """Those of the codes, or their successors, that are there on the day; without a day, those that never end."""
        current = dict.fromkeys(self.current(code, on or date.max) for code in codes)
        return tuple(code for code in current if self.is_there(code, on))

    def is_there(self, code: str, on: date | None) -> bool:
        agency = self.agencies.get(code)
        if agency is None:
            return False
        return agency.active_to is None if on is None else agency.is_there(on)

    def names(self, on: date | None) -> dict[str, str]:
        """The names of all agencies there are on the day, by their codes."""
        return {code: row.name for code, row in self.agencies.items() if self.is_there(code, on)}
