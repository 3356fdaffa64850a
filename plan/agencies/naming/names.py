"""A cell that names agencies → the names, each written out in full. Pure; knows structure, not agencies.

The cell is cut at every separator that is not hidden inside a known name; then each piece is read by its
first word: a place list after UBND, a run of collective nouns, a list announced by "các Sở:", a body, or a
piece that only continues what came before it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from plan.agencies.naming.announced import (
    LISTED_HEADS,
    announces,
    goes_on_plainly,
    kinds_behind,
    named_localities,
)
from plan.agencies.naming.bodies import COLLECTIVES, SHARED_HEADS
from plan.agencies.naming.boundaries import begins
from plan.agencies.naming.cell_text import ready
from plan.agencies.naming.collective_runs import collective_names, read_run
from plan.agencies.naming.collectives import LEVEL, collective
from plan.agencies.naming.conjunctions import joint
from plan.agencies.naming.instructions import without_instructions
from plan.agencies.naming.joined import join, join_item
from plan.agencies.naming.pieces import (
    Name,
    Piece,
    cut,
    head_of,
    is_acronym,
    is_capital,
    person_and_body,
    quantifier_and_rest,
    sentence,
)
from plan.agencies.naming.places import NamedPlace, place_names, places, read_places, seat_and_rest
from plan.agencies.naming.roles import Role
from plan.agencies.naming.tails import with_shared_tails
from plan.agencies.naming.titles import held_body, is_officer, names_officer, stands_alone, without_officer
from plan.agencies.naming.writings import is_field
from plan.agencies.naming.written import ENDS_WITH_LEVEL, at_level, body_name, led_by, perhaps_of, plain_name
from plan.text import even, nfc

_SCOPE = re.compile(r"\s*\(?đối với (cấp (?:tỉnh|huyện|xã|cơ sở))\)?$", re.IGNORECASE)
_COUNCIL = ("hđnd", "hội đồng nhân dân", "thường trực hđnd", "tt hđnd", "đảng ủy", "thường trực đảng ủy")

# A longer cell is no list of names, and would be weighed for minutes.
LONGEST, _SHOWN = 10_000, 200
# So would thousands of marks with no name between them; dotted lines have them.
_MARKS_ALONE = re.compile(r"([,;/])(?:\s*[,;/]){9,}")
_FEW_WORDS = 4
# "Sở Nội vụ", and in a line or clause of its own "Đ/c An": one more of the list, not whom the first has it with.
_PERSON = r"(?:đ/c|đồng chí|ông|bà)\s"
_PERSON_LISTED = re.compile(
    rf"(?:;\s*(?:[-–+•*]\s*)?|\n[ \t]*(?:[-–+•*]\s*)?|(?<=\s)\d{{1,2}}[.)]\s*){_PERSON}"
    rf"|^\s*(?:[-–+•*]\s*)?{_PERSON}[^;\n,:.]*(?:,\s*{_PERSON}[^;\n,:.]*)*(?:;|\.\s|,?\n)",
    re.IGNORECASE,
)


def split(phrase: str, known: Collection[str] = ()) -> tuple[Name, ...]:
    """Every name of the cell, in order; `known` are folded names of a directory, kept whole where they fit."""
    if len(phrase) > LONGEST:
        return (Name(phrase[:_SHOWN], phrase[:_SHOWN], phrase[:_SHOWN], many=True),)
    text = ready(_MARKS_ALONE.sub(r"\1", phrase), known)
    pieces = tuple(map(without_officer, cut(text)))
    pieces = with_shared_tails(without_instructions(pieces, known))
    listed = bool(_PERSON_LISTED.search(phrase))
    return _Splitter(pieces, frozenset(known), listed=listed).read() or _unread(phrase)


def _unread(phrase: str) -> tuple[Name, ...]:
    """Words that name nobody by themselves ("Theo phân công tại Quyết định …") are kept whole, for a person to say."""
    words = nfc(" ".join(phrase.split()))
    return (plain_name(words, nobody=True),) if len(words.split()) > _FEW_WORDS else ()


class _Splitter:
    def __init__(self, pieces: tuple[Piece, ...], known: frozenset[str], *, listed: bool = False) -> None:
        self.pieces = pieces
        self.known = known
        self.at = 0
        self.names: list[Name] = []
        self.clause = 0
        # What a piece without a head of its own may share with the pieces before it.
        self.person = ""
        self.head = ""
        self.listing = False
        self.waiting = ""
        self.waiting_as: Role = ""
        self.with_bodies: set[Role] = set()
        # In a cell of officers alone, or that lists some, they are who has to do it.
        self.of_officers = listed or all(names_officer(piece) for piece in pieces)

    def read(self) -> tuple[Name, ...]:
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece.before in {";", "."}:
                self._new_clause(piece)
            if self.waiting and self._left_alone(piece):
                self._stand_alone()
            named = len(self.names)
            self._piece(piece)
            if piece.role:
                self.names[named:] = [replace(name, role=piece.role) for name in self.names[named:]]
                if any(not names_officer(Piece("", name.name)) for name in self.names[named:]):
                    self.with_bodies.add(piece.role)
        if self.waiting:
            self._stand_alone()
        return tuple(self.names)

    def _left_alone(self, piece: Piece) -> bool:
        """`- Các Phó Giám đốc; - Sở Nội vụ`: no body of the next clause is theirs, unless more persons stand there."""
        ended = piece.before in {";", "."} and not person_and_body(piece.text)[0]
        return ended or piece.role != self.waiting_as

    def _stand_alone(self) -> None:
        """The persons whose body was not named: `Đồng chí Trưởng Ban. Phối hợp: …`."""
        self._add(replace(plain_name(self.waiting, nobody=True), role=self.waiting_as))
        self.waiting = ""

    @property
    def following(self) -> tuple[Piece, ...]:
        return self.pieces[self.at :]

    def _new_clause(self, piece: Piece) -> None:
        self.clause = len(self.names)
        if not self.listing or piece.before == ".":
            self.person, self.head, self.listing = "", "", False

    def _piece(self, piece: Piece) -> None:
        scope = _SCOPE.search(piece.text)
        text = piece.text[: scope.start()] if scope else piece.text
        if text:
            self._read(replace(piece, text=text) if scope else piece)
        if scope:
            self._narrow(scope[1])

    def _read(self, piece: Piece) -> None:
        person, text = person_and_body(piece.text)
        if person and not text and self._announces_heads(person):
            return
        if person and not text and stands_alone(person, self.following):
            self._add(plain_name(person, nobody=False))
            return
        if person and not text:
            self.waiting_as = piece.role
            self.waiting += (" và " if piece.before == "và" else ", ") * bool(self.waiting) + person
            return
        if self.waiting:
            joint = " và " if piece.before == "và" else ", "
            person, self.waiting = self.waiting + (joint + person if person else ""), ""
        more, used = named_localities(text, self.following)
        text, self.at = text + more, self.at + used
        if not (
            self._listed(text, person)
            or self._level(text)
            or self._places(piece, text, person)
            or self._collective(piece, text, person)
            or self._several(piece, text, person)
        ):
            self._body(piece, text, person)

    def _announces_heads(self, person: str) -> bool:
        """`Các Trưởng phòng: Tổ chức, Tài chính`: a list of the bodies those persons lead."""
        held = held_body(person)
        if not held or not self.following or self.following[0].before != ":":
            return False
        self._announce(held)
        self.person = "Trưởng"
        return True

    def _listed(self, text: str, person: str) -> bool:
        """A piece of a list that was announced: `các Sở: Nội vụ, Tài chính`."""
        if not self.listing or person or not self.head:
            return False
        named = is_field(text) and (even(self.head) == "bộ" or even(text) not in {"thanh tra", "công an"})
        alone = head_of(text) == text or (is_capital(text) and COLLECTIVES.get(even(text)) == "people")
        if not named and begins(text) and not alone:
            return False
        if not named and even(self.head) in {"sở", "bộ"} and text[0].islower() and " " in text:
            return False  # "các Sở Giao thông vận tải, cơ sở đào tạo lái xe"
        name, used = join_item(self.head, text, self.following)
        self.at += used
        self._add(name, self.person)
        return True

    def _places(self, piece: Piece, text: str, person: str) -> bool:
        if text == "TP" and even(self.head) == "sở":
            return False  # "Sở NV, TC, TP": Tư pháp
        seat, rest = seat_and_rest(text, self.following)
        if not places(rest) or (
            not seat and (head_of(text) or even(rest).startswith(("các cấp", "các địa phương")))
        ):
            return False
        found, used = read_places(rest, self.following)
        self.at += used
        self.person, self.head, self.listing = "", "", False
        self._share_places(piece, found)
        for name in place_names(seat, found):
            self._add(name, person or self.person)
        self.person = ""
        if piece.before == "và" and len(self.names) > 1:
            self._cover(found[-1].tail)
        return True

    def _share_places(self, piece: Piece, found: Sequence[NamedPlace]) -> None:
        """`HĐND và UBND các cấp`: the council of the same places, since "HĐND" alone is nobody's."""
        if piece.before in {",", "và"} and self.names and even(self.names[-1].body) in _COUNCIL:
            if self.names[-1].name != self.names[-1].body and even(self.names[-1].body).endswith("ủy"):
                return  # "Bí thư Đảng ủy, Chủ tịch UBND xã" are two persons
            council = self.names.pop()
            person = council.name[: -len(council.body)].strip()
            for name in place_names(council.body, found):
                text = name.text if person else council.text
                self._add(replace(name, text=text, role=council.role), person)
            self.person = person

    def _cover(self, qualifier: str) -> None:
        """`các sở, ngành và UBND các huyện thuộc đối tượng …` says so of both: nobody knows which sở either."""
        before, last = self.names[-2:]
        if last.many and last.nobody and before.many:
            self.names[-2] = replace(before, body=f"{before.body} {qualifier}", nobody=True)

    def _collective(self, piece: Piece, text: str, person: str) -> bool:
        first = collective(piece, text)
        if first is None or announces(first, self.following):
            return False
        run, used = read_run(first, self.following, led=bool(person))
        self.at += used
        self.person, self.head, self.listing = person, "", False
        if self.following and self.following[0].before == ":":
            self._announce(run[0].nouns[0])
            self.waiting, self.waiting_as = "" if self.head else person, piece.role
            return True
        for name in collective_names(run):
            self._add(name, person)
        self.person = ""
        return True

    def _announce(self, noun: str) -> None:
        self.listing = True
        self.head = sentence(noun.lower()) if even(noun) in LISTED_HEADS else ""

    def _several(self, piece: Piece, text: str, person: str) -> bool:
        """`các Sở Nội vụ, Tài chính`: a list announced without a colon; or `các nhà mạng`, which names nobody."""
        quantifier, _ = quantifier_and_rest(text)
        if not quantifier or quantifier.isdigit():
            return False
        first = collective(piece, text)
        if first and announces(first, self.following):
            self.person = person
            self._announce(first.nouns[0])
            return self._listed(first.tail, "")
        more = kinds_behind(text, self.following) or goes_on_plainly(self.following)
        self.at += len(more)
        self._add(plain_name(text + "".join(joint(unit) + unit.text for unit in more), nobody=True), person)
        return True

    def _level(self, text: str) -> bool:
        """`Ban Chỉ huy … cấp tỉnh, cấp xã`: the same body again, at another level."""
        if (
            not self.names
            or not LEVEL.match(even(text))
            or not ENDS_WITH_LEVEL.search(even(self.names[-1].name))
        ):
            return False
        self._add(at_level(self.names[-1], text))
        return True

    def _body(self, piece: Piece, text: str, person: str) -> None:
        head = head_of(text)
        last = not self.following
        if (
            not head
            and not self.of_officers
            and not self._first_in(piece.role)
            and is_officer(piece, text, self.known, first=not self.names, last=last)
        ):
            return
        shares = piece.before in {",", "và"}
        initials = not head and not person and is_acronym(text)
        if initials and shares and even(self.head) == "phòng":
            self._add(perhaps_of(self.head, text), self.person)
            return
        if not head and shares and is_field(text) and even(self.head) in SHARED_HEADS:
            self._add(body_name(f"{self.head} {text}", text), person or self.person)
            return
        if not person and shares and head and even(head) == even(self.head):
            person = self.person
        again = bool(head) and even(head) == even(self.head)
        text, apart, used = join(head, text, self.following, self.known, again=again)
        self.at += used
        self._add(replace(body_name(text, text), readings=apart), person)
        if not self.listing or head:
            self.person = person if not self.listing else self.person
            self.head = self.head if self.listing else head

    def _first_in(self, role: Role) -> bool:
        """Whether nobody but officers has that role so far: `Phối hợp: Đ/c An`, who would be lost as an agency's officer."""
        return bool(role) and role not in self.with_bodies

    def _narrow(self, level: str) -> None:
        """`Phòng Nội vụ, … đối với cấp huyện` speaks of every Phòng Nội vụ of that level; a sở has one level only."""
        for place in range(self.clause, len(self.names)):
            name = self.names[place]
            if even(head_of(name.body)) not in {"sở", "bộ", "ubnd", "văn phòng"} and not name.many:
                self.names[place] = replace(
                    name, name=f"{name.name} {level}", body=f"{name.body} {level}", many="tỉnh" not in level
                )

    def _add(self, name: Name, person: str = "") -> None:
        self.names.append(led_by(person, name) if person else name)
