"""The forms of a document under review → answers: a row a form, named as in the address."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from plan.documents.headings import ROLES
from plan.errors import NotPossibleError
from plan.tasks.upload_answers import NameAnswer, UploadAnswers, said_at
from plan.text import nfc
from plan.vocabulary import Cell
from scheduler.intake.upload_acts import resolved_agency
from scheduler.intake.upload_answer import UploadAnswer
from scheduler.phrases.reading import Period
from scheduler.policy.regimes import shipped_regimes
from web.forms import day_of_field, text
from web.obligation_forms import SentForm

KEPT = 300  # characters of a title or of what is answered
LONGEST_CODE = 60
ALONE = "none"
_CELLS = (Cell.LEAD, Cell.PARTNERS, Cell.TIMING, Cell.REVIEW, Cell.ROW)


def _line(form: SentForm, name: str) -> str:
    return " ".join(nfc(text(form.fields, name)).split())


def _keys(form: SentForm) -> tuple[str, ...]:
    found = tuple(filter(None, text(form.fields, "rows").split(",")))
    if not found:
        raise NotPossibleError("thiếu dòng cần trả lời; hãy tải lại trang")
    return found


def _answer_row(form: SentForm) -> UploadAnswer:
    """Other words for a cell of these rows, or that they are right as read, or no tasks."""
    cell, keys = text(form.fields, "cell"), _keys(form)
    if cell not in _CELLS:
        raise NotPossibleError("câu hỏi này không còn; hãy tải lại trang")
    wordless = cell in (Cell.REVIEW, Cell.ROW)
    words = "" if wordless else _line(form, "words")
    if not (words or wordless):
        raise NotPossibleError("cần ghi câu trả lời")
    if len(words) > 4 * KEPT:
        raise NotPossibleError("câu trả lời quá dài")
    said = said_at(form.act.who, words, form.act.now)
    what = {"rows": list(keys), "cell": cell, "words": words}
    return UploadAnswer(lambda before: before.with_row(keys, Cell(cell), said), what, row=keys[0])


def _take_back(form: SentForm) -> UploadAnswer:
    """An answer, a name or a confirmation taken back."""
    if name := _line(form, "name"):
        return UploadAnswer(lambda before: before.without_name(name), {"back": name})
    keys, cell = _keys(form), text(form.fields, "cell")
    if cell == "confirm":
        return UploadAnswer(
            lambda before: replace(before, confirmed=before.confirmed - set(keys)), {"back": cell}
        )
    if cell not in _CELLS:
        raise NotPossibleError("câu trả lời này không còn; hãy tải lại trang")
    return UploadAnswer(lambda before: before.with_row(keys, Cell(cell), None), {"back": [*keys, cell]})


def _confirm(form: SentForm) -> UploadAnswer:
    keys = _keys(form)
    return UploadAnswer(
        lambda before: replace(before, confirmed=before.confirmed | set(keys)), {"confirmed": list(keys)}
    )


def _later(form: SentForm) -> UploadAnswer:
    key = text(form.fields, "question")[:64]
    return UploadAnswer(lambda before: replace(before, later=before.later | {key}), {"later": key})


def _not_later(_form: SentForm) -> UploadAnswer:
    return UploadAnswer(lambda before: replace(before, later=frozenset()), {"later": []})


def _name(form: SentForm) -> UploadAnswer:
    """What a name means, by the choice that was made; several choices need words of their own."""
    name, choice = _line(form, "name"), text(form.fields, "choice")
    if choice == "later":
        return _later(form)
    if not name:
        raise NotPossibleError("thiếu tên cần trả lời; hãy tải lại trang")
    way, _, code = choice.partition(":")
    if way == "other":
        way, code = "agency", _line(form, "agency")
        if not code:
            raise NotPossibleError("cần ghi tên hoặc mã của cơ quan trong sổ")
    ways: Mapping[str, Literal["agency", "new", "outside"]] = {
        "agency": "agency", "new": "new", "outside": "outside",
    }  # fmt: skip
    if way not in ways:
        raise NotPossibleError(f"hãy chọn “{name}” là cơ quan nào, hoặc để sau")
    mail = _line(form, "mail")
    addresses = (mail,) if way == "new" and mail else ()
    said = NameAnswer(
        name, ways[way], form.act.who, _agency(form, code) if way == "agency" else "", addresses
    )
    return UploadAnswer(
        lambda before: before.with_name(said), {"name": name, "way": way, "agency": said.agency}
    )


def _agency(form: SentForm, said: str) -> str:
    with form.site.database.read() as session:
        return resolved_agency(session, said)


def _frame(form: SentForm) -> UploadAnswer:
    """The number, day, years and title of the decision; a field that is left empty says nothing."""
    said: dict[str, str] = {}
    if number := "".join(text(form.fields, "number").split()):
        said["number"] = _number(number)
    if text(form.fields, "issued_on"):
        said["issued_on"] = day_of_field(form.site, form.fields, "issued_on").isoformat()
    if years := _line(form, "period").replace("–", "-").replace(" ", ""):
        said["period"] = _years(years)
    if title := _line(form, "title"):
        said["title"] = title[: 4 * KEPT]
    if status := _line(form, "status"):
        said["status"] = status[:KEPT]
    if text(form.fields, "followed_from"):
        since = day_of_field(form.site, form.fields, "followed_from").isoformat()
    else:
        since = ""
    # Of those that are offered alone: another name would be looked for as a file of this machine.
    regimes = tuple(name for name in shipped_regimes() if f"regime-{name}" in form.fields)

    def change(before: UploadAnswers) -> UploadAnswers:
        after = replace(before, frame={**before.frame, **said})
        return replace(after, followed_from=since, regimes=regimes) if "whole" in form.fields else after

    rereads = "number" in said and bool(text(form.fields, "annexes"))
    return UploadAnswer(change, {"frame": said}, rereads=rereads)


def _number(number: str) -> str:
    if len(number) > LONGEST_CODE:
        raise NotPossibleError(f"số văn bản dài quá {LONGEST_CODE} ký tự")
    if not number.isprintable() or not any(letter.isdigit() for letter in number) or number.startswith("?"):
        raise NotPossibleError("số văn bản viết như 39/QĐ-UBND hoặc 12-KH/TU")
    return number


def _years(years: str) -> str:
    try:
        found = Period.parse(years)
    except ValueError as error:
        raise NotPossibleError("thời kỳ viết như 2012 hoặc 2012–2015") from error
    if not (found.first.year >= 1990 and found.last.year <= 2100 and len(found.years) <= 30):
        raise NotPossibleError("thời kỳ phải nằm trong khoảng 1990–2100, dài không quá 30 năm")
    return f"{found.first.isoformat()}/{found.last.isoformat()}"


def _relation(form: SentForm) -> UploadAnswer:
    """How the document stands to plans that were adopted: of its own, changing one, in the place of one."""
    way, _, code = text(form.fields, "relation").partition(":")
    relations: Mapping[str, Mapping[str, object]] = {
        "read": {"amends": (), "supersedes": "", "withdraw": False},
        "alone": {"amends": (ALONE,), "supersedes": "", "withdraw": False},
        "amends": {"amends": (code,), "supersedes": "", "withdraw": False},
        "supersedes": {"amends": (), "supersedes": code, "withdraw": False},
        "withdraw": {"amends": (), "supersedes": "", "withdraw": True},
    }
    if way not in relations or (way in ("amends", "supersedes") and not code):
        raise NotPossibleError("hãy chọn văn bản này liên quan thế nào với kế hoạch đã nhận")
    return UploadAnswer(
        lambda before: replace(before, **relations[way]),  # type: ignore[arg-type]  # each as its field
        {"relation": way, "plan": code},
    )


def _columns(form: SentForm) -> UploadAnswer:
    """What the headings of the tables mean; the file is read once more with it."""
    said: dict[str, str] = {}
    for n in range(20):
        heading, role = _line(form, f"heading{n}"), text(form.fields, f"role{n}")
        if heading and role:
            if role not in ROLES:
                raise NotPossibleError("cột này không thể là điều đã chọn; hãy tải lại trang")
            said[heading[:KEPT]] = role
    if not said:
        raise NotPossibleError("hãy nói ít nhất một cột là gì")
    return UploadAnswer(lambda before: replace(before, columns=said), {"columns": said}, rereads=True)


FORMS: Mapping[str, Callable[[SentForm], UploadAnswer]] = {
    "row": _answer_row,
    "back": _take_back,
    "confirm": _confirm,
    "later": _later,
    "not-later": _not_later,
    "name": _name,
    "frame": _frame,
    "relation": _relation,
    "columns": _columns,
}
