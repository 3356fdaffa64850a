"""The files that came in with a declaration or a receipt, by the digest that every list shows of them."""

from dataclasses import dataclass

from sqlmodel import Session, select

from plan.models import Declaration, Receipt


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it came in, under the name that it was kept by."""

    name: str
    content: bytes


def file_of(session: Session, obligation: int, digest: str) -> StoredFile | None:
    """The file of that digest that came in for the obligation; None if there is none."""
    for table in (Receipt, Declaration):
        query = select(table.file_name, table.file).where(
            table.obligation_id == obligation, table.file_digest == digest
        )
        for name, content in session.exec(query):
            if content is not None:
                return StoredFile(name or digest, content)
    return None
