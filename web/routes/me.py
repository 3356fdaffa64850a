"""`/me`: one's own account: name, password, the browsers that are signed in, the end of any of them."""

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.audit.log import Act
from plan.labels import SIGN_IN_WAYS
from plan.people import passkeys, sign_ins, users
from plan.people.roles import UserRole
from plan.people.sign_ins import Visitor
from web.access import passwords
from web.access.cookies import cookie_name, forget_cookies
from web.access.entry import browser_of, inside, redirect
from web.access.password_sign_in import Blocked, Wrong, checked
from web.access.passwords import two_at_a_time
from web.access.rights import SIGN_IN, act_of, current, needs
from web.forms import sent_to, text
from web.page import own_page
from web.routes.welcome import password_faults
from web.site import Site

ME = "/me"
PROVEN = (
    "link",
    "welcome",
    "passkey",
    "oidc",
)  # whoever came in so may have forgotten the password, or never had one

TROUBLES = {
    "key": "Chưa thêm được khóa truy cập: trình duyệt không hoàn tất, hoặc để quá 5 phút. Hãy thử lại.",
    "last": "Khóa này là cách đăng nhập duy nhất. Hãy đặt mật khẩu trước, rồi bỏ khóa.",
}


def routes(site: Site) -> APIRouter:
    router = APIRouter(
        prefix=ME, dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False
    )

    @router.api_route("", methods=["GET", "HEAD"])
    def me(request: Request, trouble: str = "") -> HTMLResponse:
        return _shown(site, request, trouble=TROUBLES.get(trouble, ""))

    @router.post("/name")
    def name(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        with site.database.begin() as session:
            users.rename(session, _act(site, request), current(request).user, text(fields, "name"))
        return redirect(ME)

    @router.post("/keys")
    def letter_keys(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        with site.database.begin() as session:
            on = text(fields, "on") == "yes"
            users.set_letter_keys(session, _act(site, request), current(request).user, on=on)
        return redirect(f"{ME}#letter-keys")

    @router.post("/password")
    async def password(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        """Every other browser is signed out, and this one has a new session."""
        return await two_at_a_time(_changed, site, request, fields)

    @router.post("/sessions")
    def end(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        """One browser is signed out, or all, this one too."""
        with site.database.begin() as session:
            if key := text(fields, "end"):
                sign_ins.end_one(session, _act(site, request), current(request).user, key)
                return redirect(ME)
            users.end_sessions(session, _act(site, request), current(request).user)
        answer = redirect(SIGN_IN)
        forget_cookies(answer)
        return answer

    return router


def _changed(site: Site, request: Request, fields: FormData) -> Response:
    """In a thread of the two that hash."""
    visitor, cookie = current(request), cookie_name(request)
    if cookie is None:
        raise HTTPException(403)
    with site.database.read() as session:
        kept = users.account(session, visitor.mail)
    faults = password_faults(fields, visitor.mail)
    if _asks_old(site, visitor, kept):
        faults = _old_faults(site, request, str(fields.get("old", ""))) | faults
    if faults:
        return _shown(site, request, faults)
    hashed = passwords.hashed(str(fields.get("password", "")))
    with site.database.begin() as session:
        users.set_password(session, _act(site, request), visitor.user, hashed)
        opened = sign_ins.open_session(
            session, visitor.user, visitor.way, browser_of(site, request), site.wall()
        )
    return inside(cookie, opened, ME)


def _old_faults(site: Site, request: Request, old: str) -> dict[str, str]:
    match checked(site, request, current(request).mail, old):
        case Blocked(until):
            return {"old": f"Đã sai quá nhiều lần; thử lại sau {site.moment(until)}."}
        case Wrong():
            return {"old": "Mật khẩu đang dùng không đúng."}
    return {}


def _shown(
    site: Site, request: Request, faults: dict[str, str] | None = None, trouble: str = ""
) -> HTMLResponse:
    visitor = current(request)
    with site.database.read() as session:
        keys = passkeys.of_user(session, visitor.user)
        kept = users.account(session, visitor.mail)
        browsers = sign_ins.open_of(session, visitor, site.wall())
    facts = {
        "browsers": browsers,
        "ways": SIGN_IN_WAYS,
        "has_password": bool(kept and kept.password),
        "asks_old": _asks_old(site, visitor, kept),
        "faults": faults or {},
        "keys": keys,
        "trouble": trouble,
        "is_fresh": visitor.is_fresh(site.wall()),
    }
    return own_page(site, request, "me", facts, 422 if faults else 200)


def _asks_old(site: Site, visitor: Visitor, kept: users.Account | None) -> bool:
    """Whether the old password is asked for: a browser left open is not enough to take an account over."""
    has_one = bool(kept and kept.password)
    return has_one and not (visitor.way in PROVEN and visitor.is_fresh(site.wall()))


def _act(site: Site, request: Request) -> Act:
    return act_of(site, request, current(request).mail)
