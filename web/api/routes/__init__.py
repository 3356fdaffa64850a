"""Every module here answers for one resource of the API: it has `routes(site)`. A new resource is one module."""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter

from web.site import Site


def all_resources(site: Site) -> Iterator[APIRouter]:
    """The routers of all modules, by name."""
    for module in sorted(found.name for found in iter_modules(__path__)):
        yield import_module(f"{__name__}.{module}").routes(site)
