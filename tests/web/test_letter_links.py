"""Every link of a letter opens a page of ours: an agency's by its secret, the department's by signing in."""

import re
from datetime import date
from html import unescape

import pytest
from fastapi.testclient import TestClient

from notifications.letters import Letterhead, LetterWriter
from notifications.rendering import environment
from plan.models import Letter
from tests.letters.test_words import html_of
from tests.story import Story, text_of
from tests.web.conftest import KEY, RULES, Office
from tests.web.one_app import app_of

DAY = date(2012, 7, 16)  # a Monday: reminders, urging, the weekly summary


def links_of(letter: Letter) -> set[str]:
    found = {unescape(one) for one in re.findall(r'href="([^"]+)"', html_of(letter.raw))}
    return {one for one in found if not one.startswith("mailto:")}


@pytest.mark.slow
def test_the_links_of_a_letter_lead_to_its_pages(province: Office) -> None:
    head = Letterhead("Đôn Đốc <dondoc@quangngai.example>", province.base_url, key=KEY)
    story = Story(province.database, RULES, LetterWriter(environment(), head))
    story.live(DAY, DAY)
    followed: set[str] = set()
    for kind, agency in (("digest", "so-y-te"), ("escalation", "so-noi-vu"), ("summary", "so-noi-vu")):
        letter = story.letters(kind=kind, agency=agency)[-1]
        links = links_of(letter)
        with TestClient(app_of(province.site()), base_url=province.base_url) as client:
            for link in links:
                path = link.removeprefix(province.base_url)
                assert path.startswith("/"), link
                secret = re.match(r"/(a|a/v|s)/", path)
                cookie = {} if secret else {"Cookie": f"__Host-{province.signed_in('operator')}"}
                answer = client.get(path, headers=cookie)
                assert answer.status_code == 200, link
                assert "/sign-in" not in str(answer.url), link
                anchor = path.partition("#")[2]
                assert not anchor or f'id="{anchor}"' in answer.text, link
                followed.add(path.split("/")[1].partition("?")[0])
            told = text_of(letter)
            assert all(link.partition("#")[0] in told for link in links), "the text has them too"
    assert {"a", "s", "reports"} <= followed
