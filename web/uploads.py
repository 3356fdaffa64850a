"""A file that a form brings: kept under a name that is no path; what it holds is never run or shown."""

from collections.abc import Mapping

from fastapi import HTTPException
from starlette.datastructures import UploadFile

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
