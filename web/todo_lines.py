"""What waits for a person → lines for the first page, the gravest first: a tag, a fact, and where it is dealt with. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from plan.dates import day
from web.sentences import for_page
from web.todo import DeclaredItem, Todo


@dataclass(frozen=True, slots=True)
class Acceptable:
    """What was declared and may be accepted at once, as of the day on which it arrived."""

    duty: int
    revision: int
    on: date


@dataclass(frozen=True, slots=True)
class TodoLine:
    """One line: the colour and word of its tag, what it is about, a fact beside it, and its place."""

    colour: str
    tag: str
    what: str
    more: str
    href: str = "/todo"
    accepts: Acceptable | None = None


def todo_lines(found: Todo, moment: Callable[[datetime], str]) -> tuple[TodoLine, ...]:
    """All of it. Letters that reach nobody come before all that only waits for a decision."""
    return (
        *_sending(found, moment),
        *_declared(found, moment),
        *_asked(found),
        *_letters(found),
        *_machine(found),
    )


def _sending(found: Todo, moment: Callable[[datetime], str]) -> Iterator[TodoLine]:
    for held in found.holds:
        reason = held.message.partition(";")[0]
        yield TodoLine(
            "son", "Thư", reason[:1].upper() + reason[1:], f"từ {moment(held.since)}", "/todo#letters"
        )
    if found.doubted:
        yield TodoLine("son", "Máy chủ", "Đồng hồ máy chưa tin được", found.doubted.detail, "/todo#machine")
    if found.turned_away:
        what = "Máy chủ thư không nhận thư của chương trình; các thư chờ lại"
        yield TodoLine("son", "Thư", what, found.turned_away, "/todo#letters")
    if found.refused:
        yield TodoLine("son", "Thư", f"{found.refused} thư bị từ chối", "chưa ai được báo", "/todo#letters")


def _declared(found: Todo, moment: Callable[[datetime], str]) -> Iterator[TodoLine]:
    for item in found.declared:
        said, duty = item.one.declared, item.one.duty
        number = f", {said.document}" if said.document else ""
        late = f"nhận ngày ấy thì trễ {item.late} ngày" if item.late else "nhận ngày ấy thì đúng hạn"
        waits = f"báo {moment(said.at)}, chờ {item.waits} ngày làm việc; {late}"
        what, where = f"{item.one.by}: {duty.label}{number}", f"/obligations/{duty.id}"
        yield TodoLine("sim", "Đã báo", what, waits, where, _acceptable(item))


def _acceptable(item: DeclaredItem) -> Acceptable | None:
    """Of one's own work only a document says that it is accepted: that is asked for elsewhere."""
    duty = item.one.duty
    return None if item.one.owes_itself else Acceptable(duty.id, duty.revision, item.one.declared.declared_on)


def _asked(found: Todo) -> Iterator[TodoLine]:
    for cause in found.causes:
        what = f"{cause.who or 'Cơ quan'}, {cause.label}: nguyên nhân chậm"
        yield TodoLine("", "Nguyên nhân", what, f"“{cause.text}”", f"/obligations/{cause.obligation}#cause")
    for request in found.requests:
        what = f"{request.who} xin rút {request.label}"
        if request.until:
            what = f"{request.who} xin lùi {request.label} từ {day(request.due)} đến {day(request.until)}"
        yield TodoLine("cham", "Xin gia hạn", what, f"“{request.reason}”", "/todo#requests")
    for paper in found.incoming:
        what = f"{paper.organ_name or paper.organ}: văn bản {paper.number or 'không số'} từ trục liên thông"
        yield TodoLine("sim", "Văn bản đến", what, paper.subject, f"/reports/incoming/{paper.id}")
    for upload in found.uploads:
        what = "không đọc được" if upload.state == "failed" else "chờ xem lại để nhận"
        yield TodoLine(
            "nghe", "Kế hoạch", f"{upload.title or upload.name}: {what}", upload.code, "/plans#uploads"
        )
    for proposal in found.proposals:
        what = f"{proposal.title or proposal.file}: chờ trả lời"
        yield TodoLine("nghe", "Kế hoạch", what, proposal.code or proposal.key, "/plans#waiting")
    for group in found.questions:
        yield TodoLine("nghe", "Cần hỏi", group.title, for_page(group.message), "/todo#questions")


def _letters(found: Todo) -> Iterator[TodoLine]:
    for back in found.returned:
        what = "Không có hộp thư" if back.kind == "dead" else "Thư không tới"
        yield TodoLine("son", "Thư", f"{what} {back.address}", back.text, "/todo#letters")
    if found.strays:
        what = f"{len(found.strays)} thư trả lại không rõ của thư nào hoặc không đọc được"
        yield TodoLine("", "Thư", what, "xem trong hộp thư", "/todo#letters")
    for answer in found.answers:
        yield TodoLine("sim", "Thư", f"{answer.sender} trả lời thư", answer.why, "/todo#letters")
    for name in found.silent:
        yield TodoLine(
            "son",
            "Thư",
            f"{name} có việc phải làm nhưng chưa có địa chỉ",
            "chưa ai nhắc được",
            "/todo#letters",
        )


def _machine(found: Todo) -> Iterator[TodoLine]:
    if found.calendar_warning:
        yield TodoLine("", "Lịch", found.calendar_warning.partition(". ")[0], "", "/todo#machine")
    for line in found.differences:
        yield TodoLine("son", "Kiểm tra", line, "sổ ghi khác với điều đáng ra phải nói", "/todo#machine")
    for hook in found.closed_hooks:
        what = f"Webhook “{hook.name}” tự đóng"
        yield TodoLine("son", "Webhook", what, hook.closed_because, f"/admin/webhooks/{hook.id}")
