"""The forms of an agency's page → acts: a row an act, named as in the address. What is done is logged under the person."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from notifications.mail import queue_acts
from plan.agencies.details import AgencyDetails
from plan.agencies.organ_codes import set_codes
from plan.errors import NotPossibleError
from plan.ledger import bounces
from plan.links import revocation
from plan.storage.session import Session
from plan.subscriptions import feeds
from plan.subscriptions.feeds import NAME_LENGTH
from scheduler.intake import answers, register
from web.forms import day_of_field, text
from web.obligation_forms import SentForm

AgencyAct = Callable[[Session, str], str | None]
"""Upon the agency of that code. What it gives is a secret to be shown once, or nothing."""
MOST_FEEDS = 20


def details_of(form: SentForm) -> AgencyDetails:
    """What was typed: one name, group or address a line."""
    several = {field: _lines(form, field) for field in ("aliases", "groups", "addresses")}
    return AgencyDetails(text(form.fields, "name"), text(form.fields, "short_name"), **several)


def seen_of(form: SentForm) -> str:
    """The revision of the line that the person looked at."""
    return text(form.fields, "revision")


def number_of(form: SentForm) -> int:
    """The row that a form is about. Raises NotPossibleError for what is none."""
    said = text(form.fields, "number")
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise NotPossibleError("thiếu số của dòng cần làm; hãy tải lại trang")
    return int(said)


def _lines(form: SentForm, field: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text(form.fields, field).splitlines() if line.strip())


def _edit(form: SentForm) -> AgencyAct:
    wanted, seen, rules = details_of(form), seen_of(form), form.site.rules()

    def edit(session: Session, code: str) -> None:
        register.edit_agency(session, rules, form.act, code, wanted, seen)

    return edit


def _codes(form: SentForm) -> AgencyAct:
    codes = _lines(form, "codes")

    def put(session: Session, code: str) -> None:
        set_codes(session, form.act, code, codes)

    return put


def _merge(form: SentForm) -> AgencyAct:
    into, seen, rules = text(form.fields, "into"), seen_of(form), form.site.rules()
    day = day_of_field(form.site, form.fields, "day")

    def merge(session: Session, code: str) -> None:
        register.merge_agency(session, rules, form.act, code, into, day, seen)

    return merge


def _undo_merger(form: SentForm) -> AgencyAct:
    seen, rules = seen_of(form), form.site.rules()

    def undo(session: Session, code: str) -> None:
        register.undo_merger(session, rules, form.act, code, seen)

    return undo


def _split(form: SentForm) -> AgencyAct:
    wanted = AgencyDetails(text(form.fields, "new_name"), addresses=_lines(form, "new_addresses"))
    day, ends = day_of_field(form.site, form.fields, "split_day"), text(form.fields, "ends") == "1"
    seen, rules = seen_of(form), form.site.rules()

    def split(session: Session, code: str) -> None:
        register.split_agency(session, rules, form.act, code, wanted, day, ends=ends, seen=seen)

    return split


def _name(form: SentForm) -> AgencyAct:
    name, rules = " ".join(text(form.fields, "called").split()), form.site.rules()

    def accept(session: Session, code: str) -> None:
        answers.name_agency(session, rules, form.act, name, code)

    return accept


def _unname(form: SentForm) -> AgencyAct:
    name, rules = text(form.fields, "called"), form.site.rules()

    def take_back(session: Session, _code: str) -> None:
        answers.unname_agency(session, rules, form.act, name)

    return take_back


def _add_feed(form: SentForm) -> AgencyAct:
    name = " ".join(text(form.fields, "device").split())
    if len(name) > NAME_LENGTH:
        raise NotPossibleError(f"tên của lịch dài quá {NAME_LENGTH} chữ")

    def add(session: Session, code: str) -> str:
        if len(feeds.living(session, code)) >= MOST_FEEDS:
            raise NotPossibleError(f"cơ quan đã có {MOST_FEEDS} lịch; hãy thu hồi lịch không dùng nữa")
        return feeds.add(session, form.act, code, name)[1]

    return add


def _own_feed(session: Session, code: str, number: int) -> None:
    if feeds.found(session, number).agency != code:
        raise NotPossibleError("lịch này không phải của cơ quan")


def _rotate_feed(form: SentForm) -> AgencyAct:
    number, leaked = number_of(form), text(form.fields, "leaked") == "1"

    def rotate(session: Session, code: str) -> str:
        _own_feed(session, code, number)
        return feeds.rotate(session, form.act, number, timedelta(0) if leaked else feeds.OVERLAP)[1]

    return rotate


def _revoke_feed(form: SentForm) -> AgencyAct:
    number = number_of(form)

    def revoke(session: Session, code: str) -> None:
        _own_feed(session, code, number)
        feeds.revoke(session, form.act, number)

    return revoke


def _revoke_links(form: SentForm) -> AgencyAct:
    return lambda session, code: revocation.revoke(session, form.act, code)


def _settle_bounce(form: SentForm) -> AgencyAct:
    number = number_of(form)

    def settle(session: Session, _code: str) -> None:
        bounces.resolve(session, form.act, number)

    return settle


def _hold(form: SentForm) -> AgencyAct:
    return lambda session, code: queue_acts.hold(session, form.act, code)


def _release(form: SentForm) -> AgencyAct:
    return lambda session, code: queue_acts.release(session, form.act, code)


FORMS: Mapping[str, Callable[[SentForm], AgencyAct]] = {
    "edit": _edit,
    "codes": _codes,
    "merge": _merge,
    "undo-merge": _undo_merger,
    "split": _split,
    "name": _name,
    "unname": _unname,
    "feed": _add_feed,
    "rotate": _rotate_feed,
    "revoke": _revoke_feed,
    "links": _revoke_links,
    "returned": _settle_bounce,
    "hold": _hold,
    "release": _release,
}
