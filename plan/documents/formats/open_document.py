"""OpenDocument files before LibreOffice unpacks them, which has no limits of its own: how much their few bytes repeat."""

from collections.abc import Iterator

from plan.documents.formats.archives import Archive
from plan.documents.formats.markup import Node, attribute, children, local, number

_CONTENT = "content.xml"
_CELLS = {"table-cell", "covered-table-cell"}


def refuse_a_flood(data: bytes, name: str) -> None:
    """Raises DocumentError for what would be too large: rows and cells that say something, as often as they are said.

    Every sheet ends with a million empty rows, said once; those cost nothing.
    """
    archive = Archive(data, name)
    if not archive.holds(_CONTENT):
        raise archive.broken()
    for row in archive.xml(_CONTENT).iter("{*}table-row"):
        times = max(number(attribute(row, "number-rows-repeated"), 1), 1)
        archive.budget.step(1 + times * sum(_said(row)))


def _said(row: Node) -> Iterator[int]:
    for cell in children(row):
        if local(cell) in _CELLS and (len(cell) or attribute(cell, "value-type")):
            yield max(number(attribute(cell, "number-columns-repeated"), 1), 1)
