"""A letter in one line for channels that carry no more: a message to a phone. Pure.

At most 160 characters of the plain alphabet, so that any gateway sends it as one SMS (3GPP TS 23.038): who is
reminded, how many duties are late, the nearest day, whom to ask. No link: a message that asks to be clicked teaches
people to click on those of others.
"""

import json
import re
import unicodedata
from datetime import date

from notifications.mail.message import FinishedLetter
from notifications.notice import LetterContent
from plan.addresses import MAIL, of_channel, place_of
from plan.dates import day
from plan.ledger.holds import OPERATOR

MOST = 160
OFFICE = 40  # characters of the office's name; the reader's gets what is left
_OTHERS = re.compile(
    r"[^A-Za-z0-9 .,:;/()+&%'\"!?*=<>@#-]"
)  # the rest would cost two characters, or a whole alphabet
_ALIKE = str.maketrans({"đ": "d", "Đ": "D", "–": "-", "—": "-", "“": '"', "”": '"', "’": "'", "…": "."})


def finish(content: LetterContent, channel: str, message_id: str) -> FinishedLetter:
    """The message as the queue takes it; its bytes are what a gateway gets."""
    to = of_channel(content.to.addresses, channel)
    text = one_line(content)
    facts = {
        "id": message_id,
        "to": ", ".join(map(place_of, to)),
        "agency": content.to.code,
        "text": text,
        "day": content.day.isoformat(),
    }
    return FinishedLetter(message_id, text, "", to, json.dumps(facts).encode() + b"\n")


def read(raw: bytes) -> tuple[str, str]:
    """Whom a message is for, and what it says."""
    facts = json.loads(raw)
    return facts["to"], facts["text"]


def suffix(channel: str) -> str:
    """What files with letters of that channel end in."""
    return "eml" if channel == MAIL else "json"


def one_line(content: LetterContent) -> str:
    """What the letter says, as far as a line holds it."""
    if content.to.code == OPERATOR:
        return "Don doc: " + _cut(plain(" ".join(content.notes)), MOST - len("Don doc: "))
    said = f"{_counts(content)}{_nearest(content)}. Hoi: {_cut(plain(content.office.name), OFFICE)}"
    room = MOST - len("Don doc: ") - len(said) - 1
    return f"Don doc: {_cut(plain(content.to.name), room)} {said}"


def _counts(content: LetterContent) -> str:
    """How many duties are late, and how many others there are."""
    late = sum(line.late and line.role != "partner" for line in content.lines)
    others = len(content.lines) - late
    what = "viec khac" if late else "viec duoc nhac"
    parts = [f"{late} viec qua han"] * bool(late) + [f"{others} {what}"] * bool(others)
    who = {lead.code for line in content.lines if line.role == "watch" for lead in line.leads}
    return (f"theo doi {len(who)} co quan: " if who else "co ") + ", ".join(parts or ["thong bao moi"])


def _nearest(content: LetterContent) -> str:
    """The next last day on time; if all are past, the latest of them."""
    days = [line.ends for line in content.lines]
    ahead: list[date] = [one for one in days if one >= content.day]
    if ahead:
        return f"; han gan nhat {day(min(ahead))}"
    return f"; han gan nhat da qua {day(max(days))}" if days else ""


def plain(text: str) -> str:
    """Without marks, in the plain alphabet, on one line: Sở Nội vụ → So Noi vu."""
    bare = unicodedata.normalize("NFKD", text.translate(_ALIKE))
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(_OTHERS.sub(" ", letters.translate(_ALIKE)).split())


def _cut(text: str, most: int) -> str:
    """At a blank, where it is too long."""
    return text if len(text) <= most else f"{text[: most - 3].rpartition(' ')[0] or text[: most - 3]}..."
