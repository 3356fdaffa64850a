"""`/s/{signed}`: an agency adds a calendar itself, from the link in its letters, and sees those it has."""

import segno
from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from notifications.calendars.publish import HELP
from plan.audit.log import Act
from plan.links.claims import Claim
from plan.storage.session import Session
from plan.subscriptions import feeds
from plan.subscriptions.choices import Choice
from plan.subscriptions.reads import standing
from plan.views.plans import plan_titles
from web.forms import sent_to, text
from web.page import page
from web.signed import HEADERS, Refusal, opened, refused
from web.site import Site

MOST = 20  # calendars of one agency: enough for every desk, too few to fill a disk


def routes(site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.api_route("/s/{signed}", methods=["GET", "HEAD"])
    def form(signed: str) -> HTMLResponse:
        """What may be chosen, and what the agency has already. Changes nothing."""
        claim = opened(site, signed, "calendar")
        return refused(site, claim) if isinstance(claim, Refusal) else _form(site, claim)

    @router.post("/s/{signed}")
    def act(signed: str, fields: FormData = Depends(sent_to(site))) -> HTMLResponse:  # noqa: B008, FAST002 - as FastAPI asks
        """Adds a calendar and shows its address once, or revokes one."""
        claim = opened(site, signed, "calendar")
        if isinstance(claim, Refusal):
            return refused(site, claim)
        return (
            _revoked(site, claim, text(fields, "revoke"))
            if "revoke" in fields
            else _added(site, claim, fields)
        )

    return router


def _form(site: Site, claim: Claim, trouble: str = "", said: str = "") -> HTMLResponse:
    with site.database.read() as session:
        facts = {
            "agency": feeds.name_of(session, claim.agency),
            "plans": plan_titles(session).items(),
            "feeds": _living(session, site, claim.agency),
            "trouble": trouble,
            "said": said,
            "help": HELP,
        }
    return page(site, "subscribe", facts, 400 if trouble else 200, HEADERS)


def _living(session: Session, site: Site, agency: str) -> list[dict[str, object]]:
    now = site.clock()
    return [
        {"id": f.id, "name": f.name, "seen": f.seen_at, "client": f.client, "standing": standing(f, now)}
        for f in feeds.living(session, agency)
    ]


def _added(site: Site, claim: Claim, fields: FormData) -> HTMLResponse:
    try:
        choice = _choice(fields)
        with site.database.begin() as session:
            if len(feeds.living(session, claim.agency)) >= MOST:
                raise ValueError(f"cơ quan đã có {MOST} lịch; hãy thu hồi lịch không dùng nữa trước khi thêm")  # noqa: TRY301
            made, secret = feeds.add(session, _act(site, claim), claim.agency, text(fields, "name"), choice)
            facts = {"agency": feeds.name_of(session, claim.agency), "name": made.name}
    except (ValueError, LookupError) as error:
        return _form(site, claim, trouble=str(error))
    return page(
        site, "subscribed", facts | addresses(site, secret) | {"choice": choice, "help": HELP}, 200, HEADERS
    )


def addresses(site: Site, secret: str) -> dict[str, str]:
    """The address in the ways in which programs take it; the picture holds the one that phones open."""
    url = f"{site.base_url}/feeds/{secret}.ics"
    webcal = "webcal://" + url.partition("://")[2]
    picture = segno.make(webcal, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff")
    return {"url": url, "webcal": webcal, "qr": picture}


def _choice(fields: FormData) -> Choice:
    role, kind, alarm = text(fields, "role"), text(fields, "kind"), text(fields, "alarm")
    if role not in ("", "lead", "partner") or kind not in ("", "task", "report") or not _is_number(alarm):
        raise HTTPException(400)
    return Choice(
        role=role or None,  # type: ignore[arg-type]  # checked above
        plan=text(fields, "plan") or None,
        kind=kind or None,  # type: ignore[arg-type]  # checked above
        only_open=bool(text(fields, "only_open")),
        alarm=int(alarm) if alarm else None,
        todo=bool(text(fields, "todo")),
    )


def _is_number(alarm: str) -> bool:
    return not alarm or (alarm.isascii() and alarm.isdigit() and len(alarm) <= 3)


def _revoked(site: Site, claim: Claim, number: str) -> HTMLResponse:
    with site.database.begin() as session:
        known = {str(feed.id) for feed in feeds.living(session, claim.agency)}
        if not (number.isascii() and number.isdigit()):
            raise HTTPException(400)
        if number not in known:
            return _form(site, claim, trouble="Lịch này không còn, hoặc không phải của cơ quan.")
        feeds.revoke(session, _act(site, claim), int(number))
    return _form(site, claim, said=f"Đã thu hồi lịch số {number}.")


def _act(site: Site, claim: Claim) -> Act:
    return Act(f"agency:{claim.agency}", site.clock(), site.today())
