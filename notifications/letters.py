"""The content of a letter and its templates → a finished e-mail, whose bytes never change again."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from jinja2 import Environment

from notifications import short_message
from notifications.calendars.publish import CalendarRenderer, calendar_renderer
from notifications.mail import mime
from notifications.mail.attachments import Attachment
from notifications.mail.message import FinishedLetter
from notifications.notice import LetterContent, LetterLine, sections
from notifications.papers.render import Format, Paper, render
from notifications.papers.signature_block import Signer
from notifications.said import NBSP
from notifications.view import WriterDesk
from plan.links.claims import Claim, Purpose, mark_of, sign
from plan.text import is_address

MAX_LINES = 20  # of a letter with more, the whole list is attached
LARGEST = 90_000  # bytes of HTML: Gmail cuts a letter off at 102 kB
ROOM = (None, 40, 30, 20, 10)  # duties that a letter names: all, else as many as are not too large
SURELY, LEAST = 1000, 90  # so many duties, of so many bytes at least, are surely too large


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every letter carries: who sends it and where the program can be reached.

    Without an address, or a key to sign with, letters carry no links.
    """

    sender: str  # "Đôn Đốc <dondoc@quangngai.example>"
    base_url: str
    signer: Signer = field(default_factory=Signer)  # who signs official papers
    key: bytes = field(default=b"", repr=False)
    # What Message-IDs are marked with; if empty, `key`.
    identity: bytes = field(default=b"", repr=False)
    reads_replies: bool = False  # letters say that an answer by mail is read
    reply_to: tuple[tuple[str, str], ...] = ()  # names and addresses; if empty, the department that urges


