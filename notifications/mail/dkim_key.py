"""Whether a published key may vouch by itself for a message (RFC 6376, 3.6.1): what its record says, not its numbers. Pure."""

from collections.abc import Mapping

LONGEST = 2_000  # characters: 8192 bits; beyond it is made to keep us busy


def key_fault(record: str, tags: Mapping[str, str]) -> str:
    """Why the key of that record does not count for a signature with these tags, for people; empty where it does."""
    said = _tags(record) if len(record) <= LONGEST else None
    if said is None or not record.isascii():
        return "bản ghi khoá DKIM sai dạng"
    flags = said.get("t", "").split(":")
    if not said.get("p"):
        return "khoá DKIM đã bị thu hồi"
    if "y" in flags:
        return "miền gửi mới đang thử DKIM"
    if "s" in flags and tags.get("i", "").rpartition("@")[2].lower() not in {"", tags["d"].lower()}:
        return "khoá DKIM không dùng cho miền con"
    if said.get("k", "rsa") != "rsa" or not _allows(said, "h", "sha256") or not _allows(said, "s", "email"):
        return "khoá DKIM không dùng cho chữ ký này"
    return ""


def _allows(said: Mapping[str, str], tag: str, what: str) -> bool:
    return tag not in said or bool({what, "*"} & set(said[tag].split(":")))


def _tags(record: str) -> dict[str, str] | None:
    found: dict[str, str] = {}
    for one in filter(None, (part.strip() for part in record.split(";"))):
        name, equals, value = one.partition("=")
        if not equals or name.strip() in found:
            return None
        found[name.strip()] = "".join(value.split())
    return found if found.get("v", "DKIM1") == "DKIM1" else None
