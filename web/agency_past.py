"""What was done to a line of the register → its history for a page, newest first. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from plan import dates
from plan.audit.labels import who_name
from plan.audit.log import HistoryAct
from plan.clock import day_of
from web.past import PastLine

WORDS = {
    "agency": "Thêm vào sổ cơ quan",
    "agency edit": "Sửa trong sổ cơ quan",
    "agency merge": "Sáp nhập",
    "agency merge undone": "Rút lại việc sáp nhập",
    "agency split": "Chia tách",
    "alias": "Nhận một tên gọi khác",
    "unalias": "Bỏ một tên gọi khác",
    "links revoke": "Thu hồi mọi liên kết đã gửi",
    "letters hold": "Giữ thư gửi cơ quan này",
    "letters release": "Cho đi thư gửi cơ quan này",
    "feed add": "Cấp một địa chỉ lịch",
    "feed rotate": "Đổi địa chỉ lịch",
    "feed revoke": "Thu hồi một địa chỉ lịch",
}
FIELDS = {
    "name": "tên",
    "short_name": "tên viết tắt",
    "aliases": "tên gọi khác",
    "groups": "nhóm",
    "addresses": "địa chỉ",
}


def agency_past(
    acts: Iterable[HistoryAct], called: Mapping[str, str], zone: ZoneInfo
) -> tuple[PastLine, ...]:
    return tuple(_line(one, called, zone) for one in acts)


def _line(one: HistoryAct, called: Mapping[str, str], zone: ZoneInfo) -> PastLine:
    said = "; ".join([WORDS.get(one.act, one.act), *_facts(one, called)])
    detail = f"{who_name(one.who)}, {one.at.astimezone(zone):%H:%M} · nhật ký số {one.number}"
    return PastLine(day_of(one.at, zone), "act", said, detail)


def _facts(one: HistoryAct, called: Mapping[str, str]) -> Iterator[str]:
    before, after = one.detail.get("before"), one.detail.get("after")
    if one.act == "agency edit" and isinstance(before, Mapping) and isinstance(after, Mapping):
        for field in after:
            yield from _changed(FIELDS.get(str(field), str(field)), before.get(field), after[field])
    elif isinstance(after, Mapping) and "active_to" in after:
        other, heir = one.detail.get("agency"), after["successor"]
        yield from [f"{called.get(str(other), other)} vào cơ quan này"] if other else []
        yield from [f"vào {called.get(heir, heir)}"] if heir and not other else []
        yield from [f"từ {dates.day(dates.read_full(after['active_to']))}"] if after["active_to"] else []
    elif one.act == "agency split":
        new, old = one.detail.get("new"), one.detail.get("from")
        yield f"thêm {called.get(str(new), new)}" if new else f"ra từ {called.get(str(old), old)}"
    elif name := one.detail.get("name"):
        yield f"“{name}”"


def _changed(field: str, before: object, after: object) -> Iterator[str]:
    if isinstance(before, list) and isinstance(after, list):
        added, gone = [x for x in after if x not in before], [x for x in before if x not in after]
        yield from [f"{field}: thêm {', '.join(added)}"] if added else []
        yield from [f"{field}: bỏ {', '.join(gone)}"] if gone else []
    else:
        yield f"{field}: “{before or '–'}” thành “{after or '–'}”"
