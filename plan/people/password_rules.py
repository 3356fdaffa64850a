"""Which passwords are refused: short ones, those that everybody tries first, those like the address. Pure.

No rules of composition: four words are better than "Abc@123456". No list of leaked passwords is carried along; what is
common is common by its making: few letters, a row of keys, a word that many take with a year behind it.
"""

import re
import unicodedata

from plan.text import bare

SHORTEST = 12
LONGEST = 256
FEWEST_KINDS = 5  # different characters
ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "1qaz2wsx3edc4rfv5tgb",
)
WORDS = (
    "password", "passw0rd", "matkhau", "admin", "administrator", "quantri", "dondoc", "vietnam", "quangngai", "sonoivu",
    "ubnd", "tinh", "hanoi", "saigon", "iloveyou", "anhyeuem", "emyeuanh", "letmein", "welcome", "xinchao", "user", "test",
    "root", "login", "dangnhap", "master", "monkey", "dragon", "football", "baseball", "princess", "sunshine", "secret",
    "bimat", "changeme", "qwerty", "abc", "asd", "zxc", "pass", "mk", "ok", "the", "my", "is",
)  # fmt: skip
# Every run of four keys and more in a row, either way, the longest first.
_RUNS = [
    line[start : start + length]
    for length in range(26, 3, -1)
    for row in ROWS
    for line in (row, row[::-1])
    for start in range(len(line) - length + 1)
]
_LOOKALIKES = str.maketrans("@$!|3", "asiie")


def normal(password: str) -> str:
    """The form in which a password is hashed: the same keys give the same words on every machine."""
    return unicodedata.normalize("NFC", password)


def fault(password: str, mail: str) -> str | None:
    """Why the password is not taken, and what to do; None if it is."""
    password = normal(password)
    if len(password) < SHORTEST:
        return f"Mật khẩu cần ít nhất {SHORTEST} ký tự; vài từ không liên quan đến nhau là đủ và dễ nhớ."
    if len(password) > LONGEST:
        return f"Mật khẩu dài quá {LONGEST} ký tự."
    plain, local = _letters(password.translate(_LOOKALIKES)), _letters(mail.partition("@")[0])
    if len(local) >= 4 and (local in plain or (plain and plain in local)):
        return "Mật khẩu giống địa chỉ thư; hãy chọn những từ khác."
    if len(set(password)) < FEWEST_KINDS or _is_common(plain):
        return "Mật khẩu này ai cũng thử trước tiên; hãy ghép vài từ không liên quan đến nhau."
    return None


def _letters(text: str) -> str:
    return "".join(c for c in bare(text) if c.isalnum())


def _is_common(plain: str) -> bool:
    """Whether nothing is left of it without words that many take, rows of keys and figures."""
    for word in sorted(WORDS, key=len, reverse=True):
        plain = plain.replace(word, "")
    for run in _RUNS:
        plain = plain.replace(run, "")
    return len(re.sub(r"\d+", "", plain)) < 4
