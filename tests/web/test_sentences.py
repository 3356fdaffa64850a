"""What a page says of an error: a sentence, whatever somebody typed into it."""

import time

import pytest

from web.sentences import for_page


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("không có mã 'x'; xem các mã bằng: dondoc resolve TÊN --json", "Không có mã 'x'."),
        ("tên đã có; hãy đổi địa chỉ (dondoc feed rotate)", "Tên đã có; hãy đổi địa chỉ."),
        ("có 2 dự thảo; thêm --draft SỐ", "Có 2 dự thảo."),
        ("có phải: Sở Nội vụ?", "Có phải: Sở Nội vụ?"),
    ],
)
def test_commands_are_left_out(error: str, said: str) -> None:
    assert for_page(error) == said


@pytest.mark.parametrize("typed", [" ", "(", ",", ", ", "dondoc", "dondoc ", "(dondoc ", ".", ";", "-- ", "(--a", "\t", "\n"])  # fmt: skip
def test_what_was_typed_does_not_hold_the_service_up(typed: str) -> None:
    """Four thousand blanks within a name held every page up for half an hour."""
    begun = time.perf_counter()
    for_page(f"không có {'a' + typed * (8000 // len(typed)) + 'b'!r}")
    assert time.perf_counter() - begun < 1
