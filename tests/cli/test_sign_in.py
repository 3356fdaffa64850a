"""`dondoc sign-in`, and the link that a starting service prints: how somebody at the machine gets in."""

import http.client
import os
import re
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cli.base import Options
from cli.context import Context
from cli.sign_in_links import LinkPlaces, first_link
from plan.clock import system_clock
from plan.people import sign_ins
from plan.storage.database import Database
from tests.cli.conftest import Dondoc

LINK = re.compile(r"http://127\.0\.0\.1:(\d+)(/sign-in/[\w-]{43})")
SERVE = [sys.executable, "-c", "from cli.main import main; main()", "run", "--port", "0", "--no-scheduler"]


def opened(port: int, link: str) -> tuple[int, str]:
    """What the press of the button answers, and the cookie it sets."""
    ours = {"Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/x-www-form-urlencoded"}
    answer = asked(port, "POST", link, ours)
    return answer.status, (answer.headers["set-cookie"] or "").partition(";")[0]


def asked(port: int, method: str, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_a_running_service_is_opened_by_its_own_link_and_by_one_from_a_shell(
    adopted_here: Dondoc, tmp_path: Path
) -> None:
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
        said = [process.stdout.readline() for _ in range(3)]
        assert said[0].startswith("Đôn Đốc đang chạy tại http://127.0.0.1:")
        found = LINK.search(said[2])
        assert found, said
        port = int(found[1])
        assert asked(port, "GET", "/", {}).status == 303
        status, cookie = opened(port, found[2])
        assert status == 303
        assert asked(port, "GET", "/mail", {"Cookie": cookie}).status == 200
        assert opened(port, found[2]) == (410, "")
        link = "/" + adopted_here("sign-in", "--json").json["links"][0].split("/", 3)[3]
        assert opened(port, link)[0] == 303
        assert adopted_here("sign-in", "--end").code == 0
        assert asked(port, "GET", "/mail", {"Cookie": cookie}).status == 303
    finally:
        process.terminate()
        _, err = process.communicate(timeout=60)
    assert found[2] not in err


def test_the_command_says_where_and_how_long(adopted_here: Dondoc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_WEB__BASE_URL", "https://dondoc.tinh.example")
    ran = adopted_here("sign-in")
    assert ran.code == 0, ran.err
    (first, secret), (second, same) = re.findall(r"(https?://\S+)/sign-in/([\w-]{43})", ran.out)
    assert (first, second, same) == ("https://dondoc.tinh.example", "http://127.0.0.1:8080", secret)
    assert "chỉ dùng được một lần" in ran.out
    assert "ssh -L 8080:127.0.0.1:8080" in ran.out
    kept = b"".join(path.read_bytes() for path in Path().glob("plan.db*"))
    assert secret.encode() not in kept, "only its digest is kept"
    assert adopted_here("audit", "verify").code == 0
    until = datetime.fromisoformat(adopted_here("sign-in", "--json").json["until"])
    assert timedelta(hours=23) < until - system_clock() < timedelta(hours=25)


def test_where_links_lead() -> None:
    assert LinkPlaces("", "0.0.0.0", 80).links("x") == ["http://127.0.0.1:80/sign-in/x"]
    assert LinkPlaces("", "::", 80).links("x") == ["http://[::1]:80/sign-in/x"]
    assert LinkPlaces("", "10.0.0.5", 80).links("x") == ["http://10.0.0.5:80/sign-in/x"]
    assert LinkPlaces("http://127.0.0.1:80", "127.0.0.1", 80).links("x") == ["http://127.0.0.1:80/sign-in/x"]


def test_a_link_that_cannot_be_kept_stops_no_service(plan_db: Path, caplog: pytest.LogCaptureFixture) -> None:
    with closing(Context(Options(db=f"sqlite:///{plan_db}"))) as context:
        with context.database.begin() as session:
            session.connection().exec_driver_sql("DROP TABLE sign_in_link")
        assert first_link(context) is None
    assert "no link to sign in by" in caplog.text


@pytest.mark.slow
@pytest.mark.usefixtures("adopted_here")
def test_a_link_in_a_journal_is_short_lived(tmp_path: Path) -> None:
    """A journal is kept, is forwarded, and others may read it."""
    with (tmp_path / "journal").open("w") as journal:
        status = os.fstat(journal.fileno())
        stream = {"JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino}"}
        process = subprocess.Popen(
            SERVE, cwd=tmp_path, stdout=journal, stderr=journal, env={**os.environ, **stream}
        )
        try:
            for _ in range(300):
                if found := LINK.search((tmp_path / "journal").read_text(encoding="utf-8")):
                    break
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(0.1)
        finally:
            process.terminate()
            process.wait(60)
    assert found
    database = Database(f"sqlite:///{tmp_path}/plan.db")
    with database.read() as session:
        link = sign_ins.look(session, found[2].rpartition("/")[2], system_clock())
        assert link.ends_at - link.made_at == timedelta(hours=1)
    database.close()


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
