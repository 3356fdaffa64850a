"""A password, a key or a secret address is in no message, log line, list of processes, JSON or traceback."""

import asyncio
import base64
import io
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.journal import LogLines
from notifications.letters import Letterhead
from notifications.mail.mailbox import ImapSettings
from notifications.mail.smtp import MailServer, SmtpTransport
from plan.secrecy import keep_secret, without_secrets
from plan.storage.database import Database
from plan.storage.errors import StorageError
from tests.cli.conftest import run_in

SECRET = "S3cr/et@Hu:e?x#1"
PARTS = ("S3cr", "Hu:e", "x#1")
URLS = (
    f"postgresql+psycopg://dondoc:{SECRET}@127.0.0.1:1/dondoc",  # as people paste it
    "postgresql+psycopg://dondoc:S3cr%2Fet%40Hu%3Ae%3Fx%231@127.0.0.1:1/dondoc",
    "postgresql+psycopg://dondoc@127.0.0.1:1/dondoc?password=S3crHu:e",
    "postgresql+psycopg://127.0.0.1:1/dondoc?user=dondoc&password=S3crHu:e",
    "postgres://dondoc:S3crHu:e@127.0.0.1:1/dondoc",
    "postgresql+psycopg://dondoc:S3crHu:e@127.0.0.1:port/dondoc",
    "mysql://dondoc:S3crHu:e@127.0.0.1/dondoc",
    "postgresql+psycopg://dondoc:S3crHu:e@127.0.0.1:1/dondoc?sslmode=S3crHu:e",
    "postgresql+psycopg://dondoc:S3crHu:e@[::1/dondoc",
)


