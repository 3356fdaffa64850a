"""What the page of one agency shows, gathered in one moment."""

from plan.addresses import channel_of, place_of
from plan.agencies.organ_codes import codes_of
from plan.ledger.bounces import TROUBLE
from plan.obligations.views import names
from plan.storage.session import Session
from plan.subscriptions.reads import standing as feed_standing
from plan.views import agency_page as views
from plan.views.agency_list import AgencyItem
from plan.views.feeds import FeedRecord
from web.agency_past import agency_past
from web.site import Site
from web.status import Standing, standing_of_days

OWED, ALL = 15, 2000  # rows; the rest is counted, and asked for


def agency_case(site: Site, session: Session, code: str, *, whole: bool = False) -> dict[str, object] | None:
    """The agency of that code with all that belongs to it; None if the register has none."""
    found = views.agency_line(session, code)
    if found is None:
        return None
    item, today, called = found.item, site.today(), names(session)
    feeds = views.agency_feeds(session, code)
    acts = views.agency_history(session, code, [feed.id for feed in feeds])
    return {
        "agency": item,
        "revision": found.revision,
        "called": called,
        "codes": codes_of(session, code),
        "accepted": views.accepted_names(session, code),
        "addresses": _addresses(session, item),
        "owed": [
            (one, _standing(site, one)) for one in views.owed_items(session, code, ALL if whole else OWED)
        ],
        "figures": views.agency_figures(session, code, today),
        "feeds": [(feed, feed_standing(feed, site.clock())) for feed in feeds if _is_shown(feed)],
        "past": agency_past(acts, called, site.zone),
        "former": views.former_agencies(session, code),
        "refused": views.refused_letters(session, code),
        "ended": item.ended(today),
        "today": today,
    }


def _addresses(session: Session, item: AgencyItem) -> list[dict[str, object]]:
    """Each as it reads, its channel, and what came back last; `open` while somebody has to look at that."""
    back = views.last_bounces(session, list(item.addresses))
    found: list[dict[str, object]] = []
    for address in item.addresses:
        bounce = back.get(address.lower())
        is_open = bounce is not None and bounce.kind in TROUBLE and bounce.settled_at is None
        found.append(
            {"place": place_of(address), "channel": channel_of(address), "bounce": bounce, "open": is_open}
        )
    return found


def _standing(site: Site, one: views.OwedItem) -> Standing:
    if one.declared_on:
        return Standing("told", "Đã báo, chờ xác nhận", "Đã báo, chờ xác nhận")
    return standing_of_days(one.opens, one.ends, site.today(), site.rules().calendar)


def _is_shown(feed: FeedRecord) -> bool:
    return feed.revoked_at is None
