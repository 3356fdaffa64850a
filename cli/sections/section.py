"""What every section of the settings is, and the addresses that several of them hold."""

from ipaddress import ip_network

from pydantic import BaseModel, ConfigDict

from notifications.mail.dns_records import name_server


class Section(BaseModel):
    """Frozen; a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def check_network(text: str) -> None:
    try:
        ip_network(text, strict=False)
    except ValueError as error:
        raise ValueError(
            f"{text!r} không phải địa chỉ hay mạng; ghi như 127.0.0.1 hoặc 10.8.0.0/16"
        ) from error


def check_name_server(text: str) -> None:
    try:
        name_server(text)
    except ValueError as error:
        raise ValueError(
            f"{text!r} không phải địa chỉ máy chủ tên miền; ghi như 192.0.2.1 hoặc 192.0.2.1:53"
        ) from error
