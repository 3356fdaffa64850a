"""A program of a document system: what changed since yesterday, what came in, and whether a webhook is genuine.

    pip install httpx2 standardwebhooks
    DONDOC_URL=https://dondoc.tinh.example DONDOC_TOKEN=dd_… python report_and_read.py

The token wants the scopes `read` and `receive`. What is sent twice is recorded once.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

import httpx2 as httpx
from standardwebhooks import Webhook

Row = dict[str, Any]


def connect(url: str, token: str) -> httpx.Client:
    """Every request carries the token; nothing else opens the API."""
    return httpx.Client(base_url=f"{url}/api/v1", headers={"Authorization": f"Bearer {token}"}, timeout=30)


def changed_since(client: httpx.Client, moment: datetime) -> Iterator[Row]:
    """Every obligation that changed, in the order of the changes, a page at a time: none is missed while others write."""
    asked: dict[str, Any] = {"changed_since": moment.isoformat(timespec="seconds"), "limit": 200}
    while True:
        page = client.get("/obligations", params=asked).raise_for_status().json()
        yield from page["items"]
        if page["next"] is None:
            return
        asked["after"] = page["next"]


def received(client: httpx.Client, obligation: int, on: str, document: str) -> Row:
    """Record that a report came in. The number of the document is the key: sent again, it is the same receipt."""
    row = client.get(f"/obligations/{obligation}").raise_for_status()
    key = sha256(f"receipt {obligation} {document}".encode()).hexdigest()[:32]
    headers = {"If-Match": row.headers["ETag"], "Idempotency-Key": key}
    body = {"on": on, "document": document}
    answer = client.post(f"/obligations/{obligation}/done", json=body, headers=headers)
    if answer.status_code >= 400:  # a problem by RFC 9457: the title is for people, the type for programs
        raise RuntimeError("{status} {type}: {title}".format(**answer.json()))
    found: Row = answer.json()
    return found


def genuine(secret: str, headers: Mapping[str, str], body: bytes) -> Row:
    """What a webhook says, once its signature is right and it is no older than five minutes; raises otherwise."""
    found: Row = Webhook(secret).verify(body, dict(headers))
    return found


if __name__ == "__main__":
    with connect(os.environ["DONDOC_URL"], os.environ["DONDOC_TOKEN"]) as dondoc:
        for one in changed_since(dondoc, datetime.now(UTC) - timedelta(days=1)):  # noqa: TID251 - a program of others
            print(one["id"], one["due"], one["status"], one["label"])  # noqa: T201 - as programs at a shell do
