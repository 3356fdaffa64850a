"""What a visitor sees when something is not there, not allowed, or broken: never a traceback."""

from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from web.headers import protect
from web.page import page
from web.site import Site


@dataclass(frozen=True, slots=True)
class Trouble:
    """A heading, what it means, and what to do about it."""

    heading: str
    text: str
    advice: str = ""


TROUBLES = {
    400: Trouble(
        "Không đọc được thông tin gửi lên",
        "Biểu mẫu bị thiếu hoặc sai.",
        "Hãy quay lại trang trước, tải lại trang rồi điền lại.",
    ),
    403: Trouble(
        "Trang này không mở cho anh/chị",
        "Yêu cầu không được phép.",
        "Hãy đăng nhập, hoặc mở lại liên kết trong thư.",
    ),
    404: Trouble(
        "Không tìm thấy trang này",
        "Địa chỉ không đúng, hoặc nội dung đã được chuyển đi.",
        "Nếu đây là địa chỉ lịch, hãy chép lại đầy đủ địa chỉ đã được cấp.",
    ),
    405: Trouble("Địa chỉ này không nhận yêu cầu như vậy", "Trang chỉ để xem."),
    410: Trouble(
        "Địa chỉ lịch này đã bị thu hồi",
        "Địa chỉ từng dùng được nhưng nay không còn hiệu lực.",
        "Hãy đề nghị cơ quan phụ trách cấp địa chỉ lịch mới, rồi xóa lịch cũ khỏi ứng dụng lịch.",
    ),
    413: Trouble(
        "Tệp gửi lên quá lớn",
        "Mỗi lần chỉ gửi được một tệp không quá 10 MB.",
        "Hãy gửi bản nhỏ hơn, hoặc gửi tệp bằng thư.",
    ),
    500: Trouble(
        "Máy chủ gặp lỗi",
        "Yêu cầu chưa được thực hiện. Lỗi đã được ghi vào nhật ký của máy chủ.",
        "Hãy thử lại sau ít phút; nếu vẫn lỗi, báo cho người quản trị.",
    ),
}

FOREIGN = Trouble(
    "Biểu mẫu không được gửi từ trang của Đôn Đốc",
    "Để an toàn, chỉ nhận biểu mẫu gửi từ chính trang này.",
    "Hãy mở lại liên kết trong thư rồi điền lại.",
)


def install(app: FastAPI, site: Site) -> None:
    """Pages for people, JSON for programs. Neither repeats the address: it may be a secret."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 303:  # no trouble: the way to the door
            return Response(None, 303, error.headers)
        return _answer(site, request, error.status_code, error.headers)

    async def misread(request: Request, _error: Exception) -> Response:
        # A word where a number belongs: no such page.
        return _answer(site, request, 404)

    async def broken(request: Request, _error: Exception) -> Response:
        answer = _answer(site, request, 500)
        protect(answer.headers)  # made outside the layer that protects all others
        return answer

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, misread)
    app.add_exception_handler(Exception, broken)


def _answer(site: Site, request: Request, status: int, headers: object = None) -> Response:
    trouble = TROUBLES.get(status, Trouble(f"Lỗi {status}", "Yêu cầu không thực hiện được."))
    foreign = status == 403 and request.method == "POST"
    trouble = FOREIGN if foreign else trouble
    if request.url.path.startswith("/api/"):
        answer: Response = JSONResponse({"error": {"status": status, "message": trouble.heading}}, status)
    else:
        facts = {"trouble": trouble, "status": status, "foreign": foreign}
        answer = page(site, "error", facts, status, {"Referrer-Policy": "no-referrer"})
    if isinstance(headers, dict):
        answer.headers.update(headers)
    return answer
