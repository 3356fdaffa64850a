"""`/sign-in`, `/sign-in/{secret}`, `/sign-out`: a password, or a link that is good once, becomes a session."""

from dataclasses import dataclass

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.labels import USER_ROLES
from plan.people import links, sign_ins, users
from plan.people.links import LinkSecretError, UsedLinkError
from web.access.cookies import cookie_name, forget_cookies, secrets_of
from web.access.entry import NOT_GUARDED, entered, inside, redirect
from web.access.password_sign_in import Blocked, Wrong, tried
from web.access.passwords import two_at_a_time
from web.access.rights import SIGN_IN, safe_path, visitor_of
from web.forms import sent_to, text
from web.page import page
from web.signed import HEADERS, Refusal
from web.site import Site

GET = ["GET", "HEAD"]
UNKNOWN = Refusal(
    404,
    "Liên kết đăng nhập không đúng",
    "Liên kết bị thiếu, bị sửa, hoặc đã hết hạn. Hãy xin liên kết mới từ người quản trị máy chủ.",
)
USED = Refusal(
    410,
    "Liên kết đăng nhập đã dùng rồi",
    "Mỗi liên kết chỉ dùng được một lần. Hãy xin liên kết mới từ người quản trị máy chủ.",
)


@dataclass(frozen=True, slots=True)
class Door:
    """What the page of the door says beside its fields."""

    onward: str = "/"
    again: bool = False
    mail: str = ""


def routes(site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.api_route(SIGN_IN, methods=GET)
    def door(next: str = "/", again: bool = False) -> HTMLResponse:  # noqa: A002 - as the address says it
        """How to get in."""
        return _door(site, Door(safe_path(next), again))

    @router.post(SIGN_IN)
    async def typed(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        """An address and a password; or a link, or its last part, that could not be opened."""
        if link := text(fields, "link"):
            return await two_at_a_time(_by_link, site, request, link.rstrip("/").rpartition("/")[2])
        return await two_at_a_time(_by_password, site, request, fields)

    @router.api_route(SIGN_IN + "/{secret}", methods=GET)
    def look(secret: str) -> HTMLResponse:
        """One button: what only looks, as scanners and previews do, uses nothing up."""
        try:
            with site.database.read() as session:
                holder = links.look_at_sign_in(session, secret, site.wall())
        except LinkSecretError as error:
            return _refused(site, error)
        return page(site, "sign_in_link", {"holder": holder, "role_names": USER_ROLES}, 200, HEADERS)

    @router.post(SIGN_IN + "/{secret}")
    def use(secret: str, request: Request, _fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        return _by_link(site, request, secret)

    @router.post("/sign-out")
    def leave(request: Request, _fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as above
        if visitor_of(site, request):
            with site.database.begin() as session:
                for secret in secrets_of(request):
                    sign_ins.sign_out(session, secret)
        answer = redirect(SIGN_IN)
        forget_cookies(answer)
        return answer

    return router


def _by_password(site: Site, request: Request, fields: FormData) -> Response:
    """In a thread of the two that hash."""
    mail, onward = text(fields, "mail"), safe_path(text(fields, "next"))
    cookie, door = cookie_name(request), Door(onward, mail=mail)
    if cookie is None:
        return _door(site, door, NOT_GUARDED)
    found = tried(site, request, mail, str(fields.get("password", "")))
    if isinstance(found, Blocked):
        said = f"Từ nơi này đã sai quá nhiều lần. Thử lại sau {site.moment(found.until)}, hoặc dùng khóa truy cập."
        answer = _door(site, door, Refusal(429, "Anh/chị đã thử quá nhiều lần", said))
        answer.headers["Retry-After"] = str(found.seconds)
        return answer
    if isinstance(found, Wrong):
        said = "Địa chỉ thư hoặc mật khẩu không đúng. Hãy gõ lại mật khẩu; chú ý bộ gõ tiếng Việt và phím Caps Lock."
        return _door(site, door, Refusal(422, "Chưa đăng nhập được", said))
    return inside(cookie, found.secret, onward)


def refused_key(site: Site, onward: str) -> HTMLResponse:
    """The door again, for whose key did not open it."""
    said = "Khóa truy cập này không thuộc tài khoản nào, hoặc câu trả lời đã quá hạn. Hãy thử lại, hoặc dùng mật khẩu."
    return _door(site, Door(safe_path(onward)), Refusal(422, "Chưa đăng nhập được", said))


def refused_account(site: Site, said: str) -> HTMLResponse:
    """The door again, for whom the office's own accounts did not let in."""
    return _door(site, Door(), Refusal(422, "Chưa đăng nhập được", said))


def _by_link(site: Site, request: Request, secret: str) -> Response:
    cookie = cookie_name(request)
    if cookie is None:
        return _door(site, Door(), NOT_GUARDED)
    try:
        with site.database.read() as session:
            links.look_at_sign_in(session, secret, site.wall())  # whoever guesses holds up no writer
        with site.database.begin() as session:
            holder = links.use_sign_in(session, secret, site.wall())
            opened = entered(site, session, request, holder.user, holder.mail, "link")
    except LinkSecretError as error:
        # Pressed twice: who is in already goes on.
        return redirect("/") if visitor_of(site, request) else _refused(site, error)
    return inside(cookie, opened, "/")


def _door(site: Site, door: Door, trouble: Refusal | None = None) -> HTMLResponse:
    with site.database.read() as session:
        nobody = users.is_empty(session)
    facts = {
        "onward": door.onward,
        "again": door.again,
        "mail": door.mail,
        "trouble": trouble,
        "nobody": nobody,
        "oidc": site.oidc.label if site.oidc else "",
    }
    return page(site, "sign_in", facts, trouble.status if trouble else 200, HEADERS)


def _refused(site: Site, error: LinkSecretError) -> HTMLResponse:
    why = USED if isinstance(error, UsedLinkError) else UNKNOWN
    return page(site, "link_refused", {"why": why}, why.status, HEADERS)
