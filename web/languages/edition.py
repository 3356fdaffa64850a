"""A template in Vietnamese → the same template in another language, before Jinja reads it: no page is slower for it. Pure."""

import re
from collections.abc import Callable

from web.languages.pieces import JINJA, SourcePiece, literals, pieces
from web.languages.runs import TemplateMessage, message, runs, says_something

Say = Callable[[str], str | None]  # what the catalogue has for a message; None where it has nothing
_SPOKEN = re.compile(
    rf'(\s(?:aria-label|title|placeholder|alt|label|data-l)=")((?:{JINJA}|[^"])*)(?=")', re.DOTALL
)
# A macro, or a set, without an element or a word: a value, such as what was typed or a part of an address.
_VALUE = re.compile(
    r"(\{% macro \w+\([^%]*\) %\}|\{% set \w+ %\})((?:(?!<[A-Za-z]|\{% end).)*)(?=\{% end)", re.DOTALL
)
_OUT = re.compile(r"^(\{\{[-+]?)(.*?)([-+]?\}\})$", re.DOTALL)
_QUOTED = re.compile(r"\b\w+\.(?:title|product|timing|phrase)\b[\s|\w]*$")
_BARE = frozenset(
    {"title", "option", "textarea", "text", "pre"}
)  # elements that hold no elements, or words of people


class Edition:
    """One template as `say` has it."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._bare = ""  # the element, or block, in which no other may stand
        self._quotes: list[str] = []  # elements within words of the plan, the outermost first

    def of(self, source: str) -> str:
        """What no message is found for stays as it is."""
        done, at = "", 0
        for found in _VALUE.finditer(source):
            if "&amp;" in found[2] or not says_something(list(pieces(found[2]))):
                done += self._sentences(source[at : found.start(2)]) + self._with_literals(found[2])
                at = found.end(2)
        return done + self._sentences(source[at:])

    def _sentences(self, source: str) -> str:
        return "".join(self._run(run) for run in runs(list(pieces(source))))

    def _run(self, run: tuple[SourcePiece, ...]) -> str:
        if not says_something(run):
            return "".join(self._one(piece) for piece in run)
        found = message(run)
        said = self._say(found.text)
        if said is None:
            return "".join(self._one(piece) for piece in run)
        first, last = run[0], run[-1]
        before = _blanks(first.raw)[0] if first.kind == "text" else ""
        after = _blanks(last.raw)[1] if last.kind == "text" else ""
        return before + self._filled(found, said) + after

    def _filled(self, found: TemplateMessage, said: str) -> str:
        return found.filled(said, lambda raw: self._one(next(pieces(raw))), self._plural)

    def _one(self, piece: SourcePiece) -> str:
        if piece.kind == "out":
            return self._put_in(piece.raw, self._filter(piece.raw))
        if piece.kind == "do":
            self._note_block(piece.raw)
            return self._with_literals(piece.raw)
        if piece.kind == "text":
            return piece.raw
        self._note(piece)
        return self._tag(piece)

    def _filter(self, raw: str) -> str:
        if self._bare in ("textarea", "pre"):
            return ""
        if self._quotes or _QUOTED.search(raw.strip("{}- ")):
            return "" if self._bare or self._quotes else "quote"
        return "word" if self._bare else "words"

    def _put_in(self, raw: str, how: str) -> str:
        found = _OUT.match(raw)
        if not how or found is None:
            return raw
        return f"{found[1]} ({self._with_literals(found[2]).strip()}) | {how} {found[3]}"

    def _plural(self, raw: str, one: str, many: str) -> str:
        found = _OUT.match(raw)
        return f'{{{{ ({found[2].strip() if found else raw}) | plural("{one}", "{many}") }}}}'

    def _with_literals(self, code: str) -> str:
        if code.startswith("{#"):
            return code
        done, at = "", 0
        for start, end, text in literals(code):
            said = self._say(" ".join(text.split()))
            before, after = _blanks(text)
            if said is not None:
                done += code[at:start] + before + said.replace('"', '\\"') + after
                at = end
        return done + code[at:]

    def _note(self, piece: SourcePiece) -> None:
        """Where we are, once this tag has been read."""
        if piece.is_void:
            return
        if piece.name in _BARE:
            self._bare = piece.name if piece.kind == "tag" else ""
        if piece.kind == "tag" and (self._quotes or "says" in piece.classes or ' lang="vi"' in piece.raw):
            self._quotes.append(piece.name)
        elif piece.kind == "shut" and self._quotes and self._quotes[-1] == piece.name:
            self._quotes.pop()

    def _note_block(self, raw: str) -> None:
        """The block of the title is in an element of the layout."""
        if re.match(r"\{%-?\s*block title\b", raw):
            self._bare = "title"
        elif self._bare == "title" and "endblock" in raw:
            self._bare = ""

    def _tag(self, piece: SourcePiece) -> str:
        raw = _SPOKEN.sub(lambda found: found[1] + self._spoken(found[2]), piece.raw)
        if piece.kind == "tag" and "says" in piece.classes and " lang=" not in raw:
            raw = re.sub(r"^<[\w-]+", r'\g<0> lang="vi"', raw)
        return raw

    def _spoken(self, value: str) -> str:
        """An attribute that people read or hear."""
        inside = Edition(self._say)
        inside._bare = "title"
        return inside.of(value)


def _blanks(text: str) -> tuple[str, str]:
    """Before and after it; of blanks alone they are before."""
    rest = text.lstrip()
    return text[: len(text) - len(rest)], rest[len(rest.rstrip()) :]
