"""`dondoc setup`: asked at a terminal and by options, against a real mail server; whole wherever it is stopped."""

import os
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.settings import SettingsError, load
from cli.settings_text import with_values
from tests.cli.conftest import Dondoc, Ran, small_plan
from tests.conftest import EXAMPLE, ROOT
from tests.delivery.sink import until
from tests.servers import auth_smtp
from tests.servers.terminal import Terminal, at_terminal

PASSWORD = "ngựa đúng, pin kẹp"
LAN = "lan@tinh.example"
ENV = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
SETUP = [sys.executable, "-c", "from cli.main import main; main()", "setup", "--config", "etc/dondoc.toml"]


@pytest.fixture(scope="module")
def mail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A mail server that knows one password; what was asked of it."""
    log = tmp_path_factory.mktemp("mail") / "asked"
    command = [sys.executable, auth_smtp.__file__, "0", "dondoc@tinh.example", PASSWORD, str(log)]
    with subprocess.Popen(command) as server:
        assert until(lambda: log.exists() and "PORT" in log.read_text(encoding="utf-8"))
        yield log
        server.terminate()


def port(mail: Path) -> str:
    return mail.read_text(encoding="utf-8").split()[1]


@pytest.fixture
def alone(dondoc: Dondoc, mail: Path, tmp_path: Path) -> Dondoc:
    """`dondoc setup …` with everything answered by options; more options win."""
    (tmp_path / "password").write_text(f"{PASSWORD}\n", encoding="utf-8")
    given = {
        "--mail-host": "127.0.0.1", "--mail-security": "none", "--mail-port": port(mail),
        "--mailbox": "dondoc@tinh.example", "--mail-username": "dondoc@tinh.example",
        "--mail-password-file": "password", "--office": "Sở Nội vụ tỉnh", "--admin": LAN,
        "--address": "https://dondoc.tinh.example/",
    }  # fmt: skip

    def run(*more: object, **other: str) -> Ran:
        pairs = {**given, **{f"--{name.replace('_', '-')}": value for name, value in other.items()}}
        options = [word for pair in pairs.items() if pair[1] for word in pair]
        return dondoc("setup", "--config", "etc/dondoc.toml", *options, *more)

    return run


def settings(folder: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads((folder / "etc" / "dondoc.toml").read_text(encoding="utf-8"))


def modes(folder: Path) -> dict[str, str]:
    return {file.name: f"{file.stat().st_mode & 0o777:o}" for file in (folder / "etc").iterdir()}


def test_unattended_from_nothing_to_a_letter(
    alone: Dondoc, dondoc: Dondoc, mail: Path, tmp_path: Path
) -> None:
    ran = alone("--plan", small_plan(tmp_path, ("Rà soát", "Sở Y tế", "Quý II năm 2012")),
                "--agencies", EXAMPLE / "agencies.csv", "--as-of", "2012-07-02")  # fmt: skip
    assert ran.code in {0, 3}, ran.err
    assert settings(tmp_path) == {
        "mail": {
            "host": "127.0.0.1",
            "security": "none",
            "port": int(port(mail)),
            "sender": "Đôn Đốc <dondoc@tinh.example>",
            "username": "dondoc@tinh.example",
            "operator": LAN,
        },
        "office": {"name": "Sở Nội vụ tỉnh"},
        "web": {"base_url": "https://dondoc.tinh.example"},
        "database": {"url": f"sqlite:///{tmp_path}/etc/plan.db"},
    }
    assert {name: mode for name, mode in modes(tmp_path).items() if "plan.db-" not in name} == {
        "dondoc.toml": "640", "mail__password": "600", "plan.db": "640"
    }  # fmt: skip
    assert f"đã nhận thư gửi {LAN}" in ran.out
    assert "TAKEN" in mail.read_text(encoding="utf-8")
    assert "https://dondoc.tinh.example/welcome/" in ran.out
    assert "so-y-te" in ran.out.partition("Ngày đầu sẽ gửi:")[2]
    assert "thư đang được giữ lại" in ran.out
    assert PASSWORD not in ran.out + ran.err + (tmp_path / "etc" / "dondoc.toml").read_text(encoding="utf-8")
    held = dondoc("doctor", "--config", "etc/dondoc.toml", "--as-of", "2012-07-02").out
    assert "việc gửi thư đang bị giữ lại" in held


def test_again_it_changes_only_what_is_answered(alone: Dondoc, dondoc: Dondoc, tmp_path: Path) -> None:
    assert alone("--no-start").code == 0
    file = tmp_path / "etc" / "dondoc.toml"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n[clock]\nsteady_for = 20 # của tôi\n")
    before = file.read_text(encoding="utf-8")
    again = alone()
    assert (again.code, "không đổi gì" in again.out, file.read_text(encoding="utf-8")) == (0, True, before)
    refused = alone(office="Sở khác")
    assert (refused.code, "thêm --yes để thay: [office] name = Sở khác" in refused.err) == (1, True)
    assert file.read_text(encoding="utf-8") == before
    assert dondoc("outbox", "release", "--config", "etc/dondoc.toml").code == 0
    assert alone("--yes", office="Sở khác").code == 0
    assert file.read_text(encoding="utf-8") == before.replace('"Sở Nội vụ tỉnh"', '"Sở khác"')
    assert "đang bị giữ lại" not in dondoc("doctor", "--config", "etc/dondoc.toml").out, (
        "it is not the first time"
    )


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"mailbox": "dondoc"}, "địa chỉ thư không hợp lệ"),
        ({"address": "https://tinh.example/dondoc"}, "không có đường dẫn"),
        ({"mail_password_file": "nowhere"}, "không đọc được mật khẩu"),
        ({"admin": ""}, "cần --admin"),
        ({"db": "nonsense"}, "không hiểu địa chỉ"),
    ],
)
def test_what_will_not_do_leaves_nothing(
    alone: Dondoc, tmp_path: Path, other: dict[str, str], said: str
) -> None:
    ran = alone(**other)
    assert (ran.code in {1, 2}, said in ran.err) == (True, True), ran.err
    assert not (tmp_path / "etc").exists()


def test_answers_from_a_file(dondoc: Dondoc, mail: Path, tmp_path: Path) -> None:
    (tmp_path / "answers.toml").write_text(
        f'mail-host = "127.0.0.1"\nmail-port = {port(mail)}\nmailbox = "dondoc@tinh.example"\nadmin = "{LAN}"\n'
    )
    ran = dondoc("setup", "--config", "etc/dondoc.toml", "--answers", "answers.toml", "--office", "Sở Nội vụ")
    assert ran.code == 0, ran.err
    assert (settings(tmp_path)["mail"]["port"], settings(tmp_path)["office"]["name"]) == (
        int(port(mail)),
        "Sở Nội vụ",
    )
    (tmp_path / "answers.toml").write_text('mail-password = "x"\n')
    wrong = dondoc("setup", "--config", "etc/dondoc.toml", "--answers", "answers.toml")
    assert (wrong.code, "mail_password" in wrong.err) == (2, True)


def typed(terminal: Terminal, mail: Path) -> None:
    """Every answer up to the password's question."""
    terminal.answer("Địa chỉ thư của quản trị", LAN)
    terminal.answer("Máy chủ thư", "127.0.0.1")
    terminal.answer("Mã hóa đường truyền", "none")
    terminal.answer("Cổng của máy chủ thư", port(mail))
    terminal.answer("Hộp thư gửi đi", "dondoc")
    terminal.answer("địa chỉ thư không hợp lệ", "dondoc@tinh.example")
    terminal.answer("Tên đăng nhập", "")  # the mailbox, as it is offered
    terminal.answer("Tên cơ quan đôn đốc", "Sở Nội vụ tỉnh")
    terminal.answer("Địa chỉ trang", "")
    terminal.wait_for("không hiện khi gõ")


