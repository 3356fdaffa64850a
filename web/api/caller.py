"""Which program asks, by its token alone: a cookie opens nothing here, and a token opens no page."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import BackgroundTasks, Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from plan.audit.log import Act
from plan.clock import day_of
from plan.people import tokens
from plan.people.token_scopes import Scope
from plan.people.tokens import TokenLine
from plan.storage.changes import changes
from plan.storage.errors import StorageError
from web.access.addresses import address_of
from web.api.pace import Pace
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


def needs_scope(site: Site, scope: Scope) -> Callable[[Request, BackgroundTasks, Shown], Caller]:
    """A dependency that gives the Caller: 401 without a token that is good today, 403 without the scope, 429 for too many."""

    def check(request: Request, afterwards: BackgroundTasks, shown: Shown) -> Caller:
        today = day_of(site.wall(), site.zone)
        found = None
        if shown:
            with site.database.read() as session:
                found = tokens.find(session, shown.credentials, today)
                change = changes(session)
        if found is None:
            raise ProblemError("unauthorized", headers={"WWW-Authenticate": 'Bearer realm="dondoc"'})
        _check_pace(request.app.state.pace, found.id)
        if scope not in found.scopes:
            raise ProblemError("forbidden", f"cần quyền {scope.value}")
        if found.used_on != today:
            afterwards.add_task(_note_used, site, found.id)
        return Caller(found, _act(site, request, found), change)

    return check


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
