"""The pictures of docs/tour.md, taken of the pages as they are: what is kept looks like them, or the tour has aged.

`make tour` takes them anew, into the folder `DONDOC_TOUR`.
"""

import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Page

from notifications.letters import LetterWriter
from plan.audit.log import Act
from plan.clock import at
from plan.documents.receipts_file import ReceiptRow
from plan.obligations import acts
from plan.obligations.views import ObligationFilter, duties
from plan.storage.database import Database
from plan.storage.session import Session
from plan.views.letters import newest_letter
from scheduler.policy.rules import Rules
from scheduler.replay import read_receipts_file, replay
from tests.browser.conftest import Visit, served
from tests.browser.test_agency import door
from tests.conftest import EXAMPLE, ROOT, ZONE
from tests.web.conftest import Office

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
KEPT = ROOT / "docs" / "pictures"
MOST_BYTES = 1_000_000  # of all pictures
AGED = 25.0  # of 255, seen small and grey: another font is about 5, another page 40 and more
DAYS = (date(2012, 7, 10), date(2012, 7, 17))
# Duties are shown without the forms of who records them.
VIEWERS = {"task", "obligation"}
LOOKED_AT = {"review": "Tập huấn nghiệp vụ lưu trữ"}  # what is scrolled to
PAGES = {
    "review": "/plans/new/{upload}",
    "home": "/",
    "todo": "/todo",
    "reports": "/reports",
    "task": "/tasks/48",
    "obligation": "/obligations/5",
    "letter": "/mail/{letter}",
    "calendar": "/calendar/2012/7",
    "figures": "/figures",
}


@pytest.fixture(scope="module")
def open_office(
    tmp_path_factory: pytest.TempPathFactory, adopted: Path, rules: Rules, writer: LetterWriter
) -> Iterator[Office]:
    """The example on the day when reports are late, its last weeks lived through as `make run` lives through all."""
    file = shutil.copy(adopted, tmp_path_factory.mktemp("tour") / "plan.db")
    database = Database(f"sqlite:///{file}")
    answers = read_receipts_file(EXAMPLE / "answers.csv")
    with database.begin() as session:
        arrived(session, [answer for answer in answers if answer.on < DAYS[0]])
    replay(database, rules, writer, DAYS, answers)
    office = Office(database, now=datetime(2012, 7, 17, 2, tzinfo=UTC))
    office.ticked = office.now
    for role in ("operator", "viewer"):
        office.user(role)
    office.upload()
    with served(office):
        yield office
    database.close()


def arrived(session: Session, answers: list[ReceiptRow]) -> None:
    """What came in before the days that are lived through."""
    found = duties(session, DAYS[0], ObligationFilter())
    numbers = {(agency, duty.label): duty.id for duty in found for agency in duty.leads}
    for answer in answers:
        row = acts.find_obligation(session, numbers[answer.agency, answer.label])
        act = Act("test", at(answer.on, time(8), ZONE), answer.on)
        acts.complete(session, row, act, on=answer.on, document=answer.document, note=None)


def small(picture: Image.Image) -> Image.Image:
    return picture.convert("L").resize((96, 64))


def taken(page: Page) -> Image.Image:
    """What the window shows, in few colours: a picture of words needs no more."""
    page.wait_for_load_state("networkidle")
    shot = Image.open(BytesIO(page.screenshot()))
    return shot.convert("RGB").quantize(128, dither=Image.Dither.NONE)


def keep(picture: Image.Image, name: str, faults: list[str]) -> None:
    if folder := os.environ.get("DONDOC_TOUR"):
        picture.save(Path(folder) / f"{name}.png", optimize=True)
        return
    kept = KEPT / f"{name}.png"
    if not kept.exists():
        faults.append(f"{name}: missing")
        return
    with Image.open(kept) as before:
        if before.size != picture.size:
            faults.append(f"{name}: {before.size}, the page is {picture.size}")
            return
        apart = ImageStat.Stat(ImageChops.difference(small(before), small(picture))).mean[0]
    if apart > AGED:
        faults.append(f"{name}: {apart:.0f} apart")


def test_the_tour_shows_the_pages_as_they_are(visit: Visit, open_office: Office) -> None:
    faults: list[str] = []
    page, viewers, phone = visit("operator"), visit("viewer"), visit(None, 390)
    for window in (page, viewers, phone):
        window.set_default_timeout(120_000)
    with open_office.database.read() as session:
        letter = newest_letter(session, "escalation")
    for name, path in PAGES.items():
        window = viewers if name in VIEWERS else page
        window.goto(path.format(letter=letter, upload=1))
        if words := LOOKED_AT.get(name):
            window.get_by_text(words).first.evaluate("there => there.scrollIntoView({block: 'center'})")
        keep(taken(window), name, faults)
    phone.goto(door(open_office))
    phone.get_by_role("button", name="Vào trang của cơ quan").click()
    phone.wait_for_url("**/our")
    keep(taken(phone), "our", faults)
    assert faults == [], "the tour has aged: make tour, and look at docs/tour.md"


@pytest.mark.parametrize("page", ["tour.md", "tour.vi.md"])
def test_the_tour_has_every_picture_and_no_other(page: str) -> None:
    named = set(re.findall(r"pictures/(\w+)\.png", (ROOT / "docs" / page).read_text(encoding="utf-8")))
    assert named == {*PAGES, "our"} == {path.stem for path in KEPT.glob("*.png")}
    assert sum(path.stat().st_size for path in KEPT.iterdir()) <= MOST_BYTES