class LetterWriter:
    """Writes letters from the templates. One for the life of the program: templates are compiled once."""

    has_files = True  # whether its letters carry what is attached to them

    def __init__(self, env: Environment, head: Letterhead) -> None:
        self._env = env
        self._head = head
        self._from = mime.parse_sender(head.sender)[1]
        self._domain = self._from.rpartition("@")[2]

    def for_subjects(self) -> "LetterWriter":
        """The same writer without what a list of letters does not show."""
        return SubjectWriter(self._env, self._head)

    @property
    def signer(self) -> Signer:
        """Who signs the papers that this writer makes."""
        return self._head.signer

    def paper(self, paper: Paper, form: Format, at: datetime) -> bytes:
        """An official paper as bytes, from the same templates: an office's own folder first."""
        return render(self._env, paper, form, at, self._head.signer.name or "Đôn Đốc")

    def write(
        self, content: LetterContent, now: datetime, attachments: Sequence[Attachment] = ()
    ) -> FinishedLetter:
        """The letter as bytes. Raises ValueError if an address cannot stand in a header."""
        subject = content.form.subject(content)
        facts = self._facts(content, now) | {"subject": subject}
        html, text = self._bodies(content, facts)
        message_id = self._message_id(content)
        raw = mime.build(
            headers=self._headers(subject, message_id, content),
            to=[(content.to.name, address) for address in content.to.emails],
            reply_to=self._head.reply_to or _office(content),
            sent_at=now,
            text=text,
            html=html,
            attachments=attachments,
        )
        return FinishedLetter(message_id, subject, self._from, content.to.emails, raw)

    def _facts(self, content: LetterContent, now: datetime) -> dict[str, Any]:
        """What templates may use: `view` is laid out by ours, the rest is there for those of an office."""
        moment = now.replace(microsecond=0)

        def links(path: str, purpose: Purpose, wanted: Callable[[LetterLine], bool]) -> dict[int, str]:
            to = content.to.code
            numbers = [line.obligation for line in content.lines if wanted(line)]
            return {n: self._link(path, Claim(purpose, to, n, moment)) for n in numbers}

        return {
            "m": content,
            "sections": sections(content),
            "plans": _plans(content),
            "most": MAX_LINES,
            "whom_to_ask": self.signer.known_contact,
            "has_tasks": any(line.ref for line in content.lines),
            "calendar": self._link("s", Claim("calendar", content.to.code, None, moment)),
            "door": self._link("o", Claim("door", content.to.code, None, moment)),
            "answers": links("a", "answer", lambda line: line.role != "watch"),
            "accepts": links("a/v", "acceptance", lambda line: line.asks),
        }

    def _bodies(self, content: LetterContent, facts: Mapping[str, Any]) -> tuple[str, str]:
        """The HTML and the text, about the same duties: fewer where all of them would make it too large."""
        desk = WriterDesk(
            facts["answers"],
            facts["accepts"],
            facts["calendar"],
            facts["door"],
            self._head.base_url,
            facts["whom_to_ask"],
            reads_replies=self._head.reads_replies,
        )
        for most in ROOM[1:] if _is_too_long(content, desk) else ROOM:
            view = content.form.view(content, replace(desk, most=most))
            html = self._env.get_template(f"letters/{content.kind}.html").render(facts, view=view)
            if len(html.encode()) <= LARGEST:
                break
        text = self._env.get_template(f"letters/{content.kind}.txt").render(facts, view=view)
        return html, _tidy(text)

    def write_message(self, content: LetterContent, channel: str) -> FinishedLetter:
        """The letter in one line, for a channel that carries no more."""
        return short_message.finish(content, channel, self._marked(f"{_name(content)}.{channel}"))

    def _message_id(self, content: LetterContent) -> str:
        return f"<{self._marked(_name(content))}@{self._domain}>"

    def _marked(self, name: str) -> str:
        """The same for the same letter. Without its mark anybody could guess it, and report that it came back."""
        key = self._head.identity or self._head.key
        return f"{name}.{mark_of(key, name)}" if key else name

    def _link(self, path: str, claim: Claim) -> str:
        """A signed address for the reader of the letter; empty without a public address or a key."""
        if not (self._head.base_url and self._head.key):
            return ""
        return f"{self._head.base_url}/{path}/{sign(self._head.key, claim)}"

    def _headers(self, subject: str, message_id: str, content: LetterContent) -> dict[str, str]:
        # A year's letters of one kind to one agency are one thread: below a first letter that was never sent
        # (RFC 5322, 3.6.4), so that no program needs an earlier one to find its place.
        root = f"<{content.kind}.{content.day.year}.{content.to.code}@{self._domain}>"
        return {
            "From": self._head.sender,
            "Subject": subject,
            "Message-ID": message_id,
            "In-Reply-To": root,
            "References": root,
            "List-Id": f"{content.form.list_title} <{content.kind}.dondoc.{self._domain}>",  # RFC 2919: to sort by
            "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers, please
            "X-Auto-Response-Suppress": "All",
            # No List-Unsubscribe: nobody can leave what a decision obliges them to, and a mail program's
            # button that says so would be pressed once and cost the plan every later reminder.
        }

    def calendar_renderer(self, office: str) -> CalendarRenderer:
        """Renders the calendars attached to letters exactly as those that are subscribed to."""
        return calendar_renderer(self._env, office, self._head.base_url)


class SubjectWriter(LetterWriter):
    """Writes whom a letter is for and its subject, and no more: for days that are only looked ahead to."""

    has_files = False

    def _facts(self, _content: LetterContent, _now: datetime) -> dict[str, Any]:
        return {}

    def _bodies(self, _content: LetterContent, _facts: Mapping[str, Any]) -> tuple[str, str]:
        return "", ""


def _is_too_long(content: LetterContent, desk: WriterDesk) -> bool:
    """Whether all its duties are surely too large, seen without laying them all out: a list may have 66,000."""
    if len(content.lines) <= SURELY:
        return False
    shown = content.form.view(content, replace(desk, most=SURELY))
    rows = sum(len(one.cards) + (len(one.table.rows) if one.table else 0) for one in shown.sections)
    return rows * LEAST >= LARGEST


def _name(content: LetterContent) -> str:
    edition = f".{content.edition}" if content.edition > 1 else ""
    return f"{content.kind}.{content.day}.{content.to.code}{edition}"


def _tidy(text: str) -> str:
    """No blank line more than one, none at the ends, no space that does not break."""
    lines = [line.rstrip() for line in text.replace(NBSP, " ").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _office(content: LetterContent) -> list[tuple[str, str]]:
    """Leaves out malformed addresses: a slip in the department's own must not stop every letter."""
    return [(content.office.name, address) for address in content.office.emails if is_address(address)]


def _plans(content: LetterContent) -> list[str]:
    """The decisions that the letter refers to, each once, in the order of its lines."""
    return list(dict.fromkeys(line.plan for line in content.lines))
