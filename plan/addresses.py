"""Where an agency is told: its addresses as the register writes them, each of one channel. Pure.

A new way to write an address is a row of FORMS; a new channel also has its name in CHANNELS and a module in
notifications/channels/.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from plan.text import is_address

MAIL = "mail"
CHANNELS = {
    MAIL: "thư điện tử",
    "spool": "tin nhắn",
}  # as people read them; mail carries the whole, the others a line


@dataclass(frozen=True, slots=True)
class AddressForm:
    """How addresses of a channel are written: behind `scheme` stands what `pattern` matches; else `advice` is said."""

    channel: str
    scheme: str
    pattern: re.Pattern[str]
    advice: str


FORMS = (
    AddressForm(
        "spool",
        "sms:",
        # E.164; of Vietnam the numbers of mobile phones alone take a message.
        re.compile(r"\+84[35789][0-9]{8}|\+(?!84|0)[0-9]{8,15}"),
        "Số điện thoại phải ghi liền, đủ mã nước, như sms:+84901234567",
    ),
    AddressForm(
        "spool",
        "spool:",
        re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
        "Tên ở cổng tin nhắn chỉ gồm chữ không dấu, số, dấu chấm, gạch nối, như spool:zalo-so-y-te",
    ),
)


class Addressee(Protocol):
    """Whoever has addresses: a row of the directory, or a letter's contact."""

    @property
    def addresses(self) -> Sequence[str]: ...


def channel_of(address: str) -> str:
    """The channel of an address; what no form claims is for mail."""
    form = _form(address)
    return form.channel if form else MAIL


def place_of(address: str) -> str:
    """The address without its scheme, as its channel knows it: a mail address, a number, a name."""
    form = _form(address)
    return address[len(form.scheme) :] if form else address


def fault_of(address: str) -> str | None:
    """What is wrong with an address, as advice to whoever typed it; None if it is well formed."""
    form = _form(address)
    if form is None:
        return None if is_address(address) else "Địa chỉ thư điện tử không hợp lệ"
    return None if form.pattern.fullmatch(place_of(address)) else form.advice


def _form(address: str) -> AddressForm | None:
    return next((form for form in FORMS if address.lower().startswith(form.scheme)), None)


def can_be_told(whom: Addressee) -> bool:
    """Whether anything can be said to it: by any channel. The one place that decides so."""
    return bool(whom.addresses)


def of_channel(addresses: Iterable[str], channel: str) -> tuple[str, ...]:
    """Those of one channel, in their order."""
    return tuple(address for address in addresses if channel_of(address) == channel)


def channels_of(whom: Addressee) -> tuple[str, ...]:
    """The channels by which it is told, mail first."""
    return tuple(
        sorted({channel_of(address) for address in whom.addresses}, key=lambda name: (name != MAIL, name))
    )


def shown(whom: Addressee) -> tuple[str, ...]:
    """The addresses that others read: those of mail; where there is none, how else it is told."""
    return of_channel(whom.addresses, MAIL) or tuple(map(place_of, whom.addresses))
