"""The site built once a worker, each test's office behind it in turn: a hundred routers take a fifth of a second to lay."""

from functools import cache
from typing import Any, cast

from fastapi import FastAPI

from web.app import create_app
from web.site import Site


class CurrentSite:
    """Every part of the site that is current when it is asked for."""

    site: Site | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.site, name)


_current = CurrentSite()


@cache
def _app() -> FastAPI:
    return create_app(cast("Site", _current))


def app_of(site: Site) -> FastAPI:
    """The one application, which serves this site until another is asked for. One at a time."""
    _current.site = site
    return _app()
