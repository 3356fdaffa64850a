"""Addresses of channels beside mail: in the register and at the shell."""

from pathlib import Path

import pytest

from notifications.notice import Contact
from plan.addresses import can_be_told, channel_of, channels_of, fault_of, place_of, shown
from plan.documents import read_agencies
from tests.conftest import ROOT

GOOD = {
    "sms:+84901234567": "+84901234567",
    "SMS:+84351234567": "+84351234567",
    "sms:+8562012345678": "+8562012345678",
    "spool:zalo-so-y-te": "zalo-so-y-te",
    "spool:OA.123_4": "OA.123_4",
}
BAD = (
    "sms:0901234567",
    "sms:+84 901 234 567",
    "sms:+8490123456",
    "sms:+849012345678",
    "sms:+842551234567",
    "sms:901234567",
    "sms:+",
    "sms:",
    "sms:+84٩٠١٢٣٤٥٦٧",
    "spool:",
    "spool:sở y tế",
    "spool:../new",
    "spool:" + "x" * 65,
    "zalo:so-y-te",
)


@pytest.mark.parametrize("address", GOOD)
def test_a_good_address_names_its_place(address: str) -> None:
    assert (channel_of(address), place_of(address), fault_of(address)) == ("spool", GOOD[address], None)


def read(folder: Path, cell: str) -> tuple[tuple[str, ...], list[tuple[str, str, str]]]:
    (folder / "r.csv").write_text(f'code,name,emails\nso-a,Sở A,"{cell}"\n', encoding="utf-8")
    (found,), problems = read_agencies(folder / "r.csv")
    return found.addresses, [(one.where, one.text, one.message) for one in problems]


@pytest.mark.parametrize("address", BAD)
def test_a_malformed_one_is_a_problem_with_its_line(tmp_path: Path, address: str) -> None:
    addresses, ((where, text, message),) = read(tmp_path, f"a@x.vn; {address}")
    assert addresses == ("a@x.vn",)
    assert (where, text) == ("line 2, emails", address)
    assert message.endswith("; đã bỏ qua địa chỉ này.")


def test_a_number_is_said_how_to_write(tmp_path: Path) -> None:
    _, ((_, _, message),) = read(tmp_path, "sms:0901234567")
    assert "như sms:+84901234567" in message


@pytest.mark.parametrize("between", ["; ", ";", ", ", "\n", " "])
def test_mail_and_one_channel_stand_in_one_cell(tmp_path: Path, between: str) -> None:
    cell = between.join(["a@x.vn", "b@x.vn", "sms:+84901234567"])
    assert read(tmp_path, cell) == (("a@x.vn", "b@x.vn", "sms:+84901234567"), [])


def test_a_second_channel_is_a_problem(tmp_path: Path) -> None:
    addresses, ((_, text, message),) = read(tmp_path, "sms:+84901234567;spool:so-a")
    assert (addresses, text) == (("sms:+84901234567",), "spool:so-a")
    assert "chỉ nhận qua một kênh" in message


def test_who_has_any_address_can_be_told() -> None:
    def contact(*addresses: str) -> Contact:
        return Contact("so-a", "Sở A", addresses)

    both = contact("sms:+84901234567", "a@x.vn")
    assert [can_be_told(one) for one in (contact(), contact("a@x.vn"), contact("spool:a"), both)] == [
        False,
        True,
        True,
        True,
    ]
    assert channels_of(both) == ("mail", "spool")
    assert (both.emails, shown(both), shown(contact("spool:a"))) == (("a@x.vn",), ("a@x.vn",), ("a",))


def test_addresses_of_mail_are_nobody_elses_business() -> None:
    """Only the mail and what letters show of a contact know which addresses are of mail."""
    knows = {"notifications/letters.py", "notifications/notice.py"}
    folders = ("plan", "notifications", "scheduler", "web", "cli")
    found = {
        str(path.relative_to(ROOT))
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if ".emails" in path.read_text(encoding="utf-8")
    }
    assert found <= knows
