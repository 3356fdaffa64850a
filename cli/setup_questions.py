"""What `dondoc setup` asks: each question, the setting it is about, and what is no answer to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import click
from pydantic import ValidationError

from cli.sections.web import WebSettings
from cli.settings_text import Value
from notifications.mail.mime import parse_sender
from plan.text import is_address

PORTS = {"none": 25, "starttls": 587, "tls": 465}
SENDER = "Đôn Đốc"  # whom letters are from, where no name was given yet


class MailAddress(click.ParamType[str]):
    """An address as mail servers take it; nothing is no answer, and stays so."""

    name = "ĐỊA-CHỈ-THƯ"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value).strip()
        if text and not is_address(text):
            self.fail(f"địa chỉ thư không hợp lệ: {text!r}; ghi như ten@coquan.gov.vn", param, ctx)
        return text


class SiteAddress(click.ParamType[str]):
    """The address of the pages, in the one form in which it is kept."""

    name = "https://…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return WebSettings(base_url=str(value)).base_url
        except ValidationError as error:
            self.fail(error.errors()[0]["msg"].removeprefix("Value error, "), param, ctx)


MAIL, SITE = MailAddress(), SiteAddress()
SECURITY, PORT = click.Choice(list(PORTS)), click.IntRange(1, 65535)


@dataclass(frozen=True, slots=True)
class SetupQuestion:
    """One thing to ask; `name` is that of its option."""

    name: str
    section: str
    key: str
    text: str
    kind: click.ParamType[Any] = field(default=click.STRING)
    of_mail: bool = False  # asked only where there is a mail server

    @property
    def place(self) -> tuple[str, str]:
        return self.section, self.key


QUESTIONS = (
    SetupQuestion(
        "mail_host", "mail", "host", "Máy chủ thư (SMTP), ví dụ mail.tinh.gov.vn; để trống: chưa gửi thư"
    ),
    SetupQuestion("mail_security", "mail", "security", "Mã hóa đường truyền", SECURITY, of_mail=True),
    SetupQuestion("mail_port", "mail", "port", "Cổng của máy chủ thư", PORT, of_mail=True),
    SetupQuestion(
        "mailbox", "mail", "sender", "Hộp thư gửi đi, ví dụ dondoc@tinh.gov.vn", MAIL, of_mail=True
    ),
    SetupQuestion(
        "mail_username", "mail", "username", "Tên đăng nhập; để trống: không đăng nhập", of_mail=True
    ),
    SetupQuestion("office", "office", "name", "Tên cơ quan đôn đốc, như ghi trên văn bản"),
    SetupQuestion("address", "web", "base_url", "Địa chỉ trang, https://tên-máy; để trống: chưa có", SITE),
)

There = Mapping[str, Mapping[str, Value]]
"""The sections and values of the file that is there."""


def gather(given: Mapping[str, Any], there: There, *, asking: bool) -> dict[tuple[str, str], Value]:
    """The values that the answers give, by section and key; what was not answered is not in it."""
    said: dict[str, Any] = {name: given[name] for name in given if given[name] not in {None, ""}}
    for question in QUESTIONS:
        if asking and question.name not in said and _matters(question, said, there):
            answer = _ask(question, said, there)
            if answer not in {None, ""}:
                said[question.name] = answer
    if "mail_security" in said and "port" not in there.get("mail", {}):
        said.setdefault("mail_port", PORTS[said["mail_security"]])
    found = {q.place: said[q.name] for q in QUESTIONS if q.name in said}
    if mailbox := said.get("mailbox"):
        found["mail", "sender"] = _sender(mailbox, there)
    if said.get("admin") and not there.get("mail", {}).get("operator"):
        found["mail", "operator"] = said["admin"]
    return found


def changed(found: Mapping[tuple[str, str], Value], there: There) -> dict[tuple[str, str], Value]:
    """Those that the file does not say already."""
    return {(s, k): value for (s, k), value in found.items() if there.get(s, {}).get(k) != value}


def _matters(question: SetupQuestion, said: Mapping[str, Any], there: There) -> bool:
    return not question.of_mail or bool(said.get("mail_host") or there.get("mail", {}).get("host"))


def _ask(question: SetupQuestion, said: Mapping[str, Any], there: There) -> Any:
    default = _default(question, said, there)
    return click.prompt(question.text, default=default, show_default=default != "", type=question.kind)


def _default(question: SetupQuestion, said: Mapping[str, Any], there: There) -> Value:
    """What the file says, else what is likely."""
    mail = there.get("mail", {})
    if question.name == "mailbox":
        address = parse_sender(str(mail.get("sender") or ""))[1] if mail.get("sender") else ""
        return "" if address.endswith("@localhost") else address
    if (value := there.get(question.section, {}).get(question.key)) is not None:
        return value
    likely: dict[str, Value] = {
        "mail_security": "starttls",
        "mail_port": PORTS[said.get("mail_security") or str(mail.get("security") or "none")],
        "mail_username": said.get("mailbox", ""),
    }
    return likely.get(question.name, "")


def _sender(mailbox: str, there: There) -> str:
    """The mailbox under the name that letters bear already."""
    written = str(there.get("mail", {}).get("sender") or "")
    name = parse_sender(written)[0] if written else ""
    return f"{name or SENDER} <{mailbox}>"
