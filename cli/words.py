"""What the keys of the JSON are called on the screen, and how its days read there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from plan import dates

CHANGES = {"added": "mới", "changed": "sửa", "withdrawn": "rút", "unchanged": "không đổi"}


def shown_day(iso: object) -> str:
    """A day of the JSON as people read it."""
    return dates.day(date.fromisoformat(str(iso)))


def shown_day_of(iso: object, zone: ZoneInfo) -> str:
    """The day of an instant of the JSON, as the calendar of `zone` has it."""
    return dates.day(datetime.fromisoformat(str(iso)).astimezone(zone))
