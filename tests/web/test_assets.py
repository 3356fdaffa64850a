"""What pages load: what is not ours is named and unchanged; a first visit is light; nothing that the policy forbids is asked for."""

import gzip
import re
from hashlib import sha256

import pytest
from starlette.testclient import TestClient

from notifications.rendering import TEMPLATES
from web.assets import FOLDER

KB = 1000
OWN = sorted({path.name for path in FOLDER.glob("*.js")} - {"htmx.min.js"})


def test_what_is_not_ours_has_its_licence_and_its_digest_beside_it() -> None:
    note = (FOLDER / "htmx.LICENSE.txt").read_text(encoding="utf-8")
    assert note.startswith("htmx 4.0.1, https://htmx.org")
    assert "Zero-Clause BSD" in note
    script = (FOLDER / "htmx.min.js").read_bytes()
    assert sha256(script).hexdigest() in note
    assert b'version="4.0.1"' in script


def test_our_own_scripts_are_short() -> None:
    assert OWN == ["board.js", "dondoc.js", "passkeys.js"]
    size = {name: len(gzip.compress((FOLDER / name).read_bytes(), 6)) for name in OWN}
    loaded = [size["dondoc.js"] + size[name] for name in OWN if name != "dondoc.js"]
    assert max(loaded) <= 3 * KB, "of any page, on the wire"


@pytest.mark.parametrize("path", ["/reports", "/todo", "/tasks", "/me"])
def test_a_first_visit_is_light_on_the_wire(browser: TestClient, path: str) -> None:
    html = browser.get(path)
    assert html.headers["content-encoding"] == "gzip"
    wanted = re.findall(r'(?:src|href)="(/static/[^"]+)"', html.text)
    carried = {"page": len(gzip.compress(html.content, 6))}
    for address in dict.fromkeys(wanted):
        carried[address] = len(gzip.compress(browser.get(address).content, 6))
    assert sum(carried.values()) <= 45 * KB, carried


def test_no_template_asks_a_script_to_make_code_out_of_words() -> None:
    """Filters in square brackets, `hx-on` and `js:` need `unsafe-eval`, which the policy does not give."""
    for path in TEMPLATES.glob("pages/*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"hx-on|hx-trigger=\"[^\"]*\[|\"(js|javascript):", text), path.name


def test_whatever_a_script_sends_is_a_form_without_it() -> None:
    """All but passkeys, which are nothing without a script: their forms say so, and are hidden until it runs."""
    acting = 0
    for path in TEMPLATES.glob("pages/*.html"):
        for tag in re.findall(
            r"<[a-z]+ [^<]*?hx-(?:get|post|put|patch|delete)=[^<]*>", path.read_text(encoding="utf-8")
        ):
            acting += 1
            sent = re.search(r'hx-post="([^"]+)"', tag)
            assert sent, f"{path.name}: {tag[:120]}"
            assert tag.startswith("<form "), path.name
            assert f'method="post" action="{sent[1]}"' in tag, f"{path.name}: {tag[:120]}"
    assert acting


def test_no_page_has_an_order_of_its_own_for_tab() -> None:
    """It is that of what is read: a positive `tabindex` comes before everything else."""
    for path in TEMPLATES.glob("pages/*.html"):
        assert not re.search(r'tabindex="[1-9]', path.read_text(encoding="utf-8")), path.name
