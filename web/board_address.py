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
        return f"/reports?{urlencode({'year': self.year} | self._chosen if self.year else self._chosen)}"

    @property
    def _chosen(self) -> dict[str, int | str]:
        """All but the year, as far as it was chosen."""
        chosen = {"regime": self.regime, "group": self.group, "sort": self.sort, "q": self.q}
        return {name: value for name, value in chosen.items() if value}

    @property
    def choice(self) -> str:
        """What follows the `?`: the same for the file of the view."""
        return self.address.partition("?")[2]

    @property
    def opening(self) -> str:
        """The same with a form open under an agency, but for the number of its report, seen from the board itself.

        As short as can be, since each of thousands of cells says it: the year is that of the report.
        """
        return f"?{urlencode(self._chosen | {'open': ''})}"

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
