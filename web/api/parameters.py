"""Parameters of an address that the operation does not have: an error, as unknown fields are; a misspelt filter would find everything."""

from collections.abc import Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

UNKNOWN = "không có tham số nào tên như vậy"


def unknown_of(request: Request) -> list[dict[str, str]]:
    """The faults of those that were asked with and are not known, each once."""
    if not request.url.query:
        return []
    names = dict.fromkeys(request.query_params)
    return [{"parameter": name[:100], "detail": UNKNOWN} for name in names if name not in _known(request)]


def _known(request: Request) -> frozenset[str]:
    """Looked up once an operation."""
    route: APIRoute = request.scope["route"]
    kept: dict[str, frozenset[str]] = request.app.state.parameters
    if route.unique_id not in kept:
        kept[route.unique_id] = frozenset(_names(route.dependant))
    return kept[route.unique_id]


def _names(dependant: Dependant) -> Iterator[str]:
    """Its own, and those of all that it depends on."""
    yield from (one.alias for one in dependant.query_params)
    for one in dependant.dependencies:
        yield from _names(one)
