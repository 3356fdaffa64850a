"""Lists of one shape: items, the cursor of the next page, and a tag by which nothing new costs nothing."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Header, Query, Request
from fastapi.responses import Response
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from plan.views.program_lists import ListPlace
from web.api.caller import Caller
from web.api.cursors import PATTERN, cursor
from web.api.kept_lists import SEEN
from web.api.tags import has_it
from web.site import Site

Limit = Annotated[int, Query(ge=1, le=200, description="Số dòng nhiều nhất của một trang.")]
After = Annotated[
    Annotated[str, Field(pattern=PATTERN)] | SkipJsonSchema[None], Query(description="next của trang trước.")
]
IfNoneMatch = Annotated[
    Annotated[str, Field(pattern=r"^[!-~]+( +[!-~]+)*$")] | SkipJsonSchema[None],
    Header(alias="If-None-Match", description="ETag của lần đọc trước: không có gì mới thì 304."),
]


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some rows as JSON. `next` is where the page after it begins, if there is one."""

    items: Sequence[dict[str, Any]]
    next: ListPlace | None = None
    resume: ListPlace | None = None  # of a list by changes: where to go on another day


def listed(
    site: Site, request: Request, caller: Caller, known: str | None, make: Callable[[], ListPage]
) -> Response:
    """The page; 304 for who has it; made anew only after a change, or on another day."""
    change = caller.change
    key = (request.url.path, request.url.query, caller.agency, site.today())
    current = f'"{change}-{_digest(repr(key).encode())}"'
    if seen := request.scope.get(SEEN):
        seen.keep(caller.token, current, _headers(current))
    if has_it(known, current):
        return Response(status_code=304, headers=_headers(current))
    return _page(current, *request.app.state.kept.of(change, key, lambda: _written(request, make())))


def listed_as_read(request: Request, known: str | None, page: ListPage) -> Response:
    """The same of rows that change while nothing of the plan does, as letters do on their way: the tag is of what is said."""
    body, onward = _written(request, page)
    current = f'"{_digest(body)}"'
    if has_it(known, current):
        return Response(status_code=304, headers=_headers(current))
    return _page(current, body, onward)


def _digest(said: bytes) -> str:
    return sha256(said).hexdigest()[:16]


def _headers(current: str) -> dict[str, str]:
    return {"ETag": current, "Cache-Control": "private, no-cache", "Vary": "Authorization"}


def _page(current: str, body: bytes, onward: str) -> Response:
    link = {"Link": f'<{onward}>; rel="next"'} if onward else {}
    return Response(body, headers=_headers(current) | link, media_type="application/json")


def _written(request: Request, page: ListPage) -> tuple[bytes, str]:
    following = cursor(page.next) if page.next else None
    said: dict[str, Any] = {"items": page.items, "next": following}
    if page.resume:
        said["resume"] = cursor(page.resume)
    if following is None:
        return json.dumps(said, ensure_ascii=False).encode(), ""
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "after"]
    return json.dumps(
        said, ensure_ascii=False
    ).encode(), f"{request.url.path}?{urlencode([*asked, ('after', following)])}"


def page_of(
    places: Sequence[ListPlace],
    limit: int,
    after: ListPlace,
    rows: Callable[[Sequence[int]], Sequence[dict[str, Any]]],
) -> ListPage:
    """Of one more place than the page shows: whether another follows."""
    shown, more = places[:limit], len(places) > limit
    last = shown[-1] if shown else after
    items = rows([place.id for place in shown])
    return ListPage(items, last if more else None, last if last.turn >= 0 else None)
