"""What is wrong with a value that a program sent, where it stands and what to do, in Vietnamese. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

_SAID = {
    "missing": "thiếu trường này",
    "extra_forbidden": "không có trường nào tên như vậy",
    "string_type": "phải là chữ",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "list_type": "phải là một danh sách",
    "model_attributes_type": "phải là một đối tượng JSON",
    "model_type": "phải là một đối tượng JSON",
    "dict_type": "phải là một đối tượng JSON",
    "string_pattern_mismatch": "không đúng dạng {pattern}",
    "string_too_short": "quá ngắn, ít nhất {min_length} chữ",
    "string_too_long": "quá dài, nhiều nhất {max_length} chữ",
    "too_short": "quá ít, ít nhất {min_length}",
    "too_long": "quá nhiều, nhiều nhất {max_length}",
    "greater_than_equal": "ít nhất là {ge}",
    "less_than_equal": "nhiều nhất là {le}",
    "literal_error": "phải là một trong {expected}",
    "enum": "phải là một trong {expected}",
}


def fault_of(error: Mapping[str, Any]) -> dict[str, str]:
    """One fault as pydantic found it → `pointer` into the body (RFC 6901), or the name of a `parameter`; and `detail`."""
    where, *path = error["loc"]
    place = {"pointer": pointer(path)} if where == "body" else {"parameter": str(path[0]) if path else where}
    return {**place, "detail": _words(error)}


def pointer(path: Sequence[object]) -> str:
    """Names of fields and numbers in lists → one place; the whole is empty."""
    return "".join(f"/{str(one).replace('~', '~0').replace('/', '~1')}" for one in path)


def _words(error: Mapping[str, Any]) -> str:
    kind, facts = error["type"], error.get("ctx", {})
    if kind == "value_error":  # said by a check of ours, in Vietnamese
        return str(facts.get("error", "giá trị chưa đúng"))
    facts = {
        name: value.replace(" or ", " hoặc ") if name == "expected" else value
        for name, value in facts.items()
    }
    return _SAID[kind].format(**facts) if kind in _SAID else "giá trị chưa đúng"
