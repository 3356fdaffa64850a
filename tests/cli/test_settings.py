"""Settings: where they come from, which wins, and what is refused."""

from pathlib import Path

import pytest

from cli.settings import SettingsError, load
from tests.cli.conftest import Dondoc


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "dondoc.toml"
    file.write_text('[mail]\nhost = "a.example"\nport = 25\n', encoding="utf-8")
    assert load(file, {}).mail.host == "a.example"


def test_a_variable_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DONDOC_MAIL__HOST", "b.example")
    (tmp_path / "dondoc.toml").write_text('[mail]\nhost = "a.example"\n', encoding="utf-8")
    assert load().mail.host == "b.example"


def test_a_credential_file_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mail__password").write_text("bí mật\n", encoding="utf-8")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    password = load().mail.password
    assert password is not None
    assert password.get_secret_value() == "bí mật"
    assert "bí mật" not in repr(load())


def test_an_unknown_key_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "dondoc.toml"
    file.write_text('[mail]\nhots = "a.example"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"mail\.hots"):
        load(file, {})


def test_a_misspelt_variable_is_an_error(dondoc: Dondoc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_MIAL__HOST", "x")
    ran = dondoc("tasks")
    assert (ran.code, "DONDOC_MIAL__HOST" in ran.err) == (1, True)


def test_a_named_file_that_is_missing_is_an_error(dondoc: Dondoc) -> None:
    ran = dondoc("tasks", "--config", "nowhere.toml")
    assert (ran.code, "nowhere.toml" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:///nowhere/plan.db", "không có thư mục"),
        ("nonsense", "không hiểu địa chỉ"),
        ("sqlite://", "trong bộ nhớ"),
        ("postgresql+psycopg://x@127.0.0.1:1/x", "không kết nối được"),
    ],
)
def test_a_database_that_cannot_be_opened(dondoc: Dondoc, url: str, words: str) -> None:
    ran = dondoc("tasks", "--db", url)
    assert (ran.code, words in ran.err) == (1, True), ran.err


def test_a_file_that_is_no_database(dondoc: Dondoc, tmp_path: Path) -> None:
    (tmp_path / "plan.db").write_text("không phải cơ sở dữ liệu " * 100, encoding="utf-8")
    ran = dondoc("tasks")
    assert (ran.code, "không phải cơ sở dữ liệu" in ran.err) == (1, True)


def test_a_policy_file_with_faults_names_them(
    empty_here: Dondoc, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "policy.toml").write_text("[office]\nopens = 17:00:00\ncloses = 07:00:00\n", encoding="utf-8")
    monkeypatch.setenv("DONDOC_POLICY__FILE", "policy.toml")
    ran = empty_here("preview", "--on", "2012-07-04")
    assert ran.code == 1
    assert "office" in ran.err
    assert "remind" in ran.err


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("https://dondoc.tinh.example/", "https://dondoc.tinh.example"),
        ("HTTPS://Dondoc.Tinh.Example:443", "https://dondoc.tinh.example"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://đôn.example", "https://xn--n-wga0g.example"),
    ],
)
def test_the_address_is_kept_in_one_form(given: str, kept: str) -> None:
    assert load(None, {}).web.__class__(base_url=given).base_url == kept


@pytest.mark.parametrize(
    "given",
    [
        "dondoc.tinh.example",
        "ftp://dondoc.tinh.example",
        "https://tinh.example/dondoc",
        "https://tinh.example?x",
        "https://tinh.example#x",
        "https://ai:mat-khau@tinh.example",
        "https://",
        "https://tinh example",
        "https://tinh.example:cong",
        "https://tinh.example:99999",
        "https://[::1",
    ],
)
def test_an_address_that_pages_cannot_live_at_is_refused_at_start(
    dondoc: Dondoc, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    """With a path every style, link and redirect would lead beside it."""
    monkeypatch.setenv("DONDOC_WEB__BASE_URL", given)
    ran = dondoc("run", "--port", "0")
    assert (ran.code, "web.base_url" in ran.err) == (1, True)
    assert "mat-khau" not in ran.err
