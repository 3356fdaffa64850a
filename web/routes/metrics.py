"""`GET /metrics`: the service in numbers, for Prometheus on this machine."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from web.access.monitors import is_local
from web.metrics import CONTENT_TYPE, exposition
from web.site import Site

FORBIDDEN = "only for programs on this machine, asking it directly and not through a proxy\n"


def routes(site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.api_route("/metrics", methods=["GET", "HEAD"])
    def metrics(request: Request) -> Response:
        headers = {"Cache-Control": "no-store"}
        if not is_local(request):
            return PlainTextResponse(FORBIDDEN, 403, headers)
        return Response(exposition(site), media_type=CONTENT_TYPE, headers=headers)

    return router
