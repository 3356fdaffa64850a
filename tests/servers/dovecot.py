"""A Dovecot of the tests' own: one mailbox over IMAP on loopback, its Maildir in a temporary folder."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "dondoc", "mật khẩu"

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
default_login_user = {login}
default_internal_user = {user}
default_internal_group = {group}
mail_location = maildir:{folder}/Maildir
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
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
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    port: int
    maildir: Path

    def deliver(self, raw: bytes, name: str) -> None:
        """As a mail server leaves a new message."""
        place = self.maildir / "new" / name
        place.write_bytes(raw)
        place.chmod(0o666)


def is_here() -> bool:
    return shutil.which("dovecot", path=os.environ["PATH"] + ":/usr/sbin") is not None and os.geteuid() == 0


@contextmanager
def running(folder: Path) -> Iterator[Dovecot]:
    port = _free_port()
    owner = pwd.getpwnam("dovecot")
    maildir = folder / "Maildir"
    for part in ("new", "cur", "tmp"):
        (maildir / part).mkdir(parents=True)
    for place in (folder, maildir, *maildir.iterdir()):
        os.chown(place, owner.pw_uid, owner.pw_gid)
    for above in folder.parents:
        if str(above).startswith("/tmp/"):
            above.chmod(above.stat().st_mode | 0o011)
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    config = CONFIG.format(
        folder=folder,
        port=port,
        login="dovenull",
        user="dovecot",
        group="dovecot",
        uid=owner.pw_uid,
        gid=owner.pw_gid,
    )
    (folder / "dovecot.conf").write_text(config, encoding="utf-8")
    server = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(folder / "dovecot.conf")])
    try:
        _wait(port)
        yield Dovecot(port, maildir)
    finally:
        server.terminate()
        server.wait(10)


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
