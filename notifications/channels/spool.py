"""The spool folder: a gateway for SMS or Zalo takes messages from it, and answers by where it moves them.

One JSON file a message, named by its id, written to `tmp`, synced, and renamed into `new`: there it is whole or not at
all. The gateway moves it to `done` when it was sent, or to `failed`, with a `reason` in it. Until then nobody knows.
"""

import asyncio
import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self
from urllib.parse import quote, unquote

from notifications.channels.channel import Answer, Channel
from notifications.mail.faults import Fault
from notifications.mail.tries import ClaimedLetter, Outcome
from plan.foreign_text import clean
from plan.storage.folders import sync

NAME = "spool"
TMP, NEW, DONE, FAILED, BAD = FOLDERS = ("tmp", "new", "done", "failed", "bad")
SUFFIX = ".json"
MOST = 65536  # octets of an answer: a message and a reason
PATIENCE = timedelta(hours=1)  # for a gateway to take a message
HANDED = Outcome("unknown", "đã giao cổng tin nhắn, chờ trả lời", Fault.HANDED)


def at(place: Path) -> Channel:
    """The channel whose messages are put there."""
    spool = Spool(place)
    return Channel(NAME, f"{NAME}:{place}", lambda: SpoolTransport(spool), spool, faults=spool.faults)


class SpoolTransport:
    """Hands messages to the gateway; what it answers is read by `Spool.answers`."""

    def __init__(self, spool: "Spool") -> None:
        self._spool = spool

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def deliver(self, letter: ClaimedLetter) -> Outcome:
        """The same message again is the same file with the same bytes; one that lies there already is left alone."""
        try:
            if not letter.handed:
                await asyncio.to_thread(self._spool.put, letter.message_id, letter.raw)
        except OSError as error:
            return Outcome("later", self._spool.said(error), Fault.LOCAL)
        return HANDED


class Spool:
    """The folder itself. It has to be there; the folders in it are made where they are missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, message_id: str, raw: bytes) -> None:
        """Into `new`, whole, and safe from a power cut; nothing where the gateway has it already. Raises OSError."""
        self.make_folders()
        name = _file_name(message_id)
        if any((self.folder / each / name).exists() for each in (NEW, DONE, FAILED, BAD)):
            return
        written = self.folder / TMP / name
        with written.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        written.replace(self.folder / NEW / name)
        sync(self.folder / NEW)

    def make_folders(self) -> None:
        """Only within the folder: where that is missing, a disk may be, and no gateway looks on the one beneath."""
        for each in FOLDERS:
            (self.folder / each).mkdir(mode=0o770, exist_ok=True)

    def said(self, error: OSError) -> str:
        """What is wrong with the folder, for whoever sees to it."""
        return (
            f"không đọc hay ghi được ở {self.folder}: {error.strerror}; kiểm tra thư mục, quyền và chỗ trống"
        )

    def answers(self) -> Iterator[Answer]:
        for folder in (DONE, FAILED):
            for file in self._files(folder):
                try:
                    if answer := _read(file, sent=folder == DONE):
                        yield answer
                    else:
                        self._to_bad(file)
                except FileNotFoundError:
                    continue  # somebody moved it meanwhile

    def settle(self, answer: Answer) -> None:
        Path(answer.handle).unlink(missing_ok=True)

    def set_aside(self, answer: Answer) -> None:
        self._to_bad(Path(answer.handle))

    def untaken(self) -> tuple[str, ...]:
        return tuple(unquote(file.stem) for file in self._files(NEW))

    def take_back(self, message_id: str) -> None:
        (self.folder / NEW / _file_name(message_id)).unlink(missing_ok=True)

    def faults(self, now: datetime) -> Iterator[str]:
        """What a person should look at: the folder, what was set aside, a gateway that takes nothing."""
        try:
            yield from self._find_faults(now)
        except OSError as error:
            yield self.said(error)

    def _find_faults(self, now: datetime) -> Iterator[str]:
        # Made here, a folder would belong to whoever asks, not to the service.
        for folder in (self.folder, self.folder / TMP, self.folder / NEW):
            if folder == self.folder or folder.is_dir():
                probe = folder / ".probe"
                probe.write_bytes(b"?")
                probe.unlink()
        for each in (DONE, FAILED):
            self._files(each)  # whether it can be read
        if bad := self._files(BAD, suffix=""):
            names = f"{clean(bad[0].name)}{'…' if len(bad) > 1 else ''}"
            yield (
                f"{len(bad)} tệp cổng tin nhắn để lại không đọc được, nằm ở {self.folder / BAD} ({names}): "
                "xem, sửa rồi chuyển lại vào done hoặc failed, hay xóa"
            )
        old = (now - PATIENCE).timestamp()
        if left := [file for file in self._files(NEW) if file.stat().st_mtime < old]:
            yield f"cổng tin nhắn không lấy {len(left)} tin ở {self.folder / NEW} đã hơn một giờ; kiểm tra cổng"

    def _files(self, folder: str, suffix: str = SUFFIX) -> list[Path]:
        """Names that begin with a dot are still being written."""
        try:
            found = sorted((self.folder / folder).iterdir())
        except FileNotFoundError:
            return []
        return [file for file in found if file.name.endswith(suffix) and not file.name.startswith(".")]

    def _to_bad(self, file: Path) -> None:
        (self.folder / BAD).mkdir(mode=0o770, exist_ok=True)
        file.replace(self.folder / BAD / file.name)


def _file_name(message_id: str) -> str:
    return quote(message_id, safe="") + SUFFIX


def _read(file: Path, *, sent: bool) -> Answer | None:
    """None for what is no answer of a gateway: no JSON, one that speaks of another message, or not ours to read."""
    message_id = unquote(file.stem)
    try:
        with file.open("rb") as opened:
            found = json.loads(opened.read(MOST))
    except (ValueError, RecursionError, PermissionError, IsADirectoryError):
        return None
    if (
        not isinstance(found, dict)
        or found.get("id", message_id) != message_id
        or clean(message_id) != message_id
    ):
        return None
    if sent:
        return Answer(message_id, Outcome("sent"), str(file))
    reason = clean(str(found.get("reason") or "")) or "cổng tin nhắn không nêu lý do"
    return Answer(message_id, Outcome("refused", reason, Fault.PERMANENT), str(file))
