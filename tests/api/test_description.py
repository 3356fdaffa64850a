"""The description that programs read, and the page that people read, say all there is, with an example of each."""

import json
import re

from tests.api.conftest import Programs
from web.api.description import operations
from web.api.problems import KINDS


def test_each_operation_has_its_scope_its_example_and_its_problems(programs: Programs) -> None:
    described = programs.client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert described["servers"] == [{"url": "/api/v1"}]
    for path, method, operation in operations(described):
        where = f"{method} {path}"
        assert operation["security"], where
        assert operation.get("x-scope"), where
        assert operation["summary"], where
        answers = operation["responses"]
        ok = next(answers[status] for status in ("200", "201", "202", "204") if status in answers)
        assert "content" not in ok or "example" in ok["content"]["application/json"], where
        sent = operation.get("requestBody", {}).get("content", {}).get("application/json")
        assert sent is None or "example" in sent, where
        for status in ("401", "403", "429", "503"):
            assert "application/problem+json" in answers[status]["content"], where


def test_the_page_says_the_same(programs: Programs) -> None:
    page = programs.client.get("/help/api")
    assert page.status_code == 200
    described = programs.client.get("/api/v1/openapi.json").json()
    for path, method, _ in operations(described):
        assert f"{method.upper()} <code>/api/v1{path}</code>" in page.text
    for name in KINDS:
        assert f'id="{name}"' in page.text
    assert not re.search(r"dd_[\w-]{20}", page.text)


def test_what_is_sent_as_an_example_is_taken(programs: Programs) -> None:
    """Each body of the description passes its own model: the act itself is refused for its row alone."""
    token = programs.token()
    described = programs.client.get("/api/v1/openapi.json").json()
    for path, method, operation in operations(described):
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if content and "webhooks" not in path:
            headers = {"If-Match": '"363-4"'}
            answer = programs.ask(
                token, method, path.replace("{number}", "363"), json=content["example"], headers=headers
            )
            assert answer.status_code == (422 if path == "/receipts" else 404), (path, answer.text)
            assert json.loads(answer.text)["type"] != "/help/api#malformed"
