"""What the keys of the JSON are called on the screen, and how its days read there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from plan import dates

STATES = {
    "scheduled": "đã có thời hạn",
    "ongoing": "thường xuyên, không có hạn riêng",
    "awaiting": "chờ sự kiện hoặc văn bản khác",
    "unclear": "CHƯA HIỂU: cần người xem",
}
RULES = {
    "once": "một lần",
    "window": "cả một quãng",
    "every": "lặp lại",
    "target": "mục tiêu",
    "limit": "chậm nhất",
    "ongoing": "thường xuyên",
    "awaiting": "chờ",
}
PART_KINDS = {
    "agency": "cơ quan",
    "group": "nhóm cơ quan",
    "unspecified": "chưa nêu đích danh",
    "unknown": "KHÔNG có trong sổ cơ quan",
    "outside": "ngoài phạm vi theo dõi",
}
LETTER_KINDS = {
    "digest": "thư nhắc việc",
    "escalation": "báo cáo đôn đốc",
    "summary": "tổng hợp tuần",
    "monthly": "thư tháng",
    "alarm": "báo động",
    "resumed": "hoạt động lại",
}
LETTER_STATES = {
    "waiting": "đang chờ",
    "unknown": "chưa rõ đã đến",
    "withdrawn": "đã rút lại",
    "sending": "đang gửi",
    "sent": "đã gửi",
    "caught": "giữ lại trên máy",
    "refused": "bị từ chối",
}
CHANGES = {"added": "mới", "changed": "sửa", "withdrawn": "rút", "unchanged": "không đổi"}
CELLS = {
    "section": "mục",
    "section_title": "tên mục",
    "number": "số",
    "title": "nhiệm vụ",
    "lead": "chủ trì",
    "partners": "phối hợp",
    "product": "sản phẩm",
    "timing": "thời gian",
    "review": "xem lại",
    "row": "cả dòng",
}
RETURN_KINDS = {
    "dead": "địa chỉ không còn",
    "failed": "thư không tới",
    "delayed": "thư tới chậm",
    "auto": "trả lời tự động",
}


def day(iso: object) -> str:
    """A day of the JSON as people read it."""
    return dates.day(date.fromisoformat(str(iso)))


def day_of(iso: object, zone: ZoneInfo) -> str:
    """The day of an instant of the JSON, as the calendar of `zone` has it."""
    return dates.day(datetime.fromisoformat(str(iso)).astimezone(zone))
