"""`dondoc user` and `dondoc sign-in`: how people get in whom nobody knows yet, or who cannot any more."""

import http.client
import re
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from cli.sign_in_links import LinkPlaces
from plan.clock import system_clock
from tests.cli.conftest import Dondoc

LAN = "lan@quangngai.example"
GOOD = "bốn con mèo ngủ trưa"
SERVE = [sys.executable, "-c", "from cli.main import main; main()", "run", "--port", "0", "--no-scheduler"]


def sent(port: int, path: str, **fields: str) -> tuple[int, str]:
    """What a form is answered, and the cookie that comes with it."""
    ours = {"Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/x-www-form-urlencoded"}
    answer = asked(port, "POST", path, ours, urlencode(fields or {"x": ""}))
    return answer.status, (answer.headers["set-cookie"] or "").partition(";")[0]


def asked(
    port: int, method: str, path: str, headers: dict[str, str], body: str = ""
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def test_from_an_empty_service_to_a_person_who_is_in(adopted_here: Dondoc, tmp_path: Path) -> None:
    """The clock of the service may live through another year; people are signed in by real time."""
    process = subprocess.Popen(
        [*SERVE, "--as-of", "2012-07-17"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = [process.stdout.readline() for _ in range(2)]
        found = re.fullmatch(r"Đôn Đốc đang chạy tại http://127\.0\.0\.1:(\d+)\n", said[0])
        assert found, said
        assert "dondoc user invite ĐỊA-CHỈ-THƯ --role admin" in said[1]
        port = int(found[1])
        assert asked(port, "GET", "/", {}).status == 303
        welcome = path_of(adopted_here("user", "invite", LAN, "--role", "admin", "--json").json["links"][0])
        status, cookie = sent(port, welcome, name="Chị Lan", password=GOOD, again=GOOD)
        assert status == 303
        assert asked(port, "GET", "/mail", {"Cookie": cookie}).status == 200
        assert sent(port, welcome, password=GOOD, again=GOOD) == (410, "")
        assert sent(port, "/sign-in", mail=LAN, password=GOOD)[0] == 303
        link = path_of(adopted_here("sign-in", "--json").json["links"][0])
        assert sent(port, link)[0] == 303
        assert adopted_here("sign-in", "--end").code == 0
        assert asked(port, "GET", "/mail", {"Cookie": cookie}).status == 303
    finally:
        process.terminate()
        _, err = process.communicate(timeout=60)
    assert welcome not in err
    assert "đang mở 0 máy" in adopted_here("user", "list").out


def test_people_are_invited_listed_given_a_role_and_closed(adopted_here: Dondoc) -> None:
    made = adopted_here("user", "invite", LAN, "--role", "operator", "--name", "Chị Lan")
    assert (made.code, "Thư mời lan@quangngai.example (người vận hành)" in made.out) == (0, True)
    (line,) = adopted_here("user", "list", "--json").json
    assert (line["mail"], line["name"], line["role"], line["ways"]) == (LAN, "Chị Lan", "operator", [])
    assert adopted_here("user", "role", LAN, "viewer").out == "lan@quangngai.example: từ nay là người xem.\n"
    assert adopted_here("user", "close", LAN, "--json").json["closed_at"]
    assert "đã đóng lúc" in adopted_here("user", "list").out
    assert adopted_here("audit", "verify").code == 0


def test_what_cannot_be_is_said_in_a_line(adopted_here: Dondoc) -> None:
    for arguments, said in (
        (("user", "invite", "lan", "--role", "admin"), "địa chỉ thư không hợp lệ"),
        (("user", "role", LAN, "viewer"), "không có người dùng nào"),
        (("user", "close", LAN), "không có người dùng nào"),
        (("sign-in",), "mời quản trị đầu tiên"),
        (("sign-in", LAN), "không có người dùng nào đang mở"),
    ):
        ran = adopted_here(*arguments)
        assert (ran.code, said in ran.err) == (1, True), (arguments, ran.err)
    assert adopted_here("user", "invite", LAN, "--role", "chief").code == 2
    for mail in (LAN, "tu@quangngai.example"):
        adopted_here("user", "invite", mail, "--role", "viewer")
    assert "ghi rõ ai" in adopted_here("sign-in").err


def test_the_command_says_where_and_how_long(adopted_here: Dondoc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_WEB__BASE_URL", "https://dondoc.tinh.example")
    adopted_here("user", "invite", LAN, "--role", "admin")
    ran = adopted_here("sign-in", LAN)
    assert ran.code == 0, ran.err
    (first, secret), (second, same) = re.findall(r"(https?://\S+)/sign-in/([\w-]{43})", ran.out)
    assert (first, second, same) == ("https://dondoc.tinh.example", "http://localhost:8080", secret)
    assert "chỉ dùng được một lần" in ran.out
    assert "ssh -L 8080:127.0.0.1:8080" in ran.out
    assert "http://localhost:8090/sign-in/" in adopted_here("sign-in", LAN, "--port", "8090").out
    kept = b"".join(path.read_bytes() for path in Path().glob("plan.db*"))
    assert secret.encode() not in kept, "only its digest is kept"
    assert adopted_here("audit", "verify").code == 0
    until = datetime.fromisoformat(adopted_here("sign-in", "--json").json["until"])
    assert timedelta(hours=23) < until - system_clock() < timedelta(hours=25)


def test_where_links_lead() -> None:
    """By a name where that is this machine: at an address of figures browsers know no passkeys."""
    for host in ("127.0.0.1", "0.0.0.0", "::", "::1", "localhost"):
        assert LinkPlaces("", host, 80).links("/x") == ["http://localhost:80/x"]
    assert LinkPlaces("", "10.0.0.5", 80).links("/x") == ["http://10.0.0.5:80/x"]
    assert LinkPlaces("http://localhost:80", "127.0.0.1", 80).links("/x") == ["http://localhost:80/x"]


@pytest.mark.parametrize("written", ['["127.0.0.1", "10.8.0.0/16"]', "[]"])
def test_proxies_are_named_in_the_settings(written: str, tmp_path: Path) -> None:
    from cli.settings import SettingsError, load

    file = tmp_path / "dondoc.toml"
    file.write_text(f"[web]\ntrusted_proxies = {written}\n")
    load(file, {})
    file.write_text('[web]\ntrusted_proxies = ["nginx"]\n')
    with pytest.raises(SettingsError, match="không phải địa chỉ hay mạng"):
        load(file, {})


def test_doctor_names_an_address_where_others_listen_in(
    adopted_here: Dondoc, monkeypatch: pytest.MonkeyPatch
) -> None:
    for base_url, is_named in (
        ("http://dondoc.tinh.example", True),
        ("https://dondoc.tinh.example", False),
        ("http://127.0.0.1:8080", False),
    ):
        monkeypatch.setenv("DONDOC_WEB__BASE_URL", base_url)
        told = adopted_here("doctor", "--json", "--as-of", "2012-04-02").json["problems"]
        assert any("base_url là http://" in line for line in told) is is_named, base_url
