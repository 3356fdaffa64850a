"""Which program asks, by its token alone: a cookie opens nothing here, and a token opens no page."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import BackgroundTasks, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from plan.audit.log import Act
from plan.clock import day_of
from plan.people import tokens
from plan.people.token_glance import glance
from plan.people.token_scopes import Scope
from plan.people.tokens import TokenLine
from plan.storage.errors import StorageError
from web.access.addresses import address_of
from web.api.known_tokens import KnownToken
from web.api.pace import Pace
from web.api.parameters import unknown_of
from web.api.problems import ProblemError
from web.site import Site

log = logging.getLogger(__name__)
bearer = HTTPBearer(
    scheme_name="token",
    bearerFormat="dd_…",
    description="Mã truy cập do người quản trị cấp, ví dụ: Authorization: Bearer dd_…",
    auto_error=False,
)
Shown = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


@dataclass(frozen=True, slots=True)
class Caller:
    """A program that was let in: its token, and in whose name it acts."""

    token: TokenLine
    act: Act
    change: int  # the counter of changes as it was when the token was looked up

    @property
    def agency(self) -> str | None:
        """Whose rows alone it sees and reports; None: it is the collector's program."""
        return self.token.agency


def needs_scope(site: Site, scope: Scope) -> Callable[[Request, BackgroundTasks, Shown], Awaitable[Caller]]:
    """A dependency that gives the Caller: 401 without a token that is good today, 403 without the scope, 429 for too many.

    422 for a parameter that the operation does not have.
    """

    async def check(request: Request, afterwards: BackgroundTasks, shown: Shown) -> Caller:
        today = day_of(site.wall(), site.zone)
        found = await _known(site, request, shown.credentials, today) if shown else None
        if found is None:
            raise ProblemError("unauthorized", headers={"WWW-Authenticate": 'Bearer realm="dondoc"'})
        token = found.line
        _check_pace(request.app.state.pace, token.id)
        if scope not in token.scopes:
            raise ProblemError("forbidden", f"cần quyền {scope.value}")
        if unknown := unknown_of(request):
            raise ProblemError("invalid", more={"errors": unknown})
        if token.used_on != today:
            afterwards.add_task(_note_used, site, token.id)
        return Caller(token, _act(site, request, token), found.change)

    return check


async def _known(site: Site, request: Request, secret: str, today: date) -> KnownToken | None:
    """By one row where nothing changed since it was asked for last; else in a thread, which may wait."""
    known, row = request.app.state.tokens, glance(site.database, secret)
    found: KnownToken | None = known.at_once(row, secret, today)
    return found or await run_in_threadpool(known.in_full, site.database, row, secret, today)


def _check_pace(pace: Pace, token: int) -> None:
    if seconds := pace.wait(token):
        raise ProblemError("too-many", headers={"Retry-After": str(seconds)})


def _act(site: Site, request: Request, token: TokenLine) -> Act:
    return Act(f"token:{token.name}", site.clock(), site.today(), address_of(request, site.trusted_proxies))


def _note_used(site: Site, token: int) -> None:
    """No answer waits for a writer."""
    try:
        with site.database.begin() as session:
            tokens.note_used(session, token, day_of(site.wall(), site.zone))
    except StorageError:
        log.warning("that a token was used could not be written down")
