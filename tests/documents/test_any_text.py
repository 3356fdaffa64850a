"""No text brings the reader down, and none is lost without a word."""

import contextlib
import unicodedata
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plan.documents import DocumentError, read_agencies, read_document

PLAN = (Path(__file__).parents[2] / "examples" / "quang-ngai-2012" / "plan.txt").read_text(encoding="utf-8")
LINES = PLAN.split("\n")
CELL = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1)
same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@given(st.binary(max_size=400))
@same_folder
def test_any_bytes_are_read_or_refused(tmp_path, data):
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    for reader in (read_document, read_agencies):
        with contextlib.suppress(DocumentError):
            reader(path)


@given(
    st.integers(0, len(LINES)),
    st.integers(0, 12),
    st.lists(st.sampled_from(["", "\t", "\tÔ lạ", "\xa0", "PHẦN X", "\tII. X"]), max_size=4),
)
@same_folder
def test_a_damaged_plan_gives_entries_or_problems_never_a_crash(tmp_path, at, cut, put):
    path = tmp_path / "kh.txt"
    path.write_text("\n".join([*LINES[:at], *put, *LINES[at + cut :]]), encoding="utf-8")
    try:
        plan = read_document(path)
    except DocumentError:
        return
    assert all(problem.where and problem.message for problem in plan.problems)
    assert all(entry.title and entry.where for entry in plan.entries)


@given(st.lists(CELL, min_size=6, max_size=6))
@same_folder
def test_a_row_keeps_its_words_in_any_composition(tmp_path, cells):
    heading = ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời gian"]
    text = (
        "\n".join("\t" + cell for cell in heading)
        + "\n\n"
        + "\n".join("\t" + cell for cell in ["1", *cells[1:]])
    )
    plans = []
    for form in ("NFC", "NFD"):
        path = tmp_path / "kh.txt"
        path.write_text(unicodedata.normalize(form, text), encoding="utf-8")
        plans.append(read_document(path))
    assert plans[0] == plans[1]
    assert len(plans[0].entries) + len(plans[0].problems) > 0
