"""What a reader of the list of letters chose, as it stands in the address: a view that can be mailed. Pure."""

from dataclasses import dataclass
from urllib.parse import urlencode

from plan import dates
from plan.views.letters import LetterFilter


@dataclass(frozen=True, slots=True)
class MailView:
    """What is listed, and which page of it."""

    wanted: LetterFilter
    page: int = 1

    def to(self, **other: str | int | None) -> str:
        """The same with something else chosen; another choice begins at the first page."""
        one = self.wanted
        chosen: dict[str, str | int | None] = {
            "kind": one.kind,
            "state": one.state.value if one.state else None,
            "agency": one.agency,
            "day": dates.day(one.day) if one.day else None,
        }
        chosen |= other
        words = urlencode({name: value for name, value in chosen.items() if value})
        return f"/mail?{words}" if words else "/mail"

    @property
    def is_narrowed(self) -> bool:
        one = self.wanted
        return bool(one.kind or one.state or one.agency or one.day)
