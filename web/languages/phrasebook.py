"""A sentence that the program made in Vietnamese → the same in another language; what people wrote stays as it is. Pure.

No expression is matched: a sentence may hold what a stranger typed, and looking for pieces in order takes no longer for it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from web.languages.sentences import COMMANDS
from web.sentences import without_commands

_VIETNAMESE = re.compile(r"[À-ɏḀ-ỹ]")
_LETTER = re.compile(r"[^\W\d_]")
_PLACE = re.compile(r"\{(\w+)(?:\|([^{}|]*)\|([^{}|]*))?\}")
_TWO_PLACES = re.compile(r"(\{\w+\})(?:\{\w+\})+")
_COUNTED = re.compile(r"(.*\D) ([\w./-]*\d[\w./-]*|[a-z]+(?:-[a-z]+)+)", re.ASCII | re.DOTALL)
_OURS = re.compile(r"[A-Za-z ,'-]*[a-z] [A-Za-z ,'-]*[a-z] [A-Za-z ,'-]*[a-z]")
_THOUSANDS = re.compile(r"^\d{1,3}(?:\.\d{3})+$")
_JOINTS = re.compile(r"(; |: |, | · |\. | – |\n| \(|\))")
_SHORT = 6  # signs: a pattern of fewer takes numbers and days alone
_MOST = 2000  # characters that are looked at


@dataclass(frozen=True, slots=True)
class SaidPart:
    """Of a sentence that was said; `foreign`: as it came, which may be Vietnamese."""

    text: str
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class SentencePattern:
    """`trễ {late} ngày`: words with places between them."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    said: str

    @property
    def signs(self) -> int:
        """Of its own words, without blanks."""
        return sum(len(word.replace(" ", "")) for word in self.words)

    def values(self, text: str) -> dict[str, str] | None:
        """What stands in the places; None if the text is another."""
        if not text.startswith(self.words[0]) or not text.endswith(self.words[-1]):
            return None
        at, found = len(self.words[0]), list[str]()
        end = len(text) - len(self.words[-1])
        for word in self.words[1:-1]:
            where = text.find(word, at, end)
            if where < 0:
                return None
            found.append(text[at:where])
            at = where + len(word)
        if at > end:
            return None
        found.append(text[at:end])
        if self.signs < _SHORT and not all(value.isascii() for value in found):
            return None
        return dict(zip(self.names, found, strict=True))


def pattern(message: str, said: str) -> SentencePattern | None:
    """None if nothing tells its places apart."""
    single = _TWO_PLACES.sub(r"\1", message)  # of two places side by side the first takes all
    words = tuple(_PLACE.sub("\0", single).split("\0"))
    if not any(_LETTER.search(word) for word in words):
        return None
    return SentencePattern(words, tuple(found[1] for found in _PLACE.finditer(single)), said)


class Phrasebook:
    """What the program says, in one other language."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._fixed = {_folded(message): said for message, said in sentences.items() if "{" not in message}
        found = (pattern(message, said) for message, said in sentences.items() if "{" in message)
        self._patterns = sorted((one for one in found if one), key=lambda one: -one.signs)
        self._say = lru_cache(maxsize=8192)(self._said)

    def words(self, value: object) -> object:
        """For the text of a page: what stays Vietnamese says so of itself."""
        if not isinstance(value, str) or isinstance(value, Markup):
            return value
        return Markup("").join(_marked(part) for part in self.say(value))

    def word(self, value: object) -> object:
        """For where no element can stand."""
        if not isinstance(value, str) or isinstance(value, Markup):
            return value
        return "".join(part.text for part in self.say(value))

    def say(self, text: str) -> tuple[SaidPart, ...]:
        """The sentence in parts; one foreign part if the program did not make it."""
        if len(text) > _MOST or not _LETTER.search(text):
            return (SaidPart(_number(text)),)
        return self._say(text) or (SaidPart(text, foreign=True),)

    def _said(self, text: str) -> tuple[SaidPart, ...]:
        core = text.strip()
        if COMMANDS.search(core):
            core = without_commands(core)
        fixed = self._fixed.get(_folded(core))
        if fixed is not None:
            return (SaidPart(_cased(fixed, core)),)
        for end in (".", ":", "…"):
            if core.endswith(end) and (found := self._say(core[: -len(end)])):
                return (*found, SaidPart(end))
        if not _VIETNAMESE.search(core):
            return ()
        return self._by_pattern(core) or self._counted(core) or self._by_joints(core)

    def _by_pattern(self, core: str) -> tuple[SaidPart, ...]:
        for one in self._patterns:
            for text in (core, core[:1].lower() + core[1:], core[:1].upper() + core[1:]):
                values = one.values(text)
                if values is not None:
                    return tuple(self._filled(_cased(one.said, core), values))
        return ()

    def _counted(self, core: str) -> tuple[SaidPart, ...]:
        """A label with a number or a code after it: `việc số 381`."""
        found = _COUNTED.fullmatch(core)
        said = self._say(found[1]) if found else ()
        return (*said, SaidPart(f" {found[2]}")) if found and said else ()

    def _filled(self, said: str, values: Mapping[str, str]) -> Iterator[SaidPart]:
        at = 0
        for found in _PLACE.finditer(said):
            yield SaidPart(said[at : found.start()])
            value = values.get(found[1], "")
            if found[2] is not None:
                yield SaidPart(found[2] if value.strip() == "1" else found[3])
            else:
                yield from self._blanks_kept(value)
            at = found.end()
        yield SaidPart(said[at:])

    def _blanks_kept(self, value: str) -> Iterator[SaidPart]:
        rest = value.lstrip()
        yield SaidPart(value[: len(value) - len(rest)])
        if rest:
            yield from self.say(rest.rstrip())
        yield SaidPart(rest[len(rest.rstrip()) :])

    def _by_joints(self, core: str) -> tuple[SaidPart, ...]:
        """A list of sentences: said if one of them is ours, or was said in the template already."""
        pieces = _JOINTS.split(core)
        if len(pieces) < 3:
            return ()
        found = [self._say(piece) if at % 2 == 0 and piece.strip() else () for at, piece in enumerate(pieces)]
        if not any(found) and not any(_OURS.fullmatch(piece) for piece in pieces):
            return ()
        whole = zip(pieces, found, strict=True)
        return tuple(part for piece, said in whole for part in (said or (SaidPart(piece, foreign=True),)))


def plural(value: object, one: str, many: str) -> str:
    """`{n|task|tasks}`: English has two forms. What is counted may have been written as a number already."""
    return one if str(value).strip() == "1" else many


def quote(value: object) -> object:
    """Words of the plan or of people, which are in Vietnamese."""
    return value if not isinstance(value, str) else _marked(SaidPart(value, foreign=True))


def _marked(part: SaidPart) -> Markup:
    if part.foreign and _VIETNAMESE.search(part.text):
        return Markup('<span lang="vi">{}</span>').format(part.text)
    return escape(part.text)


def _number(text: str) -> str:
    return text.replace(".", ",") if _THOUSANDS.match(text) else text


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()


def _cased(said: str, core: str) -> str:
    """With a capital if the Vietnamese began with one."""
    return said[:1].upper() + said[1:] if core[:1].isupper() else said
