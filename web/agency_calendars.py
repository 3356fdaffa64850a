"""The calendars of one agency, or of everything: those there are, a new one with its address shown once, one taken back."""

import segno
from fastapi import HTTPException
from starlette.datastructures import FormData

from notifications.calendars.publish import HELP
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.storage.session import Session
from plan.subscriptions import feeds
from plan.subscriptions.choices import Choice
from plan.subscriptions.reads import standing
from plan.views.plans import plan_titles
from web.forms import text
from web.site import Site

MOST = 20  # calendars of one agency: enough for every desk, too few to fill a disk


def calendar_facts(session: Session, site: Site, agency: str | None) -> dict[str, object]:
    """What may be chosen, and what the agency has already; no agency means everything."""
    now = site.clock()
    living = [
        {"id": f.id, "name": f.name, "seen": f.seen_at, "client": f.client, "standing": standing(f, now)}
        for f in feeds.living(session, agency)
    ]
    return {
        "agency": feeds.name_of(session, agency),
        "plans": plan_titles(session).items(),
        "feeds": living,
        "help": HELP,
    }


def act_on_calendars(
    session: Session, site: Site, act: Act, agency: str | None, fields: FormData
) -> dict[str, object]:
    """One taken back, or a new one; what the page then says: a new one has its `url`. Raises NotPossibleError."""
    if "revoke" in fields:
        return {"said": revoke_calendar(session, act, agency, text(fields, "revoke"))}
    return add_calendar(session, site, act, agency, fields)


def add_calendar(
    session: Session, site: Site, act: Act, agency: str | None, fields: FormData
) -> dict[str, object]:
    """What the page says of the new one. Raises NotPossibleError where it cannot be added."""
    if len(feeds.living(session, agency)) >= MOST:
        raise NotPossibleError(f"cơ quan đã có {MOST} lịch; hãy thu hồi lịch không dùng nữa trước khi thêm")
    try:
        choice = _choice(fields)
        made, secret = feeds.add(session, act, agency, text(fields, "name"), choice)
    except (ValueError, LookupError) as error:
        raise NotPossibleError(str(error)) from error
    known = {"agency": feeds.name_of(session, agency), "name": made.name, "choice": choice, "help": HELP}
    return known | addresses(site, secret)


def revoke_calendar(session: Session, act: Act, agency: str | None, number: str) -> str:
    """That it is done. Raises NotPossibleError for one that is gone, or another agency's."""
    if not (number.isascii() and number.isdigit()):
        raise HTTPException(400)
    if number not in {str(feed.id) for feed in feeds.living(session, agency)}:
        raise NotPossibleError("Lịch này không còn, hoặc không phải của cơ quan.")
    feeds.revoke(session, act, int(number))
    return f"Đã thu hồi lịch số {number}."


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
