"""What kinds, states and steps are called in Vietnamese, wherever people read of them. Pure.

The keys are as stored and as JSON says them. Kinds of letters have their names in scheduler/letters/kinds.py.
"""

import re
from collections.abc import Mapping

from plan.dates import day
from plan.steps import StepKind, parse_step

OBLIGATION_STATES = {
    "upcoming": "chưa đến kỳ",
    "open": "đang thực hiện",
    "late": "quá hạn",
    "done": "đã hoàn thành đúng hạn",
    "done-late": "đã hoàn thành trễ hạn",
    "cancelled": "đã hủy",
}
OBLIGATION_MARKS = {  # before the words of a calendar event; what is still open has none
    "late": "Quá hạn",
    "done": "Đã xong",
    "done-late": "Đã xong",
    "cancelled": "Đã hủy",
}
TASK_STATES = {
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
NAME_KINDS = {  # what words in a column of agencies stand for
    "agency": "cơ quan",
    "group": "nhóm cơ quan",
    "unspecified": "chưa nêu đích danh",
    "unknown": "KHÔNG có trong sổ cơ quan",
}
CELLS = {  # of a row of a plan, as settled, compared and asked about
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
    "status": "tình trạng",
    "first": "phụ lục từ ngày",
    "last": "phụ lục đến ngày",
}
OBLIGATION_KINDS = {"report": "báo cáo", "task": "nhiệm vụ"}
ROLES = {"lead": "chủ trì", "partner": "phối hợp", "watch": "theo dõi"}
USER_ROLES = {"viewer": "người xem", "operator": "người vận hành", "admin": "quản trị"}
SCOPES = {  # of a token: what a program may do by it
    "read": "đọc kế hoạch, nhiệm vụ, việc phải làm",
    "receive": "ghi nhận, báo đã xong",
    "decide": "chấp nhận, trả lại, gia hạn, hủy",
    "letters": "đọc thư đã gửi",
    "webhooks": "đặt nơi nhận báo tin",
    "metrics": "đọc số liệu giám sát (/metrics)",
}
SIGN_IN_WAYS = {
    "password": "mật khẩu",
    "passkey": "khóa truy cập",
    "oidc": "tài khoản chung",
    "link": "liên kết của máy chủ",
    "welcome": "thư mời",
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
BOUNCE_KINDS = {
    "dead": "địa chỉ không còn",
    "failed": "thư không tới",
    "delayed": "thư tới chậm",
    "auto": "trả lời tự động",
}
DECLARATION_STATES = {
    "waiting": "đã báo, chờ xác nhận",
    "accepted": "đã chấp nhận",
    "sent-back": "trả lại, thực hiện lại",
    "taken-back": "cơ quan rút lại để sửa",
}
EXTENSION_WAYS = {"later": "lùi thời hạn", "stretch": "giãn thời gian", "withdraw": "rút nhiệm vụ"}
REQUEST_STATES = {"waiting": "đang chờ", "accepted": "đã gia hạn", "refused": "không gia hạn"}
ACTS = {  # upon an obligation, as the log of acts names them
    "done": "ghi nhận đã xong",
    "declared": "cơ quan báo đã xong",
    "declaration taken back": "cơ quan rút lại điều đã báo",
    "accept": "chấp nhận, ghi nhận đã xong",
    "send-back": "trả lại, thực hiện lại",
    "cause": "nêu nguyên nhân chậm",
    "cause decided": "xem xét nguyên nhân khách quan",
    "correct": "sửa điều đã ghi",
    "reopen": "mở lại",
    "extend": "gia hạn",
    "extension undone": "rút lại lần gia hạn",
    "receipt moved": "chuyển điều đã nhận sang đúng cơ quan",
    "cancel": "hủy",
    "pass": "chuyển cơ quan",
    "calendar": "đổi ngày cuối đúng hạn theo lịch làm việc",
    "received": "xác nhận đã nhận thư",
    "extension asked": "xin gia hạn",
    "extension accepted": "đồng ý gia hạn",
    "extension refused": "không đồng ý gia hạn",
}

TASK_ACTS = {  # upon a task
    "settle": "trả lời thay cho lời của kế hoạch",
    "forget": "bỏ câu trả lời, theo lại lời của kế hoạch",
    "occurred": "sự kiện đã xảy ra",
}

_STEPS: Mapping[StepKind, str] = {
    StepKind.OPENED: "bắt đầu",
    StepKind.BEFORE: "trước thời hạn {0.number} ngày",
    StepKind.TARGET: "trước mốc phấn đấu {0.number} ngày",
    StepKind.LATE: "quá hạn {0.number} ngày",
    StepKind.ESCALATE: "đôn đốc, quá hạn {0.number} ngày",
    StepKind.WEEK: "tuần {0.number} năm {0.year}",
    StepKind.MONTH: "tháng {0.number} năm {0.year}",
    StepKind.CORRECTED: "sửa lại điều đã báo",
    StepKind.ANSWER: "trả lời đề nghị số {0.number}",
    StepKind.DECLARED: "đã báo, chờ xác nhận",
    StepKind.WAITS: "chờ xác nhận đã lâu",
    StepKind.SENT_BACK: "trả lại, thực hiện lại",
    StepKind.CHANGED: "thay đổi theo văn bản",
    StepKind.ASSIGNMENT: "giao việc của năm",
}
_ON_THE_DAY: Mapping[StepKind, str] = {StepKind.BEFORE: "đúng thời hạn", StepKind.TARGET: "đúng mốc phấn đấu"}


def step(name: str) -> str:
    """A step of a ladder; after an extension with the new day: "quá hạn 5 ngày (hạn 31/8/2012)"."""
    one = parse_step(name)
    if one is None:
        return name
    words = _ON_THE_DAY.get(one.kind) if one.number == 0 else None
    words = words or _STEPS[one.kind].format(one)
    return f"{words} (hạn {day(one.due)})" if one.due else words


def steps(first: str, last: str | None, count: int) -> str:
    """A step, or a run of them that were passed over together: "quá hạn 5 ngày … quá hạn 95 ngày, 19 bước"."""
    return f"{step(first)} … {step(last)}, {count} bước" if last else step(first)


def where_kept(file: str, entry: str, digest: str) -> str:
    """Where the bytes of an old letter are, once they were put away."""
    if not file:
        return f"toàn văn đã bỏ theo hạn lưu; còn dấu SHA-256 {digest}"
    return f"toàn văn đã cất vào tệp lưu {file}, mục {entry}; SHA-256 {digest}"


DELIVERY_STATES: Mapping[str, str] = {
    "waiting": "chờ gửi",
    "sending": "đang gửi",
    "taken": "đã nhận",
    "failed": "không gửi được",
}


_PLACES = {
    "table": "bảng",
    "row": "dòng",
    "sheet": "trang tính",
    "line": "dòng",
    "page": "trang",
    "paragraph": "đoạn",
}
_TABLE = re.compile(r"\btable \d+")
_PLACE = re.compile(rf"\b({'|'.join(_PLACES)}) (?=\d)")


def place_in_document(where: str, tables: Mapping[str, str] | None = None) -> str:
    """`table 2, row 13`, as JSON says it → `bảng “Phụ lục II”, dòng 13`, where it is known what people call the table."""
    if tables:
        where = _TABLE.sub(
            lambda found: f"bảng “{tables[found[0]]}”" if tables.get(found[0]) else found[0], where
        )
    return _PLACE.sub(lambda found: f"{_PLACES[found[1]]} ", where)


# What papers say of the office that signs them, by its key in the settings.
OFFICE = {
    "parent": "cơ quan cấp trên",
    "place": "nơi ban hành",
    "symbol": "ký hiệu của đơn vị",
    "signer_name": "họ tên người ký",
    "contact": "người liên hệ",
    "phone": "điện thoại",
}
