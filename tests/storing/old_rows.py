"""What each revision's program wrote: by revision, rows for its new tables and its new columns, parents first.

A revision that adds a table adds its rows here, one that renames a table says so in RENAMED,
one that puts the values of a column otherwise in REWRITTEN (and has a test of its own);
`old_database.lay` and `lost` hold it to that.
Numbers of rows are not written: they are given from 1 in the order below.
"""

from datetime import UTC, date, datetime
from typing import Any

Rows = list[dict[str, Any]]


def moment(month: int, day: int) -> datetime:
    return datetime(2012, month, day, 1, 30, tzinfo=UTC)


def _agency(code: str, name: str, kind: str = "so") -> dict[str, Any]:
    emails = [] if kind == "group" else [f"{code}@quangngai.example"]
    return {
        "code": code, "name": name, "short_name": "", "aliases": [f"{name} tỉnh Quảng Ngãi"], "kind": kind,
        "groups": ["các sở, ban, ngành"], "emails": emails,
    }  # fmt: skip


def _task(number: str, title: str, lead: str, timing: str) -> dict[str, Any]:
    return {
        "plan_id": 1, "position": int(number), "section": "I", "section_title": "Cải cách thể chế",
        "number": number, "title": title, "lead": lead, "partners": "Các cơ quan liên quan",
        "product": "Quyết định của UBND tỉnh", "timing": timing, "state": "", "review": ["cell:lead"],
    }  # fmt: skip


def _deadline(label: str, due: date, **more: Any) -> dict[str, Any]:
    return {
        "label": label, "opens": date(2012, 4, 1), "due": due, "target": False, "source": "time",
    } | more  # fmt: skip


def _obligation(deadline: int, holder: str, ends: date, **more: Any) -> dict[str, Any]:
    return {
        "deadline_id": deadline, "holder": holder, "kind": "task", "label": "Quý II năm 2012",
        "opens": date(2012, 4, 1), "due": date(2012, 6, 30), "ends": ends, "revision": 1,
        "changed_at": moment(4, 2),
    } | more  # fmt: skip


def letter(number: int, **more: Any) -> dict[str, Any]:
    subject = f"Thư số {number} nhắc việc"
    return {
        "agency": "so-y-te", "kind": "digest", "day": date(2012, 6, 25), "message_id": f"<{number}@quangngai.example>",
        "subject": subject, "sender": "dondoc@quangngai.example", "recipients": ["so-y-te@quangngai.example"],
        "raw": f"Subject: {subject}\r\n\r\nKính gửi Sở Y tế\r\n".encode() + bytes(range(256)), "state": "sent",
        "attempts": 1, "written_at": moment(6, 25), "try_at": moment(6, 25), "finished_at": moment(6, 25),
    } | more  # fmt: skip


def act(number: int) -> dict[str, Any]:
    """A line of the log before it was sealed."""
    after = {
        "done_on": "2012-06-20",
        "document": f"{number}/QĐ-UBND",
        "note": "đã nhận đủ",
        "parts": {"left": 0},
    }
    return {
        "at": moment(6, 20), "who": "shell:anh Nam", "act": "done", "subject": f"obligation {number}",
        "detail": {"before": {"done_on": None}, "after": after},
    }  # fmt: skip


