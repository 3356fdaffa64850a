"""An envelope, or a status → the row that keeps it, with the keys that forbid doubles. Pure.

DocumentId is the key; where it is a bare UUID, or none, the issuer, number and day of the paper are one, too. An update of
a document comes under the same DocumentId: what it does is part of the keys.
"""

import hashlib
from typing import Any

from plan.audit.log import Act
from plan.documents.edxml.values import STATUSES, Envelope, StatusNote
from plan.models import IncomingDocument
from plan.vocabulary import IncomingState


def row_of(found: Envelope | StatusNote, agency: str | None, act: Act, raw: bytes) -> IncomingDocument:
    """`agency` is who the sender is in the register, if it is there. A status waits for nobody."""
    known: dict[str, Any] = {"at": act.now, "who": act.who, "content": raw, "agency": agency}
    known |= {"organ": found.sender.code, "organ_name": found.sender.name}
    if isinstance(found, StatusNote):
        return IncomingDocument(**known, **_of_status(found))
    return IncomingDocument(**known, **_of_document(found, agency or found.sender.code))


def _of_document(found: Envelope, who: str) -> dict[str, Any]:
    named = found.document_id or _digest(found.number, found.on, found.subject)
    whole = bool(found.number and found.on)
    return {
        "key": _digest(who, named, found.business),
        "paper": _digest(who, found.number.casefold(), found.on, found.business) if whole else None,
        "document_id": found.document_id,
        "number": found.number,
        "issued_on": found.on,
        "subject": found.subject,
        "business": found.business,
        "reason": found.business_reason,
        "files": [one.name for one in found.files],
        "state": IncomingState.WAITING,
    }


def _of_status(found: StatusNote) -> dict[str, Any]:
    paper = found.answers
    said = (found.sender.code, paper.document_id, paper.number, found.code, found.at, found.said)
    return {
        "key": _digest(*said),
        "document_id": paper.document_id,
        "number": paper.number,
        "issued_on": paper.on,
        "subject": found.said or STATUSES.get(found.code, ""),
        "status_code": found.code,
        "state": IncomingState.NOTED,
    }


def _digest(*parts: object) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()
