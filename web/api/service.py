"""The API as an application of its own, under the site: its own answers to what goes wrong, its own description."""

from fastapi import FastAPI

from web.api import problems
from web.api.pace import Pace
from web.api.routes import all_resources
from web.site import Site

ROOT = "/api/v1"


def create_api(site: Site) -> FastAPI:
    """Nothing here looks at cookies, and nothing is signed in."""
    api = FastAPI(
        title="Đôn Đốc",
        version="1",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
    )
    api.state.pace = Pace()
    for router in all_resources(site):
        api.include_router(router)
    problems.install(api)
    return api