@pytest.mark.slow  # three processes
def test_at_a_terminal(mail: Path, tmp_path: Path) -> None:
    """Stopped before anything is agreed nothing is there; asked again, what is there is kept by an empty line."""
    with at_terminal(*SETUP, cwd=tmp_path, env=ENV) as terminal:
        typed(terminal, mail)
    assert not (tmp_path / "etc").exists()
    with at_terminal(*SETUP, cwd=tmp_path, env=ENV) as terminal:
        typed(terminal, mail)
        terminal.answer("", PASSWORD)
        terminal.answer("Ghi vào etc/dondoc.toml?", "")
        assert terminal.ended() == 0, terminal.shown
    assert f"đã nhận thư gửi {LAN}" in terminal.shown
    assert "http://localhost:8080/welcome/" in terminal.shown
    assert PASSWORD not in terminal.shown
    assert (tmp_path / "etc" / "mail__password").read_text(encoding="utf-8") == f"{PASSWORD}\n"
    before = (tmp_path / "etc" / "dondoc.toml").read_text(encoding="utf-8")
    with at_terminal(*SETUP, "--trial", LAN, cwd=tmp_path, env=ENV) as terminal:
        for question in (
            "quản trị",
            "Máy chủ thư",
            "Mã hóa",
            "Cổng",
            "Hộp thư",
            "đăng nhập",
            "cơ quan",
            "Địa chỉ trang",
        ):
            terminal.answer(question)
        terminal.answer("giữ mật khẩu đang có")
        assert terminal.ended() == 0, terminal.shown
    assert "không đổi gì" in terminal.shown
    assert (tmp_path / "etc" / "dondoc.toml").read_text(encoding="utf-8") == before


