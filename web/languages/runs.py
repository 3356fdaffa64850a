"""A run of text in a template → a message with named places, and back with what stood in them. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from web.languages.pieces import SourcePiece

PLACE = re.compile(r"\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}|</?\d+>")
_LETTER = re.compile(r"[^\W\d_]")
_ENTITY = re.compile(r"&#?\w+;")
_WORD = re.compile(r"[A-Za-z_]\w*")
_FILTERS = re.compile(r"\s*\|\s*\w+(?:\([^()]*\))?")
_KEYWORDS = frozenset(("or", "and", "not", "else", "none", "is", "in", "defined"))
_CALLED = re.compile(r"\.\w+\([^()]*\)")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass
class TemplateMessage:
    """`text` is as the catalogue has it: `{due}` is put in, `<1>…</1>` is an element with attributes."""

    text: str = ""
    places: dict[str, str] = field(default_factory=dict)

    def filled(self, said: str, put: Callable[[str], str], plural: Callable[[str, str, str], str]) -> str:
        """The source of what was said instead; `{n|task|tasks}` chooses by the number put in at that place."""

        def at(found: re.Match[str]) -> str:
            if (found[1] or found[0]) not in self.places:
                return found[0]  # braces, or an element, that the template itself shows
            if found[1] and found[2] is not None:
                return plural(self.places[found[1]], found[2], found[3])
            return put(self.places[found[1] or found[0]])

        return PLACE.sub(at, said)


def runs(found: Sequence[SourcePiece]) -> Iterator[tuple[SourcePiece, ...]]:
    """Pieces that make one sentence together, and between them the others, each by itself."""
    held: list[SourcePiece] = []
    for one in [*found, None]:
        if one is not None and (one.kind in ("text", "out") or one.is_inline):
            held.append(one)
            continue
        yield from _balanced(held)
        held = []
        if one is not None:
            yield (one,)


def _balanced(held: list[SourcePiece]) -> Iterator[tuple[SourcePiece, ...]]:
    """Elements that begin or end elsewhere stand apart."""
    open_at: list[int] = []
    matched: set[int] = set()
    for at, one in enumerate(held):
        if one.kind == "tag":
            open_at.append(at)
        elif one.kind == "shut" and open_at:
            matched |= {at, open_at.pop()}
    start = 0
    for at, one in enumerate(held):
        if one.kind in ("tag", "shut") and at not in matched:
            yield from _unwrapped(tuple(held[start:at]))
            yield (one,)
            start = at + 1
    yield from _unwrapped(tuple(held[start:]))


def _unwrapped(run: tuple[SourcePiece, ...]) -> Iterator[tuple[SourcePiece, ...]]:
    """Blanks at either end, and an element around all of it, are no part of the sentence."""
    if not run:
        return
    if run[0].kind == "text" and not run[0].raw.strip():
        yield run[:1]
        yield from _unwrapped(run[1:])
    elif run[-1].kind == "text" and not run[-1].raw.strip():
        yield from _unwrapped(run[:-1])
        yield run[-1:]
    elif run[0].kind == "tag" and run[-1].kind == "shut" and _partner(run) == len(run) - 1:
        yield run[:1]
        yield from _unwrapped(run[1:-1])
        yield run[-1:]
    else:
        yield run


def _partner(run: tuple[SourcePiece, ...]) -> int:
    depth = 0
    for at, one in enumerate(run):
        depth += (one.kind == "tag") - (one.kind == "shut")
        if not depth:
            return at
    return -1


def says_something(run: Sequence[SourcePiece]) -> bool:
    """Whether there are letters in it, beside what is put in."""
    return any(one.kind == "text" and _LETTER.search(_ENTITY.sub("", one.raw)) for one in run)


def message(run: Sequence[SourcePiece]) -> TemplateMessage:
    """Blanks as one."""
    made, opened, count = TemplateMessage(), list[str](), 0
    for one in run:
        if one.kind == "text":
            made.text += one.raw
        elif one.kind == "out":
            made.text += "{" + _place(made, one.raw) + "}"
        elif " " not in one.raw and one.kind == "tag":
            opened.append(one.name)
            made.text += one.raw
        elif one.kind == "tag":
            count += 1
            opened.append(str(count))
            made.places[f"<{count}>"], made.text = one.raw, made.text + f"<{count}>"
        else:
            name = opened.pop()
            made.places[f"</{name}>"], made.text = one.raw, made.text + f"</{name}>"
    made.text = " ".join(made.text.split())
    return made


def _place(made: TemplateMessage, raw: str) -> str:
    """A name for what is put in: the last word of the expression, filters apart."""
    bare = _STRING.sub("", raw.strip("{}-+ \n"))
    first = _CALLED.sub("", re.split(r"\s(?:if|or)\s", _FILTERS.sub("", bare))[0])
    words = [word for word in _WORD.findall(first) if word not in _KEYWORDS]
    name = words[-1] if words else "value"
    number = 1
    while made.places.get(name, raw) != raw:
        number += 1
        name = f"{name.rstrip('0123456789')}{number}"
    made.places[name] = raw
    return name
