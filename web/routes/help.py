"""`/help`: what each thing is, a page a thing; `/help/calendars`: how to subscribe; `/help/keys`: the keys of the pages."""

from collections.abc import Callable

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from notifications.calendars.publish import HELP
from web.help_topics import LEADS, TOPICS
from web.page import page
from web.site import Site

KEYS = (
    (
        "Mọi trang",
        (
            (("g", "h"), "Tổng quan"),
            (("g", "x"), "Chờ xử lý"),
            (("/",), "ô tìm"),
            (("?",), "trang này"),
        ),
    ),
    (
        "Bảng báo cáo",
        (
            (("←", "→", "↑", "↓"), "đi giữa các ô"),
            (("Enter",), "mở ô: ghi nhận tại chỗ, hoặc xem hồ sơ"),
            (("r",), "ghi nhận ô đang đứng, hoặc ô chậm kế tiếp"),
            (("n",), "đến ô chậm kế tiếp"),
            (("Esc",), "đóng biểu mẫu, về ô"),
        ),
    ),
    ("Danh sách nhiệm vụ, thư", ((("j", "k"), "dòng sau, dòng trước"), (("Enter",), "mở dòng"))),
    ("Lịch, lịch làm việc", ((("←", "→"), "tháng hoặc năm trước, sau"), (("t",), "tháng này"))),
    (
        "Xem lại văn bản trước khi nhận",
        ((("j", "k"), "dòng sau, dòng trước"), (("1", "…", "9"), "chọn câu trả lời thứ mấy của dòng")),
    ),
    ("Một việc, một kỳ báo cáo", ((("r",), "ghi nhận"), (("e",), "gia hạn"))),
)


def routes(site: Site) -> APIRouter:
    """For anyone: nothing on the page is anybody's."""
    router = APIRouter(include_in_schema=False)
    known = {"topics": TOPICS, "leads": LEADS}

    def index() -> HTMLResponse:
        return page(site, "help_index", known)

    def about(topic: str) -> Callable[[], HTMLResponse]:
        return lambda: page(site, f"help_{topic.replace('-', '_')}", known | {"topic": topic})

    router.add_api_route("/help", index, methods=["GET", "HEAD"])
    for topic in TOPICS:
        router.add_api_route(f"/help/{topic}", about(topic), methods=["GET", "HEAD"])

    @router.api_route(HELP, methods=["GET", "HEAD"])
    def calendars() -> HTMLResponse:
        return page(site, "help_calendars", {})

    @router.api_route("/help/keys", methods=["GET", "HEAD"])
    def keys() -> HTMLResponse:
        return page(site, "help_keys", {"groups": KEYS})

    return router
