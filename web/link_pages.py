"""A page behind a signed link of a letter: GET shows it, POST acts and shows it again. Each such page is one call."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.errors import NotPossibleError
from plan.links.claims import Claim, Purpose
from web.access.addresses import address_of
from web.forms import sent_to
from web.sentences import for_page
from web.signed import HEADERS, Refusal, opened, refused
from web.site import Site

NOTHING_TYPED: Mapping[str, object] = MappingProxyType({})


class Shown(Protocol):
    """The page; after a refusal with the reason, and with what was typed."""

    def __call__(
        self, site: Site, claim: Claim, trouble: str = "", typed: Mapping[str, object] = NOTHING_TYPED
    ) -> HTMLResponse: ...


class Acted(Protocol):
    """Does what the form says, in one transaction. Raises NotPossibleError for what cannot be done."""

    def __call__(self, site: Site, claim: Claim, fields: FormData, origin: str) -> None: ...


def link_routes(site: Site, path: str, purpose: Purpose, shown: Shown, acted: Acted) -> APIRouter:
    """Both methods of `path`, which ends in the secret. Mail scanners follow links: looking never acts."""
    router = APIRouter(include_in_schema=False)

    @router.api_route(f"{path}/{{signed}}", methods=["GET", "HEAD"])
    def look(signed: str) -> HTMLResponse:
        claim = opened(site, signed, purpose)
        return refused(site, claim) if isinstance(claim, Refusal) else shown(site, claim)

    @router.post(f"{path}/{{signed}}")
    def act(signed: str, request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        claim = opened(site, signed, purpose)
        if isinstance(claim, Refusal):
            return refused(site, claim)
        try:
            acted(site, claim, fields, address_of(request, site.trusted_proxies))
        except NotPossibleError as error:
            return shown(site, claim, trouble=for_page(error), typed=fields)
        return RedirectResponse(f"{path}/{quote(signed)}", 303, HEADERS)

    return router
