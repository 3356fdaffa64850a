"""A province with real mail: the example plan, a Postfix that its letters leave by, a Dovecot that shows them."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from imap_tools import MailBoxUnencrypted, MailMessage
from sqlmodel import col, select

from plan.documents.agencies_csv import read_agencies
from plan.models import Letter
from plan.storage.database import Database
from tests.conftest import EXAMPLE
from tests.delivery.sink import until
from tests.servers import dovecot, postfix
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.missing import needs, needs_root
from tests.servers.postfix import Postfix

SENDER = "dondoc@quangngai.example"


@dataclass(frozen=True)
class Province:
    """The servers, and `dondoc` as an operator runs it."""

    folder: Path
    dovecot: Dovecot
    postfix: Postfix
    more: dict[str, str] = field(default_factory=dict)  # settings beside those below, as DONDOC_...

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'plan.db'}"

    def settings(self, **changed: str) -> dict[str, str]:
        """A name and a password over STARTTLS to send, IMAP to read what comes back."""
        mail = {
            "HOST": "127.0.0.1",
            "PORT": str(self.postfix.submission),
            "SECURITY": "starttls",
            "AUTHORITIES": str(self.postfix.certificate),
            "USERNAME": SENDER,
            "PASSWORD": PASSWORD,
            "SENDER": f"Đôn Đốc <{SENDER}>",
        } | changed
        returns = {
            "HOST": "127.0.0.1",
            "PORT": str(self.dovecot.port),
            "SECURITY": "none",
            "USERNAME": SENDER,
            "PASSWORD": PASSWORD,
        }
        return {f"DONDOC_MAIL__{key}": value for key, value in mail.items()} | {
            f"DONDOC_RETURNS__{key}": value for key, value in returns.items()
        }

    def dondoc(self, *args: str, at: str, **changed: str) -> "subprocess.CompletedProcess[str]":
        """One command as a process of its own; `changed` are other [mail] settings than ours."""
        command = [sys.executable, "-c", "from cli.main import main; main()", *args]
        given = {**os.environ, "PYTHONUTF8": "1", **self.settings(**changed), **self.more}
        return subprocess.run(
            [*command, "--db", self.url, "--as-of", at],
            env=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=110,
        )

    def json(self, *args: str, at: str) -> Any:
        return json.loads(self.dondoc(*args, "--json", at=at).stdout)

    def letters(self) -> list[Letter]:
        """As the program believes it wrote and sent them."""
        database = Database(self.url)
        with database.read() as session:
            rows = list(session.exec(select(Letter).order_by(col(Letter.id))))
            session.expunge_all()
        database.close()
        return rows

    def settle(self) -> None:
        """Wait until every letter, and every bounce of one, is in a mailbox."""
        assert until(self.postfix.is_empty, 60), self.postfix.log

    def inbox(self, user: str) -> list[MailMessage]:
        """As the reader's mail program shows it, oldest first; nothing is marked as read."""
        with MailBoxUnencrypted("127.0.0.1", port=self.dovecot.port, timeout=30) as box:
            box.login_utf8(user, PASSWORD)
            return list(box.fetch(mark_seen=False))

    def files(self, user: str) -> list[bytes]:
        """The bytes of the messages, as the mail server left them."""
        here = self.dovecot.maildir(user)
        return [path.read_bytes() for path in (*here.glob("new/*"), *here.glob("cur/*"))]

    def answer(self, to: Letter, subject: str, text: str, **headers: str) -> None:
        """The reader's mailbox answers a letter; what a machine wrote has the null sender (RFC 3834)."""
        message = answer_to(to, subject, text, **headers)
        self.postfix.inject(message.as_bytes(), "" if headers else to.recipients[0], SENDER)


def answer_to(to: Letter, subject: str, text: str, **headers: str) -> EmailMessage:
    """As the mail program of its reader writes it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = to.recipients[0], SENDER, subject
    message["In-Reply-To"] = message["References"] = to.message_id
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


@contextmanager
def province(without: str) -> Iterator[Province]:
    """All agencies of the example have a mailbox, but for the one at the address `without`."""
    agencies, _ = read_agencies(EXAMPLE / "agencies.csv")
    with post({to for agency in agencies for to in agency.addresses} - {without}) as here:
        yield here


@contextmanager
def post(addresses: set[str]) -> Iterator[Province]:
    """Servers with a mailbox for each of these and for ourselves; no database yet."""
    needs("postfix", "postfix")
    needs("dovecot", "dovecot-imapd")
    needs_root("mail servers start as root")
    users = (SENDER, *sorted(addresses))
    with tempfile.TemporaryDirectory(prefix="dondoc-mail-", dir="/tmp", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        folder.chmod(0o755)
        for part in ("dovecot", "postfix"):
            (folder / part).mkdir()
        with (
            dovecot.running(folder / "dovecot", users) as imap,
            postfix.running(folder / "postfix", imap, users) as smtp,
        ):
            yield Province(folder, imap, smtp)
