"""`/plans/new`: a document comes in; `/plans/new/{upload}`: it is read, reviewed row by row, and adopted or dropped."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from notifications.mail.attachments import safe_name
from plan.audit.log import Act
from plan.errors import ExpectedError, NotPossibleError
from plan.people.roles import UserRole
from plan.tasks import uploads
from plan.tasks.uploads import UploadChangedError
from plan.views.uploads import open_uploads, upload_file
from scheduler.intake import upload_acts
from scheduler.intake.upload_acts import DiffersError
from scheduler.intake.upload_trial import trial
from web.access.entry import redirect
from web.access.rights import act_of, current, needs
from web.forms import sent_to, text
from web.numbers import RowNumber
from web.obligation_forms import SentForm
from web.page import own_page
from web.plan_forms import FORMS
from web.review import TABS, Tab
from web.sentences import for_page
from web.site import Site
from web.upload_page import UploadView, others_answer, upload_facts
from web.uploads import handed_on, paper_of

ADDRESS = "/plans/new"
LONGEST_PASTED = 2_000_000  # characters of a pasted text
GET = ["GET", "HEAD"]
# Acts upon the whole; all others are answers.
WHOLE = ("adopt", "drop", "again", "reread")
_TYPED = ("words", "agency", "mail", "choice", "rows", "cell", "name", "question", "number", "issued_on", "period",
          "title", "followed_from", "relation")  # fmt: skip


def routes(site: Site) -> APIRouter:
    operator = Depends(needs(site, UserRole.OPERATOR))
    router = APIRouter(prefix=ADDRESS, dependencies=[operator], include_in_schema=False)

    @router.api_route("", methods=GET)
    def new(request: Request) -> HTMLResponse:
        return _form(site, request)

    @router.post("")
    def receive(
        request: Request,
        fields: FormData = Depends(sent_to(site, longest=LONGEST_PASTED)),  # noqa: B008, FAST002 - as FastAPI asks
    ) -> Response:
        """Kept at once; then its page, which says how far the reading is."""
        try:
            name, content = _document(fields)
        except NotPossibleError as error:
            return _form(site, request, for_page(error), text(fields, "pasted"))
        with site.database.begin() as session:
            number, again = uploads.receive(session, _act(site, request), name, content)
        site.read_uploads()
        return redirect(f"{ADDRESS}/{number}{'?seen=1' if again else ''}")

    _one_upload(site, router)
    return router


def _one_upload(site: Site, router: APIRouter) -> None:
    @router.api_route("/{number}", methods=GET)
    def upload(
        request: Request,
        number: RowNumber,
        tab: Tab | None = None,
        after: Annotated[int, Query(ge=0, le=20_000)] = 0,
        seen: bool = False,
        said: Annotated[str, Query(max_length=40)] = "",
    ) -> HTMLResponse:
        return _shown(site, request, number, UploadView(tab, after, said), {"seen": seen})

    @router.api_route("/{number}/file", methods=GET)
    def file(number: RowNumber) -> Response:
        with site.database.read() as session:
            found = upload_file(session, number)
        if found is None:
            raise HTTPException(404)
        return handed_on(found.name, found.content)

    @router.post("/{number}/{name}")
    def act(
        request: Request,
        number: RowNumber,
        name: str,
        fields: FormData = Depends(sent_to(site, lists=("rows",))),  # noqa: B008, FAST002 - as FastAPI asks
    ) -> Response:
        """An answer, or an act upon the whole; refused, the page again with all that was typed."""
        if name not in FORMS and name not in WHOLE:
            raise HTTPException(404)
        try:
            _done(site, SentForm(site, _act(site, request), fields), number, name)
        except LookupError as error:
            raise HTTPException(404) from error
        except ExpectedError as error:
            return _refused(site, request, number, name, fields, error)
        site.read_uploads()
        return redirect("/plans" if name == "drop" else f"{ADDRESS}/{number}{_back_to(fields)}")


def _back_to(fields: Mapping[str, object]) -> str:
    """The rows that were looked at; among the questions, the row that was answered and is none of them any more."""
    tab, row = text(fields, "tab"), text(fields, "rows").partition(",")[0]
    if tab in TABS and tab != "ask":
        return f"?tab={tab}"
    return f"?{urlencode({'said': row})}" if row and text(fields, "cell") else ""


def _document(fields: Mapping[str, object]) -> tuple[str, bytes]:
    """The file of the form, or the text that was pasted."""
    if paper := paper_of(fields):
        return paper.name, paper.content
    pasted = text(fields, "pasted")
    if not pasted:
        raise NotPossibleError("hãy chọn một tệp, hoặc dán lời văn của kế hoạch")
    first = next(filter(None, (" ".join(line.split()) for line in pasted.splitlines())), "")
    return safe_name(
        f"{PurePosixPath(first[:40].replace('/', '-')).name or 'văn bản'} (dán).txt"
    ), pasted.encode()


def _done(site: Site, form: SentForm, number: int, name: str) -> None:
    revision, rules = _revision(form.fields), site.rules()
    given = FORMS[name](form) if name in FORMS else None
    looks = given is not None or name == "again"
    tried = trial(site.database, rules, form.act, number, revision, given) if looks else None
    with site.database.begin() as session:
        if given is not None:
            upload_acts.answer(session, rules, form.act, number, revision, given, tried)
        elif name == "adopt":
            upload_acts.adopt(session, rules, form.act, number, revision)
        elif name == "drop":
            upload_acts.drop(session, form.act, number, revision)
        elif name == "again":
            upload_acts.look_again(session, rules, form.act, number, revision, tried)
        else:
            upload_acts.read_anew(session, form.act, number, revision)


def _refused(
    site: Site, request: Request, number: int, name: str, fields: FormData, error: ExpectedError
) -> HTMLResponse:
    changed = isinstance(error, UploadChangedError | DiffersError)
    if isinstance(error, DiffersError):
        act, rules, revision = _act(site, request), site.rules(), _revision(fields)
        tried = trial(site.database, rules, act, number, revision, None)
        with site.database.begin() as session:
            upload_acts.look_again(session, rules, act, number, revision, tried)
    typed = {field: text(fields, field) for field in _TYPED}
    with site.database.read() as session:
        others = others_answer(session, number, typed) if changed else ""
    facts = {"trouble": for_page(error), "tried": name, "typed": typed, "changed": changed, "others": others}
    tab = text(fields, "tab")
    view = UploadView("ask" if tab == "ask" else "all" if tab == "all" else None)
    return _shown(site, request, number, view, facts, 412 if changed else 422)


def _revision(fields: Mapping[str, object]) -> int:
    said = text(fields, "revision")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _act(site: Site, request: Request) -> Act:
    return act_of(site, request, current(request).mail)


def _form(site: Site, request: Request, trouble: str = "", pasted: str = "") -> HTMLResponse:
    with site.database.read() as session:
        waiting = open_uploads(session)
    facts = {"trouble": trouble, "pasted": pasted, "waiting": waiting}
    return own_page(site, request, "new_plan", facts, 422 if trouble else 200)


def _shown(
    site: Site,
    request: Request,
    number: int,
    view: UploadView,
    more: Mapping[str, object],
    status: int = 200,
) -> HTMLResponse:
    with site.database.read() as session:
        found = upload_facts(session, number, view)
    if found is None:
        raise HTTPException(404)
    none: dict[str, object] = {
        "seen": False,
        "others": "", "trouble": "", "tried": "", "typed": dict.fromkeys(_TYPED, ""), "changed": False,
        "today": site.today(),
    }  # fmt: skip
    template = str(found["template"])
    return own_page(site, request, template, none | found | dict(more), status)
