"""What no page says, with the example plan in it: a command for a shell, a day in another form; and the same word for a status."""

import re
from html import unescape

from starlette.testclient import TestClient

from tests.web.conftest import Office
from tests.web.one_app import app_of
from tests.web.test_home import declare
from tests.web.test_roles import TABLE, address

COMMAND = re.compile(r"\bdondoc [a-z]")
DAY = re.compile(r"(?<![\d/])\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?![\d/])")
READ = re.compile(r"\d\d/\d{1,2}/\d{4}")  # 02/7/2012, as Nghị định 30/2020 writes it
# Words of the plan, which are as written, stand in the type of documents.
SAYS = re.compile(r'<(\w+)[^>]* class="[^"]*\bsays\b[^"]*"[^>]*>.*?</\1>', re.DOTALL)


def spoken(html: str) -> str:
    """What the program itself says on a page, hints in fields with it."""
    hints = " ".join(re.findall(r'placeholder="([^"]*)"', html))
    return unescape(re.sub(r"<[^>]+>", " ", SAYS.sub(" ", html)) + " " + hints)


def test_no_page_speaks_to_a_shell_or_writes_a_day_otherwise(province: Office) -> None:
    declare(province, "so-y-te", "Báo cáo quý II năm 2012", province.now)
    found: dict[str, list[str]] = {}
    with TestClient(app_of(province.site()), base_url="http://localhost", client=("127.0.0.1", 1)) as browser:
        browser.headers["Cookie"] = province.signed_in("admin")
        for (method, path), (anyone, *_) in TABLE.items():
            answer = browser.get(address(path)) if method == "GET" and anyone == "door" else None
            if answer is None or "text/html" not in answer.headers.get("content-type", ""):
                continue
            text = spoken(answer.text)
            days = [day for day in DAY.findall(text) if not READ.fullmatch(day)]
            if said := COMMAND.findall(text) + days:
                found[path] = said
    assert found == {}


def test_a_status_has_one_word_wherever_it_stands(province: Office) -> None:
    """Each shape with each word that follows it, on every page."""
    found: dict[str, set[str]] = {}
    with TestClient(app_of(province.site()), base_url="http://localhost", client=("127.0.0.1", 1)) as browser:
        browser.headers["Cookie"] = province.signed_in("admin")
        for path in ("/due?when=late", "/tasks", "/tasks/2", "/tasks/46", "/obligations/1", "/due?when=soon"):
            html = browser.get(path).text
            for shape, word in re.findall(r'class="([a-z ]+?) st"><span class="s">([^<]+)<', html):
                found.setdefault(shape, set()).add(re.sub(r"\d+", "N", word))
    assert found["late"] == {"Trễ N ngày"}
    assert found["open"] == {"Đang thực hiện"}
    assert found["ahead"] <= {"Chưa đến kỳ", "Thường xuyên", "Chưa có thời hạn"}
    assert found["wait"] == {"Chờ sự kiện"}
