"""A file that a form brings, and handing it on: kept under a name that is no path; what it holds is never run or shown."""

from collections.abc import Mapping
from urllib.parse import quote

from fastapi import HTTPException
from starlette.datastructures import UploadFile
from starlette.responses import Response

from notifications.mail.attachments import safe_name
from plan.errors import NotPossibleError
from plan.obligations.receipts import ReceiptFile

MOST = 10 * 1024 * 1024  # octets


def paper_of(fields: Mapping[str, object]) -> ReceiptFile | None:
    """The file of the form, if one was chosen. Raises NotPossibleError for an empty one, 413 for one too large."""
    file = fields.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    content = file.file.read(MOST + 1)
    if len(content) > MOST:
        raise HTTPException(413)
    if not content:
        raise NotPossibleError("tệp gửi lên trống; hãy chọn lại tệp")
    return ReceiptFile(safe_name(file.filename.replace("\\", "/").rpartition("/")[2]), content)


def handed_on(name: str, content: bytes) -> Response:
    """The file as a download; a PDF is called one, all else octets."""
    kind = "application/pdf" if content.startswith(b"%PDF-") else "application/octet-stream"
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "no-store",
    }
    return Response(content, headers=headers, media_type=kind)
