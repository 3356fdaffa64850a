"""What is the same in letters: the greeting, the foot, and how many duties there is room for. Pure."""

from dataclasses import replace

from notifications.notice import LetterContent, LetterLine, sections
from notifications.said import SaidPiece, Sentence, quiet, say
from notifications.view import WriterDesk
from plan.dates import day, weekday

CALENDAR = (
    "Lịch thời hạn của quý cơ quan, tự cập nhật; thêm một lần vào Outlook, Google Calendar hoặc điện thoại là đủ, "
    "chỉ dùng trong cơ quan: "
)


def greeting_of(content: LetterContent, before: str = "") -> str:
    """Whom it is for."""
    return f"{before}{' '.join(content.to.name.split())}"


def day_said(content: LetterContent) -> str:
    """The day of the letter with its weekday."""
    return f"{weekday(content.day)}, {day(content.day)}"


def reader_called(content: LetterContent) -> str:
    """How an office is spoken to."""
    return "quý Sở" if content.to.name.startswith("Sở ") else "quý cơ quan"


def plans_of(content: LetterContent) -> list[str]:
    """The decisions that the letter rests on, each once, in the order of its lines."""
    return list(dict.fromkeys(line.plan for line in content.lines))


def foot_of(
    content: LetterContent, desk: WriterDesk, how_often: str, *, to_agency: bool = True
) -> tuple[Sentence, ...]:
    """The calendar (to agencies), who writes on what decision, whom to ask, how often we write."""
    return tuple(
        part
        for part in (
            _door(content, desk) if to_agency else (),
            _calendar(content, desk) if to_agency else (),
            _replies(desk) if to_agency else (),
            _unread(content),
            _sender(content),
            quiet(say("Hỏi: ", _contact(content, desk), f". {how_often}")),
        )
        if part
    )


def _door(content: LetterContent, desk: WriterDesk) -> Sentence:
    if not desk.door:
        return ()
    link = SaidPiece(f"trang của {content.to.name}", "cham", link=desk.door)
    return quiet(say("Mọi việc ở một chỗ, không cần tài khoản: ", link))


def _calendar(content: LetterContent, desk: WriterDesk) -> Sentence:
    if not desk.calendar:
        return ()
    link = SaidPiece(f"thêm lịch của {content.to.name}", "cham", link=desk.calendar)
    return quiet(say(CALENDAR, link))


def _replies(desk: WriterDesk) -> Sentence:
    if not desk.reads_replies:
        return ()
    return quiet(
        "Trả lời thư này, dòng đầu ghi số và ngày văn bản (12/BC-SYT ngày 03/7/2012), hoặc kèm tệp, là báo đã xong; "
        "nhiều việc thì chép cả tên việc. Nơi nhận xác nhận rồi mới tính là xong."
    )


def _unread(content: LetterContent) -> Sentence:
    if not content.unread:
        return ()
    names = ", ".join(content.unread)
    words = f"Đã 30 ngày không có thiết bị nào đọc lịch {names} của cơ quan: xin kiểm tra ứng dụng lịch, hoặc thu hồi nếu không dùng nữa."
    return quiet(SaidPiece(words, "nghe"))


def _sender(content: LetterContent) -> Sentence:
    plans = plans_of(content)
    ground = f" Căn cứ: {'; '.join(plans)}." if plans else ""
    return quiet(f"Người gửi: {content.office.name}, bằng chương trình Đôn Đốc.{ground}")


def _contact(content: LetterContent, desk: WriterDesk) -> Sentence:
    said = say(", ".join(filter(None, (content.office.name, desk.whom_to_ask))))
    for address in content.office.shown:
        said = say(said, ", ", mail_link(address))
    return say(said, ", hoặc trả lời thư này")


def mail_link(address: str) -> SaidPiece:
    """An address of mail as a link; a number as it is."""
    return SaidPiece(address, "cham", link=f"mailto:{address}") if "@" in address else SaidPiece(address)


def shown(content: LetterContent, desk: WriterDesk) -> LetterContent:
    """The content with as many duties as there is room for, the most urgent first."""
    if desk.most is None:
        return content
    ordered = [line for section in sections(content) for line in section.lines]
    first = sorted(ordered, key=lambda line: not line.asks)[: desk.most]
    kept = {id(line) for line in first} | {line.obligation for line in first}
    return replace(content, lines=tuple(line for line in content.lines if line.obligation in kept))


def left_out(content: LetterContent, kept: LetterContent, desk: WriterDesk) -> tuple[Sentence, ...]:
    """How many duties are not listed, and where they are."""
    many = _many(content) - _many(kept)
    if not many:
        return ()
    where = desk.page("/tasks") if content.to.code == content.office.code else desk.calendar
    words = "danh sách nhiệm vụ" if content.to.code == content.office.code else "lịch của cơ quan"
    link = say(", hoặc mở ", SaidPiece(words, "cham", link=where)) if where else ()
    return (say(f"và {many} việc khác: xem tệp đính kèm", link),)


def _many(content: LetterContent) -> int:
    return sum(len(section.lines) for section in sections(content))


def is_late(line: LetterLine) -> bool:
    """Late, and nobody's word waits."""
    return line.late and not line.waiting and not line.corrects
