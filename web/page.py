"""A template and facts → a page."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from fastapi.responses import HTMLResponse

from plan.labels import LETTER_STATES
from scheduler.letters.kinds import LABELS
from web.site import Site

STATIC = Path(__file__).parent / "static"
# The address changes with the content: no browser shows a new page in an old dress.
STYLE = "/static/dondoc.css?" + sha256((STATIC / "dondoc.css").read_bytes()).hexdigest()[:12]

KINDS = {name: label.capitalize() for name, label in LABELS.items()}


def page(
    site: Site,
    template: str,
    facts: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The pages say who is late: no browser keeps a copy. Their forms come with an Origin, their names never go out."""
    known = {"style": STYLE, "moment": site.moment, "kinds": KINDS, "states": LETTER_STATES}
    html = site.templates.get_template(f"pages/{template}.html").render(known, **facts)
    ours = {"Cache-Control": "no-store", "Referrer-Policy": "strict-origin"}
    return HTMLResponse(html, status, ours | dict(headers or {}))