_FIRST: dict[str, Rows] = {
    "agency": [
        _agency("so-noi-vu", "Sở Nội vụ"),
        _agency("so-y-te", "Sở Y tế"),
        _agency("van-phong-ubnd-tinh", "Văn phòng UBND tỉnh", "van-phong"),
        _agency("cac-so-ban-nganh", "các sở, ban, ngành", "group"),
    ],
    "plan": [
        {
            "code": "39/QĐ-UBND", "title": "Kế hoạch cải cách hành chính", "issued_on": date(2012, 3, 25),
            "first": date(2012, 1, 1), "last": date(2015, 12, 31), "reporting": "hằng quý",
        },
    ],
    "regime": [{"plan_id": 1, "name": "cchc", "definition": {"name": "cchc", "title": "Báo cáo CCHC"}}],
    "task": [
        _task("1", "Rà soát văn bản quy phạm pháp luật", "Sở Y tế", "Quý II năm 2012"),
        _task("2", "Xây dựng Đề án một cửa", "Sở Nội vụ", "Sau khi có hướng dẫn của Bộ Nội vụ"),
    ],
    "deadline": [
        _deadline("Quý II năm 2012", date(2012, 6, 30), task_id=1),
        _deadline("Quý II năm 2012", date(2012, 6, 20), regime_id=1, source="report: so-noi-vu", agencies="so-y-te"),
    ],
    "obligation": [
        _obligation(1, "so-y-te", date(2012, 7, 2)),
        _obligation(2, "so-y-te", date(2012, 6, 20), kind="report", done_on=date(2012, 6, 19), document="12/BC-SYT"),
        _obligation(
            1, "so-noi-vu", date(2012, 7, 16), extended_from=date(2012, 7, 2), extended_because="Công văn 5/UBND"
        ),
    ],
    "letter": [letter(1), letter(2, state="waiting", day=date(2012, 7, 4), kind="escalation", finished_at=None)],
    "notice": [
        {
            "obligation_id": 1, "step": "before-5", "agency": "so-y-te", "role": "lead", "day": date(2012, 6, 25),
            "reason": "còn 5 ngày đến thời hạn", "letter_id": 1,
        },
        {
            "obligation_id": 1, "step": "opened", "agency": "so-y-te", "role": "lead", "day": date(2012, 4, 2),
            "reason": "bỏ qua: đã có bước sau",
        },
    ],
    "party": [
        {"obligation_id": 1, "agency": "so-y-te", "role": "lead", "next_on": date(2012, 7, 3), "told_on": date(2012, 6, 25)},
        {"obligation_id": 1, "agency": "so-noi-vu", "role": "partner"},
        {"obligation_id": 3, "agency": "so-noi-vu", "role": "lead", "next_on": date(2012, 7, 11)},
    ],
    "event": [{"task_id": 2, "happened_on": date(2012, 5, 2), "document": "7/BNV", "recorded_at": moment(5, 3)}],
    "feed": [
        {"agency": "so-y-te", "name": "Lịch Sở Y tế", "secret_hash": "a" * 64, "made_at": moment(4, 2)},
        {"name": "Mọi việc", "secret_hash": "b" * 64, "made_at": moment(4, 2), "revoked_at": moment(5, 2)},
    ],
    "override": [{"day": date(2012, 4, 30), "working": False, "label": "Nghỉ bù", "source": "1/VPCP"}],
    "state": [
        {"name": "ticked", "value": "2012-07-03T09:59:30+00:00"},
        {"name": "changes", "value": "17"},
        {"name": "signing-key", "value": "00" * 32},
    ],
    "audit": [act(1), act(2)],
}  # fmt: skip

# The ladders of the shipped policy when the program began to keep them.
_LADDERS = {
    "remind": [{"name": "year", "up_to_days": 3650, "lead": [60, 30, 14, 3, 0], "partner": [30], "opened": True}],
    "target": {"lead": [30, 0]},
    "report": {
        "opened": False, "late": [1, 5, 10], "late_every": 5, "escalate": [2, 5, 10], "escalate_every": 5,
        "above_from": 10,
    },
    "task": {
        "opened": True, "late": [1, 5, 10], "late_every": 20, "escalate": [], "escalate_every": None,
        "above_from": None,
    },
}  # fmt: skip

