"""Plans in prose: sentences that give a body a duty → proposed tasks, each to be confirmed by a person. Pure.

"Sở X chủ trì, phối hợp với Y …; hoàn thành trước ngày …", or items below a heading that names a body.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plan.documents.bodies import body_words, masked, names_body
from plan.documents.model import Block, Entry, Prose
from plan.documents.purposes import assigns, gives_no_duties
from plan.text import fold

GROUND = "đọc từ câu văn, không phải từ bảng"
_LONGEST_HEADING = 400
_COLUMNS = 3  # a table of fewer often only lays out the page
_SECTION = re.compile(r"([IVXLC]{1,7})\s*[.)/:-]\s*(\S.*)", re.DOTALL)
_MARK = re.compile(r"(?:(\d{1,3}(?:\.\d{1,3})*)[.)]|([a-zđ])[.)]|[-–+•*])\s+")
_VERBS = (
    r"chủ trì|chịu trách nhiệm|có trách nhiệm|phối hợp|tham mưu|xây dựng|tổ chức|triển khai|rà soát|hướng dẫn|kiểm tra"
    r"|nghiên cứu|đề xuất|thực hiện|căn cứ|chỉ đạo|tuyên truyền|ban hành|trình|báo cáo|tăng cường|đẩy mạnh|tiếp tục"
    r"|bố trí|cân đối|theo dõi|đôn đốc|tổng hợp|hoàn thiện|hoàn thành|cập nhật|kết nối|phát triển|quản lý|lựa chọn"
    r"|đánh giá|thẩm định|lập|quy định|vận hành|đào tạo|bồi dưỡng|phổ biến|lồng ghép|huy động|đưa|xác định|sửa đổi"
    r"|công bố|khảo sát|thống kê|duy trì|khai thác|bảo đảm|đảm bảo|tạo điều kiện|giám sát|thanh tra|xử lý|đầu tư"
    r"|nâng cao|mở|giải quyết|hỗ trợ|kịp thời|chuẩn bị|thành lập|ký kết|cung cấp|thông tin|quán triệt|phân công|nâng cấp"
    r"|đẩy nhanh|khẩn trương|chủ động|phấn đấu|gửi|bàn giao|thi công|giải phóng|thanh toán|quyết toán|sớm|nghiêm túc"
    r"|thường xuyên|định kỳ|quan tâm|tập trung|giám sát|rút ngắn|thu hồi|lắp đặt|số hóa|mua sắm|vận động|công khai"
)
_VERB = re.compile(rf"(?<!\w)(?:{_VERBS})(?!\w)")
_ORDER = re.compile(
    r"(?:[^.;]{0,120}?(?<!\w)(?<!theo ))?(?:[Gg]iao|[Yy]êu cầu|[Đđ]ề nghị)\s+(?=[A-ZĐƯ]|các\s)"
)
_LEADS = re.compile(
    r"(?:^|[(;,.]\s*|\b(?:giao|do)\s+)((?:(?!\b(?:giao|do)\b)[^(;.]){3,90}?)\s+(?:là (?:cơ quan|đơn vị) )?chủ trì(?!\w)",
    re.IGNORECASE,
)
_LEADS_ALONE = re.compile(r"(?: thực hiện)?\s*(?:[,;.)]|$)| phối hợp")
_WITH = re.compile(
    r"(?<!\w)[Pp]hối hợp(?: chặt chẽ| thường xuyên)?,?\s+(?:(?:với|cùng)\s+|(?=các\s|[A-ZĐƯ]))"
)
_LIMIT = (
    r"(?:trước|chậm nhất(?: là)?(?: đến| trước)?|đến hết|không muộn hơn|xong trong|trong)\s+(?:ngày|tháng|quý|năm|đầu|cuối|\d)"
    r"[^.;()\n]{0,40}?\d{4}"
)
_LIMITED = re.compile(rf"(?<!\w){_LIMIT}", re.IGNORECASE)
# The day of a paper that is cited says nothing of the duty.
_CITED = re.compile(r"ngày\s+\d{1,2}\s*(?:tháng|/)\s*\d{1,2}\s*(?:năm|/)\s*\d{4}", re.IGNORECASE)
_TIME = re.compile(
    r"(?<!\w)(?:(?:trước|chậm nhất(?: là)?) )?ngày \d{1,2}(?:/\d{1,2})? (?:hằng|hàng|mỗi) (?:tháng|quý|năm)(?!\w)"
    r"|(?:^|[,;(]\s*|(?:định kỳ|báo cáo|tổ chức|sơ kết|kiểm tra)\s+)(?:(?:hằng|hàng|mỗi)\s+(?:tuần|tháng|quý|năm)|(?:0?6|sáu|9|3) tháng|thường xuyên)(?!\w)"
    r"|(?<!\w)(?:quý\s+[IV]{1,3}|tháng\s+\d{1,2})\s*[/,-]?\s*(?:năm\s+)?\d{4}",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:Trên đây|Trong quá trình|Nơi nhận|TM\.|KT\.|Kế hoạch này|Ủy ban nhân dân tỉnh giao)"
)
_GROUND = re.compile(r"(?:Căn cứ|Thực hiện) ")
# “Sở Nội vụ: Tham mưu …”, “Các sở: Căn cứ chức năng …”
_COLON = re.compile(r"([^:]{3,200}):\s+(\S.*)", re.DOTALL)
_BEGINS = re.compile(rf"(?:{_VERBS}|trên cơ sở|theo chức năng|trong phạm vi|chịu)(?!\w)")
# “Ủy ban nhân dân các xã: Gia Thuận, Tân Điền” names bodies, behind a colon too.
_NAMED = re.compile(
    r"(?<=các )(xã|phường|sở|ban|phòng|trường|đơn vị|tỉnh|huyện)( [^:;]{1,30})?:\s*(?=[A-ZĐ])"
)
# A part in the work names nobody, and "Doanh nghiệp số là lực lượng …" tells what a body is.
_NO_BODY = re.compile(r"(?:các )?(?:cơ quan|đơn vị)(?: nhà nước)?|.* là (?!cơ quan|đơn vị).*")


@dataclass
class _Speech:
    """What has been said so far: the section, the body whose duties follow, and the duties found.

    `kind` is the mark of the heading that names the body, `marks` those of its duties; `begun`: it has one.
    """

    section: tuple[str, str] = ("", "")
    body: str = ""
    number: str = ""
    kind: str = ""
    marks: str = ""
    partners: str = ""
    begun: bool = False
    ended: bool = False
    found: list[Entry] = field(default_factory=list)

    def hear(self, text: str, place: int, is_cell: bool = False) -> None:
        """`is_cell`: of a table, where a sentence may give a duty, but nothing heads what follows."""
        self.ended = self.ended or text.startswith(("Nơi nhận", "NƠI NHẬN"))
        if self.ended:
            return
        if is_cell:
            self._cell(text, place)
        elif section := _SECTION.fullmatch(text):
            self._open(section[1], " ".join(section[2].split()))
        elif not gives_no_duties(self.section[1]):
            self._paragraph(text, place)

    def _cell(self, text: str, place: int) -> None:
        self.body = ""
        if (found := _duty(text)) and _announces(found[1]) is None:
            self._add(*found, text, None, place)

    def _paragraph(self, text: str, place: int) -> None:
        mark = _MARK.match(text)
        words = text[mark.end() :] if mark else text
        if _names_bodies(words) and self._may_head(words, mark):
            self._head(body_words(words), mark)
        elif found := _duty(words, bool(self.body), bool(mark) and assigns(self.section[1])):
            if (said := _announces(found[1])) is not None:
                self._head(found[0], mark, said)
            else:
                self._add(*found, text, mark, place)
        elif self.body and self._is_item(mark) and not self._closes(words, mark):
            self.marks += _kind(mark)
            if not names_body(words):  # whom something is for, not what is to be done
                self.begun = True
                self._add(self.body, words, text, mark, place)
        else:
            self.body = ""

    def _open(self, mark: str, title: str) -> None:
        self.section, self.body, self.number = (mark, title), "", ""
        if names_body(title):
            self._head(body_words(title))

    def _head(self, body: str, mark: re.Match[str] | None = None, partners: str = "") -> None:
        """The body whose duties follow, and who helps with them all."""
        self.body, self.kind, self.partners = body, _kind(mark), partners
        self.number = (mark[1] or mark[2] or "") if mark else ""
        self.marks, self.begun = "", False

    def _may_head(self, words: str, mark: re.Match[str] | None) -> bool:
        """A letterhead names a body too: without a number it heads duties only inside a section, or with a colon.

        With a letter or a dash it does so beside the heading before it, never below it.
        """
        if words.startswith("Doanh nghiệp ") and not assigns(self.section[1]):
            return False  # more often what the part is about
        if mark:
            is_beside = not self.body or bool(self.kind and _RANK[_kind(mark)] <= _RANK[self.kind])
            return bool(mark[1]) or words.rstrip().endswith(":") or is_beside
        return bool(self.section[0]) or words.rstrip().endswith(":")

    def _is_item(self, mark: re.Match[str] | None) -> bool:
        """One of the duties below the heading: not beside it, nor a paragraph after its marked items."""
        if mark is None:
            return not self.marks
        if self.marks and _kind(mark) not in self.marks and _RANK[_kind(mark)] < _RANK[self.marks[0]]:
            return False  # "5." behind a), b), c): the next heading
        if not mark[1] and self.kind and _RANK[_kind(mark)] <= _RANK[self.kind]:
            return False  # "b)" behind "- Sở Y tế"
        return not (mark[1] and self.number) or mark[1].startswith(f"{self.number}.")

    def _closes(self, words: str, mark: re.Match[str] | None) -> bool:
        """Right below the heading, “Căn cứ …” and “Thực hiện …” begin a duty; elsewhere another paragraph."""
        return mark is None and bool(_CLOSING.match(words) or (self.begun and _GROUND.match(words)))

    def _add(self, lead: str, words: str, text: str, mark: re.Match[str] | None, place: int) -> None:
        title, partners = _without_partners(words)
        own = (mark[1] or mark[2] or "") if mark else ""
        number = f"{self.number}.{own}" if own and self.number and lead == self.body else own or self.number
        self.found.append(
            Entry(
                section=self.section[0],
                section_title=self.section[1],
                number=number,
                title=title,
                lead=lead,
                partners=partners or (self.partners if lead == self.body else ""),
                product="",
                timing=_time(words),
                where=f"paragraph {place}",
                note=f"Trích: {' '.join(text.split())}",
                proposed=GROUND,
            )
        )


# Numbers stand above letters, letters above dashes, dashes above crosses.
_RANK = {"1": 0, "a": 1, "-": 2, "+": 3}


def _kind(mark: re.Match[str] | None) -> str:
    if mark is None:
        return ""
    return "1" if mark[1] else "a" if mark[2] else "+" if mark[0].startswith("+") else "-"


def _announces(words: str) -> str | None:
    """Who helps, where "Giao Sở X chủ trì, phối hợp với Y:" only heads the duties below; None for a duty of its own."""
    found = _WITH.search(words)
    own = words[: found.start()] if found else words
    if not _NO_WORK.fullmatch(own.strip(" ,:;")):
        return None
    rest = words[found.end() :].strip(" ,:;") if found else ""
    verb = _VERB.search(masked(rest))
    if _BEHIND_PARTNERS.search(rest):
        return None
    if verb and not _NO_WORK.fullmatch(rest[verb.start() :].strip(" ,:;")):
        return None
    return rest[: verb.start()].rstrip(" ,:;") if verb else rest


_NO_WORK = re.compile(
    r"(?:(?:là (?:cơ quan|đơn vị) )?[Cc]hủ trì|,? ?(?:có|chịu) trách nhiệm|(?:tổ chức |triển khai |tham mưu )?thực hiện"
    r"|(?:triển khai|tổ chức)(?: thực hiện)?|(?:các |những |một số )?(?:nhiệm vụ|nội dung|công việc)|sau(?: đây)?|cụ thể|như|[\s,:])*"
)


def proposed_tasks(blocks: Iterable[Block]) -> tuple[Entry, ...]:
    """The duties that sentences give, in their order; none where nobody is given anything."""
    speech = _Speech()
    for place, (text, is_cell) in enumerate(_paragraphs(blocks), 1):
        speech.hear(text, place, is_cell)
    return tuple({(e.section, e.number, e.title, e.lead): e for e in speech.found}.values())


def _paragraphs(blocks: Iterable[Block]) -> Iterator[tuple[str, bool]]:
    """Whole paragraphs, and whether each is a cell of a table of several columns.

    One that goes on in small letters after an open end was cut by a page.
    """
    held, was_cell = "", False
    for block in blocks:
        texts = (block.text,) if isinstance(block, Prose) else tuple(dict.fromkeys(block.cells))
        is_cell = len(texts) >= _COLUMNS
        for text in texts:
            words = " ".join(text.split())
            if held and is_cell == was_cell and _goes_on(held, words):
                held = f"{held} {words}"
            elif words:
                if held:
                    yield held, was_cell
                held, was_cell = words, is_cell
    if held:
        yield held, was_cell


def _goes_on(held: str, words: str) -> bool:
    return words[:1].islower() and not _MARK.match(words) and held[-1] not in ".;:"


def _names_bodies(words: str) -> bool:
    """Whether a heading names bodies alone, one or several: “Sở Y tế; UBND các xã: Gia Thuận, Tân Điền”."""
    if len(words) > _LONGEST_HEADING:
        return False
    parts = _NAMED.sub(r"\1\2 ", words).split(";")
    return all(names_body(part.strip()) for part in parts if part.strip())


def _is_whole(name: str) -> bool:
    return not _NO_BODY.fullmatch(fold(name))


def _duty(words: str, under_body: bool = False, assigned: bool = False) -> tuple[str, str] | None:
    """A body at the front, or before "chủ trì", and what it has to do.

    `under_body`: a heading says whose duties these are, unless the sentence says otherwise outright; `assigned`: in a
    section where whatever a body is said to do is its duty.
    """
    order = _ORDER.match(words)
    rest = words[order.end() :] if order else words
    colon = _COLON.fullmatch(rest)
    if colon and _BEGINS.match(colon[2][:1].lower() + colon[2][1:]) and _names_bodies(colon[1]):
        return body_words(colon[1]), colon[2]
    verb = _VERB.search(masked(rest))
    if verb:
        name = rest[: verb.start()].rstrip(" ,:;-")
        if names_body(name) and _is_whole(name) and (order or assigned or _is_duty(rest, verb)):
            return body_words(name), rest[verb.start() :]
    for found in _LEADS.finditer(words):
        if under_body and (found[0].lower().startswith("do ") or not _LEADS_ALONE.match(words, found.end())):
            continue  # “các dự án do Bộ Công an chủ trì theo …” says which projects
        name = found[1].strip(" ,:")
        if names_body(name) and _is_whole(name):
            outside = (words[: found.start()] + " " + words[found.start() :]).strip()
            return body_words(name), outside
    return None


def _time(words: str) -> str:
    """The words of time of a duty: a limit before anything else."""
    found = _LIMITED.search(words) or _TIME.search(_CITED.sub(" ", words))
    return found[0].strip(" ,;(") if found else ""


def _is_duty(rest: str, verb: re.Match[str]) -> bool:
    """A colon after the name, or a verb that gives the duty; other sentences only tell what a body is."""
    gives = ("chủ trì", "chịu trách nhiệm", "có trách nhiệm", "tham mưu", "phối hợp")
    return verb[0] in gives or rest[: verb.start()].rstrip().endswith(":") or bool(_time(rest))


# "các cơ quan liên quan có giải pháp …", "… trên địa bàn để …": what they are to do.
_BEHIND_PARTNERS = re.compile(
    r" (?:để|nhằm|trong (?:việc|công tác|quá trình)|có(?! liên quan| thẩm quyền| chức năng| trách nhiệm))(?!\w).*|,? (?:các|và)$",
    re.DOTALL,
)


def _without_partners(words: str) -> tuple[str, str]:
    """What is to be done, and with whom: "chủ trì, phối hợp với Y, Z" before it is no part of it."""
    partners = ""
    if found := _WITH.search(words):
        rest = words[found.end() :]
        verb = _VERB.search(masked(rest))
        end = min(
            verb.start() if verb else len(rest), *(n for n in map(rest.find, ";.()") if n >= 0), len(rest)
        )
        partners = _BEHIND_PARTNERS.sub("", rest[:end]).rstrip(" ,;:")
        before = words[: found.start()].rstrip(" ,;:(")
        if re.fullmatch(
            r"(?:là (?:cơ quan|đơn vị) )?(?:[Cc]hủ trì)?(?:,? ?(?:có|chịu) trách nhiệm)?", before
        ):
            words = rest[end:]
    title = re.sub(
        r"^(?:[Cc]hủ trì|có trách nhiệm|chịu trách nhiệm)(?: chính)?\s*[,:]?\s*", "", words.strip(" ,;:)")
    )
    title = title.rstrip(" ./;") or words
    return title[:1].upper() + title[1:], partners
