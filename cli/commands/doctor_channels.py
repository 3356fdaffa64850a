"""What `dondoc doctor` reports about channels beside mail: one that is not set up, a folder, a gateway, refusals."""

from collections.abc import Iterator
from datetime import timedelta

from cli.context import Context
from notifications.channels import channel_at
from notifications.mail.server_limits import failing_servers
from plan import dates
from plan.addresses import CHANNELS, of_channel
from plan.agencies.store import load_directory
from plan.storage.session import Session
from plan.views.letters import letters
from plan.vocabulary import LetterState

LOOK_BACK = timedelta(days=30)


def find_channel_faults(session: Session, context: Context) -> Iterator[str]:
    """Everything about messages that a person should look at."""
    directory = load_directory(session).all
    failing = {server.name: server.said for server in failing_servers(session)}
    for name, place in context.settings.channels:
        users = [one.code for one in directory if of_channel(one.addresses, name)]
        if place is not None:
            channel = channel_at(name, place, captured=False)
            found = list(channel.faults(context.now))
            yield from found
            if not found and channel.server in failing:
                yield f"{CHANNELS[name]}: dịch vụ không gửi được: {failing[channel.server]}"
        elif users:
            yield f"{len(users)} cơ quan nhận {CHANNELS[name]} ({users[0]}…) mà chưa đặt [channels] {name}: chưa gửi được"
    yield from _find_refusals(session, context)


def _find_refusals(session: Session, context: Context) -> Iterator[str]:
    """The newest refusal of each message that went beside a letter; one that went alone is among the letters."""
    seen: set[str] = set()
    for letter in reversed(letters(session, [LetterState.REFUSED], context.today - LOOK_BACK)):
        if letter.beside and letter.agency not in seen:
            seen.add(letter.agency)
            yield (
                f"{letter.agency}: {CHANNELS[letter.channel]} số {letter.id} ngày {dates.day(letter.day)} không gửi được "
                f"({letter.error}); thư điện tử thì gửi riêng; sửa địa chỉ trong sổ cơ quan"
            )
