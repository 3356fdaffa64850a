"""Whether an open page asks for a part of itself, by its script, or a browser for the whole page. Pure."""

from fastapi import Request

BY_REQUEST = {"Vary": "HX-Request"}  # of addresses that answer either


def wants_fragment(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"
