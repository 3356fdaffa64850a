"""What an operator is told when the database cannot be used, and what to do about it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError

from plan.errors import ExpectedError
from plan.secrecy import without_secrets
from plan.storage.address import shown_address

_BROKEN_UPGRADE = (
    "dấu vết của một lần nâng cấp bị ngắt giữa chừng ở bản dondoc cũ; "
    "khôi phục từ bản sao lưu (dondoc restore), chưa có dữ liệu gì thì xoá tệp"
)
# Words of the database's own message, and what to do.
_HINTS = {
    "unable to open": "kiểm tra đường dẫn và quyền ghi",
    "readonly": "tệp hoặc thư mục không cho ghi; kiểm tra quyền",
    "is full": "đĩa đầy; hãy giải phóng chỗ trống rồi chạy lại",
    "locked": "một chương trình khác đang giữ tệp; thử lại sau",
    "lock timeout": "một chương trình khác đang giữ cơ sở dữ liệu; thử lại sau",
    "not a database": "tệp này không phải cơ sở dữ liệu SQLite; chỉ tới tệp khác",
    "malformed": "tệp đã hỏng; khôi phục từ bản sao lưu (dondoc restore)",
    "already exists": _BROKEN_UPGRADE,
    "duplicate column": _BROKEN_UPGRADE,
    "connection": "không kết nối được máy chủ cơ sở dữ liệu; kiểm tra địa chỉ và dịch vụ",
}


class StorageError(ExpectedError):
    """The database cannot be used; the text says what an operator can do."""


def explained(url: str, error: DatabaseError) -> StorageError:
    """The driver's error with the address, without its password, and a hint."""
    shown = shown_address(url)
    reason = without_secrets((str(error.orig or error).strip() or type(error).__name__).splitlines()[0])
    hint = next((text for key, text in _HINTS.items() if key in reason), "xem lại cơ sở dữ liệu")
    return StorageError(f"{shown}: {hint} ({reason})")


@contextmanager
def explaining(url: str) -> Iterator[None]:
    """Whatever the database refuses within is raised as StorageError."""
    try:
        yield
    except DatabaseError as error:
        raise explained(url, error) from error
