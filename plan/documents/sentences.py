"""Plans in prose: sentences that give a body a duty → proposed tasks, each to be confirmed by a person. Pure.

"Sở X chủ trì, phối hợp với Y …; hoàn thành trước ngày …", or items below a heading that names a body.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from plan.documents.bodies import body_words, names_body, says_what_one_does
from plan.documents.closings import ends_duties, is_execution, says_nothing_new
from plan.documents.duty_partners import announced, has_work, makes, without_partners
from plan.documents.duty_times import limit_of, time_of
from plan.documents.duty_verbs import begins_work
from plan.documents.model import Block, Entry, Prose
from plan.documents.orders import (
    begins_order,
    is_sentence,
    names_bodies,
    orders_outright,
    read_order,
    topic_of,
    without_issuer,
)
from plan.documents.prose_grounds import FROM_SENTENCE, MORE_ORDERS
from plan.documents.purposes import assigns, gives_no_duties

_COLUMNS = 3  # a table of fewer often only lays out the page
_SECTION = re.compile(r"([IVXLC]{1,7})\s*[.)/:-]\s*(\S.*)", re.DOTALL)
_MARK = re.compile(r"(?:(?:Điều )?(\d{1,3}(?:\.\d{1,3})*)[.)]|([a-zđ])[.)]|[-–+•*]|\(\d{1,2}\))\s+")
_BRACKET = re.compile(r"\s*\((?:gồm|bao gồm|sau đây)[^()]*\)")
_TIME_BELOW = re.compile(
    r"(?:[-+•]\s*)?(?:Thời (?:gian|hạn)(?: thực hiện| hoàn thành){0,2}(?:\s*:|(?= (?:trước|trong|từ|chậm nhất|xong|đến|quý|tháng|năm) ))"
    r"|(?=Hoàn thành (?:trước|trong|chậm nhất|xong) ))\s*(\S.*?)[.;]?",
    re.DOTALL,
)
# “1.5. Trách nhiệm của đối tượng kiểm kê:” over its duties, whoever that is.
_WHOSE = re.compile(r"(?:Trách nhiệm|Nhiệm vụ) của\s+(\S.*)", re.DOTALL)
# The plan that a decision issues comes behind the addressees of the decision.
_PAPER = re.compile(r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|CHIẾN LƯỢC)(?![a-zà-ỹ])")


@dataclass
class _Speech:
    """What has been said so far: the section, the body whose duties follow, and the duties found.

    `assigns`, `is_purpose`: its title says that it gives duties, or none;
    `kind` is the mark of the heading that names the body, `marks` those of its duties; `begun`: it has one;
    `own` is where the duty stands that the heading itself may give, `makes`: it does so even above other duties;
    `below_order`: no heading but an order of its own, below which only what begins with work is another;
    `first`: how many duties were found before those of the heading; `time`: when all of these are due;
    `goes_on`: the duties are one sentence over several paragraphs, up to the first full stop.
    """

    section: tuple[str, str] = ("", "")
    assigns: bool = False
    is_purpose: bool = False
    body: str = ""
    number: str = ""
    kind: str = ""
    marks: str = ""
    partners: str = ""
    begun: bool = False
    own: int | None = None
    makes: bool = False
    goes_on: bool = False
    below_order: bool = False
    first: int = 0
    time: str = ""
    ended: bool = False
    found: list[Entry] = field(default_factory=list)

    def hear(self, text: str, place: int, is_cell: bool = False, following: str = "") -> None:
        """`is_cell`: of a table, where a sentence may give a duty, but nothing heads what follows.

        `following`: the paragraph behind it.
        """
        if self.ended and _PAPER.match(text):
            self.ended = False
            self._open("", "")
        self.ended = self.ended or text.startswith(("Nơi nhận", "NƠI NHẬN"))
        if self.ended:
            return
        if is_cell:
            self._cell(text, place)
        elif _is_part(_MARK.match(text)) and not orders_outright(text):
            return
        elif section := _SECTION.fullmatch(text):
            self._open(section[1], " ".join(section[2].split()))
        elif not self.is_purpose or orders_outright(_MARK.sub("", text, count=1)):
            self._paragraph(text, place, _MARK.match(following))

    def _cell(self, text: str, place: int) -> None:
        self.body = ""
        if (found := read_order(text)) and (announced(found[1]) is None or makes(found[1])):
            self._add(*found, text, None, place)

    def _paragraph(self, text: str, place: int, after: re.Match[str] | None) -> None:
        mark = _MARK.match(text)
        words = text[mark.end() :] if mark else text
        if (time := _TIME_BELOW.fullmatch(text)) and (self.body or self._is_right_above(place)):
            self._time(time[1], place)
        elif mark and mark[1] and (whose := self._heads(words, mark, _kind(after))):
            self._head(whose, mark)
        elif is_execution(words) or (mark is None and says_nothing_new(words)):
            self.body = ""
        elif named := self._named(words, mark, after):
            self._head(named, mark)
        elif found := read_order(words, self._is_below(mark), *self._assigns(mark)):
            self._order(found, text, mark, place, after)
        elif self._is_below(mark) and not (mark is None and ends_duties(words, self.begun)):
            self._item(words, text, mark, place, after)
            if self.goes_on and not words.endswith(";"):
                self.body = ""
        elif self._lacks_body(words, mark, place, after):
            self._add("", words, text, mark, place)
        else:
            self.body, self.number = "", (mark[1] or "") if mark else ""

    def _named(self, words: str, mark: re.Match[str] | None, after: re.Match[str] | None) -> str:
        """The bodies that a line names alone, where it may head duties; empty for any other line."""
        if _is_timed(words) and says_what_one_does(words) and not _is_above(mark, after):
            return ""  # “Sở Tài chính cấp kinh phí trước ngày 30/6”: a duty by a verb that is not known
        named = without_issuer(words)
        is_heading = names_bodies(named) and not is_sentence(words) and self._may_head(words, mark)
        return body_words(named) if is_heading else ""

    def _order(
        self,
        found: tuple[str, str],
        text: str,
        mark: re.Match[str] | None,
        place: int,
        after: re.Match[str] | None,
    ) -> None:
        """A duty, or the heading of those below it; “2.1.” below “2.”, and lines behind “…;”, are the same body's."""
        if (said := announced(found[1])) is not None:
            return self._announce(found, said, text, mark, place)
        self._add(*found, text, mark, place)
        goes_on = mark is None and after is None and text.endswith(";")
        if goes_on or _is_below_number(after, mark):
            self._head(found[0], mark)
            self.first -= 1  # the order itself
            self.goes_on, self.below_order = goes_on, True
        return None

    def _announce(
        self, found: tuple[str, str], partners: str, text: str, mark: re.Match[str] | None, place: int
    ) -> None:
        """“Giao Sở X …:” heads the duties below; where none follow, what it says is the duty."""
        self._head(found[0], mark, partners)
        if has_work(found[1]):
            self.own, self.makes = len(self.found), makes(found[1])
            self._add(*found, text, mark, place)

    def _withdraw(self) -> None:
        """Duties stand below the heading: it only said that they follow."""
        if self.own is not None and not self.makes and not self._says_more(self.found[self.own]):
            del self.found[self.own]
        self.own = None

    @staticmethod
    def _says_more(duty: Entry) -> bool:
        """Whether it has a time, or work of its own before the clause that heads the duties below."""
        *clauses, _ = duty.title.split(";")
        return bool(duty.timing) or any(has_work(clause) for clause in clauses)

    def _time(self, words: str, place: int) -> None:
        """“Thời gian hoàn thành: …” below a duty, or below the heading of those that follow."""
        if len(self.found) > self.first or self._is_right_above(place):
            self.found[-1] = _due(self.found[-1], words)
        else:
            self.time = words

    def _is_right_above(self, place: int) -> bool:
        """Whether the last duty is the paragraph before that one."""
        return bool(self.found) and self.found[-1].where == _where(place - 1)

    def _heads(self, words: str, mark: re.Match[str], next_kind: str) -> str:
        """Whose duties stand below a numbered line that is open at its end, with marks of a lower rank behind it."""
        if words.endswith((".", ";")) or _RANK.get(next_kind, 0) <= _RANK[_kind(mark)]:
            return ""
        bare = _BRACKET.sub("", words).rstrip(" :").removesuffix(" có trách nhiệm")
        if whose := _WHOSE.fullmatch(bare):
            return body_words(whose[1])
        is_group = bare.startswith("Các ") and names_body(" ".join(bare.split()[:3]))
        return body_words(bare) if is_group and not words.endswith(":") else ""

    def _item(
        self, words: str, text: str, mark: re.Match[str] | None, place: int, after: re.Match[str] | None
    ) -> None:
        """A duty of the body of the heading; one that only says with whom heads the duties below it."""
        self.marks += _kind(mark)
        is_open = not words.endswith((".", ";")) if mark else words.endswith(":")
        if is_open and not _is_part(after) and (partners := announced(words)) is not None:
            self.partners = partners
        elif (self.makes or self.below_order) and not begins_work(words):
            return  # “Thực trạng”: a part of the paper that is to be made
        elif _is_timed(words) and says_what_one_does(words):
            self._add("", words, text, mark, place)  # what another does by a verb that is not known
        elif not names_body(words):  # whom something is for, not what is to be done
            self.begun = True
            self._withdraw()
            self._add(self.body, words, text, mark, place)

    def _open(self, mark: str, title: str) -> None:
        self.section, self.body, self.number = (mark, title), "", ""
        self.assigns, self.is_purpose = assigns(title), gives_no_duties(title)
        if names_body(title):
            self._head(body_words(title))

    def _head(self, body: str, mark: re.Match[str] | None = None, partners: str = "") -> None:
        """The body whose duties follow, and who helps with them all."""
        self.body, self.kind, self.partners = body, _kind(mark), partners
        self.number = (mark[1] or mark[2] or "") if mark else ""
        self.marks, self.begun, self.own = "", False, None
        self.first, self.time = len(self.found), ""
        self.makes = self.goes_on = self.below_order = False

    def _may_head(self, words: str, mark: re.Match[str] | None) -> bool:
        """A letterhead names a body too: without a number it heads duties only inside a section, or with a colon.

        With a letter or a dash it does so beside the heading before it, never below it.
        """
        if words.startswith("Doanh nghiệp ") and not self.assigns:
            return False  # more often what the part is about
        if mark:
            is_first = not self.body and bool(self.section[0] or self.kind)
            is_beside = is_first or bool(self.body and self.kind and _RANK[_kind(mark)] <= _RANK[self.kind])
            return bool(mark[1]) or words.rstrip().endswith(":") or is_beside
        return bool(self.section[0]) or words.rstrip().endswith(":")

    def _assigns(self, mark: re.Match[str] | None) -> tuple[bool, bool]:
        """Whether what a body is said to do here is its duty, and whether a duty may stand in the middle of a sentence.

        In a section of tasks, or among numbers without sections.
        """
        within = self.assigns or bool(mark and mark[1] and not self.section[0])
        return bool(mark) and within, within

    def _lacks_body(
        self, words: str, mark: re.Match[str] | None, place: int, after: re.Match[str] | None
    ) -> bool:
        """“2. Xây dựng kế hoạch …, hoàn thành trước ngày …” among duties: whose it is has to be asked."""
        is_among = self._assigns(mark)[1] if mark else self._is_right_above(place)
        is_duty = begins_work(words) or says_what_one_does(words)
        return is_among and not _is_above(mark, after) and is_duty and _is_timed(words)

    def _is_below(self, mark: re.Match[str] | None) -> bool:
        return bool(self.body) and self._is_item(mark)

    def _is_item(self, mark: re.Match[str] | None) -> bool:
        """One of the duties below the heading: not beside it, nor a paragraph after its marked items."""
        if mark is None:
            return not self.marks
        if self.marks and _kind(mark) not in self.marks and _RANK[_kind(mark)] < _RANK[self.marks[0]]:
            return False  # "5." behind a), b), c): the next heading
        if not mark[1] and self.kind and _RANK[_kind(mark)] <= _RANK[self.kind]:
            return False  # "b)" behind "- Sở Y tế"
        return not (mark[1] and self.number) or mark[1].startswith(f"{self.number}.")

    def _add(self, lead: str, words: str, text: str, mark: re.Match[str] | None, place: int) -> None:
        title, partners = without_partners(words)
        if topic := topic_of(text[mark.end() :] if mark else text):
            title = f"{topic}, {title[:1].lower()}{title[1:]}"
        own = (mark[1] or mark[2] or "") if mark else ""
        is_of_heading = bool(self.body) and lead == self.body
        is_below = own and self.number and is_of_heading and not own.startswith(f"{self.number}.")
        number = f"{self.number}.{own}" if is_below else own or self.number
        duty = Entry(
            section=self.section[0],
            section_title=self.section[1],
            number=number,
            title=title,
            lead=lead,
            partners=partners or (self.partners if is_of_heading else ""),
            product="",
            timing=time_of(words),
            where=_where(place),
            note=f"Trích: {' '.join(text.split())}",
            proposed=MORE_ORDERS if begins_order(words) else FROM_SENTENCE,
        )
        takes_time = is_of_heading and self.time and not duty.timing
        self.found.append(_due(duty, self.time) if takes_time else duty)


