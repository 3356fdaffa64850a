"""Lists that go on in the words behind a noun: `các trường đại học, cao đẳng`, `của các hội, đoàn thể`. Pure."""

import re

from plan.agencies.naming.bodies import COLLECTIVES, UNITS
from plan.agencies.naming.collectives import LEVEL, QUALIFIER, Collective
from plan.agencies.naming.kindred import KIND
from plan.agencies.naming.pieces import (
    collective_noun,
    head_of,
    is_acronym,
    is_capital,
    is_trade,
    person_and_body,
    quantifier_and_rest,
)
from plan.agencies.naming.places import places
from plan.text import even

# Qualifiers whose object may be a list: "các đơn vị có hệ thống thông tin, cơ sở dữ liệu".
OBJECT = re.compile(r"(?:có(?! liên quan)|là|sử dụng|quản lý|trực tiếp|đã|đang|được|tham gia|khi)(?!\w) \w")
_OWNERS = r"(?:hội|đoàn thể|sở|ban|bộ|ngành)"
OWNED = re.compile(rf"(?:^| )của các {_OWNERS}(?:(?:, | và ){_OWNERS})*$")
# The last of those whose it is, and where: "… của các sở, ban, ngành tại trung tâm".
LAST_OWNER = re.compile(rf"{_OWNERS} (?:tại|ở|trên địa bàn|thuộc|có|liên quan)(?!\w).*")
_UNDER_A_KIND = re.compile(r"(?:^| )(?:trực )?thuộc (?:các )?(\w+(?: \w+)?)$")
# "các doanh nghiệp kinh doanh xăng dầu, LPG": what they deal with, in short.
_DEALS_WITH = re.compile(
    r"(?:kinh doanh|sản xuất|cung cấp|phân phối|bán lẻ|nhập khẩu|khai thác|chế biến)(?!\w) \w"
)
_KIND_AT_END = re.compile(rf"(?:^| )(?:{'|'.join(UNITS)})$")
_KIND_ALONE = re.compile(rf"(?:{'|'.join(UNITS)})(?: (?:trực )?thuộc (?:trung ương|tỉnh))?")


# "Cơ quan chuyên môn về thể dục, thể thao": for what it is there.
TOPIC = re.compile(r"(?<!\w)(?:về|có chức năng|lĩnh vực|chuyên ngành|liên quan (?:đến|tới)) [a-zà-ỹđ][^;]*$")
# "cấp sư đoàn và tương đương": no body of its own.
EQUALS = re.compile(r"tương đương(?!\w)")


def lists_on(last: Collective, text: str) -> bool:
    """A list at the end of the tail: `các Sở Y tế tỉnh, thành phố`, `các cơ quan của các Hội, đoàn thể`."""
    tail, words = even(last.tail), even(text)
    owners = OWNED.search(tail) and words in COLLECTIVES
    if tail in UNITS and words in UNITS:
        return True  # "các đảng ủy xã, phường, đặc khu"
    owner = _UNDER_A_KIND.search(
        f"{last.nouns[-1]} {tail}".lower() if not last.continues else f" thuộc {tail}"
    )
    if owner and COLLECTIVES.get(owner[1]) == COLLECTIVES.get(words, ""):
        return True  # "các đơn vị trực thuộc sở, ban, ngành"
    places_listed = is_capital(last.tail) and _KIND_AT_END.search(tail) and _KIND_ALONE.fullmatch(words)
    return bool(owners or places_listed)


def goes_on(last: Collective, text: str) -> bool:
    """`các trường đại học, cao đẳng`: the words after the comma go on with the tail."""
    if EQUALS.match(text):
        return True
    if not last.tail or (is_capital(text) and not _same_object(last, text)):
        return False
    if KIND.fullmatch(even(last.tail)) and KIND.fullmatch(even(text)):
        return True  # "các phòng chuyên môn, nghiệp vụ"
    topics = TOPIC.search(last.tail) and text[:1].islower()
    if QUALIFIER.match(even(last.tail)) and not (OBJECT.match(even(last.tail)) or topics):
        return False
    return not (
        (head_of(text) and not is_trade(text))
        or person_and_body(text)[0]
        or quantifier_and_rest(text)[0]
        or collective_noun(text)
        or places(text)
        or LEVEL.match(even(text))
    )


def _same_object(last: Collective, text: str) -> bool:
    """`là chủ quản CSDLQG, CSDL chuyên ngành`: the initials that the tail holds already, once more."""
    first = text.split(" ", 1)[0]
    again = OBJECT.match(even(last.tail)) and f" {first}" in f" {last.tail}"
    goods = _DEALS_WITH.match(even(last.tail)) and first == text and not head_of(text)
    return is_acronym(first) and bool(again or goods)
