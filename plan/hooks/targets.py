"""Where webhooks may lead: into the network at large, or to where the settings allow. Pure; knows no resolver."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from plan.errors import NotPossibleError

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]
LONGEST = 500
PORTS = {"https": 443, "http": 80}
# IPv4 inside IPv6: NAT64 and 6to4. What they lead to is looked at.
NAT64, SIX_TO_FOUR = IPv6Network("64:ff9b::/96"), IPv6Network("2002::/16")


@dataclass(frozen=True, slots=True)
class HookTarget:
    """The parts of an address that is told."""

    scheme: str
    host: str
    port: int


def parse_target(url: str, allowed: Networks = ()) -> HookTarget:
    """Raises NotPossibleError for what can be no target, whatever its name leads to."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode() if not host.isascii() else host
    except ValueError as error:
        raise NotPossibleError(
            "địa chỉ webhook không đọc được; ghi như https://phan-mem.tinh.vn/dondoc"
        ) from error
    if not host or len(url) > LONGEST or not url.isprintable() or any(c.isspace() for c in url):
        raise NotPossibleError("địa chỉ webhook chưa đúng; ghi như https://phan-mem.tinh.vn/dondoc")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise NotPossibleError("địa chỉ webhook không được chứa mật khẩu hay dấu #")
    target = HookTarget(parts.scheme, host, port or PORTS.get(parts.scheme, 0))
    if target.scheme not in PORTS or (target.scheme == "http" and not allowed):
        raise NotPossibleError("địa chỉ webhook phải bắt đầu bằng https://")
    literal = _literal(host)
    if literal and (fault := fault_of([literal], target.scheme, allowed)):
        raise NotPossibleError(fault)
    return target


def fault_of(addresses: Sequence[Address], scheme: str, allowed: Networks) -> str | None:
    """Why nothing is sent to a name that leads to these addresses: one that leads inward spoils them all."""
    if not addresses:
        return "tên máy không dẫn tới địa chỉ nào"
    for address in addresses:
        if is_allowed(address, allowed):
            continue
        if scheme != "https":
            return "http chỉ dùng được với địa chỉ trong [webhooks] allow; hãy dùng https"
        if is_inward(address):
            return f"{address} là địa chỉ nội bộ; nếu đúng là máy nhận, thêm mạng ấy vào [webhooks] allow"
    return None


def is_allowed(address: Address, allowed: Networks) -> bool:
    inner = embedded(address)
    return any(
        (inner or address) in network for network in allowed if network.version == (inner or address).version
    )


def is_inward(address: Address) -> bool:
    """Whether it is of this machine, its network, a carrier's, of many at once, or of nobody."""
    inner = embedded(address)
    if inner is not None:
        return is_inward(inner)
    return not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified


def embedded(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if not isinstance(address, IPv6Address):
        return None
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address in SIX_TO_FOUR:
        return address.sixtofour
    return address.ipv4_mapped


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
