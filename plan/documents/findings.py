"""Where the reader of tables stands, and what a person has to look at so far."""

from dataclasses import dataclass, field

from plan.documents.headings import Role
from plan.documents.model import Problem


@dataclass
class Findings:
    """`place`: where the row stands, if its format has a better word for it than table and row.

    `names`: what a person calls each table. `lacking`: the columns that were asked about already, each with its table.
    """

    problems: list[Problem] = field(default_factory=list)
    table: int = 0
    row: int = 0
    place: str = ""
    names: dict[int, str] = field(default_factory=dict)
    lacking: set[tuple[int, Role]] = field(default_factory=set)

    @property
    def where(self) -> str:
        return self.place or f"table {self.table}, row {self.row}"

    def next_table(self) -> None:
        self.table, self.row = self.table + 1, 0

    def next_row(self, place: str) -> None:
        self.row, self.place = self.row + 1, place

    def report(
        self,
        message: str,
        text: str,
        heading: str = "",
        *,
        where: str = "",
        lost: bool = False,
        blank: bool = False,
    ) -> None:
        at = where or self.where
        self.problems.append(Problem(f"{at}, {heading}" if heading else at, text, message, lost, blank))
