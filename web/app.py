"""The site: which routes there are, and what holds for all of them."""

from fastapi import FastAPI
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from web import errors
from web.api.heads import HeadRequests
from web.api.kept_lists import KeptLists
from web.api.service import ROOT, create_api
from web.api.size import SizeProblem
from web.assets import Assets
from web.clean_address import CleanAddress
from web.compression import Compression
from web.headers import SecurityHeaders
from web.kept_calendars import KeptCalendars
from web.languages.choice import LanguageChoice
from web.routes import all_routes
from web.site import Site
from web.traffic import CountedTraffic

MOST = 11 * 1024 * 1024  # octets that a form may send: one file of ten megabytes and a few words


def create_app(site: Site) -> FastAPI:
    """Everything served over HTTP. No page loads anything from elsewhere."""
    app = FastAPI(
        title="Đôn Đốc",
        docs_url=None,  # its page loads scripts from a CDN
        redoc_url=None,
        openapi_url=None,  # /api/v1 describes itself
        redirect_slashes=False,
    )
    api = create_api(site)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=MOST)
    app.add_middleware(SizeProblem, root=ROOT, most=MOST)
    app.add_middleware(Compression)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(CleanAddress)
    app.add_middleware(LanguageChoice)
    app.add_middleware(KeptCalendars, site=site)
    app.add_middleware(KeptLists, site=site, root=ROOT, pace=api.state.pace)
    app.add_middleware(HeadRequests, root=ROOT)
    app.add_middleware(
        CountedTraffic, traffic=site.traffic
    )  # the outermost: what errors are made of counts too
    app.mount("/static", Assets())
    app.mount(ROOT, api)
    app.include_router(all_routes(site))
    errors.install(app, site)
    return app