def _due(duty: Entry, words: str) -> Entry:
    """With a time that a line of its own says; the sentence's own goes before it, and both are shown."""
    return replace(duty, timing=duty.timing or words, note=f"{duty.note}\nThời gian: {words}")


def _where(place: int) -> str:
    return f"paragraph {place}"


def _is_part(mark: re.Match[str] | None) -> bool:
    """“(1) …”: a part of the duty above it."""
    return mark is not None and mark[0].startswith("(")


def _is_timed(words: str) -> bool:
    return bool(limit_of(words))


def _is_above(mark: re.Match[str] | None, after: re.Match[str] | None) -> bool:
    """Whether the next paragraph has a mark of a lower rank."""
    return mark is not None and _RANK.get(_kind(after), 0) > _RANK[_kind(mark)]


def _is_below_number(mark: re.Match[str] | None, above: re.Match[str] | None) -> bool:
    """“2.1.” below “2.”."""
    return bool(mark and above and mark[1] and above[1] and mark[1].startswith(f"{above[1]}."))


# Numbers stand above letters, letters above dashes, dashes above crosses.
_RANK = {"1": 0, "a": 1, "-": 2, "+": 3}


def _kind(mark: re.Match[str] | None) -> str:
    if mark is None:
        return ""
    return "1" if mark[1] else "a" if mark[2] else "+" if mark[0].startswith("+") else "-"


def proposed_tasks(blocks: Iterable[Block]) -> tuple[Entry, ...]:
    """The duties that sentences give, in their order; none where nobody is given anything."""
    speech = _Speech()
    paragraphs = list(_paragraphs(blocks))
    for place, (text, is_cell) in enumerate(paragraphs, 1):
        following = next(iter(paragraphs[place : place + 1]), ("", False))[0]
        speech.hear(text, place, is_cell, following)
    return tuple({(e.section, e.number, e.title, e.lead, e.note): e for e in speech.found}.values())


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
