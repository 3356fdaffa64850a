"""Who a command runs as: called by root it goes on as the owner of the data, so that no file of it becomes root's."""

import os
import pwd
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from plan.errors import ExpectedError
from plan.storage.address import file_of

SERVICE = "dondoc"  # the user of the shipped unit
UMASK = 0o027  # as in the unit: the data is for its owner and its group


class StepDownError(ExpectedError):
    """The service's user cannot reach what root named; the text says which file, and what to do."""


@dataclass(frozen=True, slots=True)
class ServiceUser:
    """The user whom the data belongs to. Without a name (a container's, say) it is a number alone."""

    uid: int
    gid: int
    name: str
    home: str

    @property
    def shown(self) -> str:
        return self.name or str(self.uid)


def user_to_become(url: str, euid: int, *, installed: bool) -> ServiceUser | None:
    """Whom a command of root's goes on as: who owns the database, or the folder where it will be.

    Where the program is `installed`, data on a server is that of the unit's user. None: it goes on as who called.
    """
    if euid != 0:
        return None
    file = file_of(url)
    if file is None:
        return named_user(SERVICE) if installed else None
    about = next(place for place in (file, *file.absolute().parents) if place.exists()).stat()
    return _user(about.st_uid, about.st_gid) if about.st_uid != 0 else None


def named_user(name: str) -> ServiceUser | None:
    """The account of that name; None where there is none, and for root's."""
    try:
        found = pwd.getpwnam(name)
    except KeyError:
        return None
    return ServiceUser(found.pw_uid, found.pw_gid, name, found.pw_dir) if found.pw_uid else None


def _user(uid: int, gid: int) -> ServiceUser:
    try:
        found = pwd.getpwuid(uid)
    except KeyError:
        return ServiceUser(uid, gid, "", "/")
    return ServiceUser(uid, found.pw_gid, found.pw_name, found.pw_dir)


def become(user: ServiceUser, named: Iterable[Path] = ()) -> None:
    """From here on this process is that user's, for good. `named` are files and folders of the command line.

    Raises StepDownError for one that root sees and the user cannot reach.
    """
    there = [path for path in named if path.exists()]
    places = [path for path in named if not path.exists() and path.absolute().parent.is_dir()]
    os.umask(UMASK)
    if user.name:
        os.initgroups(user.name, user.gid)
    else:
        os.setgroups([user.gid])
    os.setgid(user.gid)
    os.setuid(user.uid)
    os.environ["HOME"] = user.home
    for name in [name for name in os.environ if name.startswith("XDG_")]:
        del os.environ[name]
    _check_reachable(user, there, places)


def _check_reachable(user: ServiceUser, there: list[Path], places: list[Path]) -> None:
    for path in there:
        if not os.access(path, os.R_OK):
            raise StepDownError(
                f"lệnh chạy bằng người dùng {user.shown}, chủ của dữ liệu, mà người ấy không đọc được {path}; "
                f"chép nó vào chỗ người ấy đọc được, ví dụ: install -o {user.shown} -m 0600 {path} {user.home}/"
            )
    for path in places:
        if not os.access(path.absolute().parent, os.W_OK | os.X_OK):
            raise StepDownError(
                f"lệnh chạy bằng người dùng {user.shown}, chủ của dữ liệu, mà người ấy không ghi được vào "
                f"{path.absolute().parent}; chọn thư mục khác, ví dụ {user.home}/{path.name}"
            )
