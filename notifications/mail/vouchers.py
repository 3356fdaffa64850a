"""Who vouches that a message is from the address in its From: our own mail server, or a signature of the sender's domain."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes

from notifications.mail.dkim_proof import HEAD, KeyRecords, dkim_fault
from notifications.mail.foreign_message import addresses_in, header
from notifications.mail.sender_proof import vouched_for


@dataclass(frozen=True, slots=True)
class Vouchers:
    """Whose word counts: our server's, by its name in Authentication-Results (empty: nobody's), and signatures, where keys are looked for."""

    authserv_id: str = ""
    records: KeyRecords | None = None


@dataclass(frozen=True, slots=True)
class SenderProof:
    """Who vouches, in words; or, where nobody does, why."""

    by: str = ""
    fault: str = ""


def prove(raw: bytes, sender: str, now: datetime, vouchers: Vouchers) -> SenderProof:
    """`sender` is the address that was read in From. Asks name servers only for keys of its own domain. Never raises."""
    found = addresses_in(header(message_from_bytes(raw[:HEAD]), "From"))
    if found != {sender}:
        return SenderProof(fault="dòng người gửi nêu nhiều địa chỉ")
    if vouched_for(raw, vouchers.authserv_id):
        return SenderProof(by=f"máy chủ thư {vouchers.authserv_id} bảo đảm người gửi")
    if vouchers.records is None:
        return SenderProof(fault="máy chủ thư không bảo đảm được thư này từ đúng cơ quan gửi")
    domain = sender.rpartition("@")[2]
    fault = dkim_fault(raw, domain, now, vouchers.records)
    if fault:
        return SenderProof(fault=f"không chắc thư này từ đúng cơ quan gửi: {fault}")
    return SenderProof(by=f"chữ ký DKIM của {domain} đúng")
