"""`dondoc agency`: one line of the register, from the shell."""

from tests.cli.conftest import Dondoc


def test_a_line_is_shown_edited_merged_and_split(adopted_here: Dondoc) -> None:
    dondoc = adopted_here
    assert dondoc("agency", "show", "so-y-te", "--json").json["name"] == "Sở Y tế"
    assert dondoc("agency", "edit", "so-y-te", "--email", "moi@q.example").code == 0
    assert "moi@q.example" in dondoc("agency", "show", "so-y-te").out
    assert "như vậy" in dondoc("agency", "edit", "so-y-te", "--email", "moi@q.example").out
    assert "không hợp lệ" in dondoc("agency", "edit", "so-y-te", "--email", "moi").err
    into = ("so-xay-dung", "so-giao-thong-van-tai", "--on", "2013-01-01")
    shown = dondoc("agency", "merge", *into, "--dry-run")
    assert "việc chuyển sang so-giao-thong-van-tai" in shown.out
    assert "Chưa làm gì." in shown.out
    assert dondoc("agency", "merge", *into).code == 0
    assert "kế tục: so-giao-thong-van-tai" in dondoc("agency", "show", "so-xay-dung").out
    assert "đã có ngày thôi hoạt động" in dondoc("agency", "merge", *into).err
    assert dondoc("agency", "undo-merge", "so-xay-dung").code == 0
    assert "chính nó" in dondoc("agency", "merge", "so-y-te", "so-y-te", "--on", "2013-01-01").err
    made = dondoc("agency", "split", "so-y-te", "Chi cục Dân số", "--on", "2013-01-01")
    assert "mã chi-cuc-dan-so" in made.out
    assert dondoc("agency", "show", "khong-co").code == 1
