"""The years of the old plan in a title → those of the next one, where they surely mean the plan's own years. Pure."""

import re
from dataclasses import dataclass

# A year that belongs to a document or to a day is a fact, whatever the plan's years are.
_OF_A_DOCUMENT = re.compile(
    r"(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh|Nghị định|Nghị quyết|Thông tư|Quyết định|Chỉ thị|Công văn)[^,;.]*$"
)
_OF_A_DAY = re.compile(r"(?:tháng|quý)\s+[\dIVX]+[\s,/-]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlanYears:
    """The years of the plan before and of the next one."""

    first: int
    last: int
    next_first: int
    next_last: int

    def moved(self, title: str) -> tuple[str, list[str]]:
        """The title with the new years, and what was changed in it.

        A span is changed where it is exactly that of the plan, a single year ("năm 2025") where the plan was of one
        year. A year of a document or of a day stays.
        """
        if self.first == self.last:
            found, said = self._moved_year(title), f"tên: năm {self.first} → {self._named}"
        else:
            old, new = f"{self.first} - {self.last}", f"{self.next_first} - {self.next_last}"
            found = re.sub(rf"(?<!\d){self.first}\s*[-–—]\s*{self.last}(?!\d)", new, title)
            said = f"tên: {old} → {new}"
        return found, [said] if found != title else []

    @property
    def _named(self) -> str:
        """The next plan's years after the word năm."""
        if self.next_first == self.next_last:
            return str(self.next_first)
        return f"{self.next_first} - {self.next_last}"

    def _moved_year(self, title: str) -> str:
        def moved(found: re.Match[str]) -> str:
            before = title[: found.start()]
            if _OF_A_DOCUMENT.search(before) or _OF_A_DAY.search(before):
                return found[0]
            return f"{found[1]}{self._named}"

        return re.sub(rf"(?<!\w)([Nn]ăm\s+|NĂM\s+){self.first}(?!\d)", moved, title)

    def left_in(self, text: str) -> list[str]:
        """The years of the old plan that a text still names, each once."""
        years = "|".join(str(year) for year in range(self.first, self.last + 1))
        new = {str(year) for year in range(self.next_first, self.next_last + 1)}
        return [y for y in dict.fromkeys(re.findall(rf"(?<!\d)(?:{years})(?!\d)", text)) if y not in new]
