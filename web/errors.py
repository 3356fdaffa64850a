"""What a visitor sees when something is not there, not allowed, or broken: never a traceback."""

import logging
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from plan.storage.errors import StorageError
from web.access.rights import AGENCY_ENDED, ENDED, NOT_YOURS
from web.api.problems import kind_of, problem
from web.fragments import wants_fragment
from web.headers import protect
from web.kept_form import KeptForm, kept_form
from web.page import fragment, page
from web.site import Site

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A heading, what it means, and what to do about it."""

    heading: str
    text: str
    advice: str = ""
    home: bool = False  # whether the first page is of use to whoever meets it


TROUBLES = {
    400: Trouble(
        "Không đọc được thông tin gửi lên",
        "Biểu mẫu bị thiếu hoặc sai.",
        "Hãy quay lại trang trước, tải lại trang rồi điền lại.",
    ),
    403: Trouble(
        "Trang này không mở cho anh/chị",
        "Tài khoản đang dùng không có quyền với trang này.",
        "Hãy đăng nhập bằng tài khoản có quyền, hoặc đề nghị người quản trị đổi vai trò.",
        home=True,
    ),
    404: Trouble(
        "Không có trang này",
        "Địa chỉ bị chép thiếu, hoặc nội dung đã chuyển đi.",
        "Nếu đây là địa chỉ lịch (.ics), hãy chép lại đủ cả dòng từ thư nhắc việc.",
        home=True,
    ),
    405: Trouble("Địa chỉ này không nhận yêu cầu như vậy", "Trang chỉ để xem.", home=True),
    409: Trouble(
        "Việc này vừa được làm rồi",
        "Trong lúc anh/chị đang xem, có người khác đã làm việc này.",
        "Hãy tải lại trang để thấy tình trạng mới, rồi quyết định có làm tiếp không.",
        home=True,
    ),
    410: Trouble(
        "Địa chỉ lịch này đã bị thu hồi",
        "Địa chỉ từng dùng được nhưng nay không còn hiệu lực.",
        "Hãy đề nghị cơ quan phụ trách cấp địa chỉ lịch mới, rồi xóa lịch cũ khỏi ứng dụng lịch.",
    ),
    412: Trouble(
        "Nội dung đã đổi từ khi anh/chị mở trang",
        "Có người khác vừa ghi nhận; điều anh/chị gõ chưa được ghi.",
        "Hãy quay lại trang trước, tải lại trang, xem điều đã ghi rồi gửi lại nếu vẫn cần.",
        home=True,
    ),
    413: Trouble(
        "Tệp gửi lên quá lớn",
        "Mỗi lần chỉ gửi được một tệp không quá 10 MB.",
        "Hãy gửi bản nhỏ hơn, hoặc gửi tệp bằng thư.",
    ),
    422: Trouble(
        "Có chỗ điền chưa đúng",
        "Biểu mẫu chưa được ghi.",
        "Hãy quay lại trang trước; mỗi ô sai có lời nhắc cần sửa gì.",
    ),
    429: Trouble(
        "Anh/chị đã thử quá nhiều lần",
        "Để không ai dò được mật khẩu, việc đăng nhập tạm dừng từ nơi này.",
        "Hãy đợi ít phút rồi thử lại.",
    ),
    500: Trouble(
        "Máy chủ gặp lỗi",
        "Yêu cầu chưa được thực hiện. Lỗi đã được ghi vào nhật ký của máy chủ.",
        "Hãy thử lại sau ít phút; nếu vẫn lỗi, báo cho người quản trị.",
    ),
    503: Trouble(
        "Máy chủ đang bận",
        "Cơ sở dữ liệu chưa trả lời; yêu cầu chưa được thực hiện, chưa có gì thay đổi.",
        "Hãy đợi một phút rồi tải lại trang.",
    ),
}

ENDED_SESSION = Trouble(
    "Phiên đăng nhập đã hết",
    "Yêu cầu chưa được thực hiện.",
    "Hãy đăng nhập trong một thẻ khác, rồi quay lại đây; chưa cần đóng trang này.",
    home=True,
)
ENDED_VISIT = Trouble(
    "Phiên của cơ quan đã hết",
    "Yêu cầu chưa được thực hiện.",
    "Hãy mở lại liên kết trong thư ở một thẻ khác, rồi quay lại đây; chưa cần đóng trang này.",
)
FOREIGN = Trouble(
    "Biểu mẫu không được gửi từ trang của Đôn Đốc",
    "Để an toàn, chỉ nhận biểu mẫu gửi từ chính trang này.",
    "Hãy mở lại trang (hoặc liên kết trong thư) rồi điền lại.",
)


def install(app: FastAPI, site: Site) -> None:
    """Pages for people, JSON for programs. Neither repeats the address: it may be a secret."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 303:  # no trouble: the way to the door
            return Response(None, 303, error.headers)
        special = _special(request, error)
        keeps = special in (ENDED_SESSION, ENDED_VISIT) or error.status_code == 413
        kept = await kept_form(site, request) if keeps else None
        return _answer(site, request, error.status_code, error.headers, special, kept)

    async def misread(request: Request, _error: Exception) -> Response:
        # A word where a number belongs: no such page.
        return _answer(site, request, 404)

    async def broken(request: Request, _error: Exception) -> Response:
        answer = _answer(site, request, 500)
        protect(answer.headers)  # made outside the layer that protects all others
        return answer

    async def busy(request: Request, error: Exception) -> Response:
        log.warning("the database did not answer: %s", type(error).__name__)
        return _answer(site, request, 503, {"Retry-After": "60"}, kept=await kept_form(site, request))

    app.add_exception_handler(StorageError, busy)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, misread)
    app.add_exception_handler(Exception, broken)


def _special(request: Request, error: HTTPException) -> Trouble | None:
    """A refusal that says more of itself than its number does."""
    if error.status_code != 403 or error.detail == NOT_YOURS:
        return None
    if error.detail in (ENDED, AGENCY_ENDED):
        return ENDED_SESSION if error.detail == ENDED else ENDED_VISIT
    return FOREIGN if request.method == "POST" else None


def _answer(
    site: Site,
    request: Request,
    status: int,
    headers: object = None,
    special: Trouble | None = None,
    kept: KeptForm | None = None,
) -> Response:
    trouble = special or TROUBLES.get(status, Trouble(f"Lỗi {status}", "Yêu cầu không thực hiện được."))
    if request.url.path.startswith("/api/"):
        answer: Response = problem(
            kind_of(status)
        )  # an address that no place of the API is, nor is it a page
    elif wants_fragment(request):  # the page stays as it is, with all that was typed on it
        facts = {"trouble": trouble, "status": status, "ended": trouble is ENDED_SESSION}
        answer = fragment(site, "error", "in_place", facts, status, {"HX-Reswap": "none"})
    else:
        ended = {"ended": trouble is ENDED_SESSION, "visit_ended": trouble is ENDED_VISIT}
        facts = {"trouble": trouble, "status": status, "kept": kept, **ended}
        # A form that is sent again has to say where it comes from.
        answer = page(site, "error", facts, status, {} if kept else {"Referrer-Policy": "no-referrer"})
    if isinstance(headers, dict):
        answer.headers.update(headers)
    return answer
