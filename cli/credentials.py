"""Secrets that only the service has: a command without them says so, instead of trying in vain."""

from cli.setting_sections import MailSettings, ReturnsSettings

RUN = "systemd-run --pipe --wait --collect -p User=dondoc -p WorkingDirectory=/var/lib/dondoc"
PROGRAM = "/opt/dondoc/.venv/bin/dondoc"


def lacks_password(settings: MailSettings | ReturnsSettings) -> bool:
    """Whether a name is to be logged in with, and this process was given no password for it."""
    return bool(settings.username) and not (settings.password and settings.password.get_secret_value())


def as_service(name: str, command: str) -> str:
    """The command line that runs `dondoc …` with the credential that the service has."""
    return f"{RUN} -p LoadCredential={name}:/etc/dondoc/{name} {PROGRAM} {command}"


def not_given(name: str, command: str) -> str:
    """What to say instead of a login that must fail."""
    return (
        f"lệnh này không có mật khẩu ({name}): mật khẩu nằm trong credential mà chỉ dịch vụ đọc được, "
        f"nên không thử đăng nhập; hãy chạy: {as_service(name, command)}"
    )
