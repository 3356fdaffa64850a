"""The parts of a .docx or .xlsx file, none unpacked before its size is known to be bearable."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from plan.documents.budget import Budget
from plan.documents.formats.markup import Node, attribute, children, local, read_xml
from plan.documents.model import DocumentError

# A plan of a thousand rows is under 5 MB of XML, with some 150,000 tags.
MOST_BYTES = 64 * 1024 * 1024
MOST_PARTS = 5_000
MOST_TAGS = 1_000_000
_PIECE = 1 << 20
_LISTED = b"PK\x01\x02"


class Archive:
    """Parts by name. What says in its table of contents that it is too large is refused unread.

    `budget` is that of the file; bytes and tags are counted over all parts that are read, since one part may be
    linked to a thousand times.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.budget = Budget(name)
        self._bytes, self._tags = MOST_BYTES, MOST_TAGS
        if data.count(_LISTED) > MOST_PARTS:
            raise self._too_large()
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError) as error:
            raise self.broken() from error
        self._check()

    def _check(self) -> None:
        members = self._zip.infolist()
        if any(member.flag_bits & 1 for member in members):
            raise DocumentError(f"Tệp {self.name} có mật khẩu; hãy bỏ mật khẩu rồi lưu lại.")
        if len(members) > MOST_PARTS or sum(member.file_size for member in members) > MOST_BYTES:
            raise self._too_large()

    def _too_large(self) -> DocumentError:
        limit = MOST_BYTES // 1024 // 1024
        return DocumentError(
            f"Tệp {self.name} bung ra lớn hơn {limit} MB; hãy bỏ bớt ảnh, tách lấy riêng phần kế hoạch."
        )

    def broken(self) -> DocumentError:
        return DocumentError(
            f"Tệp {self.name} hỏng hoặc thiếu phần cuối; hãy chép lại từ nguồn, hoặc mở ra rồi lưu lại."
        )

    def holds(self, part: str) -> bool:
        return part in self._zip.namelist()

    def xml(self, part: str) -> Node:
        """The tree of one part; zipfile never unpacks more than the table of contents promised."""
        try:
            return read_xml(self._unpacked(part))
        except (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise self.broken() from error
        except (NotImplementedError, RuntimeError, OverflowError, MemoryError) as error:
            raise self.broken() from error

    def _unpacked(self, part: str) -> bytes:
        """In pieces, so that what would make too large a tree is known before there is one."""
        pieces = []
        with self._zip.open(part) as packed:
            while piece := packed.read(_PIECE):
                self._bytes -= len(piece)
                self._tags -= piece.count(b"<")
                if self._bytes < 0:
                    raise self._too_large()
                if self._tags < 0:
                    raise self.budget.spent()
                pieces.append(piece)
        return b"".join(pieces)

    def main_part(self) -> str:
        return next((target for kind, _, target in self.links("") if kind == "officeDocument"), "")

    def links(self, part: str) -> Iterator[tuple[str, str, str]]:
        """Kind, id and target of every part that this one leads to; what lies outside the file is left alone."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if not self.holds(rels):
            return
        for link in children(self.xml(rels)):
            if local(link) == "Relationship" and attribute(link, "TargetMode") != "External":
                target = posixpath.join("/", folder, attribute(link, "Target"))
                kind = attribute(link, "Type").rpartition("/")[2]
                yield kind, attribute(link, "Id"), posixpath.normpath(target).lstrip("/")
