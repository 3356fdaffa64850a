"""English by a switch: whoever chose it reads English on every page, and in Vietnamese only what the plan and people wrote."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from shutil import copy

import pytest
from starlette.testclient import TestClient

from plan.links.claims import Claim, Purpose, sign
from plan.storage.database import Database
from tests.conftest import ROOT
from tests.web.conftest import KEY, Office
from tests.web.one_app import app_of
from tests.web.test_roles import TABLE, address
from tests.web.test_todo import declare, number_of
from web.languages.catalogue import catalogue
from web.languages.choice import COOKIE
from web.routes.mail_preview import DAYS

VIETNAMESE = re.compile(r"[\w/&’'-]*[À-ɏḀ-ỹ][\w/&’'-]*(?:[ ]+[\w/&’'-]*[À-ɏḀ-ỹ][\w/&’'-]*)*")
QUOTED = re.compile(
    r'<(\w+)(?=[^>]* lang="vi")[^>]*>(?:(?!</?\1\b).)*(?:<\1\b(?:(?!</?\1\b).)*</\1>(?:(?!</?\1\b).)*)*</\1>',
    re.DOTALL,
)
SPOKEN = re.compile(r' (?:placeholder|title|aria-label|alt|data-l)="([^"]*)"')
# A list, a title with its number, a name with what it is about: each part was written by somebody.
JOINTS = re.compile(r"[;:,·“”()→\n]|\.$|\b[IVX]+\.\S*")
ESCAPED = re.compile(r"\\u([0-9a-f]{4})")  # letters in a column of lists
OURS = ("Đôn Đốc", "Tiếng Việt")
# More than an address of the table shows on this office.
MORE = (
    "/?x=1", "/due?when=soon", "/due?when=late&by=agency", "/todo?kind=declared", "/reports/1", "/reports?year=2013", "/tasks/2", "/tasks/46",
    "/tasks?status=late", "/obligations/1", "/obligations/1?x=1", "/calendar/2012/6", "/calendar/2012", "/agencies/so-noi-vu", "/find?q=so", "/figures?by=section",
    "/figures?by=month", "/plans/1", "/plans/1/letters", "/mail/coming", "/nowhere",
)  # fmt: skip
# Rows as programs get them stand there as examples, in the words of plans; the catalogue wants the sentences around them.
IN_EXAMPLES = ("/help/api",)
# Where a role is told other things, or shown other forms.
BY_ROLE = [
    "/",
    "/todo",
    "/tasks",
    "/tasks/1",
    "/obligations/1",
    "/agencies/so-y-te",
    "/reports/1",
    "/plans/1",
    "/plans/new/1",
    "/me",
    "/papers",
    "/help",
]


@pytest.fixture(scope="module")
def in_english(
    adopted: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, TestClient]]:
    """One office and one browser for all that is only looked at."""
    file = tmp_path_factory.mktemp("english") / "plan.db"
    copy(adopted, file)
    office = Office(Database(f"sqlite:///{file}"), now=datetime(2012, 7, 17, 2, tzinfo=UTC))
    declare(office, "so-y-te", "Báo cáo quý II năm 2012", office.now)
    office.post(office.now.date())
    office.upload()
    with TestClient(app_of(office.site()), base_url="http://localhost", client=("127.0.0.1", 1)) as browser:
        yield office, browser
    office.shut()


def cookies(office: Office, role: str) -> str:
    return f"{office.signed_in(role)}; {COOKIE}=en"


def own_words(html: str, known: str) -> list[str]:
    """Vietnamese that stands as if it were English, and quoted Vietnamese that nobody wrote."""
    bare = re.sub(r"<(script|style|textarea)\b.*?</\1>", " ", html, flags=re.DOTALL)
    quoted = [re.sub(r"<[^>]+>", "\n", found[0]) for found in QUOTED.finditer(bare)]
    text = "\n".join([re.sub(r"<[^>]+>", "\n", QUOTED.sub("\n", bare)), *SPOKEN.findall(bare)])
    stray = VIETNAMESE.findall(unescape(text))
    made = [piece for words in quoted for piece in JOINTS.split(unescape(words)) if VIETNAMESE.search(piece)]
    return [
        words
        for words in (" ".join(each.split()) for each in (*stray, *made))
        if words not in OURS and words.lower() not in known
    ]


def written_by_people(office: Office) -> str:
    """Every text of the database and of what it was made from, folded."""
    with closing(sqlite3.connect(office.database.url.removeprefix("sqlite:///"))) as plain:
        tables = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        values = (value for name in tables for row in plain.execute(f"SELECT * FROM {name}") for value in row)
        read = [file.read_text(encoding="utf-8") for file in (ROOT / "scheduler" / "data").rglob("*.toml")]
        said = catalogue().texts.values()  # words of plans in examples of the help pages
        plainly = (value for value in (*values, *read, *said) if isinstance(value, str))
        return " ".join(
            " ".join(ESCAPED.sub(lambda one: chr(int(one[1], 16)), value).split()) for value in plainly
        ).lower()


def words_of_coming_letters(office: Office) -> str:
    """What letters that are not written yet would say, folded; their page then shows them too, however fast the machine."""
    site = office.sites[-1]
    last = site.rules().calendar.after(site.today(), DAYS)  # as far as the page looks by itself
    site.coming_until(last)
    site.coming.wait(60)
    letters = site.coming_until(last)
    assert letters
    said = [words for one in letters for item in one.items for words in (item.label, item.reason)]
    return " ".join([*(one.letter.subject for one in letters), *said]).lower()


def stray(browser: TestClient, paths: list[str], known: str) -> dict[str, list[str]]:
    """Pages that say something in Vietnamese, and what."""
    found: dict[str, list[str]] = {}
    for path in paths:
        answer = browser.get(path, follow_redirects=False)
        if answer.is_redirect or "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert '<html lang="en">' in answer.text, path
        if said := own_words(answer.text, known):
            found[path] = said
    return found


def test_every_page_is_in_english(in_english: tuple[Office, TestClient]) -> None:
    office, browser = in_english
    browser.headers["Cookie"] = cookies(office, "admin")
    paths = [address(path) for method, path in TABLE if method == "GET" and not path.endswith("/html")]
    known = written_by_people(office) + words_of_coming_letters(office)
    found = stray(browser, [*paths, *MORE], known)
    assert {path for path in found if not path.startswith(IN_EXAMPLES)} == set()


@pytest.mark.parametrize("role", ["viewer", "operator"])
def test_pages_that_differ_by_who_looks_are_too(in_english: tuple[Office, TestClient], role: str) -> None:
    office, browser = in_english
    browser.headers["Cookie"] = cookies(office, role)
    assert stray(browser, BY_ROLE, written_by_people(office)) == {}


def test_an_agency_reads_english_behind_its_links(in_english: tuple[Office, TestClient]) -> None:
    office, browser = in_english
    number, declared = (
        number_of(office, "so-y-te", label)
        for label in ("Báo cáo quý III năm 2012", "Báo cáo quý II năm 2012")
    )
    browser.headers["Cookie"] = f"{COOKIE}=en"
    door = link(office, "/o/", "door", None)
    opened = browser.post(door, data={"x": ""}, headers=OURS_ALONE, follow_redirects=False)
    assert opened.headers["location"] == "/our"
    browser.headers["Cookie"] = f"{opened.headers['set-cookie'].partition(';')[0]}; {COOKIE}=en"
    own = ["/our", "/our/partner", "/our/done", "/our/calendars", "/our/contacts", "/our/link"]
    signed = [door, *(link(office, "/a/", "answer", one) for one in (number, declared))]
    signed += [link(office, "/a/v/", "acceptance", declared), link(office, "/s/", "calendar", None)]
    paths = [*own, f"/our/{number}", f"/our/{declared}", *signed]
    assert [path for path in paths if browser.get(path, follow_redirects=False).status_code != 200] == []
    assert stray(browser, [*paths, "/o/x", "/a/x"], written_by_people(office)) == {}
    page = browser.get("/our").text
    assert re.search(r"<h2[^>]*>(Late|Coming)</h2>", page), "a heading of ours is no title of the plan"
    browser.cookies.clear()


def link(office: Office, path: str, purpose: Purpose, obligation: int | None) -> str:
    return path + sign(KEY, Claim(purpose, "so-y-te", obligation, office.now))


OURS_ALONE = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize(
    ("back", "onward"),
    [
        ("/sign-in?next=/tasks", "/sign-in?next=/tasks"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("", "/"),
    ],
)
def test_the_switch_is_kept_in_a_cookie_and_leads_back(
    in_english: tuple[Office, TestClient], back: str, onward: str
) -> None:
    _, browser = in_english
    sent = {"language": "en", "back": back}
    answer = browser.post("/language", data=sent, headers=OURS_ALONE, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, onward)
    kept = answer.headers["set-cookie"]
    assert kept.startswith(f"{COOKIE}=en;")
    assert "HttpOnly" in kept
    assert "samesite=lax" in kept.lower()
    browser.cookies.clear()


def test_vietnamese_is_what_a_page_is_in_whatever_the_browser_prefers(
    in_english: tuple[Office, TestClient],
) -> None:
    _, browser = in_english
    browser.headers.pop("Cookie", None)
    for cookie in ("", f"{COOKIE}=fr", f'{COOKIE}="', "other=en"):
        page = browser.get("/sign-in", headers={"Accept-Language": "en", "Cookie": cookie}).text
        assert '<html lang="vi">' in page
        assert 'value="en" lang="en">English</button>' in page
    page = browser.get("/sign-in", headers={"Cookie": f"{COOKIE}=en"}).text
    assert '<html lang="en">' in page
    assert 'value="vi" lang="vi">Tiếng Việt</button>' in page


def test_a_language_that_nobody_speaks_here_is_refused(in_english: tuple[Office, TestClient]) -> None:
    _, browser = in_english
    answer = browser.post(
        "/language", data={"language": "fr", "back": "/"}, headers=OURS_ALONE, follow_redirects=False
    )
    assert answer.status_code == 400
    assert "set-cookie" not in answer.headers


def test_a_page_of_an_error_does_not_repeat_its_address(in_english: tuple[Office, TestClient]) -> None:
    _, browser = in_english
    assert "a-secret" not in browser.get("/welcome/a-secret", headers={"Cookie": f"{COOKIE}=en"}).text
