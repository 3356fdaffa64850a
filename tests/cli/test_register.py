"""The register of agencies comes in again: what it takes away is named, whatever form it has is read or said."""

import os
from pathlib import Path

import pytest
from openpyxl import Workbook

from plan.documents import DocumentError, read_agencies
from plan.text import is_address
from tests.cli.conftest import Dondoc, small_plan

BEFORE = "code,name,emails\nso-a,Sở A,a1@x.vn;a2@x.vn\nso-b,Sở B,b@x.vn\nso-c,Sở C,c@x.vn\n"
AFTER = "code,name,emails\nso-a,Sở A,a1@x.vn;a3@x.vn\nso-b,Sở B,\nso-d,Sở D,d@x.vn\n"
LOST = [
    {"agency": "so-a", "name": "Sở A", "addresses": ["a2@x.vn"]},
    {"agency": "so-b", "name": "Sở B", "addresses": ["b@x.vn"]},
]


@pytest.fixture
def plan(dondoc: Dondoc, tmp_path: Path) -> Path:
    """A plan that came in with the first register."""
    file = small_plan(tmp_path, ("Rà soát", "Sở A", "Quý IV năm 2012"))
    (tmp_path / "a.csv").write_text(BEFORE, encoding="utf-8")
    assert dondoc("import", file, "--agencies", "a.csv", "--as-of", "2012-03-25").code == 0
    (tmp_path / "a.csv").write_text(AFTER, encoding="utf-8")
    return file


@pytest.mark.parametrize("dry_run", [True, False])
def test_what_the_new_register_takes_away_is_named(dondoc: Dondoc, plan: Path, *, dry_run: bool) -> None:
    more = ("--dry-run",) if dry_run else ()
    changes = dondoc("import", plan, "--agencies", "a.csv", "--json", *more).json["register"]
    assert changes["added"] == ["so-d"]
    assert changes["changed"] == ["so-a", "so-b"]
    assert changes["removed_addresses"] == LOST
    assert changes["missing"] == [{"agency": "so-c", "name": "Sở C"}]


def test_it_is_shown_to_people_and_written_in_the_log(dondoc: Dondoc, plan: Path) -> None:
    for more in (("--dry-run",), ()):
        shown = dondoc("import", plan, "--agencies", "a.csv", *more).out
        assert "bỏ địa chỉ của Sở A (so-a): a2@x.vn" in shown
        assert "bỏ địa chỉ của Sở B (so-b): b@x.vn" in shown
        assert "không có trong sổ mới, vẫn giữ như cũ: Sở C (so-c)" in shown
    assert dondoc("audit", "export", "--out", "log.jsonl").code == 0
    log = Path("log.jsonl").read_text(encoding="utf-8")
    assert log.count('"act": "register"') + log.count('"act":"register"') == 2, (
        "the first register, and this one"
    )
    assert "a2@x.vn" in log
    assert dondoc("audit", "verify").code == 0


def test_so_it_is_of_a_plan_that_is_asked_about(dondoc: Dondoc, plan: Path, tmp_path: Path) -> None:
    page = plan.read_text(encoding="utf-8").replace("<p>Số: 39/QĐ-UBND</p>", "")
    (tmp_path / "other.html").write_text(page, encoding="utf-8")
    ran = dondoc("import", "other.html", "--agencies", "a.csv", "--json")
    assert ran.code == 3
    assert ran.json["register"]["removed_addresses"] == LOST
    assert dondoc("audit", "export", "--out", "log.jsonl").code == 0
    assert "b@x.vn" in Path("log.jsonl").read_text(encoding="utf-8")


