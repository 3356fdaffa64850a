"""A template and facts → a page."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from fastapi.responses import HTMLResponse

from plan.models import LetterKind, LetterState
from web.site import Site

STATIC = Path(__file__).parent / "static"
# The address changes with the content: no browser shows a new page in an old dress.
STYLE = "/static/dondoc.css?" + sha256((STATIC / "dondoc.css").read_bytes()).hexdigest()[:12]

KINDS = {
    LetterKind.DIGEST: "Thư nhắc việc",
    LetterKind.ESCALATION: "Báo cáo đôn đốc",
    LetterKind.SUMMARY: "Tổng hợp tuần",
    LetterKind.MONTHLY: "Thư tháng gửi thủ trưởng",
    LetterKind.ALARM: "Báo động",
    LetterKind.RESUMED: "Hoạt động trở lại",
}
STATES = {
    LetterState.WAITING: "đang chờ",
    LetterState.UNKNOWN: "chưa rõ đã đến",
    LetterState.WITHDRAWN: "đã rút lại",
    LetterState.SENDING: "đang gửi",
    LetterState.SENT: "đã gửi",
    LetterState.CAUGHT: "giữ lại trên máy",
    LetterState.REFUSED: "bị từ chối",
}


def page(
    site: Site,
    template: str,
    facts: Mapping[str, object],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """The pages say who is late: no browser keeps a copy."""
    known = {"style": STYLE, "moment": site.moment, "kinds": KINDS, "states": STATES}
    html = site.templates.get_template(f"pages/{template}.html").render(known, **facts)
    return HTMLResponse(html, status, {"Cache-Control": "no-store"} | dict(headers or {}))
