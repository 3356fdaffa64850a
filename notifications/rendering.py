"""The Jinja environment of letters, papers, calendars and pages, with filters for how people read values."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from plan.dates import day, day_of_year, moment, weekday

TEMPLATES = Path(__file__).parent.parent / "templates"


def environment(overrides: Path | None = None) -> Environment:
    """Looks into an office's own folder first. HTML is escaped, an unknown name is an error."""
    folders = [overrides, TEMPLATES] if overrides else [TEMPLATES]
    env = Environment(
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
        sentence=sentence,
        percent=percent,
        number=number,
    )
    return env


def percent(share: float | None) -> str:
    """81,3%, with one figure after the comma; a dash where there is nothing to divide by."""
    return "–" if share is None else f"{share * 100:.1f}".replace(".", ",").removesuffix(",0") + "%"


def number(count: int) -> str:
    """1.154"""
    return f"{count:,}".replace(",", ".")


def oneline(text: str) -> str:
    return " ".join(text.split())


def sentence(text: str) -> str:
    """With a capital at the beginning and no bullet before it."""
    text = oneline(text).lstrip("-–•+ ")
    return text[:1].upper() + text[1:]
