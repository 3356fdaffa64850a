"""Letters to the operator of the program: an alarm, letters that wait, a server that takes none. Pure.

These alone name commands: whoever reads them has the shell of the machine.
"""

from collections.abc import Sequence

from notifications.notice import LetterContent
from notifications.rendering import oneline
from notifications.said import SaidPiece, Sentence, quiet, say
from notifications.view import LetterView, ViewSection, WriterDesk
from notifications.wording.duties import unsigned
from notifications.wording.frame import greeting_of
from plan.dates import day

MOST = 50  # notes of an alarm


def alarm_view(content: LetterContent, _desk: WriterDesk) -> LetterView:
    """What the nightly check found."""
    found = tuple(say(oneline(note)) for note in content.notes[:MOST])
    rest = len(content.notes) - len(found)
    more = (say(f"và {rest} chỗ khác; xem đủ bằng: dondoc doctor"),) if rest else ()
    said = f"▲ {len(content.notes)} chỗ sổ ghi khác với điều đáng ra phải nói"
    return _view(
        content,
        say(SaidPiece(said, "son", strong=True), "."),
        f"Lần kiểm tra độc lập gần nhất (sau giờ làm việc, trước ngày {day(content.day)}) thấy như sau.",
        (ViewSection("Đã thấy", len(content.notes), items=found, after=more),),
        (
            "Xem từng việc: dondoc why SỐ. Thư chưa đi, bị từ chối: dondoc outbox list.",
            "Cho đến khi rõ, đừng coi là đã nhắc: tự báo cơ quan có tên ở trên.",
            "Không thấy nguyên nhân: chuyển thư này và nhật ký (journalctl -u dondoc) cho người bảo trì.",
        ),
        "Báo động này còn ở dondoc doctor, trang đầu và /healthz cho tới khi một lần kiểm tra sau không thấy gì.",
    )


def resumed_view(content: LetterContent, _desk: WriterDesk) -> LetterView:
    """That the program runs again, and when what it wrote meanwhile leaves."""
    return _view(
        content,
        say(
            SaidPiece("○ Chương trình hoạt động trở lại", "cham", strong=True),
            " sau thời gian dài ngừng chạy.",
        ),
        "",
        _notes(content),
        (
            "Xem thư nào gửi cơ quan nào, lúc nào: dondoc outbox plan",
            "Giữ lại tất cả, hoặc thư của một cơ quan: dondoc outbox hold, dondoc outbox hold --agency MÃ",
            "Cho đi ngay, không chờ: dondoc outbox release",
        ),
        "Nếu không làm gì, thư tự đi đúng giờ nêu trên.",
    )


def turned_away_view(content: LetterContent, _desk: WriterDesk) -> LetterView:
    """That the mail server takes no letter of ours."""
    return _view(
        content,
        say(
            SaidPiece("▲ Máy chủ thư không nhận thư của chương trình", "son", strong=True), ", bất kể gửi ai."
        ),
        "Không địa chỉ nào hỏng; các thư chờ lại và sẽ tự đi khi máy chủ nhận.",
        _notes(content),
        (
            "Kiểm tra tên đăng nhập, quyền gửi, SPF, DKIM, DMARC, hạn mức và danh sách chặn của máy chủ thư.",
            "Thử lại: dondoc testmail ĐỊA-CHỈ; xem thư đang chờ: dondoc outbox plan",
        ),
        "Cho đến khi xong, đừng coi là đã nhắc: việc gấp thì tự báo cơ quan. Điều này còn ở dondoc doctor và /healthz.",
    )


def held_view(content: LetterContent, _desk: WriterDesk) -> LetterView:
    """That letters wait until somebody has looked."""
    return _view(
        content,
        say(SaidPiece("? Việc gửi thư được giữ lại", "nghe", strong=True), ", chờ người xem."),
        "Thư vẫn được viết và xếp hàng, chưa thư nào đi, trừ thư gửi người vận hành.",
        _notes(content),
        (
            "Thư nào sẽ đi, cho ai: dondoc outbox release --dry-run",
            "Đồng hồ máy được tin đến đâu: dondoc clock",
        ),
        "Thư này đi ngay, dù các thư khác đang được giữ lại.",
    )


def _notes(content: LetterContent) -> tuple[ViewSection, ...]:
    return (ViewSection(intro=tuple(say(oneline(note)) for note in content.notes)),)


def _view(
    content: LetterContent,
    headline: Sentence,
    note: str,
    sections: Sequence[ViewSection],
    asked: Sequence[str],
    foot: str,
) -> LetterView:
    return LetterView(
        greeting=greeting_of(content),
        headline=headline,
        preheader=unsigned([headline])[0],
        note=quiet(note),
        sections=(*sections, ViewSection("Cần làm", items=tuple(map(say, asked)))),
        foot=(quiet(foot),),
    )
