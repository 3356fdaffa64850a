"""Days, months, quarters and years written otherwise."""

import re
from collections.abc import Iterator

from tests.phrases.relations.words import each

_FULL = r"\b(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/(20(\d\d))\b(?!/)"
full_dates = each(
    _FULL, r"\1-\2-\3", r"\1.\2.\3", r"\1 / \2 / \3", r"\1/ \2/\3", r"\1/\2/\4", r"\1/\2-\3", r"\1/\2 năm \3"
)
named_dates = each(
    rf"(?<!-\w\w )(?<!-\w\w\w )(?<!-\w\w\w\w )ngày {_FULL}", r"ngày \1 tháng \2 năm \3", r"ngày \1 tháng 0\2 năm \3", r"ngày \1 tháng \2, năm \3", r"ngày \1 tháng \2/\3", r"ngày \1 tháng \2 của năm \3",
    r"\1/\2/\3", r"ngày: \1/\2/\3", r"ngày \1-\2-\3", r"ngày \1/tháng \2/năm \3", r"ngày \1, tháng \2, năm \3",
)  # fmt: skip
yearless_dates = each(
    r"ngày (0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])\b(?![/.-]?\d)", r"ngày \1 tháng \2", r"ngày \1-\2", r"ngày \1 / \2", r"\1/\2", r"ngày \1.\2",
)  # fmt: skip
zeros = each(r"\b0([1-9])(?=/\d| tháng)", r"\1")
padded = each(r"(?<![\d/.-])([1-9])(?=/(?:0?[1-9]|1[0-2])\b)", r"0\1")
months = each(
    r"\btháng (0?)([1-9]|1[0-2])/((?:19|20)\d\d)\b", r"tháng \1\2 năm \3", r"tháng \2/\3", r"tháng \1\2-\3", r"tháng \1\2, năm \3", r"tháng \1\2 / \3", r"tháng \1\2.\3",
    r"tháng \1\2 của năm \3", r"tháng \1\2 \3",
)  # fmt: skip
_QUARTERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "1": "I", "2": "II", "3": "III", "4": "IV"}


def quarters(phrase: str) -> Iterator[str]:
    found = re.compile(r"\b(quý )(iv|i{1,3}|[1-4])(?![\w])", re.IGNORECASE)
    if found.search(phrase):
        other = found.sub(lambda one: one[1] + _QUARTERS[one[2].lower()], phrase)
        yield other
        yield found.sub(lambda one: one[1] + one[2].upper(), phrase)
        if re.search(r"quý \d", other, re.IGNORECASE):
            yield re.sub(r"\b(quý )([1-4])(?!\w)", r"\g<1>0\2", other, flags=re.IGNORECASE)


quarter_years = each(
    r"\bquý (iv|i{1,3})(?:/| năm |, năm )((?:19|20)\d\d)\b", r"quý \1/\2", r"quý \1 năm \2", r"quý \1, năm \2", r"quý \1-\2", r"quý \1 - \2", r"quý \1 của năm \2", r"quý \1 \2", r"quý \1/năm \2",
    r"quý \1.\2", r"Quý\1/\2",
)  # fmt: skip
year_first = each(
    r"^(?:trong )?(quý (?:iv|i{1,3})|tháng \d{1,2})(?:/| năm |, năm )((?:19|20)\d\d)[ .;]*$", r"năm \2, \1", r"năm \2: \1", r"năm \2 (\1)", r"năm \2 - \1", r"\2, \1", r"năm \2\n\1", r"năm \2:\n- \1",
    r"\1\n\2", r"\1\nnăm \2", r"\1\n(năm \2)", r"\1 (năm \2)", r"\1\n/\2", r"năm \2 vào \1", r"năm \2; \1",
)  # fmt: skip
spans = each(
    r"\b(?:giai đoạn |từ năm )((?:19|20)\d\d) ?(?:-|–|đến|đến năm) ?((?:19|20)\d\d)\b", r"giai đoạn \1-\2", r"giai đoạn \1 - \2", r"từ năm \1 đến năm \2", r"từ năm \1-\2", r"giai đoạn \1 đến \2",
    r"giai đoạn từ năm \1 đến năm \2", r"giai đoạn\n\1-\2", r"giai đoạn \1\n- \2", r"giai đoạn \1/\2", r"\1-\2",
)  # fmt: skip
