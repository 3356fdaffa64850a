"""The Jinja environment of letters, papers, calendars and pages, with filters for how people read values."""

import re
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from plan.dates import day, day_of_year, moment, weekday

_LONG = re.compile(r"\S{24}(?=\S{8})")
MOST = 2048  # pieces of letters and rows of pages kept, and as many of those before them
LONGEST = 8192  # characters of one: few have more than 2,000
TEMPLATES = Path(__file__).parent.parent / "templates"


class _Environment(Environment):
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One dict, where Jinja chains two: each rendering copies it, and nothing changes it once templates are loaded."""
        return {**self.globals, **(d or {})}


def environment(overrides: Path | None = None) -> Environment:
    """Looks into an office's own folder first. HTML is escaped, an unknown name is an error."""
    folders = [overrides, TEMPLATES] if overrides else [TEMPLATES]
    env = _Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        day=day,
        day_of_year=day_of_year,
        moment=moment,
        weekday=weekday,
        oneline=oneline,
        breakable=breakable,
        sentence=sentence,
        percent=percent,
        share=share,
        number=number,
        kept=_keeper(),
        word=str,  # of a page: in the language in which it is said (web/languages); here as it is
    )
    return env


def _keeper() -> Callable[[Macro], Callable[..., str]]:
    """A filter for macros of HTML whose words depend on their arguments alone: the same are not written again.

    By the code of the macro and of its whole template, since an office may change its templates while the program runs.
    Texts that are equal are one, marked as HTML or not: such a macro escapes what it is given itself.
    """
    found: dict[tuple[object, ...], str] = {}
    before: dict[
        tuple[object, ...], str
    ] = {}  # what was found until as many others came: asked for again, it stays

    def kept(macro: Macro) -> Callable[..., str]:
        func = macro._func  # noqa: SLF001 nothing public tells two versions of a macro apart
        template = func.__globals__["root"]  # made anew when the file is read anew

        def said(*given: object, **named: object) -> str:
            nonlocal found, before
            key = (template, func.__code__, *given)
            if named or any(isinstance(one, list) for one in given):  # as a template of an office may call it
                return macro(*given, **named)
            words = found.get(key)
            if words is None:
                words = before.get(key) or macro(*given)
                if len(found) >= MOST:
                    found, before = {}, found
                if len(words) <= LONGEST:
                    found[key] = words
            return words

        return said

    return kept


def percent(share: float | None) -> str:
    """81,3%, with one figure after the comma; a dash where there is nothing to divide by."""
    return "–" if share is None else f"{share * 100:.1f}".replace(".", ",").removesuffix(",0") + "%"


def share(part: float | None) -> str:
    """The same as pages say it: 81,3 %, on one line."""
    return percent(part).replace("%", "\N{NO-BREAK SPACE}%")


def number(count: int) -> str:
    """1.154"""
    return f"{count:,}".replace(",", ".")


def breakable(text: str) -> Markup:
    """Text of which an address may go on in the next line, after its @, and a long word anywhere."""
    pieces = (_LONG.sub(r"\g<0>\0", part) for part in text.split("@"))
    marked = str(escape("@\0".join(pieces)))
    return Markup(marked.replace("\0", "<wbr>"))  # noqa: S704 - escaped first


def oneline(text: str) -> str:
    return " ".join(text.split())


def sentence(text: str) -> str:
    """With a capital at the beginning and no bullet before it."""
    text = oneline(text).lstrip("-–•+ ")
    return text[:1].upper() + text[1:]
