"""`/reports/receipts`: a list of what came in, taken from a file: looked through first, or recorded at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from plan.documents.receipts_file import LineFault, read_receipts
from plan.errors import ExpectedError, NotPossibleError
from plan.obligations.bulk_receipts import record_all
from plan.obligations.receipts import ReceiptFile
from plan.people.roles import UserRole
from web.access.rights import act_of, current, needs
from web.forms import sent_to, text
from web.page import own_page
from web.sentences import for_page
from web.site import Site
from web.uploads import paper_of

ADDRESS = "/reports/receipts"
MOST_SHOWN = 200  # lines with a fault


@dataclass(frozen=True, slots=True)
class ListOutcome:
    """What became of a list: recorded now, or only looked through; recorded before; lines that want mending."""

    name: str
    taken: int
    known: int
    faults: tuple[LineFault, ...]
    tried: bool  # nothing is recorded: it was asked for, or a line was wrong and all or none were wanted

    @property
    def is_refused(self) -> bool:
        return bool(self.faults) and not (self.taken or self.known)


def routes(site: Site) -> APIRouter:
    router = APIRouter(
        prefix=ADDRESS, dependencies=[Depends(needs(site, UserRole.OPERATOR))], include_in_schema=False
    )

    @router.api_route("", methods=["GET", "HEAD"])
    def form(request: Request) -> HTMLResponse:
        return _shown(site, request, {})

    @router.post("")
    def receive(request: Request, fields: FormData = Depends(sent_to(site))) -> HTMLResponse:  # noqa: B008, FAST002 - as FastAPI asks
        """What was recorded, and each line that was not with its reason. Sent again, nothing is recorded twice."""
        whole = bool(text(fields, "whole"))
        try:
            file = paper_of(fields)
            if file is None:
                raise NotPossibleError("hãy chọn một tệp .csv hoặc .xlsx")
            found = _taken(site, request, file, tries=text(fields, "do") != "record", whole=whole)
        except ExpectedError as error:
            return _shown(site, request, {"trouble": for_page(error), "whole": whole}, 422)
        status = 422 if found.is_refused or (found.faults and whole) else 200
        return _shown(site, request, {"found": found, "whole": whole}, status)

    return router


def _taken(site: Site, request: Request, file: ReceiptFile, *, tries: bool, whole: bool) -> ListOutcome:
    """Raises ExpectedError for a file that is no such list."""
    act = act_of(site, request, current(request).mail)
    with TemporaryDirectory() as folder:
        path = Path(folder) / file.name
        path.write_bytes(file.content)
        arrivals, unread = read_receipts(path)
    with site.database.begin() as session:
        result = record_all(session, arrivals, act)
        faults = tuple(sorted([*unread, *result.faults], key=lambda fault: fault.line))
        nothing = tries or (whole and bool(faults))
        if nothing:
            session.rollback()
    return ListOutcome(file.name, len(result.recorded), result.known, faults, nothing)


def _shown(site: Site, request: Request, more: Mapping[str, object], status: int = 200) -> HTMLResponse:
    none: dict[str, object] = {"trouble": "", "found": None, "whole": False, "most": MOST_SHOWN}
    return own_page(site, request, "receipts", none | {"for_page": for_page} | dict(more), status)
