"""The seal of a line in the log of acts: what a line says, chained to the line before it. Pure.

Texts that may name a person (who acted, from where, notes, reasons) enter the seal only as a salted digest
each. Taken out later, with its salt, such a text leaves its digest: the chain still holds, and nobody can
find the text again by trying names.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

BEGINNING = "0" * 64  # the seal before the first line


@dataclass(frozen=True, slots=True)
class ChainHead:
    """Number and seal of a line; as people note it elsewhere: "12:9f86d0…"."""

    number: int = 0
    seal: str = BEGINNING

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises ValueError for what is no head."""
        number, _, seal = text.partition(":")
        return cls(int(number), seal)

    def __str__(self) -> str:
        return f"{self.number}:{self.seal}"


PUBLIC = {"document", "archive", "archive_sha256", "letters_sha256"}  # numbers and digests name no person
_DAY = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.+]+)?")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """One line of the log. `salts` has no entry for a text that was trimmed."""

    number: int
    at: datetime
    act: str
    subject: str
    who: str
    origin: str
    detail: Mapping[str, object]
    salts: Mapping[str, str]
    digests: Mapping[str, str]

    def texts(self) -> dict[str, object]:
        """Everything it says, by path."""
        return {
            "who": self.who,
            "origin": self.origin,
            **{"/".join(p): v for p, v in _leaves(self.detail, ("detail",))},
        }


def private(who: str, origin: str, detail: Mapping[str, object]) -> dict[str, str]:
    """The texts that may name a person, by path: all but days and numbers of documents."""
    found = {"who": who, "origin": origin}
    for path, value in _leaves(detail, ("detail",)):
        if isinstance(value, str) and path[-1] not in PUBLIC and not _DAY.fullmatch(value):
            found["/".join(path)] = value
    return found


def digest(salt: str, text: object) -> str:
    return hashlib.sha256(f"{salt}\n{_canonical(text)}".encode()).hexdigest()


def seal(previous: str, line: SealedEntry) -> str:
    """SHA-256 over the seal before it and everything the line says, private texts by their digests."""
    plain = {path: value for path, value in line.texts().items() if path not in line.digests}
    said = [previous, line.number, _instant(line.at), line.act, line.subject, plain, dict(line.digests)]
    return hashlib.sha256(_canonical(said).encode()).hexdigest()


def faults(line: SealedEntry) -> Iterator[str]:
    """Private texts that are not what their digests say."""
    texts = line.texts()
    for path, known in line.digests.items():
        salt, text = line.salts.get(path), texts.get(path)
        if salt is None and text not in (None, ""):
            yield f"{path}: có chữ ở chỗ đã lược bỏ"
        elif salt is not None and digest(salt, text) != known:
            yield f"{path}: chữ đã bị sửa"


def is_trimmed(line: SealedEntry) -> bool:
    """Whether private texts were taken out of it."""
    return any(path not in line.salts for path in line.digests)


def without(detail: Mapping[str, object], paths: set[str], at: Path = ("detail",)) -> dict[str, object]:
    """The detail with nothing in the places of these texts."""
    return {
        key: without(value, paths, (*at, key))
        if isinstance(value, Mapping)
        else (None if "/".join((*at, key)) in paths else value)
        for key, value in detail.items()
    }


def _leaves(detail: Mapping[str, object], at: Path) -> Iterator[tuple[Path, object]]:
    for key, value in detail.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*at, key))
        else:
            yield (*at, key), value


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
