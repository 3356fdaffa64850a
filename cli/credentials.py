"""Secrets that only the service and root can read: a command without them says so, instead of trying in vain."""

import shutil
import sys

from cli.sections.mail import MailSettings, ReturnsSettings


def lacks_password(settings: MailSettings | ReturnsSettings) -> bool:
    """Whether a name is to be logged in with, and this process was given no password for it."""
    return bool(settings.username) and not (settings.password and settings.password.get_secret_value())


def by_root(command: str) -> str:
    """The command line by which root runs `dondoc …`: it reads what the service has, then goes on as its user."""
    return f"sudo {'dondoc' if shutil.which('dondoc') else sys.argv[0]} {command}"


def not_given(name: str, command: str) -> str:
    """What to say instead of a login that must fail."""
    return (
        f"lệnh này không có mật khẩu ({name}): mật khẩu nằm trong credential mà chỉ dịch vụ đọc được, "
        f"nên không thử đăng nhập; hãy chạy: {by_root(command)} (chưa có mật khẩu thì đặt bằng dondoc setup, hoặc trong tệp /etc/dondoc/{name})"
    )
