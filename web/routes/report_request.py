"""`/reports/request`: a report asked for by itself, by a day, on the word of a document, of some agencies or of all."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from plan.agencies.store import load_directory
from plan.errors import NotPossibleError
from plan.obligations.asking_document import AskingDocument
from plan.obligations.views import ObligationFilter, duties
from plan.people.roles import UserRole
from plan.views.report_board import board_agencies
from scheduler.intake.ad_hoc_report import ReportRequest, request_report
from web.access.entry import redirect
from web.access.rights import act_of, current, needs
from web.forms import day_of_field, number_of_field, sent_to, text
from web.page import own_page
from web.sentences import for_page
from web.site import Site

ADDRESS = "/reports/request"
LONGEST_TITLE = 300
FIELDS = ("title", "due", "to", "document", "kind", "on", "issuer", "subject")


def routes(site: Site) -> APIRouter:
    router = APIRouter(
        prefix=ADDRESS, dependencies=[Depends(needs(site, UserRole.OPERATOR))], include_in_schema=False
    )

    @router.api_route("", methods=["GET", "HEAD"])
    def form(request: Request) -> HTMLResponse:
        return _shown(site, request, {}, {})

    @router.post("")
    def ask(request: Request, fields: FormData = Depends(sent_to(site))) -> Response:  # noqa: B008, FAST002 - as FastAPI asks
        """Then the page of the new round. Refused, the form again with all that was typed."""
        faults = _missing(fields)
        if not faults:
            try:
                return redirect(f"/reports/{_asked(site, request, fields)}")
            except NotPossibleError as error:
                faults = {_field_of(error): for_page(error)}
        typed = {name: text(fields, name) for name in FIELDS} | {"all": text(fields, "all")}
        return _shown(site, request, typed, faults, 422)

    return router


def _missing(fields: FormData) -> dict[str, str]:
    faults = {}
    if not text(fields, "title"):
        faults["title"] = "Báo cáo cần có tên."
    if len(text(fields, "title")) > LONGEST_TITLE:
        faults["title"] = f"Tên báo cáo dài quá {LONGEST_TITLE} chữ."
    if not text(fields, "due"):
        faults["due"] = "Cần ghi ngày phải gửi."
    if bool(text(fields, "to")) == bool(text(fields, "all")):
        faults["to"] = "Hãy nêu cơ quan, hoặc chọn mọi cơ quan có chế độ báo cáo (một trong hai)."
    return faults


def _field_of(error: NotPossibleError) -> str:
    """Where on the form the reason stands."""
    said = str(error)
    if "cơ quan hay nhóm" in said or "chế độ báo cáo" in said:
        return "to"
    return "document" if "văn bản" in said else "due" if "ngày" in said or "năm" in said else "title"


def _asked(site: Site, request: Request, fields: FormData) -> int:
    """The number of the new round."""
    act = act_of(site, request, current(request).mail)
    wanted = ReportRequest(
        title=text(fields, "title"),
        due=day_of_field(site, fields, "due"),
        to=tuple(filter(None, (name.strip() for name in text(fields, "to").replace("\n", ";").split(";")))),
        document=number_of_field(fields),
        asking=_document(site, fields),
    )
    with site.database.begin() as session:
        found = request_report(session, site.rules(), act, wanted)
        return duties(session, site.today(), ObligationFilter(ids=tuple(found[:1])))[0].deadline


def _document(site: Site, fields: FormData) -> AskingDocument | None:
    """The document as letters will cite it."""
    kind, issuer, subject = (" ".join(text(fields, name).split()) for name in ("kind", "issuer", "subject"))
    on = day_of_field(site, fields, "on") if text(fields, "on") else None
    if not (kind or issuer or subject or on):
        return None
    number = number_of_field(fields)
    if not number or not any(letter.isdigit() for letter in number):
        raise NotPossibleError("cần ghi số, ký hiệu của văn bản yêu cầu")
    return AskingDocument(number, kind, on, issuer, subject)


def _shown(
    site: Site, request: Request, typed: Mapping[str, str], faults: Mapping[str, str], status: int = 200
) -> HTMLResponse:
    with site.database.read() as session:
        agencies = board_agencies(session)
        known = load_directory(session).all
    groups = sorted({one.name for one in known if one.kind == "group"})
    names = sorted(one.name for one in agencies.values())
    facts = {"typed": typed, "faults": faults, "names": [*groups, *names], "today": site.today()}
    return own_page(site, request, "report_request", facts, status)
