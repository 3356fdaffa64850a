"""A cell that names agencies → the names, each written out in full. Pure; knows structure, not agencies.

The cell is cut at every separator that is not hidden inside a known name; then each piece is read by its
first word: a place list after UBND, a run of collective nouns, a list announced by "các Sở:", a body, or a
piece that only continues what came before it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from plan.agencies.naming.bodies import COLLECTIVES, NAMELESS, NOBODY, PERSON_HEADS, SHARED_HEADS
from plan.agencies.naming.collectives import LEVEL, collective, collective_names, read_run
from plan.agencies.naming.conjunctions import (
    begins,
    doubts_item,
    joins_item,
    joint,
    weigh_join,
)
from plan.agencies.naming.instructions import without_instructions
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
from plan.agencies.naming.tails import with_shared_seats
from plan.agencies.naming.words import in_full, is_field, ready, shown
from plan.text import even, fold

_SCOPE = re.compile(r"\s*\(?đối với (cấp (?:tỉnh|huyện|xã|cơ sở))\)?$", re.IGNORECASE)
_ENDS_WITH_LEVEL = re.compile(r"(?<!\w)cấp (?:tỉnh|huyện|xã|cơ sở|trung ương)$")
_LOWER_LEVEL = re.compile(
    r"(?<!\w)(?:cấp (?:huyện|xã|cơ sở)|các (?:huyện|xã|phường|quận|thị xã|thành phố|đơn vị|địa phương|cấp))(?!\w)"
)
_COUNCIL = ("hđnd", "hội đồng nhân dân", "thường trực hđnd")
_LISTED_HEADS = frozenset(
    ("sở", "bộ", "cục", "vụ", "phòng", "chi cục", "ban", "hội", "trường", "công ty", "trung tâm", "viện")
)
# "các Vụ trưởng": the title holds the body, so none need follow it.
_MANY_HEADS = re.compile(r"các (?:vụ|cục|viện|chi cục|tổng cục) trưởng")
_SAME_RANK = re.compile(r"(?:các )?(?:vụ|cục|viện|chi cục|tổng cục) trưởng|(?:các )?chánh")
_LOCALITIES = re.compile(r"các địa phương (?!liên quan|có liên quan|trong|trên|khác)")
_OFFICER = re.compile(r"(?:đ/c|đồng chí|ông|bà)\s", re.IGNORECASE)
_VAGUE = re.compile("|".join(re.escape(mark) for mark in NOBODY))


def split(phrase: str, known: Collection[str] = ()) -> tuple[Name, ...]:
    """Every name of the cell, in order; `known` are folded names of a directory, kept whole where they fit."""
    pieces = with_shared_seats(without_instructions(cut(ready(phrase, known)), known))
    return _Splitter(pieces, frozenset(known)).read()


class _Splitter:
    def __init__(self, pieces: tuple[Piece, ...], known: frozenset[str]) -> None:
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

    def read(self) -> tuple[Name, ...]:
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece.before in {";", "."}:
                self._new_clause(piece)
            named = len(self.names)
            self._piece(piece)
            self.names[named:] = [replace(name, role=piece.role) for name in self.names[named:]]
        if self.waiting:
            self._add(_plain_name(self.waiting, nobody=True))
        return tuple(self.names)

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
            self._read(replace(piece, text=text))
        if scope:
            self._narrow(scope[1])

    def _read(self, piece: Piece) -> None:
        person, text = person_and_body(piece.text)
        if person and not text and self._announces_heads(person):
            return
        if person and not text and self._stands_alone(person):
            self._add(_plain_name(person, nobody=False))
            return
        if person and not text:
            self.waiting += (" và " if piece.before == "và" else ", ") * bool(self.waiting) + person
            return
        if self.waiting:
            joint = " và " if piece.before == "và" else ", "
            person, self.waiting = self.waiting + (joint + person if person else ""), ""
        text += self._named_localities(text)
        if not (
            self._listed(text, person)
            or self._level(text)
            or self._places(piece, text, person)
            or self._collective(piece, text, person)
            or self._several(piece, text, person)
        ):
            self._body(piece, text, person)

    def _stands_alone(self, person: str) -> bool:
        """`Các Bộ trưởng, Thủ trưởng cơ quan ngang bộ` are two groups; `Chủ tịch, Phó Chủ tịch UBND tỉnh` share a body."""
        following = person_and_body(self.following[0].text)[0] if self.following else ""
        heads = even(following).split(" ", 1)[-1] if even(following).startswith("các ") else even(following)
        if following and _MANY_HEADS.fullmatch(even(person)) and not _SAME_RANK.match(even(following)):
            return True
        if even(person).endswith("hiệu trưởng"):
            return not any(
                "hiệu trưởng" in even(later.text) and head_of(person_and_body(later.text)[1])
                for later in self.following
            )
        return even(person).endswith(("tổng tham mưu trưởng", "tổng kiểm toán", "tổng thanh tra")) or (
            even(person).endswith("bộ trưởng") and heads == "thủ trưởng"
        )

    def _announces_heads(self, person: str) -> bool:
        """`Các Trưởng phòng: Tổ chức, Tài chính`: a list of the bodies those persons lead."""
        held = next((head for words, head in PERSON_HEADS.items() if even(person).endswith(words)), "")
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
        while self.following and joins_item(text, self.following):
            text += joint(self.following[0]) + self.following[0].text
            self.at += 1
        self._add(self._doubtful_item(text), self.person)
        return True

    def _doubtful_item(self, text: str) -> Name:
        """The next name of an announced list; where its "và" may as well be the list's, both readings."""
        if not self.following or not doubts_item(text, self.following):
            return _body_name(f"{self.head} {text}", text)
        last = self.following[0].text
        self.at += 1
        both = f"{text} và {last}"
        apart = tuple(_body_name(f"{self.head} {each}", each).name for each in (text, last))
        name = _body_name(f"{self.head} {both}", both)
        return replace(name, readings=((name.name,), apart))

    def _places(self, piece: Piece, text: str, person: str) -> bool:
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
            council = self.names.pop()
            person = council.name[: -len(council.body)].strip()
            for name in place_names(council.body, found):
                self._add(replace(name, text=name.text if person else council.text), person)
            self.person = person

    def _cover(self, qualifier: str) -> None:
        """`các sở, ngành và UBND các huyện thuộc đối tượng …` says so of both: nobody knows which sở either."""
        before, last = self.names[-2:]
        if last.many and last.nobody and before.many:
            self.names[-2] = replace(before, body=f"{before.body} {qualifier}", nobody=True)

    def _collective(self, piece: Piece, text: str, person: str) -> bool:
        first = collective(piece, text)
        if first is None or self._is_several(first.quantifier, first.nouns, first.tail):
            return False
        run, used = read_run(first, self.following)
        self.at += used
        self.person, self.head, self.listing = person, "", False
        if self.following and self.following[0].before == ":":
            self._announce(run[0].nouns[0])
            self.waiting = "" if self.head else person
            return True
        for name in collective_names(run):
            self._add(name, person)
        self.person = ""
        return True

    def _announce(self, noun: str) -> None:
        self.listing = True
        self.head = sentence(noun.lower()) if even(noun) in _LISTED_HEADS else ""

    def _several(self, piece: Piece, text: str, person: str) -> bool:
        """`các Sở Nội vụ, Tài chính`: a list announced without a colon; or `các nhà mạng`, which names nobody."""
        quantifier, _ = quantifier_and_rest(text)
        if not quantifier or quantifier.isdigit():
            return False
        first = collective(piece, text)
        if first and self._is_several(first.quantifier, first.nouns, first.tail):
            self.person = person
            self._announce(first.nouns[0])
            return self._listed(first.tail, "")
        self._add(_plain_name(text, nobody=True), person)
        return True

    def _named_localities(self, text: str) -> str:
        """`các địa phương Bắc Ninh, An Giang`: the places go on with the words that announce them."""
        more = ""
        while (
            _LOCALITIES.match(even(text))
            and self.following
            and self.following[0].before in {",", "và"}
            and is_capital(self.following[0].text)
            and not begins(self.following[0].text)
            and not is_acronym(self.following[0].text)
        ):
            more += joint(self.following[0]) + self.following[0].text
            self.at += 1
        return more

    def _is_several(self, quantifier: str, nouns: tuple[str, ...], tail: str) -> bool:
        if not quantifier or len(nouns) != 1 or even(nouns[0]) not in _LISTED_HEADS or not is_capital(tail):
            return False
        if even(nouns[0]) == "trường" and is_acronym(tail):
            return False  # "các trường THPT" are a kind
        goes_on = bool(self.following) and self.following[0].before in {",", "và"}
        return is_field(tail) or (goes_on and not begins(self.following[0].text))

    def _level(self, text: str) -> bool:
        """`Ban Chỉ huy … cấp tỉnh, cấp xã`: the same body again, at another level."""
        if (
            not self.names
            or not LEVEL.match(even(text))
            or not _ENDS_WITH_LEVEL.search(even(self.names[-1].name))
        ):
            return False
        last = self.names[-1]
        name, body = (_other_level(words, text) for words in (last.name, last.body))
        self._add(replace(_body_name(body, text), name=name))
        return True

    def _body(self, piece: Piece, text: str, person: str) -> None:
        head = head_of(text)
        if not head and self._is_officer(piece, text):
            return
        shares = piece.before in {",", "và"}
        initials = not head and not person and is_acronym(text)
        if initials and shares and even(self.head) == "phòng":
            self._add(_perhaps_of(self.head, text), self.person)
            return
        if not head and shares and is_field(text) and even(self.head) in SHARED_HEADS:
            self._add(_body_name(f"{self.head} {text}", text), person or self.person)
            return
        if not person and shares and head and even(head) == even(self.head):
            person = self.person
        text, apart = self._join(head, text)
        self._add(replace(_body_name(text, text), readings=apart), person)
        if not self.listing or head:
            self.person = person if not self.listing else self.person
            self.head = self.head if self.listing else head

    def _join(self, head: str, text: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
        """The name with what goes on with it; where it may as well end before, both readings."""
        doubtful = False
        ends = [text]
        while self.following and (weight := weigh_join(head, text, self.following, self.known)) >= 0:
            piece = self.following[0]
            text += joint(piece) + piece.text
            doubtful |= weight == 0
            ends = [*ends, piece.text] if weight == 0 else [*ends[:-1], ends[-1] + joint(piece) + piece.text]
            self.at += 1
        if not doubtful:
            return text, ()
        share = even(head) in SHARED_HEADS
        cut = [ends[0], *(f"{head} {end}" if share else end for end in ends[1:])]
        return text, ((_body_name(text, text).name,), tuple(_body_name(end, end).name for end in cut))

    def _is_officer(self, piece: Piece, text: str) -> bool:
        """The first name of the officer in charge, set apart at the end of a cell: `- Thảo.`"""
        alone = piece.before in {";", "."} and " " not in text and is_capital(text) and not is_acronym(text)
        unknown = not is_field(text) and fold(text) not in self.known
        others = bool(self.names or self.following)
        return (bool(_OFFICER.match(shown(text))) and others) or (
            alone and text.isalpha() and unknown and bool(self.names)
        )

    def _narrow(self, level: str) -> None:
        """`Phòng Nội vụ, … đối với cấp huyện` speaks of every Phòng Nội vụ of that level; a sở has one level only."""
        for place in range(self.clause, len(self.names)):
            name = self.names[place]
            if even(head_of(name.body)) not in {"sở", "bộ", "ubnd", "văn phòng"} and not name.many:
                self.names[place] = replace(
                    name, name=f"{name.name} {level}", body=f"{name.body} {level}", many="tỉnh" not in level
                )

    def _add(self, name: Name, person: str = "") -> None:
        if person:
            own = head_of(name.body) and not even(name.body).startswith("cơ quan ")
            body = name.body if own else name.body[:1].lower() + name.body[1:]
            name = replace(
                name, text=f"{shown(person)} {name.text}", name=sentence(f"{in_full(person)} {body}")
            )
        self.names.append(name)


def _other_level(words: str, level: str) -> str:
    found = _ENDS_WITH_LEVEL.search(even(words))
    return words[: found.start()] + level if found else words


def _body_name(words: str, written: str) -> Name:
    name = sentence(in_full(words))
    lowered = even(name)
    many = bool(_LOWER_LEVEL.search(lowered))
    return Name(
        shown(written), name, name, many=many, nobody=lowered in NAMELESS or bool(_VAGUE.search(lowered))
    )


def _perhaps_of(head: str, text: str) -> Name:
    """`Phòng KHTH, CNTT`: another room, or somebody by these initials."""
    name = _body_name(f"{head} {text}", text)
    return replace(name, readings=((name.name,), (_body_name(text, text).name,)))


def _plain_name(words: str, *, nobody: bool) -> Name:
    name = sentence(in_full(words))
    return Name(shown(words), name, name, many=True, nobody=nobody)
