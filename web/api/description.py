"""The description of the API (OpenAPI 3.1): what FastAPI finds, with the scope, the example and the problems of each operation."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from web.api.examples import EXAMPLES, OperationExample
from web.api.problems import KINDS, MEDIA_TYPE, ProblemKind

ABOUT = (
    "Chương trình khác đọc kế hoạch và báo việc bằng mã truy cập. Điều chương trình của một cơ quan báo là *đã báo*, chờ nơi "
    "thu nhận xác nhận; điều chương trình của nơi thu nhận ghi là *đã nhận*."
)
ALWAYS = ("unauthorized", "forbidden", "invalid", "too-many", "broken", "busy")
WRITES = ("not-possible", "too-large")
BODIES = ("malformed", "media-type")
NAMED = ("running", "reused-key")
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string", "examples": ["/help/api#changed"]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "current": {"type": "string", "description": "ETag của dòng như hiện nay."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {name: {"type": "string"} for name in ("pointer", "parameter", "detail")},
            },
        },
    },
}


def operation_name(route: APIRoute) -> str:
    """The name of its example and its place on the page."""
    return route.name.replace("/", "-")


def describe(api: FastAPI) -> dict[str, Any]:
    """Made once and kept, as FastAPI does."""
    if api.openapi_schema is None:
        found = get_openapi(
            title="Đôn Đốc", version="1", openapi_version="3.1.0", description=ABOUT, routes=api.routes
        )
        found["servers"] = [{"url": "/api/v1"}]
        for path, method, operation in operations(found):
            _complete(path, method, operation)
        components = found.setdefault("components", {})
        schemas = components.setdefault("schemas", {})
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        schemas["Problem"] = PROBLEM
        api.openapi_schema = found
    return api.openapi_schema


def operations(description: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation, in their order."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def problems_of(path: str, method: str, operation: dict[str, Any]) -> list[ProblemKind]:
    """What it may answer, by status."""
    named = {one["name"] for one in operation.get("parameters", ())}
    names = [*ALWAYS]
    if "{" in path or "after" in named:
        names.append("not-found")
    if method == "post":
        names += WRITES
    if "requestBody" in operation:
        names += BODIES
    if "Idempotency-Key" in named:
        names += NAMED
    if "If-Match" in named:
        names += ["changed", "precondition-required"]
    return sorted((KINDS[name] for name in dict.fromkeys(names)), key=lambda kind: kind.status)


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    example = EXAMPLES.get(operation["operationId"])
    responses = operation["responses"]
    responses.pop("422", None)
    if example:
        operation["security"] = [{"token": [example.scope.value]}]
        operation["x-scope"] = example.scope.value
        status = str(example.status)
        responses[status] = _answered(example, responses.get(status, {}))
        _ask(operation, example)
    if any(one["name"] == "If-None-Match" for one in operation.get("parameters", ())):
        responses["304"] = {"description": "Không có gì mới từ lần đọc có ETag ấy."}
    for kind in problems_of(path, method, operation):
        _add(responses, kind)
    for response in responses.values():
        if response["description"] == "Successful Response":
            response["description"] = "Đã xong."


def _ask(operation: dict[str, Any], example: OperationExample) -> None:
    content = operation.get("requestBody", {}).get("content", {})
    if example.sent is not None and "application/json" in content:
        content["application/json"]["example"] = example.sent


def _answered(example: OperationExample, found: dict[str, Any]) -> dict[str, Any]:
    if not example.answer:
        return found | {"description": "Đã xong."}
    schema = _schema_of(example.answer, example.optional)
    return found | {
        "description": "Đã xong.",
        "content": {"application/json": {"schema": schema, "example": example.answer}},
    }


def _schema_of(answer: dict[str, Any], optional: tuple[str, ...]) -> dict[str, Any]:
    """Every key of the example is always there; more may come."""
    schema: dict[str, Any] = {"type": "object", "required": [key for key in answer if key not in optional]}
    if "items" in answer:
        item = answer["items"][0]
        schema["properties"] = {"items": {"type": "array", "items": _schema_of(item, optional)}}
    return schema


def _add(responses: dict[str, Any], kind: ProblemKind) -> None:
    """Two kinds of one status share its entry."""
    status = str(kind.status.value)
    shown = {"type": kind.type, "title": kind.title, "status": kind.status.value}
    entry = responses.setdefault(
        status,
        {
            "description": "",
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {}}},
        },
    )
    entry["description"] = f"{entry['description']} {kind.title}.".strip()
    entry["content"][MEDIA_TYPE]["examples"][kind.name] = {"value": shown}
