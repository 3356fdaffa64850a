"""Who must meet a deadline: the words of the lead column → holders, each with its agencies. Pure."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from plan.agencies.entries import NamePart
from plan.text import fold

# "mỗi huyện", "từng sở": every one for itself although they are named.
_EACH = re.compile(r"\b(mỗi|từng)\b")
JOINT = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """One obligation's holder: a single agency, or (`code` empty) those named, jointly."""

    code: str
    leads: tuple[str, ...]


def holders(words: str, parts: Sequence[NamePart]) -> list[Holder]:
    """Named agencies hold one obligation jointly; a group, or *mỗi*, gives every member its own.

    Words that name nobody give one holder without agencies: it is shown, and nobody is written to.
    """
    named = _codes(parts, "agency")
    members = [code for code in _codes(parts, "group") if code not in named]
    if _EACH.search(fold(words)):
        members, named = [*named, *members], []
    found = [Holder(JOINT, tuple(named))] if named else []
    found += [Holder(code, (code,)) for code in members]
    return found or [Holder(JOINT, ())]


def partners(parts: Sequence[NamePart], leads: Collection[str]) -> list[str]:
    """The agencies that help: all that the words name, less those that lead."""
    return [code for code in _all(parts) if code not in leads]


def _codes(parts: Sequence[NamePart], kind: str) -> list[str]:
    return list(dict.fromkeys(code for part in parts if part.kind == kind for code in part.agencies))


def _all(parts: Sequence[NamePart]) -> Iterator[str]:
    return iter(dict.fromkeys(code for part in parts for code in part.agencies))
