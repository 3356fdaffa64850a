"""The same words written otherwise, and words that name nobody: the reading stays."""

import re
import unicodedata
from collections.abc import Callable
from random import Random

from plan.agencies.naming.bodies import INITIALS
from tests.agencies.relations.known_cells import KnownCell, Relation

Write = Callable[[str, Random], str]


def _relation(write: Write) -> Relation:
    def relation(known: KnownCell, random: Random) -> KnownCell | None:
        cell = write(known.cell, random)
        return KnownCell(cell, known.parts) if cell != known.cell else None

    return relation


def _sub(pattern: str, by: str) -> Write:
    made = re.compile(pattern)
    return lambda cell, _: made.sub(by, cell)


def _old_tones(cell: str, _: Random) -> str:
    for new, old in {"òa": "oà", "óa": "oá", "ọa": "oạ", "ủy": "uỷ", "Ủy": "Uỷ", "úy": "uý"}.items():
        cell = re.sub(rf"(?<![qQ]){new}(?!\w)", old, cell)
    return cell


def _wrapped(cell: str, random: Random) -> str:
    """One blank before a small letter becomes the end of a line, as in a narrow column."""
    blanks = [found.start() for found in re.finditer(r"(?<=[^\W\d]) (?=[a-zà-ỹđ])(?!các )", cell)]
    at = random.choice(blanks) if blanks else -1
    return f"{cell[:at]}\n{cell[at + 1 :]}" if blanks else cell


def _in_initials(between: str) -> Write:
    def write(cell: str, _: Random) -> str:
        for form, full in INITIALS.items():
            *letters, last = form.split()
            if letters:
                cell = re.sub(rf"(?<=Sở ){full}(?!\w)", "".join(letters) + between + last, cell)
        return cell

    return write


def _behind(words: str) -> Relation:
    def relation(known: KnownCell, _: Random) -> KnownCell | None:
        return KnownCell(known.cell + words, known.parts) if known.ends_in_a_name else None

    return relation


_END = r"(?<=\w)\s*$"
_WRITE: dict[str, Write] = {
    "no-break blanks": _sub(" ", "\u00a0"),
    "doubled blanks": _sub(" ", "  "),
    "decomposed": lambda cell, _: unicodedata.normalize("NFD", cell),
    "old tone marks": _old_tones,
    "a closing full stop": _sub(_END, "."),
    "a closing comma": _sub(_END, ","),
    "a closing semicolon": _sub(_END, ";"),
    "closing etc.": _sub(_END, ", ..."),
    "a bullet before all": _sub(r"^(?=\w)", "- "),
    "a dot before all": _sub(r"^(?=\w)", "• "),
    "brackets around all": _sub(r"^([^\n():]*)$", r"(\1)"),
    "quotation marks around all": _sub(r"^(\w[^\n\"“”]*\w)$", r"“\1”"),
    "no blank after commas": _sub(r"(?<=[^\W\d]), (?=[^\W\d])", ","),
    "blanks before commas": _sub(r"(?<=[^\W\d]), (?=[^\W\d])", " , "),
    "no blank after semicolons": _sub(r"(?<=\w); (?=\w)", ";"),
    "a wrapped line": _wrapped,
    "the committee in full": _sub(r"\bUBND\b", "Ủy ban nhân dân"),
    "the committee in full, old tone": _sub(r"\bUBND\b", "Uỷ ban nhân dân"),
    "the committee with a capital people": _sub(r"\bUBND\b|Ủy ban nhân dân", "Ủy ban Nhân dân"),
    "the committee in short": _sub(r"[ỦU][yỷ] ban [Nn]hân dân", "UBND"),
    "many with a capital": _sub(r"\bcác\b(?=[^\n]*$)", "Các"),
    "many with a small letter": _sub(r"^Các\b", "các"),
    "city in short": _sub(r"(?<!trực thuộc )\bthành phố (?=[A-ZĐ])", "TP "),
    "city in short with a dot": _sub(r"\bthành phố (?=[A-ZĐ])", "TP. "),
    "city in short, glued": _sub(r"\bthành phố (?=[A-ZĐ])", "TP."),
    "province with a capital": _sub(r"(?<=\w )tỉnh\b", "Tỉnh"),
    "office in short": _sub(r"\bVăn phòng (?=UBND|HĐND)", "VP "),
    "and as a sign": _sub(r"(?<=[a-zà-ỹ]) và (?=[cC]ác )", " & "),
    **{f"a field in initials with {sign!r}": _in_initials(sign) for sign in ("", "&", "-", " và ", " & ")},
}
_REMARKS = (
    " theo chức năng, nhiệm vụ", " theo chức năng, nhiệm vụ được giao", " theo thẩm quyền", " thực hiện", " tổ chức thực hiện",
    " (nếu có)", " (theo chức năng, nhiệm vụ)", " (cơ quan thường trực)", " (đầu mối)", " theo quy định", " theo phân cấp",
    " trong phạm vi chức năng, nhiệm vụ được giao", " theo dõi, đôn đốc", " chịu trách nhiệm thực hiện", "./.", " v.v…", "…", " (1)",
)  # fmt: skip
WRITINGS: dict[str, Relation] = {name: _relation(write) for name, write in _WRITE.items()}
WRITINGS |= {f"behind: {words!r}": _behind(words) for words in _REMARKS}