@pytest.mark.slow  # two processes
def test_killed_while_a_letter_is_tried_it_goes_on_from_there(alone: Dondoc, tmp_path: Path) -> None:
    """A mail server that takes the connection and says nothing; power is lost meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        given = ("--mail-host", "127.0.0.1", "--mail-port", str(silent.getsockname()[1]), "--mailbox", "dondoc@tinh.example",
                 "--admin", LAN, "--office", "Sở Nội vụ tỉnh")  # fmt: skip
        with subprocess.Popen(
            [*SETUP, *given], cwd=tmp_path, env=ENV, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
        ) as first:
            assert first.stdout is not None
            assert any("/welcome/" in line.decode() for line in first.stdout)
            first.kill()
    assert load(tmp_path / "etc" / "dondoc.toml", {}).office.name == "Sở Nội vụ tỉnh"
    again = alone("--yes")
    assert (again.code, again.out.count("/welcome/"), "đang được giữ lại" in again.out) == (0, 2, True), (
        again.err
    )
    assert not [file for file in (tmp_path / "etc").iterdir() if file.name.startswith(".")]


SHIPPED = (ROOT / "deploy" / "dondoc.toml").read_text(encoding="utf-8")


def test_the_shipped_settings_keep_their_comments(tmp_path: Path) -> None:
    values = {("mail", "host"): 'a"b\\c', ("mail", "port"): 465, ("web", "base_url"): "https://x.example", ("oidc", "issuer"): "y"}  # fmt: skip
    text = with_values(SHIPPED, values)
    assert len(text.splitlines()) == len(SHIPPED.splitlines())
    changed = [new for old, new in zip(SHIPPED.splitlines(), text.splitlines(), strict=True) if old != new]
    assert [line.partition(" #")[0].rstrip() for line in changed] == [
        'host = "a\\"b\\\\c"', "port = 465", 'base_url = "https://x.example"', 'issuer = "y"'
    ]  # fmt: skip
    assert all("#" in new for old, new in zip(SHIPPED.splitlines(), text.splitlines(), strict=True) if old != new and old.count("#") > 1)  # fmt: skip
    with pytest.raises(SettingsError, match=r"hãy tự sửa: \[mail\] host"):
        with_values('mail = { host = "a" }\n', {("mail", "host"): "b"})
    (tmp_path / "a.toml").write_text(with_values("", {("mail", "host"): "b"}), encoding="utf-8")
    assert load(tmp_path / "a.toml", {}).mail.host == "b"
