"""Why a task of a plan in prose is only proposed: the grounds that a person confirms it by."""

FROM_SENTENCE = "đọc từ câu văn, không phải từ bảng"
BESIDE_TABLE = "đọc từ câu văn ngoài bảng nhiệm vụ"
MORE_ORDERS = (
    "đọc từ câu văn, không phải từ bảng; câu này còn giao việc cho cơ quan khác, hãy xem có phải tách ra"
)
