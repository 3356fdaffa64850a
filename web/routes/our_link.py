"""`/our/link`: how an agency comes in when the letter is lost; `/our/address/{secret}`: a new address is confirmed."""

from fastapi import APIRouter, BackgroundTasks, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.people.contacts import agency_written_to_at, confirm_address, find_claim
from plan.subscriptions.feeds import name_of
from plan.text import is_address
from scheduler.letters.contacts import DOOR, write_contact_letter
from web.access.addresses import address_of
from web.access.agencies import LINK, act_of_agency
from web.forms import sent_to, text
from web.letters import letter_context, tell_moved
from web.page import page
from web.signed import HEADERS, Refusal, refused
from web.site import Site

USED = Refusal(
    404,
    "Liên kết không còn dùng được",
    "Địa chỉ đã được xác nhận, hoặc liên kết đã quá 7 ngày. Hãy thêm lại địa chỉ ở trang của cơ quan.",
)


def routes(site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    _lost(router, site)
    _confirmed(router, site)
    return router


def _lost(router: APIRouter, site: Site) -> None:
    @router.api_route(LINK, methods=["GET", "HEAD"])
    def lost() -> HTMLResponse:
        return page(site, "our_link", {"trouble": "", "typed": "", "asked": False})

    @router.post(LINK)
    def ask(
        request: Request,
        afterwards: BackgroundTasks,
        fields: FormData = Depends(sent_to(site)),  # noqa: B008, FAST002 - as FastAPI asks
    ) -> Response:
        """The same answer, as quickly, whatever address it is: nobody learns here who is in the register."""
        typed = text(fields, "address")
        if not is_address(typed):
            said = "Địa chỉ thư chưa đúng; hãy ghi như ten@tinh.gov.vn."
            return page(site, "our_link", {"trouble": said, "typed": typed, "asked": False}, 422)
        afterwards.add_task(_send_door, site, typed, address_of(request, site.trusted_proxies))
        return page(site, "our_link", {"trouble": "", "typed": "", "asked": True})


def _confirmed(router: APIRouter, site: Site) -> None:
    @router.api_route("/our/address/{secret}", methods=["GET", "HEAD"])
    def claim(secret: str) -> HTMLResponse:
        """Looking confirms nothing: mail scanners follow links."""
        with site.database.read() as session:
            found = find_claim(session, secret, site.clock())
            if found is None:
                return refused(site, USED)
            facts = {"agency": name_of(session, found.agency), "address": found.address, "done": False}
        return page(site, "our_address", facts, 200, HEADERS)

    @router.post("/our/address/{secret}")
    def confirm(secret: str, request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: ARG001, B008, FAST002 - read so that it is checked
        try:
            with site.database.begin() as session:
                found = find_claim(session, secret, site.clock())
                if found is None:
                    return refused(site, USED)
                act = act_of_agency(site, request, found.agency)
                change = confirm_address(session, act, found)
                tell_moved(site, session, act, change, "thêm")
                facts = {"agency": name_of(session, change.agency), "address": change.address, "done": True}
        except NotPossibleError:
            return refused(site, USED)
        return page(site, "our_address", facts, 200, HEADERS)


def _send_door(site: Site, address: str, origin: str) -> None:
    """A letter to that address alone, if it is an agency's."""
    with site.database.read() as session:
        found = agency_written_to_at(session, address)  # whoever guesses holds up no writer
    if found:
        agency, registered = found
        with site.database.begin() as session:
            act = Act(f"agency:{agency}", site.clock(), site.today(), origin)
            write_contact_letter(letter_context(site, session, act), DOOR, agency, (registered,))
