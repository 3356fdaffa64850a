"""Words of strangers (mail servers, senders, browsers, file names), cleaned at the door. Pure.

Whatever comes in is text that can be stored, shown and sent afterwards: no broken encoding, no NUL or other control
characters, never longer than is worth reading. Nothing here raises.
"""

import codecs
import unicodedata

LONGEST = 500  # characters: a mail server's reason, a subject, a browser's name
_ENCODINGS = {  # codecs that read bytes as letters; Python knows others, which compute, unpack or refuse
    "utf-8", "ascii", "cp1252", "cp1258", "iso8859-1", "iso8859-15", "cp1250", "cp1251", "koi8-r",
    "gb2312", "gbk", "gb18030", "big5", "euc_jp", "shift_jis", "iso2022_jp", "euc_kr", "cp949",
    "utf-16", "utf-16-le", "utf-16-be",
}  # fmt: skip


def clean(text: str, most: int = LONGEST) -> str:
    """One line that can be stored and shown. Bytes that were kept as surrogates are read once more."""
    if any("\ud800" <= c <= "\udfff" for c in text[: 4 * most]):
        text = decode(text.encode("utf-8", "surrogateescape") if _escaped(text) else _lossy(text))
    words = " ".join(text[: 8 * most].split())
    if not words.isprintable():
        words = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in words)
        words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1] + "…"


def decode(raw: bytes, charset: str | None = None) -> str:
    """Bytes as letters: as they say they are written, if that is so; else as UTF-8, else as Western letters."""
    for name in (_known(charset), "utf-8"):
        if name is not None:
            try:
                return raw.decode(name)
            except (UnicodeError, ValueError):
                continue
    return raw.decode("cp1252", "replace")


def _known(charset: str | None) -> str | None:
    """The codec of that name, if it is one that reads bytes as letters."""
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, ValueError, UnicodeError):
        return None
    return name if name in _ENCODINGS else None


def _escaped(text: str) -> bool:
    """Whether all its surrogates stand for bytes."""
    return all(not "\ud800" <= c <= "\udfff" or "\udc80" <= c <= "\udcff" for c in text)


def _lossy(text: str) -> bytes:
    return text.encode("utf-8", "replace")