def test_a_register_that_changes_nothing_is_no_news(dondoc: Dondoc, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(BEFORE, encoding="utf-8")
    changes = dondoc("import", plan, "--agencies", "a.csv", "--json").json["register"]
    assert changes == {"added": [], "changed": [], "removed_addresses": [], "missing": []}


def read(folder: Path, content: bytes) -> list[tuple[str, tuple[str, ...]]]:
    (folder / "r.csv").write_bytes(content)
    found, problems = read_agencies(folder / "r.csv")
    assert problems == ()
    return [(agency.code, agency.addresses) for agency in found]


FORMS = {
    "semicolons": 'code;name;emails\nso-a;Sở A;"a@x.vn;b@x.vn"\n',
    "commas between": "code;name;emails\nso-a;Sở A;a@x.vn, b@x.vn\n",
    "announced": 'sep=;\r\ncode;name;emails\r\nso-a;Sở A;"a@x.vn;b@x.vn"\r\n',
    "announced tabs": "sep=\t\r\ncode\tname\temails\r\nso-a\tSở A\ta@x.vn;b@x.vn\r\n",
    "empty lines first": ';;;\n\n"code";"name";"emails"\nso-a;Sở A;"a@x.vn;b@x.vn"\n',
    "empty columns last": "code;name;emails;;;\nso-a;Sở A;a@x.vn b@x.vn;;;\n;;;;;\n",
    "lines in a cell": 'code,name,emails\nso-a,Sở A,"a@x.vn\nb@x.vn"\n',
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_form_of_commas_is_read(tmp_path: Path, text: str, encoding: str) -> None:
    assert read(tmp_path, text.encode(encoding)) == [("so-a", ("a@x.vn", "b@x.vn"))]


def test_excel_is_read(tmp_path: Path, dondoc: Dondoc) -> None:
    from datetime import datetime

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([])
    sheet.append([None, "Code", "name", "emails", "active_from"])
    sheet.append([None, "so-a", "Sở A", "a@x.vn;\nb@x.vn", datetime(2025, 7, 1)])  # noqa: DTZ001 - a cell
    sheet.append([None, "so-b", "Sở B", None, "01/7/2025"])
    book.save(tmp_path / "r.xlsx")
    found, problems = read_agencies(tmp_path / "r.xlsx")
    assert problems == ()
    assert [(a.code, a.addresses, str(a.active_from)) for a in found] == [
        ("so-a", ("a@x.vn", "b@x.vn"), "2025-07-01"),
        ("so-b", (), "2025-07-01"),
    ]
    assert dondoc("resolve", "Sở A", "--agencies", "r.xlsx", "--json").json["parts"][0]["agencies"] == [
        "so-a"
    ]


def test_what_is_no_register_is_said(tmp_path: Path) -> None:
    (tmp_path / "r.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    with pytest.raises(DocumentError, match="PDF; sổ cơ quan cần là CSV hoặc Excel"):
        read_agencies(tmp_path / "r.pdf")


BAD = ("a..b@x.vn", ".a@x.vn", "a.@x.vn", "a@x..vn", "a@.x.vn", "a@x.vn.", "a@-x.vn", "a@x-.vn", "a@@x.vn", "a@x", "@x.vn",
       "a@b@x.vn", f"{'a' * 65}@x.vn", f"a@{'x' * 64}.vn", f"a@{'.'.join(['x' * 60] * 5)}", "địachỉ@x.vn", "a@x_y.vn")  # fmt: skip
GOOD = (
    "a.b@x.vn",
    "a-b+c@x-y.gov.vn",
    "a_b@x.vn",
    "o'neil@x.vn",
    "123@x.vn",
    "dvc.caicachhanhchinh@sonoivu.quangngai.gov.vn",
)


@pytest.mark.parametrize("address", BAD)
def test_an_address_that_no_server_takes_is_a_problem(tmp_path: Path, address: str) -> None:
    (tmp_path / "r.csv").write_text(f"code,name,emails\nso-a,Sở A,{address};good@x.vn\n", encoding="utf-8")
    (found,), (problem,) = read_agencies(tmp_path / "r.csv")
    assert found.addresses == ("good@x.vn",)
    assert (problem.where, problem.text) == ("line 2, emails", address)


def test_a_sign_that_ends_a_header_is_in_none() -> None:
    assert not any(is_address(f"a{sign}@x.vn") for sign in '\x00\x01\n\r\t ,;<>()[]:\\"')


@pytest.mark.parametrize("address", GOOD)
def test_an_address_that_servers_take_is_none(tmp_path: Path, address: str) -> None:
    assert is_address(address)
    assert read(tmp_path, f"code,name,emails\nso-a,Sở A,{address}\n".encode()) == [("so-a", (address,))]


def test_an_address_of_a_person_at_the_shell_is_looked_at_too(adopted_here: Dondoc) -> None:
    ran = adopted_here("alias", "new", "Sở Mới", "--email", "a..b@x.vn")
    assert ran.code != 0
    assert "a..b@x.vn" in ran.err


@pytest.mark.parametrize("name", ["loop", "locked/a.csv", f"{'x' * 300}.csv"])
@pytest.mark.parametrize(
    "command", [("resolve", "Sở A", "--agencies"), ("import", "p.html", "--agencies"), ("tasks", "--config")]
)
def test_what_cannot_be_looked_at_is_not_called_missing(
    dondoc: Dondoc, tmp_path: Path, command: tuple[str, ...], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    _lock(monkeypatch)
    ran = dondoc(*command, tmp_path / name)
    assert ran.code in {1, 2}
    assert "quyền" in ran.err
    assert "Không có" not in ran.err
    assert "không có tệp" not in ran.err
    assert "lỗi của chương trình" not in ran.err


def _lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """root may look everywhere: the system is made to refuse what is in a folder of that name."""
    real_stat = os.stat

    def refuse(path: object) -> None:
        if "/locked/" in str(path):
            raise PermissionError(13, "Permission denied", str(path))

    def stat(path: object, *args: object, **more: object) -> os.stat_result:
        refuse(path)
        return real_stat(path, *args, **more)  # type: ignore[call-overload]  # whatever was given

    import io

    real = io.open

    def opened(path: object, *args: object, **more: object) -> object:
        refuse(path)
        return real(path, *args, **more)  # type: ignore[call-overload]  # as above

    monkeypatch.setattr(os, "stat", stat)
    monkeypatch.setattr(io, "open", opened)
