"""`dondoc calendar` as an operator uses it when the Government announces Tết."""

from pathlib import Path

import pytest

from tests.cli.conftest import Dondoc

THEN = ("--as-of", "2012-06-11")


def test_a_year_is_corrected_and_confirmed(dondoc: Dondoc, example: Path) -> None:
    dondoc("import", example, *THEN)
    assert "chưa có người xác nhận" in dondoc("doctor", *THEN).out
    set_day = ("calendar", "set", "2012-07-02", "--off", "--label", "hoán đổi", "--source", "1/VPCP")
    assert "việc có ngày cuối đúng hạn khác đi" in dondoc(*set_day, *THEN).out
    shown = dondoc("calendar", "show", "2012", "--json").json
    row = {"day": "2012-07-02", "working": False, "label": "hoán đổi", "source": "1/VPCP"}
    assert row in shown["days"]
    assert shown["confirmed"] == ""
    due = {o["ends"] for o in dondoc("obligations", "--json", *THEN).json if o["due"] == "2012-06-30"}
    assert due == {"2012-07-03"}
    assert dondoc("calendar", "confirm", "2012", "--source", "1/VPCP", *THEN).code == 0
    assert "chưa có người xác nhận" not in dondoc("doctor", *THEN).out
    assert "Đã xác nhận theo: 1/VPCP" in dondoc("calendar", "show", "2012").out
    assert dondoc("calendar", "unset", "2012-07-02", *THEN).code == 0
    assert dondoc("calendar", "unconfirm", "2012", *THEN).code == 0
    assert "Chưa ai xác nhận" in dondoc("calendar", "show", "2012").out
    assert dondoc("audit", "verify").code == 0


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("set", "2012-13-01", "--off", "--label", "x", "--source", "y"), 2),
        (("set", "2012-07-02", "--label", "x", "--source", "y"), 2),
        (("set", "2012-07-02", "--off", "--label", " ", "--source", "y"), 1),
        (("unset", "2012-07-02"), 1),
        (("confirm", "1066", "--source", "x"), 2),
        (("unconfirm", "2012"), 1),
    ],
)
def test_what_cannot_be(empty_here: Dondoc, args: tuple[str, ...], code: int) -> None:
    ran = empty_here("calendar", *args)
    assert ran.code == code
    assert empty_here("calendar", "show", "2012", "--json").json["confirmed"] == ""
