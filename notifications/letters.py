"""Notices and a template → a finished e-mail whose bytes never change again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from jinja2 import Environment

from notifications.calendars.publish import CalendarRenderer, calendar_renderer
from notifications.mail import mime
from notifications.mail.attachments import Attachment
from notifications.mail.message import FinishedLetter
from notifications.notice import LetterContent, sections
from notifications.papers.render import Format, Paper, render
from notifications.papers.signature_block import Signer
from plan.links.claims import Claim, sign
from plan.text import is_address

MAX_LINES = 20  # lines under one heading of a summary; the rest is in the attachment


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every letter carries: who sends it and where the program can be reached.

    Without an address, or a key to sign with, letters carry no links.
    """

    sender: str  # "Đôn Đốc <dondoc@quangngai.example>"
    base_url: str
    signer: Signer = field(default_factory=Signer)  # who signs official papers
    key: bytes = b""
    reply_to: tuple[tuple[str, str], ...] = ()  # names and addresses; the office that urges if empty


class LetterWriter:
    """Writes letters from the templates. One for the life of the program: templates are compiled once."""

    def __init__(self, env: Environment, head: Letterhead) -> None:
        self._env = env
        self._head = head
        self._from = mime.parse_sender(head.sender)[1]
        self._domain = self._from.rpartition("@")[2]

    @property
    def signer(self) -> Signer:
        """Who signs the papers that this writer makes."""
        return self._head.signer

    def paper(self, paper: Paper, form: Format, at: datetime) -> bytes:
        """An official paper as bytes, from the same templates: an office's own folder first."""
        return render(self._env, paper, form, at, self._head.signer.name or "Đôn Đốc")

    def write(
        self, message: LetterContent, now: datetime, attachments: Sequence[Attachment] = ()
    ) -> FinishedLetter:
        """The letter as bytes. Raises ValueError if an address cannot stand in a header."""
        moment = now.replace(microsecond=0)
        facts = {
            "m": message,
            "sections": sections(message),
            "plans": _plans(message),
            "most": MAX_LINES,
            "has_tasks": any(line.ref for line in message.lines),
            "calendar": self._link("s", Claim("calendar", message.to.code, None, moment)),
            "answers": {
                line.obligation: self._link("a", Claim("answer", message.to.code, line.obligation, moment))
                for line in message.lines
                if line.role != "watch"
            },
        }
        subject = message.form.subject(message)
        edition = f".{message.edition}" if message.edition > 1 else ""
        message_id = f"<{message.kind}.{message.day}.{message.to.code}{edition}@{self._domain}>"
        raw = mime.build(
            headers=self._headers(subject, message_id, message),
            to=[(message.to.name, address) for address in message.to.emails],
            reply_to=self._head.reply_to or _office(message),
            sent_at=now,
            text=self._env.get_template(f"letters/{message.kind}.txt").render(facts, subject=subject),
            html=self._env.get_template(f"letters/{message.kind}.html").render(facts, subject=subject),
            attachments=attachments,
        )
        return FinishedLetter(message_id, subject, self._from, message.to.emails, raw)

    def _link(self, path: str, claim: Claim) -> str:
        """A signed address for the reader of the letter; empty if there can be none."""
        if not (self._head.base_url and self._head.key):
            return ""
        return f"{self._head.base_url}/{path}/{sign(self._head.key, claim)}"

    def _headers(self, subject: str, message_id: str, message: LetterContent) -> dict[str, str]:
        # A year's letters of one kind to one agency are one thread: below a first letter that was never sent
        # (RFC 5322, 3.6.4), so that no program needs an earlier one to find its place.
        root = f"<{message.kind}.{message.day.year}.{message.to.code}@{self._domain}>"
        return {
            "From": self._head.sender,
            "Subject": subject,
            "Message-ID": message_id,
            "In-Reply-To": root,
            "References": root,
            "List-Id": f"{message.form.list_title} <{message.kind}.dondoc.{self._domain}>",  # RFC 2919: to sort by
            "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers, please
            "X-Auto-Response-Suppress": "All",
            # No List-Unsubscribe: nobody can leave what a decision obliges them to, and a mail program's
            # button that says so would be pressed once and cost the plan every later reminder.
        }

    def calendar_renderer(self, office: str) -> CalendarRenderer:
        """What calendars that go with letters are made with: the same as those that are subscribed to."""
        return calendar_renderer(self._env, office, self._head.base_url)


def _office(message: LetterContent) -> list[tuple[str, str]]:
    """An office with a slip in its own address must not keep everybody else's letter back."""
    return [(message.office.name, address) for address in message.office.emails if is_address(address)]


def _plans(message: LetterContent) -> list[str]:
    """The decisions that the letter rests on, each once, in the order met."""
    return list(dict.fromkeys(line.plan for line in message.lines))
