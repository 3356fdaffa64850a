"""What the register says of one agency and a person may change: its names, groups and addresses; and what is wrong with it. Pure."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Protocol

from plan.addresses import MAIL, channel_of, fault_of
from plan.agencies.directory import AgencyDirectory
from plan.agencies.entries import GROUP
from plan.errors import NotPossibleError, named_together
from plan.text import fold, keep

LONGEST_NAME = 300
MOST_NAMES, MOST_GROUPS, MOST_ADDRESSES = 60, 60, 20


class RegisterLine(Protocol):
    """A line of the register: a row, or a frozen entry."""

    @property
    def name(self) -> str: ...
    @property
    def short_name(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...
    @property
    def groups(self) -> Sequence[str]: ...
    @property
    def addresses(self) -> Sequence[str]: ...
    @property
    def active_from(self) -> date | None: ...
    @property
    def active_to(self) -> date | None: ...
    @property
    def successor(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class AgencyDetails:
    """The part of a line that a person changes as one."""

    name: str
    short_name: str = ""
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    @classmethod
    def of(cls, line: RegisterLine) -> "AgencyDetails":
        return cls(line.name, line.short_name, tuple(line.aliases), tuple(line.groups), tuple(line.addresses))

    def clean(self) -> "AgencyDetails":
        """Each on one line without control characters, each once: nothing of it can begin a header of a letter."""
        several = {key: _several(value) for key, value in asdict(self).items() if isinstance(value, tuple)}
        return replace(self, name=_line(self.name), short_name=_line(self.short_name), **several)

    def names(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.name, self.short_name, *self.aliases)))

    def differences(self, before: "AgencyDetails") -> dict[str, dict[str, object]]:
        """What is other than `before`, as the log of acts keeps it; empty where nothing is."""
        new, old = asdict(self), asdict(before)
        changed = [key for key in new if new[key] != old[key]]
        return {"before": {key: old[key] for key in changed}, "after": {key: new[key] for key in changed}}


class DetailsError(NotPossibleError):
    """What is wrong, by the field in which it stands."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(named_together(faults.values()))
        self.faults = MappingProxyType(dict(faults))


class ChangedAgencyError(NotPossibleError):
    """Somebody else changed the line since it was looked at."""

    def __init__(self) -> None:
        super().__init__("có người khác vừa sửa cơ quan này; hãy xem lại rồi ghi")


def revision_of(line: RegisterLine) -> str:
    """Another one for every other line: a form says which it was made from."""
    said = (AgencyDetails.of(line), line.active_from, line.active_to, line.successor)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def check_revision(line: RegisterLine, seen: str | None) -> None:
    """Raises ChangedAgencyError unless the line is as it was `seen`; None asks for nothing."""
    if seen is not None and seen != revision_of(line):
        raise ChangedAgencyError


def check(wanted: AgencyDetails, code: str, before: AgencyDetails | None, directory: AgencyDirectory) -> None:
    """Raises DetailsError. What stood there before is not found fault with: the file had it so."""
    old = before or AgencyDetails("")
    faults = dict(_faults_of_names(wanted, code, old, directory))
    if fault := _fault_of_groups([one for one in wanted.groups if one not in old.groups], directory):
        faults["groups"] = fault
    if fault := _fault_of_addresses(wanted.addresses, old.addresses):
        faults["addresses"] = fault
    if faults:
        raise DetailsError(faults)


def _faults_of_names(
    wanted: AgencyDetails, code: str, old: AgencyDetails, directory: AgencyDirectory
) -> Iterator[tuple[str, str]]:
    if not wanted.name:
        yield "name", "cần ghi tên cơ quan"
    if len(wanted.aliases) > MOST_NAMES:
        yield "aliases", f"không quá {MOST_NAMES} tên gọi khác"
    given = {"name": (wanted.name,), "short_name": (wanted.short_name,), "aliases": wanted.aliases}
    known = {fold(name) for name in old.names()}
    for field, names in given.items():
        for name in names:
            if fault := _fault_of_name(name, code, known, directory):
                yield field, fault
                break


def _fault_of_name(name: str, code: str, known: set[str], directory: AgencyDirectory) -> str:
    if len(name) > LONGEST_NAME:
        return f"tên dài quá {LONGEST_NAME} chữ"
    if not name or fold(name) in known:
        return ""
    if others := [one for one in directory.named(name) if one != code]:
        entry = directory.get(others[0])
        return f"“{name}” đã là tên của {entry.name if entry else others[0]}"
    return f"“{name}” là tên một nhóm cơ quan" if directory.group_name(name) else ""


def _fault_of_groups(new: Sequence[str], directory: AgencyDirectory) -> str:
    if len(new) > MOST_GROUPS:
        return f"không quá {MOST_GROUPS} nhóm"
    in_use = {group for entry in directory.all for group in entry.groups}
    unknown = next((one for one in new if one not in in_use and not _may_be_a_group(one, directory)), None)
    return f"sổ cơ quan chưa có nhóm “{unknown}”" if unknown else ""


def _may_be_a_group(name: str, directory: AgencyDirectory) -> bool:
    """One of the register, or words that a plan may have for a group of which nobody is known yet: it begins with this one."""
    parts = directory.resolve(name)
    begins = len(parts) == 1 and parts[0].kind == GROUP and not parts[0].agencies
    return begins or bool(directory.group_name(name))


def _fault_of_addresses(addresses: Sequence[str], old: Sequence[str]) -> str:
    if len(addresses) > MOST_ADDRESSES:
        return f"không quá {MOST_ADDRESSES} địa chỉ"
    for address in addresses:
        if address not in old and (fault := _fault_of_address(address)):
            return f"{address}: {fault[:1].lower()}{fault[1:]}"
    if sum(channel_of(address) != MAIL for address in addresses) > 1:
        return "ngoài thư điện tử, mỗi cơ quan chỉ nhận qua một kênh"
    return ""


def _fault_of_address(address: str) -> str | None:
    """As the register does, which wants a host with a dot in its name."""
    if channel_of(address) == MAIL and "." not in address.rpartition("@")[2]:
        return "Địa chỉ thư điện tử không hợp lệ"
    return fault_of(address)


def _line(text: str) -> str:
    return " ".join(keep(text).split())


def _several(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_line, values))))
