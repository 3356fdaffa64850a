"""Labels behind a duty in one sentence: “Rà soát văn bản; Phối hợp: Sở Nội vụ; Thời gian: Quý II/2026”. Pure."""

from typing import NamedTuple

from plan.documents.duty_times import limit_of
from plan.documents.headings import Role
from plan.documents.labelled_lines import line


class Labelled(NamedTuple):
    """The duty without its labels, and what these say."""

    words: str
    lead: str = ""
    partners: str = ""
    product: str = ""
    timing: str = ""


def labelled(words: str) -> Labelled:
    """The words alone where they have no label, or nothing else."""
    said = line(words)
    rest = said.rest.strip().rstrip(" ;.,(")
    if not said.labels or not rest:
        return Labelled(words)
    found: dict[Role, str] = {}
    for role, text in said.labels:
        found.setdefault(role, " ".join(text.split()).strip(" ;.)"))
    lead, partners, product, timing = (
        found.get(role, "") for role in ("lead", "partners", "product", "timing")
    )
    if limit := limit_of(partners):  # “phối hợp: Sở Y tế, trước ngày 30/6/2026”
        partners, timing = partners.replace(limit, "").strip(" ,;"), timing or limit
    return Labelled(rest, lead, partners, product, timing)
