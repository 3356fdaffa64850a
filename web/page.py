"""A template and facts → a page."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import HTMLResponse

from plan.addresses import CHANNELS
from plan.labels import LETTER_STATES, USER_ROLES
from scheduler.letters.kinds import LABELS
from web.access.rights import current
from web.assets import asset
from web.site import Site

KINDS = {name: label.capitalize() for name, label in LABELS.items()}


def page(
    site: Site,
    template: str,
    facts: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The pages say who is late: no browser keeps a copy. Their forms come with an Origin, their names never go out."""
    known = {
        "asset": asset,
        "office": site.office,
        "moment": site.moment,
        "now": site.clock(),
        "kinds": KINDS,
        "states": LETTER_STATES,
        "channels": CHANNELS,
    }
    html = site.templates.get_template(f"pages/{template}.html").render(known, **facts)
    ours = {"Cache-Control": "no-store", "Referrer-Policy": "strict-origin"}
    return HTMLResponse(html, status, ours | dict(headers or {}))


def own_page(
    site: Site, request: Request, template: str, facts: Mapping[str, object], status: int = 200
) -> HTMLResponse:
    """A page of those who are signed in, with the rail of places that the visitor may go to."""
    return page(site, template, {**facts, "visitor": current(request), "role_names": USER_ROLES}, status)
