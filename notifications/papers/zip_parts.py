"""The parts of an office file, packed so that the same content always has the same bytes: one time for every part."""

import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO
from typing import Any

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


class OfficeZip:
    """Takes the parts of an office file one after the other, and squeezes each at once: not by python-docx before.

    Their time of writing is `at`, to the second, as zip files have it. The part `into` is what `expand` makes of it, in
    pieces: it may be too large to be held.
    """

    def __init__(self, at: datetime, expand: Callable[[bytes], Iterable[bytes]], into: str) -> None:
        # A zip file cannot hold a date before 1980.
        self._stamp = max(at.replace(tzinfo=None), datetime(1980, 1, 1))  # noqa: DTZ001 zip files know no zone
        self._expand, self._into = expand, into
        self._out = BytesIO()
        self._target = zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED)

    def write(self, place: Any, content: bytes) -> None:
        """As python-docx gives a part to the writer of its own files."""
        name = str(place.membername)
        member = zipfile.ZipInfo(name, self._stamp.timetuple()[:6])
        member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        dated = _dated(name, content, self._stamp)
        with self._target.open(member, "w") as part:
            for piece in self._expand(dated) if name == self._into else (dated,):
                part.write(piece)

    def file(self) -> bytes:
        """The file with the parts that were written."""
        self._target.close()
        return self._out.getvalue()


def _dated(name: str, content: bytes, stamp: datetime) -> bytes:
    if name != "docProps/core.xml":
        return content
    written = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return _STAMP.sub(rb"\g<1>" + written + rb"\g<2>", content)
