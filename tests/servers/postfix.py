"""A Postfix of the tests' own, on loopback: letters handed in are left in Maildirs, what nobody takes bounces.

Its settings, queue and data are in a temporary folder; it asks no name server and talks to no other machine: whatever
is not for its own domains is refused. Two ports: one for whoever has a name and a password (over TLS alone), one for
anybody who writes to its domains, as other mail servers do.
"""

import os
import pwd
import shutil
import smtplib
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.certificates import make
from tests.servers.dovecot import OWNER, Dovecot, _free_port

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
meta_directory = /etc/postfix
mail_owner = postfix
setgid_group = postdrop
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
myhostname = mail.tinh.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
mydestination =
virtual_mailbox_domains = {domains}
virtual_mailbox_base = {mail}
virtual_mailbox_maps = texthash:{folder}/mailboxes
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1

# Nothing leaves this machine and nobody is asked about names.
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtpd_peername_lookup = no
default_transport = error:5.4.4 no mail leaves this machine
relay_transport = error:5.4.4 no mail leaves this machine
local_transport = error:5.1.1 no local users

# As a server in front of others: who is not there is found out after the letter was taken, and it comes back.
smtpd_reject_unlisted_recipient = no
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.key
smtpd_sasl_type = dovecot
smtpd_sasl_path = {login}
"""

MASTER = """
postlog   unix-dgram n - n - 1 postlogd
127.0.0.1:{open} inet n - n - - smtpd
127.0.0.1:{submission} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_tls_auth_only=yes
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
showq     unix n - n - - showq
error     unix - - n - - error
retry     unix - - n - - error
virtual   unix - n n - - virtual
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
"""


@dataclass(frozen=True, slots=True)
class Postfix:
    folder: Path
    submission: int  # STARTTLS, name and password
    port: int  # for its own domains, as between servers

    @property
    def certificate(self) -> Path:
        """Who trusts it trusts this server."""
        return self.folder / "server.pem"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def inject(self, raw: bytes, sender: str, to: str) -> None:
        """As another mail server hands a message over; an empty sender is the null one."""
        with smtplib.SMTP("127.0.0.1", self.port, timeout=30) as client:
            client.sendmail(sender, [to], raw)

    def is_empty(self) -> bool:
        """Whether nothing is on its way."""
        command = ["postqueue", "-c", str(self.folder), "-j"]
        return subprocess.run(command, check=True, capture_output=True).stdout == b""


@contextmanager
def running(folder: Path, dovecot: Dovecot, users: tuple[str, ...]) -> Iterator[Postfix]:
    """A server that delivers to the Maildirs of these users (whole addresses), until the block ends."""
    made = Postfix(folder, _free_port(), _free_port())
    _set_up(made, dovecot, users)
    log = (folder / "start").open("wb")
    server = subprocess.Popen(_postfix(made, "start-fg"), stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(made)
        yield made
    finally:
        subprocess.run(_postfix(made, "stop"), capture_output=True, check=False, timeout=60)
        server.wait(60)
        log.close()


def _set_up(made: Postfix, dovecot: Dovecot, users: tuple[str, ...]) -> None:
    folder, owner, mta = made.folder, pwd.getpwnam(OWNER), pwd.getpwnam("postfix")
    folder.chmod(0o755)
    (folder / "queue").mkdir()
    (folder / "data").mkdir()
    os.chown(folder / "data", mta.pw_uid, mta.pw_gid)
    make(folder, "server")
    (folder / "mailboxes").write_text("".join(f"{user} {user}/\n" for user in users), encoding="utf-8")
    domains = " ".join(sorted({user.partition("@")[2] for user in users}))
    main = MAIN.format(
        folder=folder,
        mail=dovecot.folder / "mail",
        login=dovecot.login,
        domains=domains,
        uid=owner.pw_uid,
        gid=owner.pw_gid,
    )
    (folder / "main.cf").write_text(main, encoding="utf-8")
    master = MASTER.format(open=made.port, submission=made.submission)
    (folder / "master.cf").write_text(master, encoding="utf-8")
    for name in ("dynamicmaps.cf", "dynamicmaps.cf.d"):  # which kinds of tables there are on this Debian
        _take_along(Path("/etc/postfix") / name, folder / name)


def _take_along(source: Path, to: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, to)
    elif source.exists():
        shutil.copy(source, to)


def _postfix(made: Postfix, what: str) -> list[str]:
    return ["/usr/sbin/postfix", "-c", str(made.folder), what]


def _wait(made: Postfix) -> None:
    for _ in range(300):
        try:
            with smtplib.SMTP("127.0.0.1", made.port, timeout=5) as client:
                client.noop()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"Postfix did not start: {(made.folder / 'start').read_text()} {made.log}")
