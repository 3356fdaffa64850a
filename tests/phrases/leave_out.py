"""Mutation of the form tables, which tools that change functions never touch.

`python -m tests.phrases.leave_out` leaves out each line of the tables, and each alternative inside its pattern,
and names those without which every reading of `readings.txt` stays the same: untested, or not needed.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace

from scheduler.phrases.grammar import scanning
from scheduler.phrases.grammar.forms import FORMS
from scheduler.phrases.grammar.patterns import TimeForm
from tests.phrases.readings import WRITTEN, paragraphs

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|P<\w+>))?|\)|\||[^\\\[()|]+")


def alternatives(pattern: str) -> Iterator[tuple[str, str]]:
    """Each alternative of each group with the pattern that lacks it."""
    stack: list[list[int]] = []
    for token in _TOKEN.finditer(pattern):
        if token[0].startswith("("):
            stack.append([token.end()])
        elif token[0] == "|" and stack:
            stack[-1].append(token.end())
        elif token[0] == ")" and stack:
            starts = stack.pop()
            ends = [*(start - 1 for start in starts[1:]), token.start()]
            if len(starts) > 1:
                yield from _without(pattern, starts, ends)


def _without(pattern: str, starts: list[int], ends: list[int]) -> Iterator[tuple[str, str]]:
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        rest = [pattern[s:e] for at, (s, e) in enumerate(zip(starts, ends, strict=True)) if at != place]
        yield pattern[start:end], pattern[: starts[0]] + "|".join(rest) + pattern[ends[-1] :]


def changes(forms: tuple[TimeForm, ...], written: str) -> bool:
    """Whether some reading differs, or cannot be made, with these forms."""
    index: dict[str, list[TimeForm]] = {}
    for form in forms:
        for word in form.starts.split():
            index.setdefault(word, []).append(form)
    scanning._INDEX = {word: tuple(found) for word, found in index.items()}
    at = 0
    try:
        for paragraph in paragraphs():
            if written[at : at + len(paragraph)] != paragraph:
                return True
            at += len(paragraph)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return True
    return False


def main(*, deep: bool) -> None:
    written, tried, alive = WRITTEN.read_text(encoding="utf-8"), 0, 0
    for place, form in enumerate(FORMS):
        mutants = [("the whole line", (*FORMS[:place], *FORMS[place + 1 :]))]
        for word, pattern in alternatives(form.pattern.pattern) if deep else ():
            changed = replace(form, pattern=re.compile(pattern))
            mutants.append((word, (*FORMS[:place], changed, *FORMS[place + 1 :])))
        for word, forms in mutants:
            tried += 1
            if not changes(forms, written):
                alive += 1
                print(f"{form.example}: {word}", flush=True)
    print(f"{tried} left out, {alive} not missed")


if __name__ == "__main__":
    main(deep="--deep" in sys.argv)