ROWS: dict[str, dict[str, Rows]] = {
    "0001": _FIRST,
    "0003": {
        "receipt": [
            {
                "obligation_id": 2, "turn": 2, "on": date(2012, 6, 18), "document": "12/BC-SYT",
                "reason": "ghi nhầm ngày", "recorded_at": moment(6, 21), "file_name": "bao-cao.pdf",
                "file_digest": "c" * 64, "file": b"%PDF-1.4\n" + bytes(range(256)),
            },
        ],
    },
    "0004": {
        "alias": [{"key": "so y te tinh", "name": "Sở Y tế tỉnh", "agency": "so-y-te", "who": "shell:anh Nam", "at": moment(4, 3)}],
        "answer": [
            {
                "task_id": 1, "cell": "lead", "asked": "Sở Y tế", "words": "Sở Y tế", "who": "shell:anh Nam",
                "at": moment(4, 3),
            },
        ],
        "calendaryear": [{"year": 2012, "source": "1/VPCP", "who": "shell:anh Nam", "at": moment(1, 3)}],
        "plan": [
            {
                "code": "40/QĐ-UBND", "title": "Kế hoạch thay thế", "issued_on": date(2012, 5, 25),
                "began_on": date(2012, 3, 25), "supersedes": ["38/QĐ-UBND"], "first": date(2012, 1, 1),
                "last": date(2015, 12, 31), "reporting": "",
            },
        ],
    },
    "0005": {
        "shown": [{"obligation_id": 1, "uid": "1@quangngai.example", "digest": "d" * 64, "sequence": 2, "changed_at": moment(4, 2)}],
        "feed": [
            {
                "agency": "so-noi-vu", "name": "Lịch Sở Nội vụ", "secret_hash": "e" * 64, "made_at": moment(4, 2),
                "choice": {"kind": "task"}, "etag": "f" * 16, "seen_at": moment(6, 2), "client": "Thunderbird",
            },
        ],
    },
    "0006": {
        "deadline": [
            _deadline(
                "Tháng 6 năm 2012", date(2012, 7, 5), regime_id=1, source="report: van-phong-ubnd-tinh", grace=1,
                data_first=date(2012, 5, 15), data_last=date(2012, 6, 14), through="so-noi-vu",
            ),
        ],
    },
    "0007": {
        "return": [
            {
                "key": "0" * 64, "at": moment(6, 26), "kind": "hard", "letter_id": 1, "status": "5.1.1",
                "address": "so-y-te@quangngai.example", "text": "hộp thư không còn",
            },
        ],
    },
    "0008": {"linkstop": [{"agency": "so-y-te", "obligation_id": 1, "until": moment(5, 2)}]},
    "0009": {
        "draft": [
            {
                "year": 2012, "number": 1, "day": date(2012, 7, 4), "made_at": moment(7, 4), "agencies": ["so-y-te"],
                "obligations": [1], "digest": "1" * 64,
            },
        ],
    },
    "0010": {
        "lease": [{"name": "thinker", "holder": "may-chu:4711:1", "expires_at": moment(6, 1), "fence": 3}],
        "lane": [{"name": "mail.quangngai.example", "failures": 2, "paused_until": moment(6, 1), "said": "hết chỗ"}],
        "rulebook": [{"digest": "2" * 64, "definition": _LADDERS, "since": moment(4, 1)}],
        "deadline": [
            _deadline("Kiểm tra công vụ", date(2012, 5, 18), regime_id=1, source="request: 1200/UBND-NC", grace=0),
            _deadline("Rà soát", date(2012, 5, 18), regime_id=1, source="request: yêu cầu đột xuất", grace=0),
        ],
        "obligation": [_obligation(3, "so-y-te", date(2012, 7, 5), kind="report", rulebook_id=1)],
        "letter": [
            letter(
                3, edition=2, accepted=["so-y-te@quangngai.example"], refused={"cu@quangngai.example": "550"},
                tried_at=moment(6, 25), fault="refused",
            ),
        ],
        "notice": [
            {
                "obligation_id": 3, "step": "before-14", "agency": "so-noi-vu", "role": "lead", "reason": "còn 14 ngày",
                "day": date(2012, 6, 18), "owed": True,
            },
        ],
    },
    "0011": {
        "reply": [
            {"obligation_id": 1, "agency": "so-y-te", "kind": "received", "state": "noted", "at": moment(6, 26)},
            {
                "obligation_id": 1, "agency": "so-y-te", "kind": "extension", "state": "waiting", "at": moment(6, 27),
                "until": date(2012, 7, 31), "reason": "chờ ý kiến Bộ",
            },
        ],
    },
    "0012": {
        "event": [
            {
                "task_id": 2, "happened_on": date(2012, 5, 2), "awaited": "Sau khi có hướng dẫn của Bộ Nội vụ",
                "document": "7/BNV", "recorded_at": moment(5, 4),
            },
        ],
    },
    "0013": {
        "proposal": [
            {
                "key": "3" * 64, "code": "39/QĐ-UBND", "title": "Kế hoạch cải cách hành chính", "file": "39.docx",
                "document": {"tables": [["TT", "Nhiệm vụ"]]}, "regimes": [], "confirmed": {}, "who": "shell:anh Nam",
                "at": moment(4, 4),
            },
        ],
        "headingmeaning": [
            {"key": "don vi thuc hien", "heading": "Đơn vị thực hiện", "role": "lead", "who": "shell:anh Nam", "at": moment(4, 4)},
        ],
        "task": [_task("3", "Đào tạo công chức", "Sở Nội vụ", "Hằng năm") | {"note": "Theo kinh phí được giao"}],
    },
    "0016": {
        "sign_in_link": [
            {
                "digest": "4" * 64, "made_at": moment(6, 28), "made_by": "shell:anh Nam", "ends_at": moment(6, 29),
                "used_at": moment(6, 28),
            },
        ],
        "sign_in": [{"digest": "5" * 64, "made_at": moment(6, 28), "seen_at": moment(6, 29), "made_by": "shell:anh Nam"}],
    },
    "0017": {
        "stray_bounce": [
            {
                "key": "5" * 64, "at": moment(7, 3), "unread": False, "address": "cu@xa.example",
                "subject": "failure notice", "text": "no such user",
            },
        ],
    },
    "0018": {
        "plan": [
            {
                "code": "12/KH-UBND", "title": "Kế hoạch theo dõi từ giữa năm", "issued_on": date(2012, 1, 9),
                "began_on": date(2012, 1, 9), "followed_from": date(2012, 7, 2), "supersedes": [], "first": date(2012, 1, 1),
                "last": date(2012, 12, 31), "reporting": "",
            },
        ],
    },
    "0019": {
        "headingmeaning": [
            {
                "office": "ubnd tinh quang ngai", "key": "moc", "heading": "Mốc", "role": "timing", "who": "shell:anh Nam",
                "at": moment(7, 4),
            },
        ],
        "task": [
            _task("4", "Đề án du lịch", "Sở Y tế", "Hằng năm")
            | {"note": "", "first": date(2013, 1, 1), "last": date(2014, 12, 31), "status": "Tình trạng: Hoàn thành"},
        ],
    },
    "0020": {
        "issued_report": [
            {
                "number": "12/BC-SNV", "issued_on": date(2012, 4, 2), "first": date(2012, 1, 1), "last": date(2012, 3, 31),
                "name": "quý I năm 2012", "regime": "", "counted_on": date(2012, 4, 2), "recorded_at": moment(4, 2),
                "who": "shell:anh Nam", "file_name": "bao-cao.docx", "content": b"PK" + bytes(range(256)),
                "digest": "6" * 64, "figures": {"all": {"total": 3}},
            },
        ],
        "evidence_sheet": [
            {
                "year": 2012, "number": 1, "obligation_id": 1, "made_at": moment(7, 5), "who": "shell:anh Nam",
                "digest": "7" * 64,
            },
        ],
        "urging_letter": [
            {
                "year": 2012, "number": 2, "day": date(2012, 7, 5), "made_at": moment(7, 5), "agencies": ["so-y-te"],
                "obligations": [1], "digest": "1" * 64, "sent_as": "45/SNV-CCHC", "sent_on": date(2012, 7, 6),
                "sent_recorded_at": moment(7, 6),
            },
        ],
    },
    "0021": {
        "deadline": [
            _deadline("Quý III năm 2012", date(2012, 9, 20), regime_id=1, source="report", sent_to="UBND tỉnh", grace=0),
            _deadline("Thanh tra", date(2012, 8, 18), regime_id=1, source="request", requested_by="1300/UBND-NC", grace=0),
        ],
    },
    "0022": {
        "user_account": [
            {
                "mail": "lan@quangngai.example", "name": "Chị Lan", "role": "admin", "password": "$argon2id$v=19$…",
                "made_at": moment(7, 2), "made_by": "shell:anh Nam", "entered_at": moment(7, 3),
            },
        ],
        "passkey": [
            {
                "user_id": 1, "credential": "AQID", "public_key": bytes(range(64)), "sign_count": 2,
                "name": "Máy phòng CCHC", "made_at": moment(7, 3),
            },
        ],
        "invitation": [
            {
                "digest": "6" * 64, "user_id": 1, "made_at": moment(7, 2), "made_by": "shell:anh Nam",
                "ends_at": moment(7, 3), "used_at": moment(7, 3),
            },
        ],
        "sign_in_link": [
            {
                "digest": "7" * 64, "user_id": 1, "made_at": moment(7, 3), "made_by": "shell:anh Nam",
                "ends_at": moment(7, 4),
            },
        ],
        "sign_in": [
            {
                "digest": "8" * 64, "user_id": 1, "made_at": moment(7, 3), "seen_at": moment(7, 3), "way": "welcome",
                "browser": "Firefox", "origin": "198.51.100.4",
            },
        ],
        "attempt": [{"account": "9" * 64, "origin": "198.51.100.4", "at": moment(7, 3)}],
        "handshake": [
            {"digest": "a" * 64, "purpose": "passkey", "facts": {"user": 1}, "ends_at": moment(7, 3)},
        ],
    },
    "0023": {
        "decision": [
            {
                "plan_id": 1, "code": "41/QĐ-UBND", "title": "Sửa đổi, bổ sung Kế hoạch", "issued_on": date(2012, 7, 10),
                "issuer": "UBND tỉnh Quảng Ngãi", "way": "amends", "recorded_on": date(2012, 7, 11),
            },
        ],
        "task_change": [{"decision_id": 1, "task_id": 1, "change": "changed", "cells": {"timing": ["Quý II", "Quý III"]}}],
        "proposal": [
            {
                "key": "6" * 64, "code": "42/QĐ-UBND", "title": "Điều chỉnh Kế hoạch", "file": "42.docx",
                "document": {"tables": []}, "regimes": [], "confirmed": {}, "amends": ["39/QĐ-UBND"], "withdraw": True,
                "who": "shell:anh Nam", "at": moment(7, 11),
            },
        ],
    },
    "0024": {
        "declaration": [
            {
                "obligation_id": 1, "agency": "so-y-te", "on": date(2012, 6, 29), "document": "9/BC-SYT",
                "declared_on": date(2012, 7, 4), "at": moment(7, 4), "file_name": "bao-cao.pdf", "file_digest": "6" * 64,
                "file": b"%PDF-1.4\n" + bytes(range(256)), "state": "waiting",
            },
        ],
    },
    "0025": {
        "agency": [
            {
                "code": "so-cong-thuong", "name": "Sở Công Thương", "short_name": "", "aliases": [], "kind": "so", "groups": [],
                "addresses": ["sct@quangngai.example", "sms:+84901234567"],
            },
        ],
        "letter": [
            letter(4, kind="monthly", channel="mail", beside=False, edition=1, accepted=[], refused={}),
            letter(5, kind="monthly", channel="spool", beside=True, edition=1, accepted=[], refused={}),
        ],
    },
    "0026": {
        "duty_change": [
            {
                "decision_id": 1, "obligation_id": 1, "agency": "so-y-te", "change": "moved", "before": date(2012, 6, 30),
                "after": date(2012, 9, 30), "recorded_on": date(2012, 7, 11),
            },
        ],
    },
    "0027": {
        "agency_response": [
            {
                "obligation_id": 1, "agency": "so-y-te", "kind": "extension", "state": "refused", "at": moment(7, 4),
                "way": "withdraw", "reason": "đã giao cơ quan khác", "decided_at": moment(7, 5), "decided_because": "không",
            },
        ],
        "extension": [
            {
                "obligation_id": 1, "way": "stretch", "due_before": date(2012, 6, 30), "ends_before": date(2012, 7, 2),
                "due_after": date(2012, 9, 30), "reason": "chờ hướng dẫn", "document": "33/TB-UBND",
                "document_on": date(2012, 7, 5), "decided_on": date(2012, 7, 6), "decided_at": moment(7, 6),
                "decided_by": "shell:anh Nam",
            },
        ],
        "cause": [
            {
                "obligation_id": 1, "agency": "so-y-te", "text": "bão lũ", "given_on": date(2012, 7, 5), "at": moment(7, 5),
                "given_by": "agency:so-y-te", "objective": True, "confirmed_by": "UBND tỉnh", "document": "34/TB-UBND",
                "document_on": date(2012, 7, 6), "decided_on": date(2012, 7, 6), "decided_at": moment(7, 6),
                "decided_by": "shell:anh Nam",
            },
        ],
    },
    "0028": {
        "assignment_letter": [{"plan_id": 1, "agency": "so-y-te", "letter_id": 1}],
        "plan": [
            {
                "code": "13/KH-UBND", "title": "Kế hoạch giao trong năm", "issued_on": date(2012, 1, 10),
                "began_on": date(2012, 1, 10), "assign_from": date(2012, 1, 11), "assigned_on": date(2012, 1, 12),
                "supersedes": [], "first": date(2012, 1, 1), "last": date(2012, 12, 31), "reporting": "",
            },
        ],
    },
    "0029": {
        "correction": [
            {
                "obligation_id": 1, "agency": "so-y-te", "decided_on": date(2012, 7, 9), "at": moment(7, 9),
                "said": "lần gia hạn đến 31/8/2021 ghi nhầm",
            },
        ],
        "extension": [
            {
                "obligation_id": 1, "way": "later", "due_before": date(2012, 6, 30), "ends_before": date(2012, 7, 2),
                "due_after": date(2021, 8, 31), "reason": "chờ Bộ", "decided_on": date(2012, 7, 6), "decided_at": moment(7, 6),
                "decided_by": "shell:anh Nam", "undone_on": date(2012, 7, 9), "undone_because": "gõ nhầm năm",
            },
        ],
    },
    "0030": {
        "task": [
            {
                "plan_id": 1, "position": 90, "section": "IX", "section_title": "", "number": "1", "title": "Đơn giản hóa",
                "lead": "", "partners": "", "product": "Đề án", "timing": "", "note": "", "state": "scheduled",
                "review": [], "status": "", "bare": "don gian hoa de an",
            },
        ],
    },
    "0031": {
        "user_account": [
            {
                "mail": "nam@quangngai.example", "name": "Anh Nam", "role": "viewer", "password": None,
                "made_at": moment(7, 2), "made_by": "shell:chị Lan", "entered_at": None, "letter_keys": False,
            },
        ],
    },
    "0032": {
        "urging_letter": [
            {
                "year": 2012, "number": 90, "day": date(2012, 7, 5), "made_at": moment(7, 5), "agencies": ["so-y-te"],
                "obligations": [1], "digest": "ab12", "sent_as": "45/SNV-CCHC", "sent_on": date(2012, 7, 6),
                "sent_recorded_at": moment(7, 6), "content": b"draft", "signed_name": "45.pdf", "signed": b"%PDF-1.7",
            },
        ],
        "evidence_sheet": [
            {
                "year": 2012, "number": 90, "obligation_id": 1, "made_at": moment(7, 5), "who": "shell:anh Nam",
                "digest": "cd34", "file_name": "phieu-90.docx", "content": b"sheet",
            },
        ],
    },
    "0034": {
        "upload": [
            {
                "name": "ke-hoach.docx", "digest": "9f86d081", "size": 3, "content": b"PK\x03", "who": "user:lan@quangngai.example",
                "at": moment(7, 9), "code": "", "title": "Kế hoạch", "state": "ready", "revision": 2, "worker": "", "beat": moment(7, 9), "tries": 1,
                "progress": "", "message": "", "document": {"code": "39/QĐ-UBND"}, "answers": {"frame": {}},
                "proposal": {"rows": []}, "rests_on": 7, "result": {}, "plan_id": 1,
            },
        ],
    },
    "0035": {
        "agency_session": [
            {
                "digest": "ab12", "agency": "so-y-te", "link_made_at": moment(7, 2), "made_at": moment(7, 3),
                "browser": "Chrome", "origin": "10.8.0.4",
            },
        ],
        "address_claim": [
            {
                "digest": "cd34", "agency": "so-y-te", "address": "vt@syt.example", "asked_at": moment(7, 3),
                "origin": "10.8.0.4", "confirmed_at": None,
            },
        ],
    },
    "0037": {
        "token": [
            {
                "name": "qlvb", "digest": "ef56", "scopes": ["read", "receive"], "agency": "so-y-te", "made_at": moment(7, 4),
                "made_by": "user:lan@quangngai.example", "ends_on": date(2013, 7, 4), "used_on": date(2012, 7, 5),
                "ended_at": None,
            },
        ],
        "kept_answer": [
            {
                "token_id": 1, "key": "qlvb-2012-0045", "fingerprint": "0a1b", "at": moment(7, 5), "status": 200,
                "headers": {"ETag": '"1-2"'}, "body": '{"id": 1}',
            },
        ],
    },
    "0038": {
        "organ_code": [{"code": "H48.05", "agency": "so-y-te", "position": 0}],
        "incoming_document": [
            {
                "key": "ab", "paper": "cd", "at": moment(7, 9), "who": "shell:chị Lan", "organ": "H48.05", "organ_name": "Sở Y tế",
                "agency": "so-y-te", "document_id": "H48.05,2012/07/03,45/BC-SYT", "number": "45/BC-SYT", "issued_on": date(2012, 7, 3),
                "subject": "Báo cáo quý II", "business": 0, "reason": "", "status_code": "", "urging_letter_id": 1, "files": ["45_BC-SYT.pdf"],
                "content": b"<edXML/>", "state": "received", "obligation_id": 1, "arrived_on": date(2012, 7, 4),
                "decided_at": moment(7, 9), "decided_by": "shell:chị Lan", "because": "",
            },
        ],
    },
    "0039": {
        "mail_answer": [
            {
                "key": "ef", "message_id": "<1@syt.example>", "letter_id": 1, "at": moment(7, 9), "sender": "vt@syt.example",
                "subject": "Re: Nhắc việc", "text": "đã gửi", "files": ["bc.pdf"], "why": "thư kèm nhiều tệp", "obligation_id": 1,
                "settled_at": None,
            },
        ],
    },
    "0041": {
        "endpoint": [
            {
                "name": "Hệ thống của tỉnh", "url": "https://noi-nhan.example/dondoc", "salt": "ab12", "old_salt": "",
                "old_until": None, "made_at": moment(7, 3), "closed_at": None, "closed_because": "", "seen_at": None,
            },
        ],
        "delivery": [
            {
                "endpoint_id": 1, "event": "obligation.late", "subject": 1, "revision": 1, "body": "{}", "state": "taken",
                "attempts": 1, "made_at": moment(7, 3), "try_at": moment(7, 3), "tried_at": moment(7, 3), "claimed_by": None,
                "claimed_until": None, "status": 204, "said": "",
            },
        ],
    },
    "0043": {
        "letter": [
            letter(70, agency="so-noi-vu", channel="mail", beside=False, edition=1, accepted=[], refused={}, raw=b"", digest="9f86d0", kept_in="thu-2012-06.zip"),
        ],
        "notice": [
            {
                "obligation_id": 3, "step": "late+5", "agency": "so-noi-vu", "role": "lead", "reason": "đã được thay",
                "day": date(2012, 9, 18), "owed": False, "last_step": "late+40", "steps": 8,
            },
        ],
    },
}  # fmt: skip

REWRITTEN: dict[str, dict[str, set[str]]] = {"0021": {"deadline": {"source"}}}

# Sessions and links of nobody in particular: from 0022 on each belongs to a user, and who was in signs in anew.
ENDED: dict[str, tuple[str, ...]] = {"0022": ("sign_in", "sign_in_link")}

RENAMED: dict[str, dict[str, str]] = {
    "0014": {
        "answer": "resolution", "draft": "urging_letter", "event": "occurrence", "lane": "server_state",
        "linkstop": "link_revocation", "reply": "agency_response", "return": "bounce", "rulebook": "policy_version",
        "shown": "event_revision", "state": "fact",
    },
}  # fmt: skip
