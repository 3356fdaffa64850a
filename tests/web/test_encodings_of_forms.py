"""A form says what it is encoded in; no browser says anything but UTF-8, and what another could hold is no text."""

import pytest
from starlette.testclient import TestClient

FIELDS = (
    ("mail", b"a@b.example"),
    ("password", rb"\ud800 long enough"),
    ("reason", rb"\ud800"),
    ("on", b"\xff"),
)


def body(boundary: str = "x") -> bytes:
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n"
             for name, value in FIELDS]  # fmt: skip
    return b"".join(parts) + f"--{boundary}--\r\n".encode()


@pytest.mark.words
@pytest.mark.parametrize("path", ["/sign-in", "/todo/grant", "/obligations/1/done", "/welcome/x"])
@pytest.mark.parametrize("charset", ["unicode_escape", "undefined", "idna", "utf-16", '"undefined"'])
def test_another_encoding_is_refused(stranger: TestClient, path: str, charset: str) -> None:
    headers = {
        "Content-Type": f"multipart/form-data; boundary=x; charset={charset}",
        "Sec-Fetch-Site": "same-origin",
    }
    assert stranger.post(path, content=body(), headers=headers).status_code in (400, 403, 404)


def test_that_of_browsers_is_taken(stranger: TestClient) -> None:
    for said in ("", "; charset=utf-8", "; charset=UTF-8"):
        headers = {"Content-Type": f"multipart/form-data; boundary=x{said}", "Sec-Fetch-Site": "same-origin"}
        assert stranger.post("/sign-in", content=body(), headers=headers).status_code == 422
