"""`/agencies/register`: the register of agencies taken in from a file: what it would change is shown first."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from plan.agencies.entries import AgencyEntry
from plan.agencies.register_changes import register_changes
from plan.documents import read_agencies
from plan.errors import ExpectedError, NotPossibleError, named_together
from plan.obligations.receipts import ReceiptFile
from plan.people.roles import UserRole
from scheduler.intake.register import take_register
from web.access.rights import act_of, current, needs
from web.forms import sent_to, text
from web.page import own_page
from web.sentences import for_page
from web.site import Site
from web.uploads import paper_of

ADDRESS = "/agencies/register"


def routes(site: Site) -> APIRouter:
    router = APIRouter(
        prefix=ADDRESS, dependencies=[Depends(needs(site, UserRole.OPERATOR))], include_in_schema=False
    )

    @router.api_route("", methods=["GET", "HEAD"])
    def form(request: Request) -> HTMLResponse:
        return _shown(site, request, {})

    @router.post("")
    def receive(request: Request, fields: FormData = Depends(sent_to(site))) -> HTMLResponse:  # noqa: B008, FAST002 - as FastAPI asks
        """Looked through, or taken in. Sent again, it changes nothing more."""
        try:
            file = paper_of(fields)
            if file is None:
                raise NotPossibleError("hãy chọn một tệp .csv hoặc .xlsx")
            found = _read(file)
            facts = _taken(site, request, found, tries=text(fields, "do") != "record")
        except ExpectedError as error:
            return _shown(site, request, {"trouble": for_page(error)}, 422)
        return _shown(site, request, facts)

    return router


def _read(file: ReceiptFile) -> tuple[AgencyEntry, ...]:
    """Raises NotPossibleError for a register with a fault in it: half of one would be worse than none."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / file.name
        path.write_bytes(file.content)
        found, problems = read_agencies(path)
    if problems:
        raise NotPossibleError(named_together(problems))
    return tuple(found)


def _taken(site: Site, request: Request, found: tuple[AgencyEntry, ...], *, tries: bool) -> dict[str, object]:
    names = {one.code: one.name for one in found}
    if tries:
        with site.database.read() as session:
            changes = register_changes(session, found)
    else:
        act, rules = act_of(site, request, current(request).mail), site.rules()
        with site.database.begin() as session:
            changes = take_register(session, rules, act, found)
    return {"changes": changes, "names": names, "tried": tries}


def _shown(site: Site, request: Request, more: Mapping[str, object], status: int = 200) -> HTMLResponse:
    none: dict[str, object] = {"trouble": "", "changes": None, "names": {}, "tried": False}
    return own_page(site, request, "address_book", none | dict(more), status)
