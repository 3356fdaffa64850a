"""`GET /metrics`: the service in numbers, for Prometheus: on this machine, or elsewhere with a token."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from plan.clock import day_of
from plan.people import tokens
from plan.people.token_scopes import Scope
from plan.storage.errors import StorageError
from web.access.monitors import is_local
from web.metrics import CONTENT_TYPE, exposition
from web.site import Site

UNKNOWN = "for programs on this machine that ask it directly, or with a token of the scope metrics\n"


def routes(site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.api_route("/metrics", methods=["GET", "HEAD"])
    def metrics(request: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        if is_local(request) or _has_token(site, request):
            return Response(exposition(site), media_type=CONTENT_TYPE, headers=headers)
        asks = {"WWW-Authenticate": 'Bearer realm="dondoc"'}
        return PlainTextResponse(UNKNOWN, 401, headers | asks)

    return router


def _has_token(site: Site, request: Request) -> bool:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return False
    try:
        with site.database.read() as session:
            found = tokens.find(session, secret.strip(), day_of(site.wall(), site.zone))
    except StorageError:
        return False
    return found is not None and Scope.METRICS in found.scopes
