"""Channels beside mail. The module of a channel's name has `at(place)`, which gives the `Channel` that puts its messages there."""

from importlib import import_module
from pathlib import Path

from notifications.channels.channel import Channel, unset
from notifications.mail.smtp import CaptureTransport


def channel_at(name: str, place: Path | None, *, captured: bool) -> Channel:
    """The channel as the settings have it: at its place; without one it waits and says so, or all is captured."""
    if place is not None and not captured:
        found: Channel = import_module(f"{__name__}.{name}").at(place)
        return found
    return Channel(name, None, lambda: CaptureTransport(None)) if captured else unset(name)
