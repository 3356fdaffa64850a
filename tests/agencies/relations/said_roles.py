"""A known cell and one body more in a cell that says who leads and who helps, in every form found so far."""

import re
from random import Random

from plan.agencies.naming.roles import Role
from tests.agencies.relations.known_cells import KnownCell, Parts, Relation

_OTHER = "Sở Nội vụ"
_ONE_LINE = re.compile(r"\w[^:\n]*\w\)?")
# Who leads, then who helps.
FORMS = (
    "{} chủ trì, phối hợp với {}", "{} chủ trì phối hợp {}", "{} chủ trì, phối hợp cùng {}", "{} chủ trì; {} phối hợp",
    "{} chủ trì, {} phối hợp", "{} chủ trì, {} phối hợp thực hiện", "{} (chủ trì), {} (phối hợp)", "{} (chủ trì); {} (phối hợp)",
    "{} (chủ trì); {}", "{} là cơ quan chủ trì, phối hợp với {}", "{} là đơn vị chủ trì; {} là đơn vị phối hợp",
    "{} làm đầu mối, phối hợp với {}", "{} là đầu mối, phối hợp với {}", "{} chủ trì, phối hợp với {} thực hiện",
    "{} chủ trì, {} tham gia", "Chủ trì: {}; Phối hợp: {}", "Chủ trì: {}. Phối hợp: {}.", "Chủ trì: {}\nPhối hợp: {}",
    "- Chủ trì: {}\n- Phối hợp: {}", "Chủ trì: {} Phối hợp: {}", "Chủ trì: {}, phối hợp: {}", "CHỦ TRÌ: {}\nPHỐI HỢP: {}",
    "Cơ quan chủ trì: {}; cơ quan phối hợp: {}", "Cơ quan chủ trì: {}\nCơ quan phối hợp: {}", "Đơn vị chủ trì: {}. Đơn vị phối hợp: {}",
    "Đơn vị chủ trì: {}\nCác đơn vị phối hợp: {}", "- Đơn vị chủ trì thực hiện: {};\n- Đơn vị phối hợp thực hiện: {}.",
    "CT: {}; PH: {}", "CT: {}\nPH: {}", "{} (CT); {} (PH)", "Chủ trì {}; phối hợp {}", "Giao {} chủ trì, phối hợp với {}",
    "a) Chủ trì: {}; b) Phối hợp: {}", "1. Chủ trì: {}\n2. Phối hợp: {}", "* Chủ trì: {}\n* Phối hợp: {}",
    "Chủ trì - {}; Phối hợp - {}", "Chủ trì:\n- {}\nPhối hợp:\n- {}", "Cơ quan chủ trì, thực hiện: {}; Cơ quan phối hợp: {}",
    "Chủ trì: {}; tham gia: {}", "Chủ trì: {}; Đơn vị tham gia: {}", "Chủ trì: {}. Các cơ quan phối hợp: {}",
    "Đầu mối: {}; Phối hợp: {}", "Cơ quan đầu mối: {}; Cơ quan phối hợp: {}",
)  # fmt: skip


def _as(role: Role, parts: Parts) -> Parts:
    return tuple((name, role) for name, _ in parts)


def _relation(form: str, *, leads: bool) -> Relation:
    other: Parts = ((_OTHER.casefold(), "partner" if leads else "lead"),)

    def relation(known: KnownCell, _: Random) -> KnownCell | None:
        if not (known.plain and known.ends_in_a_name and _ONE_LINE.fullmatch(known.cell)):
            return None
        if leads:
            return KnownCell(form.format(known.cell, _OTHER), _as("lead", known.parts) + other)
        return KnownCell(form.format(_OTHER, known.cell), other + _as("partner", known.parts))

    return relation


SAID_ROLES: dict[str, Relation] = {f"leads: {form!r}": _relation(form, leads=True) for form in FORMS}
SAID_ROLES |= {f"helps: {form!r}": _relation(form, leads=False) for form in FORMS}
