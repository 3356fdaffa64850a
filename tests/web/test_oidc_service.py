"""The office's own accounts as docs/operating.md sets them up: settings, a secret beside them, the service, a browser."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.cli.conftest import run_in
from tests.delivery.sink import until
from tests.servers import oidc, proxies
from tests.servers.oidc import CLIENT, SECRET, Provider

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]  # a service of its own, and a provider
LAN = "lan@tinh.example"
SERVE = [sys.executable, "-c", "from cli.main import main; main()", "run", "--no-scheduler"]
SETTINGS = """\
[database]
url = "sqlite:///{folder}/plan.db"
[web]
port = {port}
base_url = "http://localhost:{port}"
[oidc]
issuer = "{issuer}"
client_id = "{client}"
label = "Tài khoản tỉnh"
"""


@contextmanager
def service(folder: Path, issuer: str, empty: Path) -> Iterator[str]:
    """The address of the pages of a service with these settings; Lan was invited."""
    port = proxies.free_port()
    shutil.copy(empty, folder / "plan.db")
    said = SETTINGS.format(folder=folder, port=port, issuer=issuer, client=CLIENT)
    (folder / "settings.toml").write_text(said, encoding="utf-8")
    (folder / "oidc__client_secret").write_text(f"{SECRET}\n", encoding="utf-8")
    named = ("--config", folder / "settings.toml")
    assert run_in(folder, "user", "invite", LAN, "--role", "operator", *named).code == 0
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen([*SERVE, *map(str, named)], cwd=folder, stdout=log, stderr=log) as process,
    ):
        try:
            assert until(lambda: "đang chạy tại" in (folder / "log").read_text(encoding="utf-8"), 200), (
                folder / "log"
            ).read_text(encoding="utf-8")
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(60)


def signed_in(site: str, onward: str = "/mail") -> tuple[int, str]:
    """What a browser is shown at last that goes by the button, through the provider and back."""
    with httpx2.Client(follow_redirects=True, timeout=60) as browser:
        door = browser.get(f"{site}/sign-in?next={onward}")
        assert f'href="/sign-in/oidc?next={onward}">Tài khoản tỉnh</a>' in door.text
        shown = browser.get(f"{site}/sign-in/oidc?next={onward}")
        if shown.status_code != 200:
            assert browser.get(f"{site}{onward}", follow_redirects=False).status_code == 303
        return shown.status_code, f"{shown.url.path} {shown.text}"


WRONG = [
    ({"aud": "another program"}, "không đúng"),
    ({"exp": 1}, "quá hạn"),
    ({"email": "ai@tinh.example"}, "chưa được mời"),
    ({"email_verified": False}, "được xác minh"),
]


def test_from_settings_to_a_person_who_is_in(tmp_path: Path, empty_on_sqlite: Path) -> None:
    """The provider is started after the service, and forgets the service's secret at the end."""
    port = proxies.free_port()
    issuer = oidc.issuer_at(port, "tinh")
    with service(tmp_path, issuer, empty_on_sqlite) as site:
        _others_ways_stay_open(site, tmp_path)
        with oidc.running("tinh", port) as provider:
            provider.claims = {"email": LAN, "email_verified": True, "azp": CLIENT}
            _only_who_is_vouched_for(site, provider)
            status, shown = signed_in(site)
            assert (status, shown.startswith("/mail ")) == (200, True), shown
            provider.secret = "changed there"
            assert signed_in(site)[0] == 422
    log = (tmp_path / "log").read_text(encoding="utf-8")
    for code in ("invalid_client", "invalid_claim", "expired_token"):
        assert f"sign-in by {issuer} failed: {code}" in log
    assert SECRET not in log
    assert '"oidc"' in run_in(tmp_path, "user", "list", "--json", "--config", "settings.toml").out


def _others_ways_stay_open(site: str, folder: Path) -> None:
    """While the provider is down a link of the operator's, or a password, still lets people in."""
    status, shown = signed_in(site)
    assert (status, "không trả lời" in shown, "Mật khẩu" in shown) == (422, True, True)
    link = run_in(folder, "sign-in", LAN, "--json", "--config", "settings.toml").json["links"][0]
    with httpx2.Client(follow_redirects=True, timeout=60) as browser:
        assert browser.post(link, headers={"Origin": site}, data={"x": ""}).status_code == 200
        assert browser.get(f"{site}/mail", follow_redirects=False).status_code == 200


def _only_who_is_vouched_for(site: str, provider: Provider) -> None:
    for said, why in WRONG:
        provider.over = said
        status, shown = signed_in(site)
        assert (status, why in shown) == (422, True), (said, shown)
    provider.over = {}
