"""A finished letter as the queue takes it: its bytes, and what the queue has to know of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FinishedLetter:
    """A finished letter, ready for the queue."""

    message_id: str
    subject: str
    sender: str
    recipients: tuple[str, ...]
    raw: bytes
