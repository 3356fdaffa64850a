"""The number of a document as its registry gives it, "12/BC-SNV": checked before anything rests on it. Pure."""

import re

from plan.errors import NotPossibleError
from plan.text import keep

_NUMBER = re.compile(r"\d{1,6}[a-zA-Z]?(/\d{4})?/[A-ZĐ][\w.&-]*", re.UNICODE)


def document_number(text: str) -> str:
    """The number with its symbol. Raises NotPossibleError for what is none."""
    number = "".join(keep(text).split())
    if not _NUMBER.fullmatch(number):
        raise NotPossibleError(
            f"{text!r} không phải số văn bản; viết đủ số và ký hiệu, ví dụ 12/BC-SNV hoặc 45/SNV-CCHC"
        )
    return number
