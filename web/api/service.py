"""The API as an application of its own, under the site: its own answers to what goes wrong, its own description."""

from fastapi import FastAPI

from web.api import problems
from web.api.description import describe, operation_name
from web.api.idempotency import RunningKeys
from web.api.known_tokens import KnownTokens
from web.api.pace import Pace
from web.api.routes import all_resources
from web.kept import KeptValues
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
        generate_unique_id_function=operation_name,
    )
    api.openapi = lambda: describe(api)  # type: ignore[method-assign]  # as FastAPI's own guide extends it
    api.state.pace, api.state.running = Pace(), RunningKeys()
    api.state.tokens, api.state.kept, api.state.parameters = KnownTokens(), KeptValues(), {}
    for router in all_resources(site):
        api.include_router(router)
    problems.install(api)
    return api
