"""The register of agencies from a file, on a page: shown first, taken in whole or not at all."""

from httpx2 import Response
from sqlmodel import col, select
from starlette.testclient import TestClient

from plan.models import Agency, Audit
from tests.conftest import EXAMPLE
from tests.web.conftest import Office, words

OURS = {"Sec-Fetch-Site": "same-origin"}
REGISTER = (EXAMPLE / "agencies.csv").read_bytes()


def send(browser: TestClient, content: bytes, do: str = "record", name: str = "so.csv") -> Response:
    file = {"file": (name, content)}
    return browser.post("/agencies/register", data={"do": do}, files=file, headers=OURS)


def codes(office: Office) -> set[str]:
    with office.database.read() as session:
        return set(session.exec(select(Agency.code)))


def test_what_it_changes_is_shown_before_it_is_taken(office: Office, local: TestClient) -> None:
    before = codes(office)
    tried = words(send(local, REGISTER, "try"))
    assert "Sổ này sẽ thêm" in tried
    assert "Bỏ địa chỉ của Sở Tài chính: stc@quangngai.example" in tried
    assert codes(office) == before
    assert "Đã nhận: thêm" in words(send(local, REGISTER))
    assert "ban-dan-toc" in codes(office) > before
    with office.database.read() as session:
        last = session.exec(select(Audit).where(Audit.act == "register").order_by(col(Audit.number))).all()
        assert [one.who for one in last] == ["user:admin@quangngai.example"]
    assert "thêm 0, sửa 0" in words(send(local, REGISTER))


def test_a_register_with_a_fault_changes_nothing(office: Office, local: TestClient) -> None:
    before = codes(office)
    for content, name in (
        (b"", "so.csv"),
        (b"a,b\n1,2\n", "so.csv"),
        (b"%PDF-1.4", "so.pdf"),
        (REGISTER + "x y z,,,,,,không phải thư\n".encode(), "../../so.csv"),
    ):
        answer = send(local, content, name=name)
        assert answer.status_code == 422, content[:20]
        assert "Lỗi: " in answer.text
    assert codes(office) == before
