"""The heading of duties in prose: whose those below it are, and which paragraphs are among them. Pure."""

from dataclasses import dataclass

from plan.documents.paragraphs import ARTICLE, RANK, Paragraph, ParagraphMark


@dataclass
class DutyHeading:
    """A body whose duties follow; none has been named yet, or they are over, where `body` is empty.

    `kind` is its mark, `marks` those of its duties; `begun`: it has one; `partners` help with them all,
    `item_partners` with those below the item whose kind stands beside them;
    `own` is where the duty stands that the heading itself may give, `makes`: it does so even above other duties;
    `below_order`: no heading but an order of its own, below which only what begins with work is another;
    `goes_on`: the duties are one sentence over several paragraphs, up to the first full stop;
    `first`: how many duties were found before those of the heading; `time`: when all of these are due.
    """

    body: str = ""
    number: str = ""
    kind: str = ""
    partners: str = ""
    first: int = 0
    marks: str = ""
    begun: bool = False
    own: int | None = None
    makes: bool = False
    goes_on: bool = False
    below_order: bool = False
    time: str = ""
    item_partners: tuple[str, str] = ("", "")

    def close(self, number: str = "") -> None:
        """What follows is nobody's; its kind stays, so that the next heading is known by it."""
        self.body, self.number = "", number

    def has(self, one: Paragraph) -> bool:
        """Whether that is one of the duties below it."""
        return bool(self.body) and self._is_item(one.mark)

    def is_beside(self, mark: ParagraphMark) -> bool:
        """Whether what has this mark stands beside the heading, and not below it."""
        return bool(self.body and self.kind) and mark.rank <= RANK[self.kind]

    def begin_item(self, one: Paragraph) -> None:
        """Who helped below the item before it helps no more."""
        self.marks += one.kind
        if not self._is_below_item(one):
            self.item_partners = ("", "")

    def name_partners(self, one: Paragraph, partners: str) -> None:
        """An item says who helps with those below it; where none of a lower rank is, with those behind it."""
        if one.is_above:
            self.item_partners = (one.kind, partners)
        else:
            self.partners = partners

    def partners_of(self, one: Paragraph) -> str:
        """Who helps with one of its duties."""
        return self.item_partners[1] if self._is_below_item(one) else self.partners

    def _is_below_item(self, one: Paragraph) -> bool:
        kind, _ = self.item_partners
        return bool(kind) and (one.mark is None or one.mark.rank > RANK[kind])

    def is_of(self, lead: str) -> bool:
        """Whether a duty of that body is one of the heading's."""
        return bool(self.body) and lead == self.body

    def number_below(self, own: str, lead: str) -> str:
        """The number of a duty with its own number or letter: “a” below “2” is 2.a, “2.1” says it itself."""
        is_below = own and self.number and self.is_of(lead) and not own.startswith(f"{self.number}.")
        return f"{self.number}.{own}" if is_below else own or self.number

    def _is_item(self, mark: ParagraphMark | None) -> bool:
        """Not beside it, nor a paragraph after its marked items."""
        if mark is None:
            return not self.marks
        if self.marks and mark.kind not in self.marks and mark.rank < RANK[self.marks[0]]:
            return False  # "5." behind a), b), c): the next heading
        if self.kind == ARTICLE:
            return mark.kind != ARTICLE  # “1.” below “Điều 5.”
        if not mark.number and self.kind and mark.rank <= RANK[self.kind]:
            return False  # "b)" behind "- Sở Y tế"
        return not (mark.number and self.number) or mark.number.startswith(f"{self.number}.")
