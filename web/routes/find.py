"""`/find`: one field for everything: a word without marks, the number of an obligation or of a document, a place in a plan."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from plan.people.roles import UserRole
from plan.storage.session import Session
from plan.text import bare, keep
from plan.views.finds import agencies_like, obligation_numbered, obligations_by_document, tasks_like
from web.access.rights import needs
from web.page import own_page
from web.site import Site

# "278", "việc số 278", "#278": the number of an obligation.
_NUMBER = re.compile(r"(?:viec\s+)?(?:so\s+|#)?(\d{1,18})")


def routes(site: Site) -> APIRouter:
    router = APIRouter(dependencies=[Depends(needs(site, UserRole.VIEWER))], include_in_schema=False)

    @router.api_route("/find", methods=["GET", "HEAD"])
    def find(request: Request, q: Annotated[str, Query(max_length=300)] = "") -> HTMLResponse:
        words = " ".join(keep(q).split())
        with site.database.read() as session:
            facts = _found(session, site, words) if bare(words) else {}
        return own_page(site, request, "find", {"words": words, "found": facts})

    return router


def _found(session: Session, site: Site, words: str) -> dict[str, object]:
    number = _NUMBER.fullmatch(bare(words))
    tasks, total = tasks_like(session, site.today(), words)
    return {
        "obligations": obligation_numbered(session, int(number[1])) if number else [],
        "tasks": tasks,
        "total": total,
        "agencies": agencies_like(session, words),
        "documents": obligations_by_document(session, words),
    }
