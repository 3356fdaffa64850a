"""Every module here answers for some addresses: it has `routes(site)`. A new page is one module and one template."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter

from web.site import Site


def all_routes(site: Site) -> Iterator[APIRouter]:
    """The routers of all modules, by name; no two answer for the same address."""
    for module in sorted(found.name for found in iter_modules(__path__)):
        yield import_module(f"{__name__}.{module}").routes(site)
