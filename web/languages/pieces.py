"""The source of a template → its pieces: text, what is put in, statements, tags. Joined they are the source again. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

JINJA = r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"
_PIECE = re.compile(
    rf'(?P<jinja>{JINJA})|(?P<tag></?[A-Za-z!](?:{JINJA}|"(?:{JINJA}|[^"])*"|[^>"])*>)|(?P<text>[^<{{]+|[<{{])',
    re.DOTALL,
)
_NAME = re.compile(r"</?([A-Za-z0-9-]+)")
_CLASS = re.compile(r'class="([^"]*)"')
# What stands within a sentence; every other tag ends one.
_INLINE = frozenset(["a", "b", "i", "em", "strong", "small", "code", "del", "ins", "kbd", "abbr", "span"])
_APART = frozenset(
    ["sub", "hint", "why", "acts", "between", "tag", "n", "small"]
)  # spans that look like lines of their own
_VOID = frozenset(["wbr", "br", "img", "input", "hr", "meta", "link", "rect", "line", "col", "path"])
_LETTER = re.compile(r"[^\W\d_]")
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
_COMPARED = re.compile(r"[!=]=\s*$")


@dataclass(frozen=True, slots=True)
class SourcePiece:
    """`kind`: text, out (an expression put in), do (a statement or a comment), tag, shut (the end of an element)."""

    kind: str
    raw: str

    @property
    def name(self) -> str:
        """Of a tag."""
        found = _NAME.match(self.raw)
        return found[1].lower() if found else ""

    @property
    def classes(self) -> frozenset[str]:
        found = _CLASS.search(self.raw)
        return frozenset(found[1].split()) if found else frozenset()

    @property
    def is_inline(self) -> bool:
        return self.kind in ("tag", "shut") and self.name in _INLINE and not (self.classes & _APART)

    @property
    def is_void(self) -> bool:
        return self.name in _VOID or self.raw.endswith("/>")


def pieces(source: str) -> Iterator[SourcePiece]:
    """All of them, in order."""
    for found in _PIECE.finditer(source):
        raw = found[0]
        if found["jinja"]:
            yield SourcePiece("out" if raw.startswith("{{") else "do", raw)
        elif found["tag"]:
            yield SourcePiece("shut" if raw.startswith("</") else "tag", raw)
        else:
            yield SourcePiece("text", raw)


def literals(code: str) -> Iterator[tuple[int, int, str]]:
    """The words in quotes in an expression or statement, but for what is only compared: from, to, what they say."""
    for found in _LITERAL.finditer(code):
        if (
            _LETTER.search(found[1])
            and not found[1].isascii()
            and not _COMPARED.search(code[: found.start()])
        ):
            yield found.start(1), found.end(1), found[1]
