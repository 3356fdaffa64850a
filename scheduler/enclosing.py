"""The days of a digest as a file: what its reader can put into a calendar without subscribing to one."""

from notifications.calendars import ical as calendars
from notifications.mail.attachments import CALENDAR, Attachment
from notifications.notice import Message
from plan.subscriptions import versions
from scheduler.letters.context import Desk


def days_for(desk: Desk, message: Message) -> list[Attachment]:
    """The obligations that a digest tells of, as events: the same, by UID, as in a calendar subscribed to.

    Their versions are those that a calendar read now would give them; only such a read writes them down,
    so that letters never wait for readers.
    """
    if message.kind != "digest":
        return []
    told = {line.obligation for line in message.lines}
    duties = sorted((desk.shown[number] for number in told), key=lambda duty: (duty.due, duty.id))
    faces = desk.press.wording.faces(duties, desk.scene)
    known, _ = versions.compare(desk.session, [face.said for face in faces], desk.now)
    body = calendars.build(faces, known, title=f"Đôn Đốc – {message.to.name}", viewer=message.to.code)
    return [Attachment(f"thoi-han-{message.day}.ics", CALENDAR, body)]
