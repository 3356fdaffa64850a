"""The parts of a .docx or .xlsx file, none unpacked before its size is known to be bearable."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from plan.documents.formats.markup import Node, attribute, children, local, read_xml
from plan.documents.model import DocumentError

# A plan of a thousand rows is under 5 MB of XML.
MOST_BYTES = 64 * 1024 * 1024
MOST_PARTS = 5_000


class Archive:
    """Parts by name. What says in its table of contents that it is too large is refused unread."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
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
            limit = MOST_BYTES // 1024 // 1024
            raise DocumentError(
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
            return read_xml(self._zip.read(part))
        except (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise self.broken() from error
        except (NotImplementedError, RuntimeError, OverflowError, MemoryError) as error:
            raise self.broken() from error

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
