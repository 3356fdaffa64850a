"""Why a request was not answered as wished, in the form of RFC 9457: one table says all there are."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match, Route

from plan.errors import NotPossibleError
from plan.obligations.acts import ChangedError
from plan.storage.errors import StorageError
from web.api.faults import fault_of
from web.headers import protect
from web.sentences import for_page

OTHER_BODY = (
    "model_attributes_type",
    "model_type",
    "dict_type",
    "list_type",
)  # what was sent is no such thing
log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
PLACE = "/help/api"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind: its name is the end of its type, `/help/api#name`; the words are for people."""

    name: str
    status: HTTPStatus
    title: str
    meaning: str

    @property
    def type(self) -> str:
        return f"{PLACE}#{self.name}"


_KINDS = (
    ProblemKind(
        "malformed", HTTPStatus.BAD_REQUEST, "Không đọc được dữ liệu gửi lên", "Thân yêu cầu không phải JSON đúng."
    ),
    ProblemKind(
        "unauthorized",
        HTTPStatus.UNAUTHORIZED,
        "Cần mã truy cập còn dùng được",
        "Gửi kèm Authorization: Bearer dd_…; mã thiếu, sai, hết hạn hay đã thu hồi đều như nhau.",
    ),
    ProblemKind(
        "forbidden", HTTPStatus.FORBIDDEN, "Mã truy cập không có quyền này", "detail nêu quyền còn thiếu, hoặc ai mới làm được."
    ),
    ProblemKind(
        "not-found", HTTPStatus.NOT_FOUND, "Không có nội dung này", "Không có, hoặc là của cơ quan khác."
    ),
    ProblemKind(
        "not-allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        "Địa chỉ này không nhận phương thức ấy",
        "Đầu mục Allow nêu các phương thức nhận được.",
    ),
    ProblemKind(
        "running",
        HTTPStatus.CONFLICT,
        "Yêu cầu cùng khóa đang được thực hiện",
        "Đợi một giây rồi gửi lại đúng yêu cầu ấy với cùng Idempotency-Key.",
    ),
    ProblemKind(
        "changed",
        HTTPStatus.PRECONDITION_FAILED,
        "Việc này vừa được người khác đổi",
        "current là ETag mới: đọc lại dòng, xem còn cần ghi không, rồi gửi với If-Match ấy.",
    ),
    ProblemKind(
        "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Dữ liệu gửi lên quá lớn", "Tệp không quá 10 MB."
    ),
    ProblemKind(
        "media-type",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "Không nhận dữ liệu kiểu này",
        "Gửi application/json; nơi nhận tệp nhận cả multipart/form-data.",
    ),
    ProblemKind(
        "invalid",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Dữ liệu gửi lên chưa đúng",
        "errors nêu từng chỗ: pointer trong thân, hoặc parameter trong địa chỉ, và cần sửa gì.",
    ),
    ProblemKind(
        "not-possible",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Không làm được việc này",
        "Dữ liệu đúng nhưng tình trạng của việc không cho phép; detail nêu vì sao. Chưa ghi gì.",
    ),
    ProblemKind(
        "reused-key",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Khóa đã dùng cho yêu cầu khác",
        "Idempotency-Key này đã đi với một yêu cầu khác trong 24 giờ qua; yêu cầu mới cần khóa mới.",
    ),
    ProblemKind(
        "precondition-required",
        HTTPStatus.PRECONDITION_REQUIRED,
        "Cần If-Match",
        "Đọc dòng trước, rồi gửi kèm ETag của nó trong If-Match, để không ghi đè điều người khác vừa ghi.",
    ),
    ProblemKind(
        "too-many",
        HTTPStatus.TOO_MANY_REQUESTS,
        "Gửi quá nhiều yêu cầu",
        "Mỗi mã 600 yêu cầu một phút; Retry-After nêu số giây cần đợi.",
    ),
    ProblemKind(
        "broken", HTTPStatus.INTERNAL_SERVER_ERROR, "Máy chủ gặp lỗi", "Chưa ghi gì; lỗi đã vào nhật ký của máy chủ."
    ),
    ProblemKind(
        "busy",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Máy chủ đang bận",
        "Cơ sở dữ liệu chưa trả lời, chưa ghi gì; gửi lại sau Retry-After giây.",
    ),
)  # fmt: skip
KINDS: Mapping[str, ProblemKind] = {kind.name: kind for kind in _KINDS}
_BY_STATUS: Mapping[int, ProblemKind] = {kind.status: kind for kind in reversed(_KINDS)}


@dataclass(slots=True)
class ProblemError(Exception):
    """Raised anywhere below a route of the API: it is answered as the problem of that name."""

    name: str
    detail: str = ""
    more: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def problem(
    name: str,
    detail: str = "",
    more: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer itself; it never repeats the address or what was sent."""
    kind = KINDS[name]
    said: dict[str, object] = {"type": kind.type, "title": kind.title, "status": kind.status.value}
    said |= ({"detail": detail} if detail else {}) | dict(more or {})
    body = json.dumps(said, ensure_ascii=False).encode()
    return Response(body, kind.status, {"Cache-Control": "no-store"} | dict(headers or {}), MEDIA_TYPE)


def kind_of(status: int) -> str:
    """The name of the problem that says no more than a status."""
    return _BY_STATUS.get(status, KINDS["broken"]).name


def install(api: FastAPI) -> None:
    """From now on everything that goes wrong under the API is a problem of the table."""
    api.add_exception_handler(ProblemError, _refused)
    api.add_exception_handler(NotPossibleError, _not_possible)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(HTTPException, _by_status)
    api.add_exception_handler(StorageError, _busy)
    api.add_exception_handler(Exception, _broken)


def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return problem(error.name, error.detail, error.more, error.headers)


def _not_possible(_request: Request, error: Exception) -> Response:
    return problem("changed" if isinstance(error, ChangedError) else "not-possible", for_page(error))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found: Sequence[Any] = error.errors()
    if any(tuple(one["loc"]) == ("body",) and one["type"] in OTHER_BODY for one in found) and not _is_json(
        request
    ):
        return problem("media-type")
    if any(one["type"] == "json_invalid" for one in found):
        return problem("malformed")
    if any(one["loc"][0] == "path" for one in found):
        return problem("not-found")
    if any(tuple(one["loc"]) == ("header", "If-Match") and one["type"] == "missing" for one in found):
        return problem("precondition-required")
    # What may be left out is said to be none at all or as it should be: the second is worth saying.
    return problem(
        "invalid", more={"errors": [fault_of(one) for one in found if one["type"] != "none_required"]}
    )


def _is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


def _by_status(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = {"Allow": ", ".join(sorted(_allowed(request)))} if error.status_code == 405 else error.headers
    return problem(kind_of(error.status_code), headers=headers)


def _allowed(request: Request) -> Iterator[str]:
    """The methods of every route of that path: a router answers with those of the first alone."""
    found: set[str] = set()
    for each in request.app.router.routes:
        for route in getattr(getattr(each, "original_router", None), "routes", [each]):
            if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE:
                found |= route.methods or set()
    yield from found | ({"HEAD"} if "GET" in found else set())


def _busy(_request: Request, error: Exception) -> Response:
    log.warning("the database did not answer: %s", type(error).__name__)
    return problem("busy", headers={"Retry-After": "60"})


def _broken(_request: Request, _error: Exception) -> Response:
    answer = problem("broken")
    protect(answer.headers)
    return answer
