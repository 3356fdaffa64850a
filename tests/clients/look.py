"""A province's mail and calendar in Debian's Thunderbird, looked at: `python -m tests.clients.look FOLDER`.

The example of 2026 is adopted, a morning lived, the digest of Sở Nội vụ delivered to a Dovecot, its calendar served and
subscribed to. What a program can tell is checked (subject, letters with diacritics, days, alarms, attachments); two pictures,
of the letter and of the month, are left in the folder for people. By hand alone: some minutes, and 100 MB of packages,
`apt-get install --no-install-recommends thunderbird thunderbird-l10n-vi xvfb imagemagick dovecot-imapd`; as root.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from sqlmodel import select

from plan.models import Letter
from plan.storage.database import Database
from tests.clients.thunderbird import DEBIAN, Account, Thunderbird, calendar, running
from tests.conftest import EXAMPLE
from tests.servers import dovecot
from tests.servers.dovecot import PASSWORD, _free_port

AGENCY, USER = "so-noi-vu", "so-noi-vu@quangngai.example"
TODAY, MIDDLE = "2026-12-01T08:00", "20261215"
SUBJECT = "[Đôn đốc] Sở Nội vụ: 7 việc quá hạn, 6 việc còn thời hạn (01/12/2026)"
NEXT = EXAMPLE.parent / "quang-ngai-2026"


class Office:
    """`dondoc` as an operator runs it, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.url, self.port = f"sqlite:///{folder / 'plan.db'}", _free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def command(self, *words: str, at: str = TODAY) -> list[str]:
        return [
            sys.executable,
            "-c",
            "from cli.main import main; main()",
            *words,
            "--db",
            self.url,
            "--as-of",
            at,
        ]

    @property
    def settings(self) -> dict[str, str]:
        ours = {
            "DONDOC_WEB__BASE_URL": self.address,
            "DONDOC_MAIL__SENDER": "Đôn Đốc <dondoc@quangngai.example>",
        }
        return {**os.environ, "PYTHONUTF8": "1", **ours}

    def dondoc(self, *words: str, at: str = TODAY) -> str:
        ran = subprocess.run(
            self.command(*words, at=at), env=self.settings, capture_output=True, text=True, check=False
        )
        return ran.stdout

    def live(self) -> str:
        """The address of the calendar, once the plan is adopted and the letters of the morning are written."""
        told = ("--agencies", str(NEXT / "agencies.csv"), "--code", "1/KH-UBND", "--issued-on", "2026-01-15")
        self.dondoc("import", str(NEXT / "draft.xlsx"), *told, at="2026-11-16T08:00")
        self.dondoc("run", "--once")
        found = re.search(r"http://\S+\.ics", self.dondoc("feed", "add", AGENCY))
        assert found is not None
        return found[0]

    def digest(self) -> bytes:
        database = Database(self.url)
        with database.read() as session:
            letter = session.exec(
                select(Letter).where(Letter.agency == AGENCY, Letter.kind == "digest")
            ).one()
            assert letter.subject == SUBJECT
            raw = letter.raw
        database.close()
        return raw

    @contextmanager
    def serving(self, feed: str) -> Iterator[None]:
        command = self.command("run", "--no-scheduler", "--port", str(self.port))
        service = subprocess.Popen(command, env=self.settings)
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(feed, timeout=60).close()
                    break
                except OSError:
                    time.sleep(0.5)
            yield
        finally:
            service.terminate()
            service.wait(60)


def look(program: Thunderbird, to: Path) -> None:
    """Raises AssertionError for what is shown wrong."""
    letter = program.letter(USER, PASSWORD)
    program.picture(to / "letter.png")
    assert letter.subject.endswith(SUBJECT), letter.subject
    assert letter.text.startswith("Kính gửi: Sở Nội vụ · thứ Ba, 01/12/2026"), letter.text[
        :200
    ]  # no invitation above it
    assert "Báo cáo tổng hợp 6 tháng đầu năm 2026" in letter.text
    assert [name.partition(".ics")[0] for name in letter.files] == ["thoi-han-2026-12-01"]
    events = program.events(MIDDLE)
    program.picture(to / "month.png")
    assert ("[Chủ trì] Báo cáo năm 2026", "2026-12-17", 0) in events, events
    assert ("[Chủ trì] Báo cáo tổng hợp năm 2026", "2026-12-20", 0) in events, events
    assert [title for title, _, alarms in events if alarms] == []
    assert [one for one in program.windows() if "alarm" in one] == []
    print(f"{len(events)} events, no alarm; pictures in {to}")


def main() -> None:
    if missing := [name for name in ("thunderbird", "Xvfb", "import") if which(name) is None]:
        sys.exit(f"no {', '.join(missing)}: apt-get install --no-install-recommends {DEBIAN} dovecot-imapd")
    to = Path(sys.argv[1])
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dondoc-look-", dir="/tmp", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        folder.chmod(0o755)
        for part in ("dovecot", "thunderbird"):
            (folder / part).mkdir()
        office = Office(folder)
        feed = office.live()
        with dovecot.running(folder / "dovecot", (USER,)) as box, office.serving(feed):
            box.deliver(office.digest(), "1.a.x", USER)
            settings = Account(USER, box.port).settings() | calendar(feed, "Sở Nội vụ")
            with running(folder / "thunderbird", settings) as program:
                look(program, to)


if __name__ == "__main__":
    main()
