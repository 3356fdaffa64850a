"""The people who may sign in: invited, given a role, closed. Each act is a line of the log.

`now` is real time, as in `sign_ins`; `act.now` may be a day that is lived through again.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from plan.audit.log import Act, write_down
from plan.errors import NotPossibleError
from plan.labels import USER_ROLES
from plan.models import Invitation, Passkey, SignIn, User
from plan.people import links, sign_ins
from plan.people.roles import UserRole
from plan.text import is_address, keep

LONGEST_MAIL = 254
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class UserLine:
    """One person, as lists and pages show it."""

    id: int
    mail: str
    name: str
    role: UserRole
    made_at: datetime
    entered_at: datetime | None
    closed_at: datetime | None
    ways: tuple[str, ...]
    browsers: int  # in which the person is signed in now
    invited_until: datetime | None

    def to_json(self) -> dict[str, object]:
        """As `dondoc user list --json` says it."""

        def moment(at: datetime | None) -> str | None:
            return at.isoformat(timespec="seconds") if at else None

        return {
            "mail": self.mail,
            "name": self.name,
            "role": self.role.value,
            "made_at": moment(self.made_at),
            "entered_at": moment(self.entered_at),
            "closed_at": moment(self.closed_at),
            "ways": list(self.ways),
            "sessions": self.browsers,
            "invited_until": moment(self.invited_until),
        }


@dataclass(frozen=True, slots=True)
class Account:
    """What a sign-in has to know of a user."""

    id: int
    mail: str
    password: str | None
    oidc_subject: str | None


def folded(mail: str) -> str:
    """The form by which an address is kept and found."""
    return unicodedata.normalize("NFC", mail).strip().lower()


def number_of(session: Session, mail: str) -> int:
    """The user with that address. Raises NotPossibleError, which says what to do, if nobody has it."""
    found = session.exec(select(User.id).where(User.mail == folded(mail))).first()
    if found is None:
        raise NotPossibleError(f"không có người dùng nào có địa chỉ {mail}; xem: dondoc user list")
    return found


def account(session: Session, mail: str) -> Account | None:
    """The open user with that address."""
    if len(mail) > LONGEST_MAIL:
        return None
    query = select(User).where(User.mail == folded(mail), col(User.closed_at).is_(None))
    user = session.exec(query).first()
    return Account(user.id, user.mail, user.password, user.oidc_subject) if user else None


def open_accounts(session: Session) -> list[Account]:
    """Everybody who may sign in."""
    found = session.exec(select(User).where(col(User.closed_at).is_(None)).order_by(col(User.mail)))
    return [Account(user.id, user.mail, user.password, user.oidc_subject) for user in found]


def rehash(session: Session, number: int, hashed: str) -> None:
    """The same password by other parameters: no act, and nobody is signed out."""
    session.get_one(User, number).password = hashed


def invite(
    session: Session, act: Act, mail: str, role: UserRole, now: datetime, name: str = ""
) -> tuple[int, str]:
    """The user's number and the secret of an invitation for 24 hours. Who was closed is open again, with that role.

    An address that has a user keeps its way of signing in until the invitation is used.
    """
    mail, name = folded(mail), keep(name).strip()[:LONGEST_NAME]
    if not is_address(mail) or len(mail) > LONGEST_MAIL:
        raise NotPossibleError(f"địa chỉ thư không hợp lệ: {mail!r}; ghi như ten@coquan.gov.vn")
    user = session.exec(select(User).where(User.mail == mail)).first()
    if user is None:
        user = User(mail=mail, role=role, made_at=now, made_by=act.who)
    elif user.closed_at is None and user.role != role:
        raise NotPossibleError(
            f"{mail} đã là {USER_ROLES[user.role]}; muốn đổi vai trò thì đổi riêng, rồi mời lại"
        )
    user.role, user.closed_at, user.name, user.oidc_subject = role, None, name or user.name, None
    session.add(user)
    session.flush()
    number = user.id
    write_down(session, act, "user invited", f"user {number}", {"mail": mail, "role": role.value})
    return number, links.make_invitation(session, number, act.who, now)


def change_role(session: Session, act: Act, number: int, role: UserRole) -> None:
    """From now on the person may do what the role allows, and signs in anew. Raises for the last admin."""
    user = session.get_one(User, number)
    if user.role == role:
        return
    before, user.role = user.role, role
    write_down(
        session,
        act,
        "user role",
        f"user {user.id}",
        {"mail": user.mail, "before": before, "after": role.value},
    )
    _check_an_admin_is_left(session, user, before)
    sign_ins.end_of_user(session, user.id)


def close(session: Session, act: Act, number: int, now: datetime) -> None:
    """The person signs in no more, in no way, and is signed out everywhere. Raises for the last admin."""
    user = session.get_one(User, number)
    if user.closed_at is not None:
        return
    user.closed_at, user.password, user.oidc_subject = now, None, None
    write_down(session, act, "user closed", f"user {user.id}", {"mail": user.mail})
    _check_an_admin_is_left(session, user, user.role)
    sign_ins.end_of_user(session, user.id)
    for table in (Passkey, Invitation):
        session.connection().execute(delete(table).where(col(table.user_id) == user.id))


def bind_to_oidc(session: Session, number: int, subject: str) -> None:
    """From now on nobody else comes in by that address from there, whoever gets it."""
    session.get_one(User, number).oidc_subject = subject


def end_sessions(session: Session, act: Act, number: int) -> None:
    """The person is signed out everywhere."""
    user = session.get_one(User, number)
    write_down(session, act, "sessions ended", f"user {number}", {"mail": user.mail})
    sign_ins.end_of_user(session, number)


def set_password(session: Session, act: Act, number: int, hashed: str) -> None:
    """A new password: every browser of the person is signed out."""
    session.get_one(User, number).password = hashed
    write_down(session, act, "password", f"user {number}", {})
    sign_ins.end_of_user(session, number)


def rename(session: Session, act: Act, number: int, name: str) -> None:
    """What others see beside the acts of the person."""
    session.get_one(User, number).name = keep(name).strip()[:LONGEST_NAME]
    write_down(session, act, "user name", f"user {number}", {"name": name[:LONGEST_NAME]})


def set_letter_keys(session: Session, act: Act, number: int, *, on: bool) -> None:
    """Whether single letters are keys of the pages, for that person, in every browser."""
    session.get_one(User, number).letter_keys = on
    write_down(session, act, "user keys", f"user {number}", {"on": on})


def welcome(session: Session, act: Act, number: int, name: str, hashed: str | None) -> None:
    """Who was invited has come: with a name and a password, or to make a passkey."""
    if name:
        session.get_one(User, number).name = keep(name).strip()[:LONGEST_NAME]
    write_down(session, act, "invitation used", f"user {number}", {})
    if hashed is not None:
        set_password(session, act, number, hashed)


def listed(session: Session, now: datetime) -> list[UserLine]:
    """Everybody, those who are closed last, by address."""
    keys = dict(
        session.exec(
            select(Passkey.user_id, func.count(col(Passkey.id))).group_by(col(Passkey.user_id))
        ).all()
    )
    living = col(SignIn.made_at) > now - sign_ins.LIFE, col(SignIn.seen_at) > now - sign_ins.IDLE
    count = (
        select(SignIn.user_id, func.count(col(SignIn.digest))).where(*living).group_by(col(SignIn.user_id))
    )
    browsers = dict(session.exec(count).all())
    open_invitations = select(Invitation.user_id, Invitation.ends_at).where(
        col(Invitation.used_at).is_(None), col(Invitation.ends_at) > now
    )
    invited = dict(session.exec(open_invitations).all())
    found = session.exec(select(User).order_by(col(User.mail))).all()
    lines = [
        _line(user, keys.get(user.id, 0), browsers.get(user.id, 0), invited.get(user.id)) for user in found
    ]
    return sorted(lines, key=lambda line: line.closed_at is not None)


def is_empty(session: Session) -> bool:
    """Whether nobody was ever invited."""
    return session.exec(select(User.id).limit(1)).first() is None


def _line(user: User, passkeys: int, browsers: int, invited_until: datetime | None) -> UserLine:
    has = {
        "password": user.password is not None,
        "passkey": passkeys > 0,
        "oidc": user.oidc_subject is not None,
    }
    return UserLine(
        user.id,
        user.mail,
        user.name,
        UserRole(user.role),
        user.made_at,
        user.entered_at,
        user.closed_at,
        tuple(way for way, there in has.items() if there),
        browsers,
        invited_until,
    )


def _check_an_admin_is_left(session: Session, changed: User, before: str) -> None:
    """Asked after the line of the log was written: its lock lets no two admins close each other."""
    if before != UserRole.ADMIN or changed.entered_at is None:
        return
    session.flush()
    admins = select(User.id).where(
        User.role == UserRole.ADMIN, col(User.closed_at).is_(None), col(User.entered_at).is_not(None)
    )
    if session.exec(admins.limit(1)).first() is None:
        raise NotPossibleError(
            f"{changed.mail} là quản trị cuối cùng; hãy mời một quản trị khác, chờ người ấy vào, rồi làm lại"
        )
