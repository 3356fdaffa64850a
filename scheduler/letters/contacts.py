"""Letters that somebody asks for on a page: the door of an agency, an address to confirm, that one has changed."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import func, select

from notifications.wording import contacts
from plan.models import Letter
from scheduler.letters.context import LetterContext
from scheduler.letters.kind import LetterKind, queue_letter

DOOR = LetterKind(
    name="door",
    label="liên kết vào trang",
    list_title="Đôn Đốc – liên kết vào trang của cơ quan",
    subject=contacts.door_subject,
    view=contacts.door_view,
)
ADDRESS = LetterKind(
    name="address",
    label="xác nhận địa chỉ",
    list_title="Đôn Đốc – xác nhận địa chỉ",
    subject=contacts.address_subject,
    view=contacts.address_view,
)
MOVED = LetterKind(
    name="moved",
    label="địa chỉ đổi",
    list_title="Đôn Đốc – địa chỉ nhận thư",
    subject=contacts.moved_subject,
    view=contacts.moved_view,
)
A_DAY = 5  # letters of a kind to one agency: nobody fills its mailbox by a form


def write_contact_letter(
    context: LetterContext, kind: LetterKind, agency: str, addresses: Sequence[str], note: str = ""
) -> int | None:
    """Its number; None where the agency has had as many of that kind today as there may be, or nowhere to send it.

    That an address changed is always told: else the sixth change of a day would be one that nobody hears of.
    """
    edition = _edition(context, kind, agency)
    too_many = edition > A_DAY and kind is not MOVED
    if context.directory.get(agency) is None or not addresses or too_many:
        return None
    to = replace(context.contact(agency), addresses=tuple(addresses))
    return queue_letter(context, kind, to, (), edition, (note,) if note else ())


def _edition(context: LetterContext, kind: LetterKind, agency: str) -> int:
    query = select(func.max(Letter.edition)).where(
        Letter.agency == agency, Letter.kind == kind.name, Letter.day == context.today
    )
    return (context.session.exec(query).one() or 0) + 1