def silent(text: str) -> bool:
    return not any(part in text for part in PARTS)


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize(
    "command", [("tasks",), ("tasks", "--json"), ("doctor",), ("migrate",), ("backup", "x.db")]
)
def test_no_message_tells_the_password_of_the_database(
    url: str, command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = run_in(tmp_path, *command, "--db", url)
    assert ran.code == 1
    assert silent(ran.out + ran.err), ran.err
    monkeypatch.setenv("DONDOC_DATABASE__URL", url)
    ran = run_in(tmp_path, *command)
    assert ran.code == 1
    assert silent(ran.out + ran.err), ran.err


@pytest.mark.parametrize("url", URLS)
def test_nor_does_move(url: str, plan_db: Path, tmp_path: Path) -> None:
    ran = run_in(tmp_path, "move", "--db", f"sqlite:///{plan_db}", "--to", url)
    assert ran.code == 1
    assert silent(ran.out + ran.err), ran.err


def test_a_traceback_tells_no_row_and_no_address(empty: Database) -> None:
    formatter = LogLines(priorities=False)
    try:
        with empty.begin() as session:
            session.connection().exec_driver_sql("INSERT INTO nothing VALUES (1)")
    except Exception:  # noqa: BLE001 - whatever it is: how it is told
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed at %s", (URLS[0],), sys.exc_info())
        assert silent(formatter.format(record))
    assert empty.engine.hide_parameters


def test_a_driver_that_quotes_the_password_is_not_quoted() -> None:
    with pytest.raises(StorageError) as raised:
        Database(URLS[7])
    assert silent(str(raised.value))


def test_what_is_known_is_hidden_in_every_form() -> None:
    keep_secret("mật khẩu dài", "dondoc")
    raw = "mật khẩu dài".encode()
    for form in (
        "mật khẩu dài",
        "m%E1%BA%ADt%20kh%E1%BA%A9u%20d%C3%A0i",
        base64.b64encode(raw).decode(),
        base64.b64encode(b"\0dondoc\0" + raw).decode(),
    ):
        assert without_secrets(f"535 {form} is wrong") == "535 *** is wrong"
    keep_secret("abc")
    assert without_secrets("abc") == "abc", "so short a word would spoil others"
    secret = "Zk3vQ0p9_xYb71LmN4"
    assert secret not in without_secrets(f"GET /feeds/{secret}.ics and http://h/a/{secret}")
    for path in ("a", "a/v", "s", "o", "sign-in"):
        line = f"GET https://dondoc.example/{path}/{secret} HTTP/1.1"
        assert without_secrets(line) == f"GET https://dondoc.example/{path}/*** HTTP/1.1"
    cookies = f"Cookie: __Host-dondoc={secret}; dondoc={secret}"
    assert without_secrets(cookies) == "Cookie: __Host-dondoc=***; dondoc=***"
    assert (
        without_secrets("/static/style.css, ngày 02/7/2012, a@b.c")
        == "/static/style.css, ngày 02/7/2012, a@b.c"
    )


def test_values_that_are_shown_whole_do_not_show_them() -> None:
    shown = repr(MailServer("h", password=SECRET)) + repr(ImapSettings("h", 1, "tls", "u", SECRET))
    shown += repr(Letterhead("a@b", "", key=SECRET.encode()))
    assert silent(shown)


async def test_a_mail_server_that_repeats_the_login_is_not_repeated() -> None:
    keep_secret(SECRET, "dondoc")

    async def parrot(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hello\r\n")
        while line := await reader.readline():
            said = line.decode().strip()
            greets = said.startswith("EHLO")
            writer.write(
                b"250-hello\r\n250 AUTH PLAIN\r\n" if greets else f"535 5.7.8 no: {said}\r\n".encode()
            )
        writer.close()
        await writer.wait_closed()
        over.set()

    over = asyncio.Event()
    server = await asyncio.start_server(parrot, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with SmtpTransport(
        MailServer("127.0.0.1", port, username="dondoc", password=SECRET), 5
    ) as transport:
        outcome = await transport.open()
    await over.wait()
    server.close()
    assert outcome is not None
    assert outcome.error is not None
    assert "535" in outcome.error
    assert base64.b64encode(b"\0dondoc\0" + SECRET.encode()).decode() not in outcome.error


@pytest.mark.parametrize("given", ["--db {}", "--db={}"])
def test_who_lists_processes_does_not_read_it(given: str) -> None:
    url = "postgresql+psycopg://dondoc:S3crHu:e@127.0.0.1:1/dondoc"
    program = [sys.executable, "-c", "from cli.main import main; main()"]
    # A batch waits for its input: there is time to look.
    command = [*program, "explain", "--batch", *given.format(url).split()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        end = time.monotonic() + 60
        while "***" not in (said := Path(f"/proc/{process.pid}/cmdline").read_text(encoding="utf-8")):
            assert time.monotonic() < end, "still to be read"
            time.sleep(0.05)
        assert "explain" in said
        assert silent(said)
        out, err = process.communicate(b"", timeout=60)
    assert process.returncode in {0, 1, 2}
    assert silent((out + err).decode())
    assert b"DONDOC_DATABASE__URL" in err


def test_the_arguments_that_were_hidden_arrive(tmp_path: Path) -> None:
    url = "postgresql+psycopg://dondoc:S3crHu:e@no-such-host.invalid:1/dondoc"
    command = [sys.executable, "-c", "from cli.main import main; main()", "tasks", "--db", url]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=tmp_path, env={**os.environ}
    )
    assert done.returncode == 1
    assert "dondoc:***@no-such-host.invalid:1" in done.stderr
    assert silent(done.stderr)


def test_lines_for_the_journal_carry_their_priority() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(LogLines(priorities=True))
    logger = logging.getLogger("test-of-priorities")
    logger.propagate = False
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    logger.info("one")
    logger.warning("two")
    try:
        int("three")
    except ValueError:
        logger.exception("failed")
    lines = out.getvalue().splitlines()
    assert lines[:2] == ["<6>INFO test-of-priorities: one", "<4>WARNING test-of-priorities: two"]
    assert all(line.startswith("<3>") for line in lines[2:])
    assert len(lines) > 4
