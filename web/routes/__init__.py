"""Every module here answers for some addresses: it has `routes(site)`. A new page is one module and one template."""

from importlib import import_module
from itertools import chain
from pkgutil import iter_modules

from fastapi import APIRouter
from starlette.routing import BaseRoute, Route

from web.site import Site


def all_routes(site: Site) -> APIRouter:
    """What all modules answer for; no two for the same address. `/mail/coming` is found before `/mail/{number}`, whatever they are called."""
    modules = sorted(found.name for found in iter_modules(__path__))
    routers = [import_module(f"{__name__}.{module}").routes(site) for module in modules]
    return APIRouter(routes=sorted(chain.from_iterable(one.routes for one in routers), key=_words_first))


def _words_first(route: BaseRoute) -> list[bool]:
    assert isinstance(route, Route), "a module's router includes no other"
    return ["{" in part for part in route.path.split("/")]
