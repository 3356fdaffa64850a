"""What the acts of the log, their subjects and those who act are called in Vietnamese. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from plan.labels import ACTS

# Upon anything but an obligation; what an act upon one is called, `plan.labels` says.
OTHER_ACTS: Mapping[str, str] = {
    "address asked": "đề nghị địa chỉ thư mới",
    "agency codes": "ghi mã định danh cơ quan",
    "agency came in": "vào trang của cơ quan",
    "agency edit": "sửa cơ quan",
    "agency merge": "sáp nhập cơ quan",
    "agency split": "tách cơ quan",
    "alias": "thêm tên gọi khác",
    "unalias": "bỏ tên gọi khác",
    "audit trim": "lược bỏ dữ liệu cá nhân",
    "calendar confirm": "xác nhận lịch làm việc",
    "calendar set": "đổi ngày làm việc, ngày nghỉ",
    "calendar unset": "bỏ ngày đã đổi",
    "clock trust": "tin giờ của máy",
    "columns": "nói cột nào là gì",
    "discard": "bỏ bản chờ hỏi",
    "feed add": "cấp địa chỉ lịch",
    "feed revoke": "thu hồi địa chỉ lịch",
    "feed rotate": "thay địa chỉ lịch",
    "forget": "bỏ cách hiểu đã chốt",
    "hold": "giữ việc gửi thư",
    "release": "cho thư đi tiếp",
    "import": "nhận kế hoạch",
    "incoming": "nhận văn bản từ trục liên thông",
    "incoming decided": "xem xét văn bản từ trục liên thông",
    "invitation used": "nhận lời mời",
    "issue": "ban hành báo cáo",
    "letter": "lập công văn đôn đốc",
    "letter retry": "gửi lại thư",
    "letters put away": "cất thư cũ khỏi cơ sở dữ liệu",
    "links revoke": "thu hồi liên kết trong thư",
    "occurred": "ghi sự kiện đã xảy ra",
    "passkey added": "thêm khóa truy cập",
    "passkey removed": "bỏ khóa truy cập",
    "password": "đổi mật khẩu",
    "proof": "lập phiếu theo dõi",
    "propose": "giữ bản chờ hỏi",
    "register": "nhận sổ cơ quan",
    "request report": "yêu cầu báo cáo riêng",
    "sent": "ghi công văn đã gửi",
    "session ended": "đăng xuất",
    "sessions ended": "đăng xuất mọi nơi",
    "settle": "chốt cách hiểu",
    "settle-return": "xem xong thư trả lại",
    "settle-answer": "xem xong thư trả lời",
    "settle-stray": "xem xong thư trả lại",
    "sign in": "đăng nhập",
    "sign-in link": "cấp liên kết đăng nhập",
    "sign-ins ended": "kết thúc mọi phiên",
    "test letter": "gửi thư thử",
    "token ended": "thu hồi mã truy cập",
    "token made": "cấp mã truy cập",
    "upload": "tải văn bản lên",
    "drop": "bỏ văn bản đã tải lên",
    "answer": "trả lời điều văn bản cần hỏi",
    "read again": "đọc lại văn bản",
    "user closed": "đóng tài khoản",
    "user invited": "mời người dùng",
    "user keys": "bật, tắt phím tắt",
    "user name": "đổi tên người dùng",
    "user role": "đổi vai trò",
    "webhook add": "thêm nơi nhận webhook",
    "webhook close": "đóng nơi nhận webhook",
    "webhook ping": "gửi thử webhook",
    "webhook resend": "gửi lại webhook",
    "webhook rotate": "đổi mã bí mật của webhook",
}
SUBJECTS: Mapping[str, tuple[str, str]] = {  # what comes before the number, and where its page is
    "obligation": ("việc số", "/obligations/"),
    "task": ("nhiệm vụ số", "/tasks/"),
    "agency": ("cơ quan", "/agencies/"),
    "deadline": ("kỳ báo cáo số", "/reports/"),
    "letter": ("thư số", "/mail/"),
    "user": ("người dùng số", "/admin/users/"),
    "token": ("mã truy cập số", ""),
    "plan": ("kế hoạch số", ""),
    "proposal": ("bản chờ hỏi", ""),
    "feed": ("địa chỉ lịch số", ""),
    "incoming": ("văn bản đến số", "/reports/incoming/"),
    "upload": ("văn bản tải lên số", "/plans/new/"),
    "report": ("báo cáo", ""),
    "draft": ("dự thảo", ""),
    "evidence sheet": ("phiếu theo dõi", ""),
    "calendar": ("lịch", ""),
    "heading": ("tiêu đề cột", ""),
    "stray": ("thư trả lại số", ""),
    "return": ("thư trả lại số", ""),
    "mail answer": ("thư trả lời số", ""),
    "archive": ("tệp lưu", ""),
    "webhook": ("nơi nhận webhook số", "/admin/webhooks/"),
}
WHO: Mapping[str, str] = {"user": "", "shell": "ở máy chủ: ", "agency": "cơ quan ", "token": "mã truy cập "}
DETAILS: Mapping[str, str] = {
    "after": "sau",
    "agency": "cơ quan",
    "archive": "tệp lưu",
    "archive_sha256": "SHA-256 của tệp",
    "because": "vì",
    "before": "trước",
    "bytes": "số byte",
    "cell": "ô",
    "day": "ngày",
    "delivery": "lần gửi",
    "document": "số",
    "document_on": "ngày văn bản",
    "file": "tệp",
    "first": "từ ngày",
    "last": "đến ngày",
    "letters": "số thư",
    "letters_sha256": "SHA-256 của các thư",
    "lines": "số dòng",
    "mail": "thư",
    "name": "tên",
    "note": "ghi chú",
    "number": "số",
    "on": "ngày",
    "origin": "từ",
    "period": "kỳ",
    "reason": "lý do",
    "role": "vai trò",
    "scopes": "quyền",
    "status": "trạng thái",
    "text": "lời",
    "to": "đến",
    "until": "đến",
    "url": "địa chỉ",
    "way": "cách",
    "words": "lời",
}


@dataclass(frozen=True, slots=True)
class NamedSubject:
    """What an act was done to, in words, and the address of its page; empty where it has none."""

    words: str
    href: str


def act_name(act: str) -> str:
    """The name itself where it has none here."""
    return ACTS.get(act) or OTHER_ACTS.get(act) or act


def subject_name(subject: str) -> NamedSubject:
    """`obligation 7` → việc số 7 with its page."""
    kind, _, number = subject.rpartition(" ")
    if kind not in SUBJECTS:
        return NamedSubject(subject, "")
    words, place = SUBJECTS[kind]
    return NamedSubject(f"{words} {number}", f"{place}{number}" if place else "")


def who_name(who: str) -> str:
    """`user:lan@x.vn` → lan@x.vn; a line from which names were taken says so."""
    kind, mark, name = who.partition(":")
    if not who:
        return "(đã lược bỏ)"
    return f"{WHO[kind]}{name}" if mark and kind in WHO else who


def detail_lines(detail: Mapping[str, object]) -> list[tuple[str, str]]:
    """Each value with the word for its key, in the order in which they were written; what is empty is left out."""
    return [
        (DETAILS.get(key, key), _shown(value))
        for key, value in detail.items()
        if value not in (None, "", [], {})
    ]


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(
            f"{DETAILS.get(str(k), str(k))}: {_shown(v)}" for k, v in value.items() if v not in (None, "")
        )
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return "có" if value is True else "không" if value is False else str(value)
