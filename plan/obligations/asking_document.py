"""The document that asks for a single report, as a letter has to cite it (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

REQUESTED = "request"  # the key by which a stored regime is known as a report asked for by itself


@dataclass(frozen=True, slots=True)
class AskingDocument:
    """Kind, number, day, issuer and subject; empty or None where nobody said."""

    number: str
    kind: str = ""
    issued_on: date | None = None
    issuer: str = ""
    subject: str = ""

    def to_json(self) -> dict[str, object]:
        """As it is kept in the definition of the regime."""
        return asdict(self) | {"issued_on": self.issued_on and self.issued_on.isoformat()}


def asking_document(definition: Mapping[str, object]) -> AskingDocument | None:
    """Of a stored regime; None for one that nobody asked for, or whose document was not described."""
    request = definition.get(REQUESTED)
    kept = request.get("asking") if isinstance(request, Mapping) else None
    if not isinstance(kept, Mapping):
        return None
    day = kept.get("issued_on")
    words = {name: str(kept.get(name) or "") for name in ("number", "kind", "issuer", "subject")}
    return AskingDocument(**words, issued_on=date.fromisoformat(str(day)) if day else None)
