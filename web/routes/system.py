"""`/admin/system`: the machine and its mail: what is watched, what waits, what every check found; a letter to try."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from notifications.mail.server_limits import failing_servers
from plan.audit.log import write_down
from plan.errors import NotPossibleError
from plan.ledger.holds import holds
from plan.people.roles import UserRole
from plan.storage.backups import last_made
from plan.text import is_address
from plan.views.queue import queue_state
from web.access.rights import act_of, current, needs
from web.forms import sent_to, text
from web.page import own_page
from web.sentences import for_page
from web.site import Site

ADDRESS = "/admin/system"
CHECKS: Mapping[str, str] = {
    "state": "Dữ liệu",
    "service": "Bộ nhắc việc",
    "policy": "Chính sách",
    "machine": "Máy chủ",
    "questions": "Điều cần hỏi",
    "addresses": "Địa chỉ",
    "mail": "Thư",
    "settings": "Cài đặt",
    "channels": "Tin nhắn",
    "returns": "Thư trả lại",
    "mailbox": "Hộp thư trả lại",
    "site": "Địa chỉ trang",
    "calendars": "Địa chỉ lịch",
    "requests": "Xin gia hạn",
    "acceptance": "Chờ xác nhận",
    "causes": "Nguyên nhân",
    "nightly": "Kiểm tra cuối ngày",
    "year": "Lịch làm việc",
    "wire": "Đường truyền",
    "webhooks": "Webhook",
}


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix=ADDRESS, include_in_schema=False)

    @router.api_route("", methods=["GET", "HEAD"], dependencies=[Depends(needs(site, UserRole.VIEWER))])
    def shown(request: Request) -> HTMLResponse:
        return _shown(site, request)

    @router.post("/{name}", dependencies=[Depends(needs(site, UserRole.OPERATOR))])
    def act(request: Request, name: str, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        """`check` makes every check, `letter` sends one to try; both answer with what came of it."""
        if name == "check":
            site.machine.look(site.clock())
            return _shown(site, request)
        if name == "letter":
            return _try_letter(site, request, text(fields, "address"))
        raise HTTPException(404)

    return router


def _try_letter(site: Site, request: Request, address: str) -> HTMLResponse:
    """No database is held while the mail server is talked to."""
    if not is_address(address):
        said = "Địa chỉ thư chưa đúng; hãy ghi như ten@tinh.gov.vn."
        return _shown(site, request, {"trouble": said, "typed": address}, 422)
    try:
        server = site.machine.send_trial(address)
    except NotPossibleError as error:
        return _shown(site, request, {"trouble": for_page(error), "typed": address}, 422)
    with site.database.begin() as session:
        write_down(
            session, act_of(site, request, current(request).mail), "test letter", "mail", {"to": address}
        )
    return _shown(site, request, {"sent": f"{server} đã nhận thư thử gửi {address}."})


def _shown(
    site: Site, request: Request, more: Mapping[str, object] | None = None, status: int = 200
) -> HTMLResponse:
    with site.database.read() as session:
        facts: dict[str, object] = {
            "servers": failing_servers(session),
            "holds": holds(session),
            "queue": queue_state(session),
            "backup": last_made(session),
        }
    last = site.machine.last
    facts |= {
        "ticked": site.ticked(),
        "version": site.machine.version,
        "last": last,
        "found": [(CHECKS[one.name], [for_page(text) for text in one.problems]) for one in last.findings]
        if last
        else [],
        "database": site.database.engine.dialect.name,
        "base_url": site.base_url,
        "policy_fault": site.policy_fault(),
        "may_act": current(request).role.covers(UserRole.OPERATOR),
    }
    none = {"trouble": "", "typed": "", "sent": ""}
    return own_page(site, request, "system", facts | none | dict(more or {}), status)
