"""A Dovecot of the tests' own: mailboxes over IMAP on loopback, their Maildirs in a temporary folder.

It also answers a mail server that asks whether a name and a password are right (`login`).
"""

import os
import pwd
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "dondoc", "mật khẩu"
OWNER = "dovecot"  # of the Maildirs

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
default_login_user = dovenull
default_internal_user = dovecot
default_internal_group = dovecot
mail_location = maildir:{folder}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service auth {{
  unix_listener {folder}/login {{
    mode = 0666
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    port: int
    folder: Path

    @property
    def login(self) -> Path:
        """The socket at which a mail server asks for names and passwords."""
        return self.folder / "login"

    def maildir(self, user: str = USER) -> Path:
        return self.folder / "mail" / user

    def deliver(self, raw: bytes, name: str, user: str = USER) -> None:
        """As a mail server leaves a new message."""
        place = self.maildir(user) / "new" / name
        place.write_bytes(raw)
        place.chmod(0o666)


@contextmanager
def running(folder: Path, users: tuple[str, ...] = (USER,)) -> Iterator[Dovecot]:
    """A server for these users, all with one password, until the block ends."""
    made = Dovecot(_free_port(), folder)
    owner = pwd.getpwnam(OWNER)
    for user in users:
        _make_maildir(made.maildir(user))
    for place in (folder, *(folder / "mail").rglob("*"), folder / "mail"):
        os.chown(place, owner.pw_uid, owner.pw_gid)
    for above in folder.parents:
        if str(above).startswith("/tmp/"):
            above.chmod(above.stat().st_mode | 0o011)
    (folder / "users").write_text("".join(f"{user}:{PASSWORD}\n" for user in users), encoding="utf-8")
    config = CONFIG.format(folder=folder, port=made.port, uid=owner.pw_uid, gid=owner.pw_gid)
    (folder / "dovecot.conf").write_text(config, encoding="utf-8")
    server = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(folder / "dovecot.conf")])
    try:
        _wait(made.port)
        yield made
    finally:
        server.terminate()
        server.wait(10)


def _make_maildir(place: Path) -> None:
    for part in ("new", "cur", "tmp"):
        (place / part).mkdir(parents=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("Dovecot did not start")
