"""How the words of one name are written out in full. Pure."""

import re
from dataclasses import replace

from plan.agencies.naming.bodies import NAMELESS, NOBODY
from plan.agencies.naming.masks import shown
from plan.agencies.naming.pieces import Name, head_of, sentence
from plan.agencies.naming.writings import in_full
from plan.text import even

ENDS_WITH_LEVEL = re.compile(r"(?<!\w)cấp (?:tỉnh|huyện|xã|cơ sở|trung ương)$")
_LOWER_LEVEL = re.compile(
    r"(?<!\w)(?:cấp (?:huyện|xã|cơ sở)|các (?:huyện|xã|phường|quận|thị xã|thành phố|đơn vị|địa phương|cấp))(?!\w)"
)
_VAGUE = re.compile("|".join(re.escape(mark) for mark in NOBODY))


def body_name(words: str, written: str) -> Name:
    name = sentence(in_full(words))
    lowered = even(name)
    many = bool(_LOWER_LEVEL.search(lowered))
    return Name(
        shown(written), name, name, many=many, nobody=lowered in NAMELESS or bool(_VAGUE.search(lowered))
    )


def plain_name(words: str, *, nobody: bool) -> Name:
    name = sentence(in_full(words))
    return Name(shown(words), name, name, many=True, nobody=nobody)


def perhaps_of(head: str, text: str) -> Name:
    """`Phòng KHTH, CNTT`: another room, or somebody by these initials."""
    name = body_name(f"{head} {text}", text)
    return replace(name, readings=((name.name,), (body_name(text, text).name,)))


def led_by(person: str, name: Name) -> Name:
    """`Giám đốc` and `Sở Nội vụ` as one name, the body kept apart."""
    own = head_of(name.body) and not even(name.body).startswith("cơ quan ")
    body = name.body if own else name.body[:1].lower() + name.body[1:]
    return replace(name, text=f"{shown(person)} {name.text}", name=sentence(f"{in_full(person)} {body}"))


def at_level(last: Name, level: str) -> Name:
    """The same body again, at another level: `Ban Chỉ huy … cấp tỉnh, cấp xã`."""
    name, body = (_other_level(words, level) for words in (last.name, last.body))
    return replace(body_name(body, level), name=name)


def _other_level(words: str, level: str) -> str:
    found = ENDS_WITH_LEVEL.search(even(words))
    return words[: found.start()] + level if found else words
