"""For schemathesis: what is well formed names rows that there are, as they are now, so that it is done and not only refused."""

import json
import os
from urllib.request import Request, urlopen

import schemathesis
from schemathesis import Case, GenerationMode, HookContext

ROWS = 6  # obligations, and their tasks, numbered from one
TOKEN = os.environ["DONDOC_TEST_TOKEN"]
KNOWN = {"/agencies/{code}": "so-y-te", "/plans/{code}": "39/QĐ-UBND"}


@schemathesis.hook
def before_call(_context: HookContext, case: Case, _kwargs: dict[str, object]) -> None:
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    path, given = case.operation.path, case.path_parameters
    if path in KNOWN and len(str(given["code"])) % 2:
        given["code"] = KNOWN[path]
    if "number" in given:
        given["number"] = 1 + int(given["number"]) % ROWS
        if case.headers and "If-Match" in case.headers:
            case.headers["If-Match"] = _tag(case.operation.base_url, path.split("/")[1], given["number"])


def _tag(base: str | None, rows: str, number: int) -> str:
    asked = Request(f"{base}/{rows}/{number}", headers={"Authorization": f"Bearer {TOKEN}"})
    with urlopen(asked) as answer:
        json.load(answer)
        return answer.headers["ETag"]
