"""A request that is named by a key happens once in 24 hours: sent again, it is answered the same."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Annotated

from fastapi import Header, Request
from fastapi.responses import Response
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from plan.people import kept_answers
from plan.people.kept_answers import AnswerOnce, KeyInUseError
from plan.storage.session import Session
from web.api.caller import Caller
from web.api.problems import ProblemError
from web.site import Site

IdempotencyKey = Annotated[
    Annotated[str, Field(pattern=r"^[!-~]{8,64}$")] | SkipJsonSchema[None],
    Header(
        alias="Idempotency-Key",
        description="8–64 ký tự do chương trình đặt; gửi lại trong 24 giờ thì được trả lời y như lần đầu.",
        examples=["qlvb-2012-0045"],
    ),
]


@dataclass(frozen=True, slots=True)
class ApiAnswer:
    """What an act is answered: a JSON value, and headers such as the ETag."""

    value: object
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class NamedRequest:
    """What was asked, all of it, and by which key; without one nothing is remembered."""

    key: str | None
    fingerprint: str


async def fingerprint(request: Request) -> str:
    """The same for the same method, path and body; whoever sends it again may have read the row anew meanwhile."""
    said = sha256(f"{request.method}\n{request.url.path}\n".encode())
    said.update(await request.body())
    return said.hexdigest()


class RunningKeys:
    """Which requests of which tokens are being answered at this moment."""

    def __init__(self) -> None:
        self._keys: set[tuple[int, str]] = set()
        self._lock = threading.Lock()

    @contextmanager
    def alone(self, token: int, key: str) -> Iterator[None]:
        """409 for whoever comes with the same key meanwhile."""
        with self._lock:
            if (token, key) in self._keys:
                raise ProblemError("running", headers={"Retry-After": "1"})
            self._keys.add((token, key))
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard((token, key))


def once(
    site: Site,
    running: RunningKeys,
    caller: Caller,
    asked: NamedRequest,
    work: Callable[[Session], ApiAnswer],
) -> Response:
    """The act and its answer in one transaction; what was refused is not remembered, for nothing happened."""
    if asked.key is None:
        with site.database.begin() as session:
            return _response(_written(work(session), asked))
    try:
        with running.alone(caller.token.id, asked.key), site.database.begin() as session:
            found = kept_answers.find(session, caller.token.id, asked.key, site.wall())
            if found is None:
                found = _written(work(session), asked)
                kept_answers.keep(session, caller.token.id, asked.key, found, site.wall())
            elif found.fingerprint != asked.fingerprint:
                raise ProblemError("reused-key")
            return _response(found)
    except KeyInUseError as error:
        raise ProblemError("running", headers={"Retry-After": "1"}) from error


def _written(answer: ApiAnswer, asked: NamedRequest) -> AnswerOnce:
    body = json.dumps(answer.value, ensure_ascii=False)
    return AnswerOnce(asked.fingerprint, answer.status, dict(answer.headers), body)


def _response(answer: AnswerOnce) -> Response:
    headers = {"Cache-Control": "no-store"} | answer.headers
    return Response(answer.body.encode(), answer.status, headers, "application/json")
