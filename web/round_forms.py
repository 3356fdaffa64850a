"""The form of one round → what was ticked: several receipts at once, or whom to urge."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData

from plan.errors import NotPossibleError
from plan.obligations.ticked_receipts import TickedFault, TickedReceipt
from web.forms import LONGEST_NUMBER, day_of_field, text
from web.round_page import RoundRefusal
from web.sentences import for_page
from web.site import Site

MOST = 2_000  # fields: three of each agency, and more agencies than any province has


@dataclass(frozen=True, slots=True)
class RoundForm:
    """What was ticked, and the texts of all fields."""

    fields: FormData
    taken: tuple[int, ...]

    @property
    def typed(self) -> dict[str, str]:
        return {name: text(self.fields, name) for name in self.fields}

    def receipts(self, site: Site) -> list[TickedReceipt]:
        """Of one day, each with its number. Raises NotPossibleError for what cannot be read."""
        if not self.taken:
            raise NotPossibleError("chưa chọn cơ quan nào; hãy đánh dấu các cơ quan đã gửi")
        on = day_of_field(site, self.fields, "on")
        return [self._receipt(number, on) for number in self.taken]

    def _receipt(self, number: int, on: date) -> TickedReceipt:
        document = " ".join(text(self.fields, f"document-{number}").split())
        if len(document) > LONGEST_NUMBER:
            raise NotPossibleError(f"số văn bản dài quá {LONGEST_NUMBER} chữ")
        return TickedReceipt(number, _number(text(self.fields, f"revision-{number}")), on, document or None)

    def refused(self, faults: dict[str, str], *, changed: bool = False) -> RoundRefusal:
        return RoundRefusal(faults, frozenset(self.taken), self.typed, changed)


def round_form(fields: FormData, known: Iterable[int]) -> RoundForm:
    """What of this round was ticked; numbers of other rounds are passed over."""
    mine = set(known)
    ticked = (_number(value) for value in fields.getlist("take") if isinstance(value, str))
    return RoundForm(fields, tuple(dict.fromkeys(number for number in ticked if number in mine)))


def said_of(faults: Iterable[TickedFault], names: dict[int, str]) -> dict[str, str]:
    """Each fault by its field, with the agency before it."""
    return {
        f"document-{one.obligation}": f"{names.get(one.obligation, one.obligation)}: {for_page(one.said)}"
        for one in faults
    }


def _number(said: str) -> int:
    """A number of digits; -1, which no row has, for anything else."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else -1
