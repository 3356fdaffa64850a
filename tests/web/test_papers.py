"""The page of papers: a report drafted and issued, a letter drafted and sent, an evidence sheet; had again byte for byte."""

import re
from collections.abc import Callable
from io import BytesIO

import docx
import openpyxl
import pytest
from httpx2 import Response
from sqlmodel import select
from starlette.testclient import TestClient

from plan.audit.log import verify
from plan.models import Audit
from plan.models.papers import IssuedReport
from tests.web.conftest import Office, words

See = Callable[[str], str]
OURS = {"Sec-Fetch-Site": "same-origin"}
ISSUE = {"period": "2012-Q2", "number": "12/BC-SNV", "on": "17/7/2012", "form": "docx"}


@pytest.fixture
def send(browser: TestClient) -> Callable[..., Response]:
    def sent(name: str, fields: dict[str, str] | None = None, **more: object) -> Response:
        return browser.post(f"/papers/{name}", data=fields or {"form": "docx"}, headers=OURS, **more)  # type: ignore[arg-type]

    return sent


def text_of(content: bytes) -> str:
    made = docx.Document(BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in made.paragraphs] + cells)


class TestReport:
    def test_a_draft_is_a_file_and_keeps_nothing(self, browser: TestClient, see: See) -> None:
        answer = browser.get("/papers/report?period=2012-Q2")
        assert "attachment" in answer.headers["content-disposition"]
        assert "quý II năm 2012" in text_of(answer.content)
        assert "Chưa ban hành báo cáo nào" in words(see("/papers"))

    def test_as_a_workbook(self, browser: TestClient) -> None:
        content = browser.get("/papers/report?period=2012-Q2&form=xlsx").content
        assert "Theo cơ quan" in openpyxl.load_workbook(BytesIO(content)).sheetnames

    def test_issued_it_is_had_again_as_it_left(
        self, province: Office, browser: TestClient, send: Callable[..., Response], see: See
    ) -> None:
        assert send("report", ISSUE).headers["location"] == "/papers"
        page = see("/papers")
        assert "Số 12/BC-SNV: quý II năm 2012" in words(page)
        (link,) = re.findall(r"/papers/issued/\d+", page)
        with province.database.read() as session:
            (row,) = session.exec(select(IssuedReport)).all()
            said = session.exec(select(Audit).where(Audit.act == "issue")).one()
        assert browser.get(link).content == row.content
        assert "Số: 12/BC-SNV" in text_of(row.content).replace("\u00a0", " ")
        assert said.who == "user:operator@quangngai.example"

    def test_the_signed_file_is_kept_instead(
        self, browser: TestClient, send: Callable[..., Response], see: See
    ) -> None:
        send("report", ISSUE, files={"file": ("ký rồi.pdf", b"%PDF-1.7 signed", "application/pdf")})
        (link,) = re.findall(r"/papers/issued/\d+", see("/papers"))
        answer = browser.get(link)
        assert answer.content == b"%PDF-1.7 signed"
        assert "sandbox" in answer.headers["content-security-policy"]

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"number": "mười hai"}, "không phải số văn bản"),
            ({"on": "18/7/2012"}, "còn ở phía trước"),
            ({"on": "16/7/2012"}, "ở trước ngày số liệu"),
            ({"on": "hôm kia ấy"}, "Ngày chưa đúng"),
            ({"period": "quý sau"}, "Không hiểu kỳ"),
            ({"period": ""}, "Cần chọn kỳ"),
            ({"regime": "/etc/passwd"}, "Không có chế độ báo cáo"),
        ],
    )
    def test_refused_with_what_was_typed(
        self, province: Office, send: Callable[..., Response], change: dict[str, str], said: str
    ) -> None:
        answer = send("report", ISSUE | change)
        assert (answer.status_code, said in words(answer)) == (422, True), words(answer)
        assert f'value="{(ISSUE | change)["number"]}"' in answer.text
        assert "dondoc " not in words(answer)
        with province.database.read() as session:
            assert session.exec(select(IssuedReport)).all() == []

    def test_twice_under_one_number(self, send: Callable[..., Response]) -> None:
        send("report", ISSUE)
        answer = send("report", ISSUE)
        assert (answer.status_code, "đã lưu" in words(answer)) == (422, True)

    @pytest.mark.parametrize(
        "asked", ["period=nay", "period=2012-Q2&plan=99/KH", "period=2012-Q2&regime=../x"]
    )
    def test_a_draft_of_nothing_known(self, browser: TestClient, asked: str) -> None:
        answer = browser.get(f"/papers/report?{asked}")
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text


class TestUrging:
    def test_drafted_sent_and_had_again(
        self, province: Office, browser: TestClient, send: Callable[..., Response], see: See
    ) -> None:
        made = send("urging", {"tasks": "1"})
        assert "cong-van-don-doc-2012-001.docx" in made.headers["content-disposition"]
        (link,) = re.findall(r"/papers/draft/\d+", see("/papers"))
        assert browser.get(link).content == made.content
        form = {"draft": "1", "number": "45/SNV-CCHC", "on": "17/7/2012"}
        assert (
            send("sent", form, files={"file": ("45.pdf", b"%PDF-1.7", "application/pdf")}).status_code == 303
        )
        page = see("/papers")
        assert "Đã gửi, số 45/SNV-CCHC ngày 17/7/2012" in words(page)
        assert browser.get(re.findall(r"/papers/signed/\d+", page)[0]).content == b"%PDF-1.7"
        with province.database.read() as session:
            assert verify(session).faults == ()

    def test_one_agency_alone(self, send: Callable[..., Response], see: See) -> None:
        content = send("urging", {"to": "so-tai-chinh"}).content
        assert "Sở Tài chính" in text_of(content)
        assert "Sở Y tế" not in text_of(content)
        assert "Sở Tài chính" in words(see("/papers"))

    @pytest.mark.parametrize(
        ("name", "fields", "said"),
        [
            ("urging", {"to": "không-có"}, "Sổ cơ quan không có mã"),
            ("urging", {"to": "so-noi-vu"}, "không đôn đốc chính mình"),
            ("sent", {"draft": "9", "number": "45/SNV", "on": "17/7/2012"}, "Không có dự thảo 9/2012"),
            ("sent", {"draft": "x", "number": "45/SNV", "on": "17/7/2012"}, "Cần chọn dự thảo"),
            ("sent", {"draft": "1", "number": "45/SNV", "on": ""}, "Ngày chưa đúng"),
        ],
    )
    def test_refused(
        self, send: Callable[..., Response], name: str, fields: dict[str, str], said: str
    ) -> None:
        answer = send(name, fields)
        assert (answer.status_code, said in words(answer)) == (422, True), words(answer)
        assert "dondoc " not in words(answer)


class TestSheet:
    def test_made_on_the_page_of_the_obligation(
        self, browser: TestClient, send: Callable[..., Response], see: See
    ) -> None:
        assert 'action="/papers/sheet/1"' in see("/obligations/1")
        made = send("sheet/1")
        assert "phieu-theo-doi-2012-001.docx" in made.headers["content-disposition"]
        page = see("/papers")
        assert "Phiếu 1/2012" in words(page)
        assert browser.get(re.findall(r"/papers/sheet/\d+", page)[0]).content == made.content

    def test_of_no_obligation(self, send: Callable[..., Response]) -> None:
        assert send("sheet/99999").status_code == 404
