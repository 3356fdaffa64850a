"""A real subscriber: vdirsyncer fetches over HTTP, khal shows what it fetched, a picture is read as an address."""

import os
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
import segno

from tests.calendars.readers import program
from tests.web.conftest import Office
from web.app import create_app
from web.server import WebServer, bind

AHEAD = date(2012, 9, 30)


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """Our site on loopback, served as `dondoc run` serves it."""
    listening = bind("127.0.0.1", 0)
    started = threading.Event()
    server = WebServer(create_app(office.site()), "127.0.0.1", 0, started.set)
    thread = threading.Thread(target=lambda: server.run(sockets=[listening]))
    thread.start()
    assert started.wait(20)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(20)
    listening.close()


@dataclass
class Subscriber:
    """vdirsyncer and khal in a home of their own."""

    home: Path
    url: str

    def set_up(self) -> None:
        (self.home / "vdirsyncer.conf").write_text(
            f"""[general]
status_path = "{self.home}/status"
[pair deadlines]
a = "ours"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage ours]
type = "http"
url = "{self.url}"
[storage here]
type = "filesystem"
path = "{self.home}/events"
fileext = ".ics"
"""
        )
        (self.home / "khal.conf").write_text(
            f"""[calendars]
[[deadlines]]
path = {self.home}/events
readonly = True
[sqlite]
path = {self.home}/khal.db
[locale]
timeformat = %H:%M
dateformat = %d/%m/%Y
longdateformat = %d/%m/%Y
datetimeformat = %d/%m/%Y %H:%M
longdatetimeformat = %d/%m/%Y %H:%M
"""
        )
        self.run("vdirsyncer", "-c", f"{self.home}/vdirsyncer.conf", "discover")

    def sync(self) -> set[str]:
        """Fetch; the events that came: vdirsyncer names each after all that it says."""
        before = self._names()
        said = self.run("vdirsyncer", "-c", f"{self.home}/vdirsyncer.conf", "sync")
        assert "warning" not in said.lower()
        return self._names() - before

    def shown(self, *days: str) -> list[str]:
        """What khal lists on these days."""
        told = self.run(
            "khal", "-c", f"{self.home}/khal.conf", "list", "--format", "{start-date} {title}", *days
        )
        return [line for line in told.splitlines() if line[:2].isdigit()]

    def _names(self) -> set[str]:
        return {path.name for path in (self.home / "events").glob("*.ics")}

    def run(self, name: str, *words: str) -> str:
        environment = {"HOME": str(self.home), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
        done = subprocess.run(
            [program(name), *words], env=environment, capture_output=True, text=True, timeout=280, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def subscribe(address: str, office: Office, tmp_path: Path):
    def subscribed(agency: str | None) -> Subscriber:
        program("vdirsyncer"), program("khal")
        reader = Subscriber(tmp_path, f"{address}/feeds/{office.subscribe(agency)[1]}.ics")
        (tmp_path / "events").mkdir()
        reader.set_up()
        return reader

    return subscribed


@pytest.mark.slow
def test_a_subscriber_follows_what_happens(office, subscribe) -> None:
    first = office.oblige("so-y-te", AHEAD, "Phòng dịch, tiêm chủng; khám 📅")
    office.oblige("so-xay-dung", AHEAD + timedelta(1), "Quy hoạch", partner="so-y-te")
    reader = subscribe("so-y-te")
    assert len(reader.sync()) == 2
    assert reader.sync() == set()
    assert reader.shown("30/09/2012", "3d") == [
        "30/09/2012 [Chủ trì] Phòng dịch, tiêm chủng; khám 📅",
        "01/10/2012 [Phối hợp] Quy hoạch",
    ]
    office.close(first, date(2012, 7, 10))
    assert len(reader.sync()) == 1
    assert reader.shown("30/09/2012", "1d") == [
        "30/09/2012 [Đã xong] [Chủ trì] Phòng dịch, tiêm chủng; khám 📅"
    ]
    office.rename("so-xay-dung", "Sở Xây dựng tỉnh")
    assert len(reader.sync()) == 1
    with office.database.read() as session:
        from plan.views.feeds import all_feeds

        assert all_feeds(session)[0].client == "vdirsyncer"


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_ten_thousand_events_are_fetched_and_shown(office, subscribe) -> None:
    with office.database.begin() as session:
        from tests.web.filling import fill

        fill(session, 10_000)
    reader = subscribe("so-y-te")
    assert len(reader.sync()) == 10_000
    assert reader.sync() == set()
    assert len(reader.shown("01/01/2013", "365d")) == 10_000


def test_the_picture_is_the_address(tmp_path: Path) -> None:
    zbar = program("zbarimg")
    url = "webcal://dondoc.quangngai.example/feeds/" + "aZ09-_" * 7 + "x.ics"
    segno.make(url, error="m").save(str(tmp_path / "qr.png"), scale=4, border=4)
    read = subprocess.run(
        [zbar, "--quiet", "--raw", str(tmp_path / "qr.png")], capture_output=True, check=True
    )
    assert read.stdout.decode().strip() == url
