"""What a program says of an obligation, as JSON, or as a form with the file that proves it."""

import json
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from plan.obligations.receipts import ReceiptFile
from web.api.bodies import ReportedBody
from web.api.problems import ProblemError
from web.uploads import paper_of

FORM, JSON = "multipart/form-data", "application/json"


@dataclass(frozen=True, slots=True)
class Reported:
    """What was said, and the file that came with it."""

    body: ReportedBody
    paper: ReceiptFile | None = None


async def reported(request: Request) -> Reported:
    """Either way the same fields. Raises as FastAPI does for what is no such body."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == JSON:
        return Reported(_checked(await _json(request)))
    if kind != FORM:
        raise ProblemError("media-type")
    async with request.form(max_files=1, max_fields=10, max_part_size=64_000) as form:
        said = {name: value for name, value in form.multi_items() if not isinstance(value, UploadFile)}
        if any(isinstance(value, UploadFile) and name != "file" for name, value in form.multi_items()):
            raise ProblemError(
                "invalid", more={"errors": [{"pointer": "", "detail": "tệp đi trong trường file"}]}
            )
        return Reported(_checked(said), paper_of(form))


async def _json(request: Request) -> Any:
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise ProblemError("malformed") from error


def _checked(said: object) -> ReportedBody:
    try:
        return ReportedBody.model_validate(said)
    except ValidationError as error:
        found = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(found) from error


def _schema(*, with_file: bool) -> dict[str, Any]:
    schema = ReportedBody.model_json_schema()
    if with_file:
        schema["properties"]["file"] = {"type": "string", "format": "binary"}
    return schema


EXAMPLE = {"on": "2012-07-16", "document": "45/BC-BDT"}
REQUEST_BODY = {
    "required": True,
    "content": {
        JSON: {"schema": _schema(with_file=False), "example": EXAMPLE},
        FORM: {"schema": _schema(with_file=True)},
    },
}
"""For the description: FastAPI cannot see into what is read by hand."""
