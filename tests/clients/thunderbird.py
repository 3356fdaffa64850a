"""Debian's Thunderbird under Xvfb, as an agency has it: it subscribes to a calendar and reads mail over IMAP. See look.py."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.clients.marionette import Marionette, marionette
from tests.servers.dovecot import _free_port

DEBIAN = "thunderbird thunderbird-l10n-vi xvfb imagemagick"
SIZE = "1500x1000"
QUIET: dict[str, Any] = {  # nothing is asked for outside, nothing is offered at the first start
    "app.donation.eoy.version.viewed": 999,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "extensions.autoDisableScopes": 0,
    "extensions.update.enabled": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mail.winsearch.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.proxy.type": 0,
    "network.manage-offline-status": False,
    "offline.autoDetect": False,
    "remote.prefs.recommended": False,  # Marionette's own: they cut all networks off
    "network.connectivity-service.enabled": False,
    "mail.inappnotifications.enabled": False,
    "mailnews.start_page_override.mstone": "ignore",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "intl.locale.requested": "vi",
    "calendar.week.start": 1,
}


@dataclass(frozen=True, slots=True)
class Account:
    """Where the agency's mail is."""

    user: str
    port: int

    def settings(self) -> dict[str, Any]:
        server, local = "mail.server.server1.", "mail.server.server2."
        return {
            "mail.accountmanager.accounts": "account1,account2",
            "mail.accountmanager.defaultaccount": "account1",
            "mail.accountmanager.localfoldersserver": "server2",
            "mail.account.account1.server": "server1",
            "mail.account.account1.identities": "id1",
            "mail.account.account2.server": "server2",
            "mail.identity.id1.fullName": "Văn thư",
            "mail.identity.id1.useremail": self.user,
            "mail.identity.id1.valid": True,
            f"{server}type": "imap",
            f"{server}hostname": "127.0.0.1",
            f"{server}port": self.port,
            f"{server}userName": self.user,
            f"{server}name": self.user,
            f"{server}socketType": 0,
            f"{server}authMethod": 3,
            f"{server}login_at_startup": False,
            f"{local}type": "none",
            f"{local}hostname": "Local Folders",
            f"{local}userName": "nobody",
            f"{local}name": "Local Folders",
        }


def calendar(address: str, name: str) -> dict[str, Any]:
    """A subscription, as the dialogue for it leaves it."""
    at = "calendar.registry.5c54ff2c-0000-4000-8000-0000000d0d0c."
    given = {"type": "ics", "uri": address, "name": name, "readOnly": True, "cache.enabled": True}
    return {f"{at}{key}": value for key, value in given.items()} | {
        f"{at}calendar-main-in-composite": True,
        f"{at}suppressAlarms": False,
    }


INBOX = """
    const {MailServices} = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
    const server = MailServices.accounts.accounts.find(one => one.incomingServer.type == "imap").incomingServer;
    const inbox = server.rootFolder.getFolderWithFlags(Ci.nsMsgFolderFlags.Inbox);
    const tabs = document.getElementById("tabmail");
"""
ENTER = """
    const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
    login.init("imap://127.0.0.1", null, "imap://127.0.0.1", arguments[0], arguments[1], "", "");
    await Services.logins.addLoginAsync(login);
    window.moveTo(0, 0);
    window.resizeTo(1500, 1000);
    server.getNewMessages(server.rootFolder, msgWindow, null);
"""
FIRST = """
    if (!inbox) return null;
    tabs.currentAbout3Pane.displayFolder(inbox.URI);
    return [...inbox.messages].length;
"""
OPEN = 'tabs.openTab("mailMessageTab", {messageURI: inbox.getUriForMsg([...inbox.messages][0])});'
SHOWN = """
    const about = tabs.currentAboutMessage;
    const text = about?.getMessagePaneBrowser?.()?.contentDocument?.body?.innerText;
    if (!text) return null;
    const files = [...about.document.querySelectorAll("#attachmentList .attachmentItem")];
    const subject = about.document.getElementById("expandedsubjectBox").textContent;
    return [subject, text, files.map(one => one.textContent)];
"""
CAL = 'const {cal} = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");'
MONTH = """
    await window.switchToView("month");
    window.currentView().goToDay(cal.createDateTime(arguments[0]));
"""
EVENTS = """
    const ours = cal.manager.getCalendars().find(one => one.type == "ics");
    const all = await ours.getItemsAsArray(Ci.calICalendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
    return all.map(one => [one.title, String(one.startDate ?? one.dueDate), one.getAlarms().length]);
"""


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """What a reader sees of it."""

    subject: str
    text: str
    files: list[str]


@dataclass(frozen=True, slots=True)
class Thunderbird:
    driven: Marionette
    display: str

    def letter(self, user: str, password: str) -> ShownLetter:
        """The first letter of the mailbox, in a tab of its own."""
        self.driven.run(INBOX + ENTER, user, password)
        self.driven.until(INBOX + FIRST)
        self.driven.run(INBOX + OPEN)
        self.driven.until(INBOX + SHOWN)
        time.sleep(5)  # what is there before it is drawn is not what a person sees
        return ShownLetter(*self.driven.until(INBOX + SHOWN))

    def events(self, day: str) -> list[tuple[str, str, int]]:
        """Title, day and number of alarms of what is subscribed to; the month of the day is shown."""
        self.driven.run(INBOX + 'tabs.openTab("calendar", {title: "Lịch"});')
        time.sleep(3)
        self.driven.run(CAL + MONTH, day)
        found = self.driven.until(CAL + EVENTS)
        time.sleep(5)
        return [(title, day, alarms) for title, day, alarms in found]

    def windows(self) -> list[str]:
        """Every window that is open: one of alarms would be among them."""
        script = "return [...Services.wm.getEnumerator(null)].map(one => one.document.documentURI)"
        return [str(one) for one in self.driven.run(script)]

    def picture(self, to: Path) -> None:
        """The whole screen, as a person sees it, in few enough colours to be kept."""
        command = [
            "import",
            "-display",
            self.display,
            "-window",
            "root",
            "+dither",
            "-colors",
            "64",
            f"PNG8:{to}",
        ]
        subprocess.run(command, check=True, timeout=120)


@contextmanager
def running(folder: Path, settings: dict[str, Any]) -> Iterator[Thunderbird]:
    """With a profile of its own in the folder, until the block ends."""
    profile, port = folder / "profile", _free_port()
    profile.mkdir()
    said = QUIET | settings | {"marionette.port": port}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in said.items()]
    (profile / "user.js").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with _screen() as display, (folder / "thunderbird.log").open("wb") as log:
        command = [
            "thunderbird",
            "--profile",
            str(profile),
            "--no-remote",
            "--marionette",
            "--remote-allow-system-access",
        ]
        home = {
            "HOME": str(folder),
            "DISPLAY": display,
            "TZ": "Asia/Ho_Chi_Minh",
            "LANG": "C.UTF-8",
            "MOZ_DISABLE_CONTENT_SANDBOX": "1",
        }
        mozilla = subprocess.Popen(
            command, env={**os.environ, **home}, stdout=log, stderr=log, start_new_session=True
        )
        try:
            with marionette(port) as driven:
                yield Thunderbird(driven, display)
        finally:
            mozilla.terminate()
            mozilla.wait(60)


@contextmanager
def _screen() -> Iterator[str]:
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as said:
            yield f":{said.readline().strip()}"
    finally:
        server.terminate()
        server.wait(30)
