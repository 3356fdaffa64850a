"""An agency changes where it is written to: a new address counts when the letter that was sent there is answered.

Functions take the session first and never commit. What cannot be done raises NotPossibleError. Whoever calls tells
every old address: a fact that only the one it concerns has vouched for is no fact yet.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from plan.addresses import MAIL, of_channel
from plan.agencies.details import AgencyDetails, check
from plan.agencies.edits import agency_row, edit
from plan.agencies.store import load_directory
from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import AddressClaim, Agency
from plan.people.secret import LONGEST, digest_of, new_secret

LIFE = timedelta(days=7)
MOST = 5  # addresses that wait for one agency


@dataclass(frozen=True, slots=True)
class AddressChange:
    """What has become of an agency's addresses; `before` are those of mail that are to be told."""

    agency: str
    address: str
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaitingAddress:
    """An address that nobody has confirmed yet."""

    address: str
    asked_at: datetime


def ask_address(session: Session, act: Act, agency: str, address: str) -> str:
    """The secret for the letter to the new address."""
    address = " ".join(address.split())
    row = agency_row(session, agency)
    before = AgencyDetails.of(row)
    if address.lower() in {one.lower() for one in before.addresses}:
        raise NotPossibleError("địa chỉ này đã nhận thư của cơ quan")
    if not of_channel((address,), MAIL):
        raise NotPossibleError("chỉ thêm được địa chỉ thư điện tử, như ten@tinh.gov.vn")
    check(replace(before, addresses=(*before.addresses, address)), agency, before, load_directory(session))
    if len(waiting_addresses(session, agency, act.now)) >= MOST:
        raise NotPossibleError(
            f"đã có {MOST} địa chỉ chờ xác nhận; hãy bấm liên kết trong thư gửi tới đó trước"
        )
    secret = new_secret()
    session.add(
        AddressClaim(
            digest=digest_of(secret), agency=agency, address=address, asked_at=act.now, origin=act.origin
        )
    )
    write_down(session, act, "address asked", f"agency {agency}", {"address": address})
    return secret


def waiting_addresses(session: Session, agency: str, now: datetime) -> list[WaitingAddress]:
    """Those that may still be confirmed, the oldest first."""
    query = select(AddressClaim).where(
        AddressClaim.agency == agency,
        col(AddressClaim.confirmed_at).is_(None),
        AddressClaim.asked_at > now - LIFE,
    )
    rows = session.exec(query.order_by(col(AddressClaim.asked_at)))
    return [WaitingAddress(row.address, row.asked_at) for row in rows]


def find_claim(session: Session, secret: str, now: datetime) -> AddressClaim | None:
    """Whose address the link confirms; None for a link that was used, is too old, or never was."""
    row = session.get(AddressClaim, digest_of(secret)) if len(secret) <= LONGEST else None
    if row is None or row.confirmed_at is not None or now >= row.asked_at + LIFE:
        return None
    return row


def confirm_address(session: Session, act: Act, claim: AddressClaim) -> AddressChange:
    """From now on the agency of a claim that was found is written to there, too."""
    before = AgencyDetails.of(agency_row(session, claim.agency))
    edit(session, act, claim.agency, replace(before, addresses=(*before.addresses, claim.address)))
    claim.confirmed_at = act.now
    session.add(claim)
    return AddressChange(claim.agency, claim.address, of_channel(before.addresses, MAIL))


def drop_address(session: Session, act: Act, agency: str, address: str) -> AddressChange:
    """It is written to there no more; one address of mail stays."""
    before = AgencyDetails.of(agency_row(session, agency))
    if address not in before.addresses:
        raise NotPossibleError("địa chỉ này không có trong danh sách của cơ quan")
    left = tuple(one for one in before.addresses if one != address)
    if not of_channel(left, MAIL):
        raise NotPossibleError("cần ít nhất một địa chỉ thư; hãy thêm và xác nhận địa chỉ mới trước")
    edit(session, act, agency, replace(before, addresses=left))
    return AddressChange(agency, address, of_channel(before.addresses, MAIL))


def agency_written_to_at(session: Session, address: str) -> tuple[str, str] | None:
    """The agency that has this address, and how the register writes it; None for none, or where several share it."""
    wanted = address.strip().lower()
    rows = session.exec(select(Agency.code, Agency.addresses))
    found = [(code, one) for code, addresses in rows for one in addresses if one.lower() == wanted]
    return found[0] if len(found) == 1 else None
