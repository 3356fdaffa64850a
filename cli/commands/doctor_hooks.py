"""What `dondoc doctor` reports about webhooks: endpoints that the program closed, and nobody has looked at since."""

from collections.abc import Iterator

from cli.context import Context
from plan.hooks.endpoints import closed_unseen
from plan.storage.session import Session


def find_closed_hooks(session: Session, _context: Context) -> Iterator[str]:
    """Each with the command that says one has seen it."""
    for one in closed_unseen(session):
        yield (
            f"webhook số {one.id} ({one.name}) tự đóng: {one.closed_because}; sửa máy nhận rồi thêm lại "
            f"(dondoc webhook add), và ghi đã xem: dondoc webhook close {one.id}"
        )
