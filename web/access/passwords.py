"""Passwords as hashes: argon2id, 19 MiB and two passes, two at a time. The library is imported with the first password."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from plan.people.password_rules import normal

if TYPE_CHECKING:
    from argon2 import PasswordHasher

P = ParamSpec("P")
R = TypeVar("R")

AT_ONCE = 2  # each takes 19 MiB, and the service has a limit
# Of a password that nobody has, by the same parameters: an account that is not there costs the same time.
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$IzwpMbI9VW/CcCqdgpWViw$zhWyvajvzUyWq6Rfg+jjAEEvZMw8ZKe+0ojPqRtjwEY"
_threads = ThreadPoolExecutor(AT_ONCE, "password")


async def two_at_a_time(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Do what hashes in a thread of its own pool: pages do not wait behind passwords."""
    return await asyncio.get_running_loop().run_in_executor(_threads, lambda: work(*args, **kwargs))


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher().hash(normal(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed; the same time where there is none."""
    from argon2.exceptions import Argon2Error, InvalidHashError  # noqa: PLC0415 - comes with the first password

    try:
        _hasher().verify(kept or NOBODYS, normal(password))
    except (Argon2Error, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether it was hashed by other parameters than today's, and is to be hashed anew."""
    return _hasher().check_needs_rehash(kept)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415 - comes with the first password

    return PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
