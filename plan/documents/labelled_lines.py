"""Lines such as "- Cơ quan chủ trì: Sở Nội vụ" below a task without a table: what their labels speak of. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plan.documents.headings import Role, role_of
from plan.text import fold

SAID: tuple[Role, ...] = ("lead", "partners", "product", "timing")
_MARKS = r"(?:[-–+•*]|[a-zđ][.)])"
MARK = re.compile(r"(?:([a-zđ])[.)]|[-–+•*])\s*(?=\S)")
# Blank lines are passed over one by one: two runs of blanks side by side cost the cube of their length.
_LABEL = re.compile(rf"(?:^|[;.\n(])[^\S\n]*+(?:{_MARKS}\s*+)?+([^\W\d][^:;.\n(]{{2,60}}):")
# A label is made of the words of headings alone: "Thời gian hoàn thành", not "Thời gian thi đua".
_OF_LABELS = re.compile(
    r"(?:(?:cơ quan|đơn vị|bộ phận|người|cá nhân|đồng chí|đ/c|lãnh đạo|các|tổ chức|chủ trì|phối hợp|thực hiện|phụ trách"
    r"|(?:chịu )?trách nhiệm|chính|tham mưu|soạn thảo|thẩm định|đầu mối|theo dõi|giám sát|phân công|tham gia|hỗ trợ|giao cho|cùng"
    r"|triển khai|thời gian|thời hạn|thời điểm|hạn|ngày|tiến độ|lộ trình|hoàn thành|bắt đầu|kết thúc|xong|cuối|chót|dự kiến|trình"
    r"|báo cáo|sản phẩm|kết quả|đầu ra|yêu cầu|cần đạt|và|hình thức|văn bản|deadline|liên quan|ban hành)(?:[\s,/]+|$))++"
)
# "Cá nhân: …" beside "Tập thể: …" says who is meant, not who does it.
_WHO_ALONE = re.compile(
    r"(?:(?:các|cơ quan|đơn vị|bộ phận|người|cá nhân|tổ chức|đồng chí|đ/c|lãnh đạo|và)[\s,/]*)+"
)
# "Thời gian thực hiện sau khi Chiến lược được ban hành": the colon is missing, and words of time follow.
_BARE_TIME = re.compile(
    rf"{_MARKS}?\s*(?:Thời gian|Thời hạn) (?:thực hiện|hoàn thành) ((?:sau khi|trước|trong|từ|chậm nhất|đến|quý|tháng|năm"
    r"|thường xuyên|hằng|hàng|định kỳ)(?!\w).*)",
    re.DOTALL | re.IGNORECASE,
)
# What such a line says is of the task, and no part of its name.
_NOTED = re.compile(
    rf"{_MARKS}\s*((?:Nội dung|Mục tiêu|Kinh phí|Nguồn lực|Yêu cầu|Ghi chú)[^:;.\n]{{0,40}}:.*)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Line:
    """A paragraph below a task, taken apart. `doubt`: what of it was struck out or hidden; `rest`: before the first label."""

    text: str
    doubt: str = ""
    rest: str = ""
    labels: tuple[tuple[Role, str], ...] = ()
    note: str = ""

    @property
    def letter(self) -> str:
        """The letter that numbers it: "a" of "a) Nghị định"."""
        mark = MARK.match(self.text)
        return (mark[1] if mark else None) or ""

    @property
    def is_open(self) -> bool:
        """Whether its last label has no words of its own: the lines below are its words."""
        return bool(self.labels) and not self.labels[-1][1].strip()


def line(text: str, doubt: str = "") -> Line:
    """What stands before the first label, then each label with its words."""
    if bare := _BARE_TIME.fullmatch(text):
        return Line(text, doubt, "", (("timing", bare[1]),))
    found = [(m, role) for m in _LABEL.finditer(text) if (role := _role_of(m[1])) in SAID]
    ends = [*(m.start() for m, _ in found[1:]), len(text)]
    rest = text[: found[0][0].start()] if found else text
    labels = tuple((role, text[m.end() : end]) for (m, role), end in zip(found, ends, strict=False) if role)
    noted = None if labels else _NOTED.fullmatch(text)
    return Line(text, doubt, rest, labels, noted[1] if noted else "")


def _role_of(label: str) -> Role | None:
    """“Tiêu chuẩn về kết quả chỉ số:” and “Đối với đơn vị thực hiện tốt:” are sentences."""
    words = fold(label)
    return role_of(label) if _OF_LABELS.fullmatch(words) and not _WHO_ALONE.fullmatch(words) else None


def starts_of_parts(lines: Sequence[Line]) -> list[int]:
    """Where tasks stand below one number, the first line of each.

    Another task begins where the label of a lead or of a time comes again behind words of its own: with a letter if
    one of them has it, else with the first. The first task may begin by its letter alone; a later letter whose lines
    say neither lead nor time again begins nothing.

    >>> starts_of_parts([line(t) for t in ("a) Nghị định", "- Chủ trì: Sở A", "b) Thông tư", "- Chủ trì: Sở B")])
    [0, 2]
    >>> starts_of_parts([line(t) for t in ("a) Nghị định", "- Chủ trì: Sở A", "b) Thông tư", "- Sản phẩm: Thông tư")])
    [0]
    """
    if len(whole := [n for n, each in enumerate(lines) if _is_whole(each)]) > 1:
        return whole
    starts, said, last = list[int](), set[Role](), -1
    for n, each in enumerate(lines):
        roles = {role for role, _ in each.labels}
        if roles & said & {"lead", "timing"} and (begin := _own_words(lines, last, n)) is not None:
            starts.append(begin)
            said = set()
        if roles:
            said |= roles
            last = n
    first = next((n for n, each in enumerate(lines) if each.labels), len(lines))
    own = [n for n in range(first) if not lines[n].note]
    is_lettered = bool(own) and first < len(lines) and lines[own[0]].letter and not lines[first].letter
    return [own[0], *starts] if own and (starts or is_lettered) else starts


def _is_whole(each: Line) -> bool:
    """“a) Rà soát văn bản; Chủ trì: Sở Tư pháp; …”: a task in one line, with its labels behind it."""
    mark = MARK.match(each.rest)
    return bool(
        mark and each.rest[mark.end() :].strip() and {"lead", "timing"} & {role for role, _ in each.labels}
    )


def _own_words(lines: Sequence[Line], last: int, label: int) -> int | None:
    """The first line between two lines with labels that can begin another task: a lettered one before all others."""
    between = [n for n in range(last + 1, label) if not lines[n].note]
    lettered = [n for n in between if lines[n].letter]
    if lines[last].is_open:  # a list of what the label says comes first
        between = between[-1:]
    return next(iter(lettered or between), None)
