"""The file around a Word document: its parts, of which a paper changes two, and all others stay as they were made."""

from functools import cache
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import Unmarshaller
from docx.opc.part import Part, PartFactory
from docx.opc.pkgreader import PackageReader
from docx.opc.pkgwriter import PackageWriter
from docx.package import Package

from notifications.papers.word_page import skeleton
from notifications.papers.zip_parts import OfficeZip

_LOADING: Any = Unmarshaller  # python-docx gives these no types
_READING: Any = PackageReader
_WRITING: Any = PackageWriter
CHANGED = (RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES)


def new_document() -> Document:
    """With the page and the styles of the decree and nothing in it.

    Only what papers write to is taken apart: to read the styles and write them again takes longer than a short letter.
    """
    package = Package()
    _LOADING.unmarshal(_parts(), package, _part)
    document: Document = package.main_document_part.document
    return document


@cache
def _parts() -> Any:
    return _READING.from_file(BytesIO(skeleton()))


def _part(place: Any, content_type: str, relation: str, content: bytes, package: Any) -> Any:
    if relation in CHANGED:
        return PartFactory(place, content_type, relation, content, package)
    return Part.load(place, content_type, content, package)


def put_into(target: OfficeZip, document: Document) -> None:
    """All parts, in the order and the words in which python-docx saves them."""
    package = document.part.package
    for part in package.parts:
        part.before_marshal()
    _WRITING._write_content_types_stream(target, package.parts)  # noqa: SLF001 it only knows files of its own
    _WRITING._write_pkg_rels(target, package.rels)  # noqa: SLF001 as above
    _WRITING._write_parts(target, package.parts)  # noqa: SLF001 as above
