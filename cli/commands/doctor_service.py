"""What `dondoc doctor` reports about the service and its machine: alive, reachable, allowed, roomy."""

import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from cli.context import Context
from cli.credentials import lacks_password, not_given
from cli.return_mailbox import open_mailbox
from cli.settings import named_settings
from notifications.mail.mailbox import MailboxError
from notifications.mail.mime import parse_sender
from plan import dates
from plan.storage.address import file_of
from plan.storage.newest import last_tick
from plan.storage.session import Session
from plan.storage.soundness import damage
from plan.storage.working_days import confirmed
from scheduler.policy.in_force import in_force
from scheduler.policy.policy import PolicyError, load_policy
from scheduler.ticker import TICK
from scheduler.working_days.vietnam import unconfirmed

SILENT = 3 * TICK + timedelta(seconds=10)
FREE = 500 * 1024 * 1024  # octets, and four times the database: an upgrade needs as much
NOVEMBER = 11
WAIT = 5.0  # seconds for an answer of our own pages
HEALTH = "/healthz"


def find_service_faults(session: Session, context: Context) -> Iterator[str]:
    """Whether the tick is alive."""
    last = last_tick(session)
    if last is None:
        yield "dịch vụ chưa chạy lần nào: không ai được nhắc; bật bằng: systemctl enable --now dondoc"
        return
    shown = dates.moment(last.astimezone(context.zone))
    if context.now - last > SILENT:
        yield f"dịch vụ không chạy: nhịp cuối lúc {shown}; xem: systemctl status dondoc"


def find_policy_faults(session: Session, context: Context) -> Iterator[str]:
    """A file that is wrong, or that the service has not read yet."""
    try:
        written = load_policy(context.settings.policy.file)
    except PolicyError as error:
        yield f"tệp chính sách sai, dịch vụ chạy theo bản đúng gần nhất: {error}"
        return
    taken = in_force(session)
    if taken is not None and taken != written:
        yield "tệp chính sách đã đổi mà dịch vụ chưa đọc lại; chạy: systemctl reload dondoc"


def find_machine_faults(session: Session, context: Context) -> Iterator[str]:
    """Room, rights and wholeness of the file with the plan. A server has its own operator."""
    named = file_of(context.url)
    if named is None:
        return
    file = named.resolve()
    yield from _find_full_disk(file)
    yield from _find_rights(file, context)
    if found := damage(session):
        yield f"{file} đã hỏng ({found}); dừng dịch vụ rồi khôi phục từ bản sao lưu: dondoc restore"


def _find_full_disk(file: Path) -> Iterator[str]:
    free, needed = shutil.disk_usage(file.parent).free, max(FREE, 4 * file.stat().st_size)
    if free < needed:
        yield (
            f"đĩa của {file.parent} còn {free // 1024**2} MB, cần ít nhất {needed // 1024**2} MB; "
            "hãy giải phóng chỗ trống"
        )


def _find_rights(file: Path, context: Context) -> Iterator[str]:
    about, folder = file.stat(), file.parent.stat()
    if about.st_mode & 0o007:
        yield f"{file} ai trên máy cũng đọc được; chạy: chmod o-rwx {file}"
    if about.st_uid != folder.st_uid:
        yield f"{file} không thuộc về chủ thư mục, dịch vụ có thể không ghi được; chạy: chown --reference={file.parent} {file}"
    named = named_settings(context.options.config)
    if named and named.is_file() and named.stat().st_mode & 0o004 and _holds_secret(named):
        yield f"{named} có mật khẩu mà ai cũng đọc được; chuyển mật khẩu sang tệp credential, hoặc: chmod 0640 {named}"


def _holds_secret(file: Path) -> bool:
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return any(line.lstrip().startswith(("password", "signing_key")) for line in lines)


def find_unconfirmed_years(session: Session, context: Context) -> Iterator[str]:
    """Whether nobody has compared the working calendar with the official text: of this year, and soon of the next."""
    known, today = confirmed(session), context.today
    years = (today.year, today.year + 1) if today.month >= NOVEMBER else (today.year,)
    yield from filter(None, (unconfirmed(year, known) for year in years))


def find_site_faults(_session: Session, context: Context) -> Iterator[str]:
    """Whether the links of letters lead somewhere."""
    base = context.settings.web.base_url
    if not base:
        yield "chưa có [web] base_url: thư không mang liên kết nào"
    elif why := _unreachable(f"{base}{HEALTH}"):
        yield f"không mở được {base}{HEALTH} từ máy này ({why}): liên kết trong thư có thể không dùng được"
    if base.startswith("https://") and not context.settings.web.trusted_proxies:
        yield (
            "chưa có [web] trusted_proxies: với nhật ký và giới hạn gõ sai mật khẩu, mọi người qua máy chủ web đứng trước "
            'đều là một nơi; khi nó ở cùng máy: trusted_proxies = ["127.0.0.1"]'
        )


def _unreachable(address: str) -> str:
    """Why nobody of ours answers there; empty if somebody does, even if he is not well."""
    try:
        with urllib.request.urlopen(address, timeout=WAIT) as answer:  # noqa: S310 - http or https, by the settings
            said = answer.read(4096)
    except urllib.error.HTTPError as error:
        said = error.read(4096)
        if error.code != 503:
            return f"mã {error.code}"
    except (OSError, ValueError) as error:
        return " ".join(str(getattr(error, "reason", error)).split())
    return "" if b'"status"' in said else "trả lời không phải của Đôn Đốc"


def find_returns_faults(_session: Session, context: Context) -> Iterator[str]:
    """Whether what comes back for letters is read by anybody."""
    settings = context.settings.returns
    if settings.maildir is None and settings.host is None:
        yield "chưa khai báo hộp thư nhận thư trả lại ([returns]): địa chỉ hỏng không ai biết"
    elif settings.host and lacks_password(settings):
        yield not_given("returns__password", "doctor")
    else:
        try:
            with open_mailbox(settings):
                pass
        except MailboxError as error:
            yield str(error)


def find_empty_settings(_session: Session, context: Context) -> Iterator[str]:
    """Settings that work and that nobody should go live with."""
    mail = context.settings.mail
    if mail.host and parse_sender(mail.sender)[1].endswith("@localhost"):
        yield "[mail] sender vẫn là …@localhost: nhiều máy chủ từ chối, thư trả lại không về đâu; đặt địa chỉ thật"
    if mail.operator is None:
        yield "chưa có [mail] operator: không ai nhận thư khi chương trình thấy sai khác hoặc máy chủ thư hỏng"
