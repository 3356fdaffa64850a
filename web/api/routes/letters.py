"""`/letters`: what was written to whom, and what became of it; to the program of an agency what it got itself."""

from email import message_from_bytes, policy
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import AfterValidator, Field
from pydantic.json_schema import SkipJsonSchema

from notifications import short_message
from plan.addresses import MAIL
from plan.ledger.old_letters import kept_letter
from plan.people.token_scopes import Scope
from plan.secrecy import without_secrets
from plan.storage.rows import LARGEST_NUMBER
from plan.views.letters import letter, letter_bytes
from plan.views.program_lists import START, ListPlace, letter_numbers
from plan.vocabulary import LetterState
from scheduler.letters.kinds import LABELS
from web.api.caller import Caller, needs_scope
from web.api.cursors import place_of
from web.api.duties import codes_of
from web.api.lists import After, IfNoneMatch, Limit, ListPage, listed_as_read, page_of
from web.api.problems import ProblemError
from web.numbers import RowNumber
from web.site import Site

Code = Annotated[str, Field(min_length=1, max_length=200)] | SkipJsonSchema[None]
KINDS = ", ".join(sorted(LABELS))


def _known(kind: str) -> str:
    if kind not in LABELS:
        raise ValueError(f"phải là một trong {KINDS}")
    return kind


KindName = (
    Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": sorted(LABELS)})]
    | SkipJsonSchema[None]
)


def routes(site: Site) -> APIRouter:
    router = APIRouter(prefix="/letters", tags=["letters"])
    reader = Annotated[Caller, Depends(needs_scope(site, Scope.LETTERS))]

    @router.get("", summary="Các thư đã viết, cũ trước")
    def letters(
        request: Request,
        caller: reader,
        agency: Annotated[Code, Query()] = None,
        kind: Annotated[KindName, Query()] = None,
        state: Annotated[LetterState | SkipJsonSchema[None], Query()] = None,
        after: After = None,
        limit: Limit = 100,
        known: IfNoneMatch = None,
    ) -> Response:
        place = place_of(after)
        own = caller.agency or agency
        if agency is not None and agency != own:
            return listed_as_read(request, known, ListPage(()))
        return listed_as_read(request, known, _page(site, own, kind, state, place, limit))

    @router.get("/{number}", name="letter", summary="Một thư; ?body=1 thêm toàn văn")
    def letter_(
        number: RowNumber, caller: reader, body: Annotated[bool, Query(description="Thêm toàn văn.")] = False
    ) -> dict[str, object]:
        with site.database.read() as session:
            found = letter(session, number) if number <= LARGEST_NUMBER else None
            own = codes_of(session, site, caller.agency)
            if found is None or (own is not None and found.agency not in own):
                raise ProblemError("not-found")
            raw = letter_bytes(session, number) if body else None
            kept = kept_letter(session, number)
        if kept:
            return found.to_json() | {"kept_in": kept.file, "sha256": kept.digest}
        return found.to_json() | ({} if raw is None else {"body": _text(raw, found.channel)})

    return router


def _page(
    site: Site, agency: str | None, kind: str | None, state: LetterState | None, after: ListPlace, limit: int
) -> ListPage:
    with site.database.read() as session:
        own = codes_of(session, site, agency)
        places = [
            ListPlace(START.turn, n) for n in letter_numbers(session, own, kind, state, after.id, limit + 1)
        ]
        return page_of(
            places, limit, after, lambda ids: [one.to_json() for n in ids if (one := letter(session, n))]
        )


def _text(raw: bytes, channel: str) -> str:
    """Without the secrets of its links: whoever has one may answer for the agency."""
    if channel != MAIL:
        return without_secrets(short_message.read(raw)[1])
    part = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    return without_secrets(part.get_content() if part else "")
