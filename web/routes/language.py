"""`POST /language`: the switch between Vietnamese and English, for whoever looks at a page, signed in or not."""

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from web.access.cookies import OVER_TLS, cookie_name
from web.access.entry import redirect
from web.access.rights import own_path
from web.forms import sent_to, text
from web.languages.choice import LANGUAGES, remember
from web.site import Site


def routes(site: Site) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.post("/language")
    def language(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        """Back to the page that was looked at."""
        wanted = text(fields, "language")
        if wanted not in LANGUAGES:
            raise HTTPException(400)
        answer = redirect(own_path(text(fields, "back")))
        remember(answer, wanted, secure=cookie_name(request) == OVER_TLS)
        return answer

    return router
