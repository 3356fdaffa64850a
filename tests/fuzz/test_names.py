"""Cells that name agencies: split, resolved, told who leads; no word brings it down and no name comes out of nothing."""

import json
from pathlib import Path

from plan.agencies.directory import AgencyDirectory
from plan.agencies.naming.names import split
from plan.documents import read_agencies
from plan.text import bare, fold, nfc
from tests.fuzz import damage
from tests.fuzz.fuzzing import fuzz, marks
from tests.fuzz.test_phrases import _gather

pytestmark = marks
HERE = Path(__file__).parents[1]
REGISTER = AgencyDirectory(read_agencies(HERE.parent / "examples" / "quang-ngai-2012" / "agencies.csv")[0])
WORDS = (
    "Sở", "Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch", "Các sở", "các sở, ban, ngành", "UBND", "UBND các huyện", "huyện", "xã", "tỉnh",
    "Ban", "Văn phòng", "Công an", "Thanh tra", "Chi cục", "Trung tâm", "Hội", "và", "phối hợp với", "chủ trì", "liên quan", "trừ", "còn lại",
    "thuộc", "trực thuộc", "đối với", "(", ")", ":", ";", ",", "-", "\n", "06", "02", "các", "cấp", "khác", "đơn vị", "cơ quan", "địa phương",
)  # fmt: skip


def _seeds() -> list[str]:
    found: list[str] = []
    _gather(json.loads((HERE / "agencies" / "agency_phrases.json").read_text(encoding="utf-8")), found)
    return sorted(set(found))


def check(phrase: str) -> None:
    assert nfc(nfc(phrase)) == nfc(phrase)
    assert fold(fold(phrase)) == fold(phrase)
    bare(phrase)
    split(phrase)
    for part in REGISTER.resolve(phrase):
        assert part.name.strip()
        assert (part.kind == "agency") <= (len(part.agencies) == 1)
        assert part.kind in {"agency", "group"} or not part.agencies
        assert len(set(part.agencies)) == len(part.agencies)


def test_no_cell_brings_it_down() -> None:
    fuzz(check, damage.text(_seeds(), WORDS))
