"""`/welcome/{secret}`: an invitation, good once: a name and a password, and one is in."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.labels import USER_ROLES
from plan.people import links, password_rules, users
from plan.people.links import LinkHolder, LinkSecretError, UsedLinkError
from web.access import passwords
from web.access.cookies import cookie_name
from web.access.entry import NOT_GUARDED, entered, inside
from web.access.passwords import two_at_a_time
from web.access.rights import act_of
from web.forms import sent_to, text
from web.page import page
from web.signed import HEADERS, Refusal
from web.site import Site

UNKNOWN = Refusal(
    404, "Thư mời không đúng", "Liên kết bị thiếu, bị sửa, hoặc đã quá 24 giờ. Hãy xin người mời gửi lại."
)
USED = Refusal(
    410,
    "Thư mời đã dùng rồi",
    "Mỗi thư mời chỉ dùng được một lần. Nếu không phải anh/chị dùng, hãy báo người mời ngay.",
)


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/welcome", include_in_schema=False)

    @router.api_route("/{secret}", methods=["GET", "HEAD"])
    def look(secret: str) -> HTMLResponse:
        """What the invitation is for, and a form; nothing happens yet."""
        try:
            return _form(site, _holder(site, secret))
        except LinkSecretError as error:
            return _refused(site, error)

    @router.post("/{secret}")
    async def accept(secret: str, request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        """The password is set, the invitation used up, the browser signed in."""
        return await two_at_a_time(_accepted, site, request, secret, fields)

    return router


def _accepted(site: Site, request: Request, secret: str, fields: FormData) -> Response:
    """In a thread of the two that hash."""
    cookie, name = cookie_name(request), text(fields, "name")
    if cookie is None:
        return _refused_because(site, NOT_GUARDED)
    try:
        holder = _holder(site, secret)
        only_key = text(fields, "act") == "key"
        if faults := {} if only_key else password_faults(fields, holder.mail):
            return _form(site, holder, faults, name)
        hashed = None if only_key else passwords.hashed(str(fields.get("password", "")))
        with site.database.begin() as session:
            holder = links.use_invitation(session, secret, site.wall())
            users.welcome(session, act_of(site, request, holder.mail), holder.user, name, hashed)
            opened = entered(site, session, request, holder.user, holder.mail, "welcome")
    except LinkSecretError as error:
        return _refused(site, error)
    return inside(cookie, opened, "/me" if only_key else "/")


def password_faults(fields: FormData, mail: str) -> dict[str, str]:
    """What is wrong with a new password that was typed twice, by field."""
    password = str(fields.get("password", ""))
    if fault := password_rules.fault(password, mail):
        return {"password": fault}
    if password_rules.normal(str(fields.get("again", ""))) != password_rules.normal(password):
        return {"again": "Hai lần gõ mật khẩu không giống nhau; hãy gõ lại."}
    return {}


def _holder(site: Site, secret: str) -> LinkHolder:
    with site.database.read() as session:
        return links.look_at_invitation(session, secret, site.wall())


def _form(
    site: Site, holder: LinkHolder, faults: dict[str, str] | None = None, name: str | None = None
) -> HTMLResponse:
    shown = holder.name if name is None else name
    facts = {"holder": holder, "role_names": USER_ROLES, "faults": faults or {}, "name": shown}
    return page(site, "welcome", facts, 422 if faults else 200, HEADERS)


def _refused(site: Site, error: LinkSecretError) -> HTMLResponse:
    return _refused_because(site, USED if isinstance(error, UsedLinkError) else UNKNOWN)


def _refused_because(site: Site, why: Refusal) -> HTMLResponse:
    return page(site, "link_refused", {"why": why}, why.status, HEADERS)
