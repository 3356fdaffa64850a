"""A template and facts → a page."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import HTMLResponse

from plan.addresses import CHANNELS
from plan.labels import LETTER_STATES, USER_ROLES
from scheduler.letters.kinds import LABELS
from web.access.rights import current
from web.assets import asset
from web.fragments import BY_REQUEST
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
    html = site.templates.get_template(f"pages/{template}.html").render(_known(site), **facts)
    return HTMLResponse(html, status, OURS | dict(headers or {}))


def fragment(
    site: Site,
    template: str,
    block: str,
    facts: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """One block of a page's own template, for a page that is open: its script puts the parts where they belong."""
    found = site.templates.get_template(f"pages/{template}.html")
    html = "".join(found.blocks[block](found.new_context(_known(site) | dict(facts))))
    return HTMLResponse(html, status, OURS | BY_REQUEST | dict(headers or {}))


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
    }


def own_page(
    site: Site,
    request: Request,
    template: str,
    facts: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """A page of those who are signed in, with the rail of places that the visitor may go to."""
    known = {"rail": rail(site), **facts, "visitor": current(request), "role_names": USER_ROLES}
    return page(site, template, known, status, headers)
