"""Repacks an office file so that the same content always has the same bytes: one timestamp for every part."""

import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def repacked(
    data: bytes, at: datetime, pour: Callable[[bytes], Iterable[bytes]] | None = None, into: str = ""
) -> bytes:
    """The same parts in the same order, with `at` for the time of writing (to the second, as zip files have it).

    The part `into` is what `pour` makes of it, in pieces: it may be too large to be held.
    """
    # A zip file cannot hold a date before 1980.
    stamp = max(at.replace(tzinfo=None), datetime(1980, 1, 1))  # noqa: DTZ001 zip files know no zone
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, stamp.timetuple()[:6])
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            content = _dated(name, source.read(name), stamp)
            with target.open(member, "w") as part:
                for piece in pour(content) if pour and name == into else (content,):
                    part.write(piece)
    return out.getvalue()


def _dated(name: str, content: bytes, stamp: datetime) -> bytes:
    if name != "docProps/core.xml":
        return content
    written = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return _STAMP.sub(rb"\g<1>" + written + rb"\g<2>", content)
