"""Letters about where an agency is written to: its door, an address to confirm, a change that others hear of. Pure."""

from notifications.notice import LetterContent
from notifications.said import SaidPiece, Sentence, quiet, say
from notifications.view import LetterView, ViewSection, WriterDesk
from notifications.wording.duties import unsigned
from notifications.wording.frame import foot_of, greeting_of

HOW_OFTEN = "Thư này chỉ gửi khi có người yêu cầu."


def door_subject(content: LetterContent) -> str:
    return f"[Đôn đốc] Vào trang của {content.to.name}"


def door_view(content: LetterContent, desk: WriterDesk) -> LetterView:
    """The link by which the agency comes in, for who lost the letters."""
    headline = say("Mở trang của quý cơ quan bằng nút dưới đây.")
    note = "Việc phải làm, việc quá hạn, báo đã xong, xin gia hạn, lịch và địa chỉ thư ở một chỗ; không cần tài khoản."
    return _view(content, desk, headline, note, SaidPiece("Vào trang của cơ quan", "cham", link=desk.door))


def address_subject(content: LetterContent) -> str:
    return f"[Đôn đốc] Xác nhận địa chỉ nhận thư của {content.to.name}"


def address_view(content: LetterContent, desk: WriterDesk) -> LetterView:
    """To a new address: it counts when the button is pressed."""
    headline = say("Có người ở quý cơ quan muốn thư đôn đốc được gửi tới địa chỉ này.")
    note = "Bấm nút và xác nhận thì địa chỉ mới được dùng; để yên thì không có gì đổi. Liên kết dùng được trong 7 ngày."
    link = desk.page(_note(content))
    return _view(content, desk, headline, note, SaidPiece("Xác nhận địa chỉ này", "cham", link=link))


def moved_subject(content: LetterContent) -> str:
    return f"[Đôn đốc] Địa chỉ nhận thư của {content.to.name} vừa đổi"


def moved_view(content: LetterContent, desk: WriterDesk) -> LetterView:
    """To every address there was: what was added or taken away, and what to do if nobody here did so."""
    headline = say(SaidPiece("○ Địa chỉ nhận thư vừa đổi", "cham", strong=True), f": {_note(content)}.")
    note = "Nếu không phải cơ quan đổi, xin báo ngay theo địa chỉ ở cuối thư: người khác có thể đang nhận thư của cơ quan."
    return _view(content, desk, headline, note, None)


def _note(content: LetterContent) -> str:
    """The one thing that these letters are told beside whom they are for."""
    return " ".join(content.notes)


def _view(
    content: LetterContent, desk: WriterDesk, headline: Sentence, note: str, button: SaidPiece | None
) -> LetterView:
    return LetterView(
        greeting=greeting_of(content),
        headline=headline,
        preheader=unsigned([headline])[0],
        note=quiet(note),
        sections=(ViewSection(button=button),) if button and button.link else (),
        foot=foot_of(content, desk, HOW_OFTEN, to_agency=False),
    )
