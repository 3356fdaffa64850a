"""Keys of one letter: listed on a page, switched off by whoever does not want them, in every browser of that person."""

import re

from starlette.testclient import TestClient

from notifications.rendering import TEMPLATES
from tests.web.conftest import Office, words
from web.assets import FOLDER
from web.routes.help import KEYS

OURS = {"Sec-Fetch-Site": "same-origin"}


def test_the_page_of_keys_names_each_key_that_the_pages_know(browser: TestClient) -> None:
    told = {" ".join(names) for _, keys in KEYS for names, _ in keys}
    assert {"g h", "g x", "/", "?", "r", "e", "n", "j k", "Enter", "Esc"} <= told
    text = words(browser.get("/help/keys"))
    assert "g h Tổng quan" in text
    assert "Tắt các phím chữ ở Tài khoản" in text
    templates = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("pages/*.html"))
    arrows = {"ArrowLeft": "←", "ArrowRight": "→"}
    used = {arrows.get(key, key) for key in re.findall(r'data-key="([^"{]+)"', templates)}
    single = {name for _, keys in KEYS for names, _ in keys for name in names}
    assert {"?", "t", "/"} <= used <= single | told
    script = (FOLDER / "dondoc.js").read_text(encoding="utf-8")
    assert set(re.findall(r'key [!=]== "(\w)"', script)) == {"g", "j", "k", "n", "r"}


def test_letters_are_switched_off_and_on_for_the_person(province: Office, browser: TestClient) -> None:
    assert "data-no-keys" not in browser.get("/reports").text
    answer = browser.post("/me/keys", data={"on": "no"}, headers=OURS)
    assert (answer.status_code, answer.headers["location"]) == (303, "/me#letter-keys")
    assert "Phím chữ đang tắt" in words(browser.get("/me"))
    elsewhere = {"Cookie": province.signed_in("operator")}
    assert "<body data-no-keys>" in browser.get("/reports", headers=elsewhere).text
    assert "<kbd>" not in browser.get("/reports").text
    other = {"Cookie": province.signed_in("viewer")}
    assert "data-no-keys" not in browser.get("/reports", headers=other).text
    browser.post("/me/keys", data={"on": "yes"}, headers=OURS)
    assert "data-no-keys" not in browser.get("/reports").text
