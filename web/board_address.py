"""What a reader of the report board chose, as it stands in the address: a view that can be mailed. Pure."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit


@dataclass(frozen=True, slots=True)
class BoardView:
    """The year, and what of it is shown in which order."""

    year: int
    regime: int | None = None
    group: str = ""
    sort: str = ""
    q: str = ""

    @property
    def address(self) -> str:
        """Without what is not chosen."""
        chosen = {
            "year": self.year,
            "regime": self.regime,
            "group": self.group,
            "sort": self.sort,
            "q": self.q,
        }
        return f"/reports?{urlencode({name: value for name, value in chosen.items() if value})}"

    @property
    def choice(self) -> str:
        """What follows the `?`: the same for the file of the view."""
        return self.address.partition("?")[2]

    def opening(self, obligation: int) -> str:
        """The same with the form of one report open under its agency."""
        return f"{self.address}{self.ending(obligation)}"

    def ending(self, obligation: int) -> str:
        """By what that address is known among others of the view."""
        return f"&open={obligation}#edit"

    def after(self, obligation: int) -> str:
        """The same after that report was recorded, which is said, at the next late one."""
        return f"{self.address}&recorded={obligation}"

    def undone(self, obligation: int) -> str:
        """The same after what was recorded was taken back, which is said."""
        return f"{self.address}&undone={obligation}"


def board_view_of(address: str) -> BoardView | None:
    """What was chosen in that address; None if it is none of the board."""
    parts = urlsplit(address)
    if parts.path != "/reports" or parts.netloc:
        return None
    chosen = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return BoardView(
        _number(chosen.get("year", "")) or 0,
        _number(chosen.get("regime", "")),
        chosen.get("group", ""),
        "late" if chosen.get("sort") == "late" else "",
        chosen.get("q", ""),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
