"""What an attachment holds: base64 of a file, or of a ZIP with that one file in it. Told by the bytes, bounded.

What the envelope says of the kind of its content is not believed: senders put `application/zip` on plain files and
`application/pdf` on packed ones.
"""

import binascii
import zipfile
import zlib
from io import BytesIO

from plan.documents.model import DocumentError

MOST_BYTES = 50 * 1024 * 1024  # of one file, and of all files of an envelope together
_PIECE = 1 << 20
_ZIP = b"PK\x03\x04"
_LISTED = b"PK\x01\x02"
_OFFICE = ("[Content_Types].xml", "mimetype", "_rels/.rels")  # a .docx, an .xlsx, an .odt is a ZIP too


def content_of(encoded: str, name: str) -> bytes:
    """The file itself. Raises DocumentError that names it."""
    try:
        data = binascii.a2b_base64("".join(encoded.split()), strict_mode=True)
    except (binascii.Error, ValueError) as error:
        raise DocumentError(
            f"Tệp đính kèm {name} trong phong bì bị hỏng; hãy đề nghị nơi gửi gửi lại."
        ) from error
    if not data:
        raise DocumentError(f"Tệp đính kèm {name} trong phong bì trống; hãy đề nghị nơi gửi gửi lại.")
    return _unpacked(data, name) if data.startswith(_ZIP) else data


def _unpacked(data: bytes, name: str) -> bytes:
    """The one file in a ZIP; an office document, or an archive that is called so, stays as it is."""
    if name.lower().endswith(".zip"):
        return data
    if data.count(_LISTED) > 5_000:
        raise _too_large(name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            inside = packed.namelist()
            if any(part in inside for part in _OFFICE):
                return data
            return _only(packed, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
        OverflowError,
    ) as error:
        raise DocumentError(
            f"Tệp đính kèm {name} nén hỏng hoặc có mật khẩu; hãy đề nghị nơi gửi gửi lại."
        ) from error


def _only(packed: zipfile.ZipFile, name: str) -> bytes:
    files = [one for one in packed.infolist() if not one.is_dir()]
    if len(files) != 1:
        raise DocumentError(
            f"Tệp đính kèm {name} nén {len(files)} tệp, phong bì chỉ được nén một; hãy đề nghị nơi gửi gửi lại."
        )
    if files[0].file_size > MOST_BYTES:
        raise _too_large(name)
    pieces, left = [], MOST_BYTES
    with packed.open(files[0]) as inside:
        while piece := inside.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise _too_large(name)
            pieces.append(piece)
    return b"".join(pieces)


def _too_large(name: str) -> DocumentError:
    return DocumentError(f"Tệp đính kèm {name} bung ra lớn hơn {MOST_BYTES >> 20} MB; không nhận.")
