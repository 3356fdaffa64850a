"""Titles in a cell: which of them name a group by themselves, and who is only the officer in charge. Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from plan.agencies.naming.bodies import PERSON_HEADS
from plan.agencies.naming.masks import shown
from plan.agencies.naming.pieces import Piece, head_of, is_acronym, is_capital, person_and_body
from plan.agencies.naming.writings import is_field
from plan.text import even, fold

# "các Vụ trưởng": the title holds the body, so none need follow it.
_MANY_HEADS = re.compile(r"các (?:vụ|cục|viện|chi cục|tổng cục) trưởng")
_SAME_RANK = re.compile(r"(?:các )?(?:vụ|cục|viện|chi cục|tổng cục) trưởng|(?:các )?chánh")
# "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ" is one person.
_OTHERS = {"thủ trưởng", "người đứng đầu", "chủ tịch"}
# Who is named by a post answers for it, whatever stands beside: "Đ/c Phó Bí thư Thường trực".
_POST = re.compile(
    r"(?:đ/c|đồng chí|ông|bà)\s(?:các )?(?:phó|bí thư|chủ tịch|giám đốc|trưởng|thường trực|ủy viên|chánh|hiệu trưởng)(?!\w)",
    re.IGNORECASE,
)
_OFFICER = re.compile(r"(?:đ/c|đồng chí|ông|bà)\s", re.IGNORECASE)
# "Phòng Kinh tế - Đ/c Hùng": who there has it in hand.
_OFFICER_BEHIND = re.compile(
    r"\s*[-–,]\s*(?:đ/c|đồng chí|ông|bà)(?: (?-i:[A-ZĐÀ-Ỹ])\w*){1,5}\.?$", re.IGNORECASE
)


def without_officer(piece: Piece) -> Piece:
    """`Phòng Kinh tế - Đ/c Hùng` → `Phòng Kinh tế`."""
    behind = _OFFICER_BEHIND.search(shown(piece.text)) if head_of(piece.text) else None
    return replace(piece, text=piece.text[: behind.start()]) if behind else piece


def stands_alone(person: str, pieces: Sequence[Piece]) -> bool:
    """`Các Bộ trưởng, Thủ trưởng cơ quan ngang bộ` are two groups; `Chủ tịch, Phó Chủ tịch UBND tỉnh` share a body."""
    following = person_and_body(pieces[0].text)[0] if pieces else ""
    heads = even(following).split(" ", 1)[-1] if even(following).startswith("các ") else even(following)
    if following and _MANY_HEADS.fullmatch(even(person)) and not _SAME_RANK.match(even(following)):
        return True
    if even(person).endswith("hiệu trưởng"):
        return not any(
            "hiệu trưởng" in even(later.text) and head_of(person_and_body(later.text)[1]) for later in pieces
        )
    return even(person).endswith(("tổng tham mưu trưởng", "tổng kiểm toán", "tổng thanh tra")) or (
        even(person).endswith("bộ trưởng") and (even(person).startswith("các ") or heads in _OTHERS)
    )


def names_officer(piece: Piece) -> bool:
    """`Đ/c Hùng`: a person by name."""
    return bool(_OFFICER.match(shown(piece.text)))


def is_officer(piece: Piece, text: str, known: Collection[str], *, first: bool, last: bool) -> bool:
    """The first name of the officer in charge, set apart at the end of a cell: `- Thảo.`"""
    alone = piece.before in {";", "."} and " " not in text and is_capital(text) and not is_acronym(text)
    unknown = not is_field(text) and fold(text) not in known
    others = not (first and last)
    if _POST.match(shown(text)):
        return False
    return (names_officer(replace(piece, text=text)) and others) or (
        alone and text.isalpha() and unknown and not first
    )


def held_body(person: str) -> str:
    """The first word of the bodies that such persons lead: `Trưởng phòng` → `Phòng`."""
    return next((head for words, head in PERSON_HEADS.items() if even(person).endswith(words)), "")
