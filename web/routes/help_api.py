"""`/help/api`: how programs read and report, made from the description that they read themselves."""

import json
from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from plan.labels import SCOPES
from web.api.description import operations, problems_of
from web.api.problems import KINDS, PLACE
from web.api.service import ROOT, create_api
from web.page import page
from web.site import Site


def routes(site: Site) -> APIRouter:
    """For anyone, as the description itself."""
    router = APIRouter(include_in_schema=False)
    found = cache(lambda: _operations(create_api(site).openapi()))

    @router.api_route(PLACE, methods=["GET", "HEAD"])
    def api() -> HTMLResponse:
        facts = {"operations": found(), "problems": KINDS.values(), "root": ROOT, "scope_names": SCOPES}
        return page(site, "help_api", facts)

    return router


def _operations(description: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": operation["operationId"],
            "method": method.upper(),
            "path": ROOT + path,
            "summary": operation.get("summary", ""),
            "scope": operation.get("x-scope", ""),
            "parameters": [
                {
                    "name": one["name"],
                    "required": one.get("required", False),
                    "words": one.get("description", ""),
                }
                for one in operation.get("parameters", ())
            ],
            "sent": _example(operation.get("requestBody", {})),
            "answer": _example(operation["responses"]["200"]) if "200" in operation["responses"] else "",
            "problems": problems_of(path, method, operation),
        }
        for path, method, operation in operations(description)
    ]


def _example(part: dict[str, Any]) -> str:
    shown = part.get("content", {}).get("application/json", {}).get("example")
    return "" if shown is None else json.dumps(shown, ensure_ascii=False, indent=1)
