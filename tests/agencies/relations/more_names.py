"""A known name more, at the end or at the beginning: the same parts and that one. Finds what is merged or split unsaid."""

import re
from random import Random

from plan.agencies.naming.bodies import PERSONS
from tests.agencies.relations.known_cells import KnownCell, Relation

_OTHERS = ("Sở Nội vụ", "Công an tỉnh", "Văn phòng HĐND và UBND xã", "các cơ quan, đơn vị có liên quan")
# "Giám đốc Sở Tài chính và Sở Nội vụ": a person may lead the next as well.
_LED = re.compile(rf"(?:các |đồng chí )*(?:{'|'.join(PERSONS)})(?!\w)")
_NO_BEGINNING = re.compile(
    r"(?:theo|trách nhiệm|giao|gồm|kính|đề nghị|đối với|chủ trì|phối hợp|cơ quan|đơn vị|(?:các )?(?:đồng chí|ông|bà|ct))\b",
    re.IGNORECASE,
)


def _appended(how: str, name: str) -> Relation:
    def relation(known: KnownCell, _: Random) -> KnownCell | None:
        led = _LED.match(known.parts[-1][0]) and how in {", ", " và "}
        if not (known.plain and known.ends_in_a_name) or led:
            return None
        return KnownCell(known.cell + how + name, (*known.parts, (name.casefold(), "")))

    return relation


def _put_before(name: str, how: str) -> Relation:
    def relation(known: KnownCell, _: Random) -> KnownCell | None:
        if not known.plain or not known.cell[:1].isalpha() or _NO_BEGINNING.match(known.cell):
            return None
        return KnownCell(name + how + known.cell, ((name.casefold(), ""), *known.parts))

    return relation


MORE_NAMES: dict[str, Relation] = {
    f"{how!r} {name} behind": _appended(how, name)
    for how in (", ", "; ", " và ", "\n", "\n- ")
    for name in (_OTHERS if "\n" not in how else _OTHERS[:3])
}
MORE_NAMES |= {
    f"{name} {how!r} before": _put_before(name, how) for name in _OTHERS[:2] for how in (", ", "; ", "\n")
}
