"""Pages behind a signed link from a letter: who it is for, or a page that says why it opens nothing."""

from dataclasses import dataclass

from fastapi.responses import HTMLResponse

from plan.links.claims import Claim, ExpiredLinkError, LinkError, Purpose, read
from plan.links.revocation import is_revoked
from plan.subscriptions.feeds import name_of
from web.page import page
from web.site import Site

# Browsers send no Origin with a form where no Referer may go. Here the Referer is our name alone, never the
# link: what fetches the style of the page stands in the logs of proxies.
HEADERS = {"Referrer-Policy": "strict-origin"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a link opens nothing."""

    status: int
    heading: str
    text: str


UNKNOWN = Refusal(
    404, "Liên kết không đúng", "Liên kết bị thiếu hoặc bị sửa. Hãy mở lại từ thư, hoặc chép cho đủ."
)
EXPIRED = Refusal(
    410,
    "Liên kết đã hết hạn",
    "Liên kết trong thư chỉ dùng được 60 ngày. Hãy dùng liên kết trong thư mới nhất.",
)
REVOKED = Refusal(
    410,
    "Liên kết đã bị thu hồi",
    "Cơ quan phụ trách đã thu hồi liên kết này. Hãy dùng liên kết trong thư mới.",
)


def opened(site: Site, token: str, purpose: Purpose) -> Claim | Refusal:
    """Whom the link is for, or why it opens nothing."""
    try:
        claim = read(site.signing_key, token, purpose, site.clock())
    except ExpiredLinkError:
        return EXPIRED
    except LinkError:
        return UNKNOWN
    with site.database.read() as session:
        if is_revoked(session, claim):
            return REVOKED
        try:
            name_of(session, claim.agency)
        except LookupError:
            return UNKNOWN
    return claim


def refused(site: Site, why: Refusal) -> HTMLResponse:
    return page(site, "refused", {"why": why}, why.status, HEADERS)
