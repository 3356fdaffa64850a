"""Passkeys: the public halves of keys that users' devices keep."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.models import Passkey, User
from plan.text import keep

LONGEST_NAME = 60
MOST = 20  # of one user


@dataclass(frozen=True, slots=True)
class KnownPasskey:
    """A passkey with whose it is."""

    id: int
    user: int
    mail: str
    name: str
    public_key: bytes
    sign_count: int
    made_at: datetime
    used_at: datetime | None


def of_user(session: Session, user: int) -> list[KnownPasskey]:
    """In the order in which they were added."""
    return [_known(row, mail) for row, mail in session.exec(_WITH_USER.where(Passkey.user_id == user))]


def credentials_of(session: Session, user: int) -> list[str]:
    """By which a device knows that it has one already."""
    return list(session.exec(select(Passkey.credential).where(Passkey.user_id == user)))


def find(session: Session, credential: str) -> KnownPasskey | None:
    """Whose passkey it is, while that user is open."""
    query = _WITH_USER.where(Passkey.credential == credential, col(User.closed_at).is_(None))
    found = session.exec(query).first()
    return _known(*found) if found else None


def add(
    session: Session,
    act: Act,
    user: int,
    credential: str,
    public_key: bytes,
    sign_count: int,
    name: str,
    now: datetime,
) -> None:
    """From now on the device opens the account."""
    if len(credentials_of(session, user)) >= MOST:
        raise NotPossibleError(f"đã có {MOST} khóa truy cập; hãy bỏ khóa không dùng nữa")
    called = keep(name).strip()[:LONGEST_NAME] or "Khóa truy cập"
    row = Passkey(
        user_id=user,
        credential=credential,
        public_key=public_key,
        sign_count=sign_count,
        name=called,
        made_at=now,
    )
    session.add(row)
    write_down(session, act, "passkey added", f"user {user}", {"name": called})


def note_used(session: Session, number: int, sign_count: int, now: datetime) -> None:
    """How often the device says that the key was used: a copy of it falls behind."""
    row = session.get_one(Passkey, number)
    row.sign_count, row.used_at = sign_count, now


def remove(session: Session, act: Act, user: int, number: int) -> None:
    """The key opens nothing any more. Raises NotPossibleError where nothing else would be left to sign in by."""
    row = session.get(Passkey, number)
    if row is None or row.user_id != user:
        return
    owner = session.get_one(User, user)
    if len(credentials_of(session, user)) == 1 and owner.password is None and owner.oidc_subject is None:
        raise NotPossibleError("đây là cách đăng nhập duy nhất; hãy đặt mật khẩu trước, rồi bỏ khóa này")
    session.delete(row)
    write_down(session, act, "passkey removed", f"user {user}", {"name": row.name})


_WITH_USER = select(Passkey, User.mail).join(User, col(User.id) == Passkey.user_id).order_by(col(Passkey.id))


def _known(row: Passkey, mail: str) -> KnownPasskey:
    return KnownPasskey(
        row.id, row.user_id, mail, row.name, row.public_key, row.sign_count, row.made_at, row.used_at
    )
