"""No phrase brings the splitter down, no named word is lost, and the composition does not matter."""

import re
import time
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from plan.agencies.directory import AgencyDirectory
from plan.agencies.naming.names import split
from plan.documents import read_agencies
from plan.text import bare, fold, nfc

REGISTER = AgencyDirectory(
    read_agencies(Path(__file__).parents[2] / "examples" / "quang-ngai-2012" / "agencies.csv")[0]
)
BODIES = (
    "Sở Nội vụ", "Sở Tài chính", "Sở Văn hóa, Thể thao và Du lịch", "Sở Lao động - Thương binh và Xã hội",
    "Văn phòng UBND tỉnh", "Thanh tra tỉnh", "Ban Quản lý Khu kinh tế Dung Quất", "Công an tỉnh", "Ban Dân tộc",
    "UBND huyện Ba Tơ", "UBND thành phố Quảng Ngãi", "Ban Tổ chức Tỉnh ủy", "Sở Khoa học và Công nghệ",
)  # fmt: skip
GROUPS = ("các sở, ban, ngành", "UBND các huyện, thành phố", "UBND các cấp", "các cơ quan liên quan")
WORDS = (*BODIES, *GROUPS, "Các Sở:", "và", ",", ";", "…", "(", ")", "đối với cấp huyện", "cấp xã", "Giám đốc", "- ", "\n", "UBND", "các", "huyện", "tỉnh", "còn lại")  # fmt: skip


@given(st.text(max_size=80) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
@settings(deadline=None, max_examples=300)
def test_any_phrase_is_read(phrase):
    for part in REGISTER.resolve(phrase):
        assert part.name.strip()
        assert (part.kind == "agency") <= (len(part.agencies) == 1)
        assert part.kind in {"agency", "group"} or not part.agencies


@given(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
@settings(deadline=None)
def test_decomposed_text_reads_the_same(phrase):
    assert split(unicodedata.normalize("NFD", phrase)) == split(phrase)


@given(
    st.lists(st.sampled_from((*BODIES, *GROUPS)), min_size=1, max_size=6),
    st.sampled_from([", ", "; ", "\n", ";\n- ", " ; "]),
)
@settings(deadline=None)
def test_every_body_of_a_list_is_found_in_its_order(names, joint):
    parts = REGISTER.resolve(joint.join(names))
    assert [fold(part.name) for part in parts] == [fold(name) for name in names]


@given(st.lists(st.sampled_from((*BODIES, *GROUPS)), min_size=2, max_size=5))
@settings(deadline=None)
def test_splitting_loses_no_named_word(names):
    phrase = ", ".join(names[:-1]) + " và " + names[-1]
    words = {word for word in re.findall(r"\w+", fold(phrase)) if word not in {"và", "các"}}
    found = {word for part in split(phrase) for word in re.findall(r"\w+", fold(part.name))}
    assert words <= found


def test_a_long_cell_is_read_in_time():
    begun = time.process_time()
    split("Sở Nội vụ, các sở, ban, ngành và " * 300)
    split("các " * 3000)
    split("(" * 2000 + " và " * 2000 + "phối hợp " * 2000)
    split("Sở " + "a, " * 3000)
    split("a và " * 3000)
    split("Các Sở: " + "a và " * 3000)
    assert time.process_time() - begun < 10


@given(st.text())
def test_forms_of_text_are_stable(text):
    assert nfc(nfc(text)) == nfc(text)
    assert fold(fold(text)) == fold(text)
    assert bare(text) == bare(unicodedata.normalize("NFD", text))


def test_tone_marks_and_dashes_are_writing_and_accents_are_not():
    assert fold("Uỷ ban  Hoà – Bình") == fold("ủy ban hòa-bình")
    assert fold("Quý, quỳnh, thuỷ") == "quý, quỳnh, thủy"
    assert fold("Sở Nội vụ") != fold("Sở Noi vu")
    assert bare("Đài PT–TH tỉnh") == "dai pt-th tinh"
