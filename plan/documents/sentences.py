"""Plans in prose: sentences that give a body a duty → proposed tasks, each to be confirmed by a person. Pure.

"Sở X chủ trì, phối hợp với Y …; hoàn thành trước ngày …", or items below a heading that names a body.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from plan.documents.bodies import body_words, names_body, says_what_one_does
from plan.documents.closings import ends_duties, is_execution, says_nothing_new
from plan.documents.duty_headings import DutyHeading
from plan.documents.duty_labels import labelled
from plan.documents.duty_partners import announced, has_work, makes, without_partners
from plan.documents.duty_times import limit_of, time_of
from plan.documents.duty_verbs import begins_work
from plan.documents.model import Block, Entry
from plan.documents.named_bodies import is_sentence, names_bodies, who_directs
from plan.documents.orders import (
    begins_order,
    orders_outright,
    read_order,
    topic_of,
    without_issuer,
)
from plan.documents.paragraphs import Paragraph, ParagraphMark, paragraphs, where
from plan.documents.prose_grounds import FROM_SENTENCE, MORE_ORDERS
from plan.documents.prose_lines import (
    begins_annex,
    begins_paper,
    is_subject,
    section_of,
    time_below,
    whose_below,
)
from plan.documents.purposes import assigns, gives_no_duties


def proposed_tasks(blocks: Iterable[Block]) -> tuple[Entry, ...]:
    """The duties that sentences give, in their order; none where nobody is given anything."""
    speech = _Speech()
    for paragraph in paragraphs(blocks):
        speech.hear(paragraph)
    return tuple({(e.section, e.number, e.title, e.lead, e.note): e for e in speech.found}.values())


@dataclass
class _Speech:
    """What has been said so far: the section, the heading whose duties follow, and the duties found.

    `assigns`, `is_purpose`: the title of the section says that it gives duties, or none.
    """

    section: tuple[str, str] = ("", "")
    assigns: bool = False
    is_purpose: bool = False
    heading: DutyHeading = field(default_factory=DutyHeading)
    ended: bool = False
    found: list[Entry] = field(default_factory=list)

    def hear(self, one: Paragraph) -> None:
        if self.ended and begins_paper(one.text):
            self.ended = False
            self._open("", "")
        self.ended = self.ended or one.text.startswith(("Nơi nhận", "NƠI NHẬN"))
        if self.ended:
            return
        if one.is_cell:
            self._cell(one)
        elif begins_annex(one):
            self.heading.close()
        elif one.mark and one.mark.is_part and not orders_outright(one.text):
            return
        elif section := section_of(one.text, "" if self.section[1] or self.heading.body else self.section[0]):
            self._open(*section)
        elif not self.is_purpose or orders_outright(one.words):
            self._paragraph(one)

    def _cell(self, one: Paragraph) -> None:
        """In a table a sentence may give a duty, but nothing heads what follows."""
        self.heading.body = ""
        if (found := read_order(one.text)) and (announced(found[1]) is None or makes(found[1])):
            self._add(*found, replace(one, mark=None, words=one.text))

    def _paragraph(self, one: Paragraph) -> None:
        if (time := time_below(one.text)) and (self.heading.body or self._is_right_above(one)):
            self._time(time, one)
        elif whose := whose_below(one):
            self._head(whose, one)
        elif is_execution(one.words) or (one.mark is None and says_nothing_new(one.words)):
            self.heading.body = ""
        elif named := self._named(one):
            self._head(named, one)
        elif found := read_order(one.words, self.heading.has(one), *self._assigns(one.mark)):
            self._order(found, one)
        elif self.heading.has(one) and not (one.mark is None and ends_duties(one.words, self.heading.begun)):
            self._item(one)
            if self.heading.goes_on and not one.words.endswith(";"):
                self.heading.body = ""
        elif self._lacks_body(one):
            self._add("", one.words, one)
        else:
            self.heading.close(one.number)

    def _named(self, one: Paragraph) -> str:
        """The bodies that a line names alone, where it may head duties; empty for any other line."""
        if _is_timed(one.words) and says_what_one_does(one.words) and not one.is_above:
            return ""  # “Sở Tài chính cấp kinh phí trước ngày 30/6”: a duty by a verb that is not known
        if one.number and (directs := who_directs(one.words)):
            return body_words(directs)
        named = without_issuer(one.words)
        is_heading = names_bodies(named) and not is_sentence(one.words) and self._may_head(one)
        return body_words(named) if is_heading else ""

    def _order(self, found: tuple[str, str], one: Paragraph) -> None:
        """A duty, or the heading of those below it; “2.1.” below “2.”, and lines behind “…;”, are the same body's."""
        if (partners := announced(found[1])) is not None:
            self._announce(found, partners, one)
            return
        self._add(*found, one)
        goes_on = one.mark is None and one.after is None and one.text.endswith(";")
        if goes_on or one.is_above_number:
            self._head(found[0], one)
            self.heading.first -= 1  # the order itself
            self.heading.goes_on, self.heading.below_order = goes_on, True

    def _announce(self, found: tuple[str, str], partners: str, one: Paragraph) -> None:
        """“Giao Sở X …:” heads the duties below; where none follow, what it says is the duty."""
        self._head(found[0], one, partners)
        if has_work(found[1]):
            self.heading.own, self.heading.makes = len(self.found), makes(found[1])
            self._add(*found, one)

    def _withdraw(self) -> None:
        """Duties stand below the heading: it only said that they follow."""
        own = self.heading.own
        if own is not None and not self.heading.makes and not _says_more(self.found[own]):
            del self.found[own]
        self.heading.own = None

    def _time(self, words: str, one: Paragraph) -> None:
        """“Thời gian hoàn thành: …” below a duty, or below the heading of those that follow."""
        if len(self.found) > self.heading.first or self._is_right_above(one):
            self.found[-1] = _due(self.found[-1], words)
        else:
            self.heading.time = words

    def _is_right_above(self, one: Paragraph) -> bool:
        """Whether the last duty is the paragraph before that one."""
        return bool(self.found) and self.found[-1].where == where(one.place - 1)

    def _item(self, one: Paragraph) -> None:
        """A duty of the body of the heading; one that only says with whom heads the duties below it."""
        if not one.mark and one.words.isupper():
            self.heading.close()  # a title of what follows
            return
        self.heading.begin_item(one)
        is_open = not one.words.endswith((".", ";")) if one.mark else one.words.endswith(":")
        has_parts = one.after is not None and one.after.is_part
        if is_open and not has_parts and (partners := announced(one.words)) is not None:
            self.heading.name_partners(one, partners)
        elif one.number and is_subject(one.words):
            return  # “1. Về cải cách thể chế”: what the orders below it are about
        elif (self.heading.makes or self.heading.below_order) and not begins_work(one.words):
            return  # “Thực trạng”: a part of the paper that is to be made
        elif _is_timed(one.words) and says_what_one_does(one.words):
            self._add("", one.words, one)  # what another does by a verb that is not known
        elif not names_body(one.words):  # whom something is for, not what is to be done
            self.heading.begun = True
            self._withdraw()
            self._add(self.heading.body, one.words, one)

    def _open(self, mark: str, title: str) -> None:
        self.section = (mark, title)
        self.heading.close()
        self.assigns, self.is_purpose = assigns(title), gives_no_duties(title)
        if names_body(title):
            self._head(body_words(title))

    def _head(self, body: str, one: Paragraph | None = None, partners: str = "") -> None:
        """The body whose duties follow, and who helps with them all."""
        name, kind = (one.name, one.kind) if one else ("", "")
        self.heading = DutyHeading(body, name, kind, partners, first=len(self.found))

    def _may_head(self, one: Paragraph) -> bool:
        """A letterhead names a body too: without a number it heads duties only inside a section, or with a colon.

        With a letter or a dash it does so beside the heading before it, never below it.
        """
        if one.words.startswith("Doanh nghiệp ") and not self.assigns:
            return False  # more often what the part is about
        is_open = one.words.rstrip().endswith(":")
        if one.mark:
            is_first = not self.heading.body and bool(self.section[0] or self.heading.kind)
            return bool(one.number) or is_open or is_first or self.heading.is_beside(one.mark)
        return bool(self.section[0]) or is_open

    def _assigns(self, mark: ParagraphMark | None) -> tuple[bool, bool]:
        """Whether what a body is said to do here is its duty, and whether a duty may stand in the middle of a sentence.

        In a section of tasks, or among numbers without sections.
        """
        within = self.assigns or bool(mark and mark.number and not self.section[0])
        return bool(mark) and within, within

    def _lacks_body(self, one: Paragraph) -> bool:
        """“2. Xây dựng kế hoạch …, hoàn thành trước ngày …” among duties: whose it is has to be asked."""
        is_among = self._assigns(one.mark)[1] if one.mark else self._is_right_above(one)
        is_duty = begins_work(one.words) or says_what_one_does(one.words)
        return is_among and not one.is_above and is_duty and _is_timed(one.words)

    def _add(self, lead: str, words: str, one: Paragraph) -> None:
        said = labelled(words)
        title, partners = without_partners(said.words)
        if topic := topic_of(one.words):
            title = f"{topic}, {title[:1].lower()}{title[1:]}"
        is_of_heading = self.heading.is_of(lead)
        duty = Entry(
            section=self.section[0],
            section_title=self.section[1],
            number=self.heading.number_below(one.name, lead),
            title=title,
            lead=said.lead or lead,
            partners=said.partners or partners or (self.heading.partners_of(one) if is_of_heading else ""),
            product=said.product,
            timing=said.timing or time_of(words),
            where=one.where,
            note=f"Trích: {' '.join(one.text.split())}",
            proposed=MORE_ORDERS if begins_order(words) else FROM_SENTENCE,
        )
        takes_time = is_of_heading and self.heading.time and not duty.timing
        self.found.append(_due(duty, self.heading.time) if takes_time else duty)


def _due(duty: Entry, words: str) -> Entry:
    """With a time that a line of its own says; the sentence's own goes before it, and both are shown."""
    return replace(duty, timing=duty.timing or words, note=f"{duty.note}\nThời gian: {words}")


def _says_more(duty: Entry) -> bool:
    """Whether it has a time, or work of its own before the clause that heads the duties below."""
    *clauses, _ = duty.title.split(";")
    return bool(duty.timing) or any(has_work(clause) for clause in clauses)


def _is_timed(words: str) -> bool:
    return bool(limit_of(words))
