"""`/our/contacts`: where an agency is written to. A new address counts when its letter is answered; every old one is told."""

from collections.abc import Mapping
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.addresses import MAIL, of_channel
from plan.audit.log import Act
from plan.errors import NotPossibleError
from plan.people.contacts import ask_address, drop_address, waiting_addresses
from plan.storage.session import Session
from plan.subscriptions.feeds import name_of
from plan.views.agencies import addresses_of
from plan.views.our import our_counts
from scheduler.letters.contacts import ADDRESS, write_contact_letter
from web.access.agencies import OURS, act_of_agency, current_agency
from web.access.entry import redirect
from web.access.rights import needs_agency
from web.forms import sent_to, text
from web.letters import letter_context, tell_moved
from web.page import page
from web.sentences import for_page
from web.site import Site

ADDRESS_PAGE = "/our/contacts"


def routes(site: Site) -> APIRouter:
    router = APIRouter(
        prefix=f"{OURS}/contacts", dependencies=[Depends(needs_agency(site))], include_in_schema=False
    )

    @router.api_route("", methods=["GET", "HEAD"])
    def contacts(request: Request) -> HTMLResponse:
        return _shown(site, request)

    @router.post("")
    def act(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        """Asks for a new address, or takes one away."""
        agency = current_agency(request).agency
        act = act_of_agency(site, request, agency)
        try:
            with site.database.begin() as session:
                if dropped := text(fields, "drop"):
                    tell_moved(
                        site, session, act, drop_address(session, act, agency, dropped), "thôi gửi tới"
                    )
                else:
                    _ask(site, session, act, agency, text(fields, "address"))
        except NotPossibleError as error:
            return _shown(site, request, {"trouble": for_page(error), "typed": text(fields, "address")}, 422)
        return redirect(ADDRESS_PAGE)

    return router


def _ask(site: Site, session: Session, act: Act, agency: str, address: str) -> None:
    secret = ask_address(session, act, agency, address)
    note = f"/our/address/{quote(secret)}"
    if write_contact_letter(letter_context(site, session, act), ADDRESS, agency, (address,), note) is None:
        raise NotPossibleError("hôm nay đã gửi đủ số thư xác nhận; xin thử lại ngày mai")


def _shown(
    site: Site, request: Request, more: Mapping[str, object] | None = None, status: int = 200
) -> HTMLResponse:
    agency, today = current_agency(request).agency, site.today()
    with site.database.read() as session:
        addresses = addresses_of(session, agency)
        facts = {
            "agency": name_of(session, agency),
            "mails": of_channel(addresses, MAIL),
            "others": [one for one in addresses if one not in of_channel(addresses, MAIL)],
            "waiting": waiting_addresses(session, agency, site.clock()),
            "counts": our_counts(session, agency, today),
        }
    none = {"trouble": "", "typed": "", "today": today}
    return page(site, "our_contacts", facts | none | dict(more or {}), status)
