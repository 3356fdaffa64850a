"""What a reader of the report board chose, as it stands in the address: a view that can be mailed. Pure."""

from dataclasses import dataclass
from urllib.parse import urlencode


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

    def opening(self, obligation: int) -> str:
        """The same with the form of one report open under its agency."""
        return f"{self.address}&open={obligation}#edit"

    def after(self, obligation: int) -> str:
        """The same after that report was recorded, which is said, at the next late one."""
        return f"{self.address}&recorded={obligation}"
