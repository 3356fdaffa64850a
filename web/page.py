"""A template and facts → a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from sys import getsizeof

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, Template
from markupsafe import Markup

from plan.addresses import CHANNELS
from plan.labels import LETTER_STATES, USER_ROLES
from scheduler.letters.kinds import LABELS
from web.access.rights import current
from web.assets import asset
from web.fragments import BY_REQUEST
from web.help_topics import TOPICS
from web.languages.catalogue import english
from web.languages.choice import ENGLISH, here, language
from web.rail import rail
from web.site import Site

OURS = {"Cache-Control": "no-store", "Referrer-Policy": "strict-origin"}
KINDS = {name: label.capitalize() for name, label in LABELS.items()}


def page(
    site: Site,
    template: str,
    facts: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The pages say who is late: no browser keeps a copy. Their forms come with an Origin, their names never go out."""
    html = _templates(site).get_template(f"pages/{template}.html").render(_known(site), **facts)
    return HTMLResponse(html, status, OURS | dict(headers or {}))


@dataclass(frozen=True, slots=True)
class KeptBlocks:
    """The parts of a page that depend on nobody who looks at it, as HTML."""

    place: str
    head: Markup
    title: Markup
    main: Markup

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + getsizeof(self.main)


def kept_blocks(site: Site, template: str, facts: Mapping[str, object]) -> KeptBlocks:
    """To be kept while nothing changes. The template's blocks import their macros themselves."""
    found = _templates(site).get_template(f"pages/{template}.html")
    head, title, main = (_block(site, found, name, facts) for name in ("head", "title", "main"))
    return KeptBlocks(template, head, title, main)


def _block(site: Site, found: Template, name: str, facts: Mapping[str, object]) -> Markup:
    if name not in found.blocks:
        return Markup()
    return Markup("".join(found.blocks[name](found.new_context(_known(site) | dict(facts)))))  # noqa: S704 - escaped by Jinja


def page_of_blocks(
    site: Site, request: Request, blocks: KeptBlocks, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """The page for whoever asks."""
    return own_page(site, request, "kept", {"blocks": blocks, "place": blocks.place}, headers=headers)


def fragment(
    site: Site,
    template: str,
    block: str,
    facts: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """One block of a page's own template, for a page that is open: its script puts the parts where they belong."""
    html = _block(site, _templates(site).get_template(f"pages/{template}.html"), block, facts)
    return HTMLResponse(html, status, OURS | BY_REQUEST | dict(headers or {}))


def _templates(site: Site) -> Environment:
    """In the language that whoever asks has chosen."""
    return english(site.templates) if language() == ENGLISH else site.templates


def _known(site: Site) -> dict[str, object]:
    """What every template may say."""
    return {
        "asset": asset,
        "office": site.office,
        "moment": site.moment,
        "now": site.clock(),
        "kinds": KINDS,
        "states": LETTER_STATES,
        "channels": CHANNELS,
        "help_topics": TOPICS,
        "language": language(),
        "looked_at": here(),
    }


def own_page(
    site: Site,
    request: Request,
    template: str,
    facts: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """A page of those who are signed in, with the rail of places that the visitor may go to.

    `facts` may bring the rail, counted in the session in which the rest of the page was read.
    """
    known = {
        "rail": facts.get("rail") or rail(site),
        **facts,
        "visitor": current(request),
        "role_names": USER_ROLES,
    }
    return page(site, template, known, status, headers)
