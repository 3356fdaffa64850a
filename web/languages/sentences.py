"""The sentences that the program makes in Python, found in its source: fixed ones, and patterns with named places. Pure."""

import ast
import re
from collections.abc import Iterator

from web.sentences import without_commands

COMMANDS = re.compile(r"dondoc |--[a-z]|cột [a-z]{4}")
_VIETNAMESE = re.compile(r"[À-ỹ]")
_PATTERN_SIGNS = re.compile(r"\\[dswbS]|\(\?|\[À|\\s|\||^\^")
_WORD = re.compile(r"[A-Za-z_]\w*(?!\w*\()")
_FIELD = re.compile(r"\{\d*\.(\w+)\}")
_FORMAT = re.compile(r"%[sd]|\{\}")
_LISTED = 30
_VOCABULARY = 3  # what has fewer words is, in modules that read documents, a word they look for


def sentences(source: str, *, reads: bool) -> Iterator[str]:
    """Each as the catalogue has it; `reads`: the module knows words of documents too, which nobody is told."""
    for text in _texts(ast.parse(source)):
        said = " ".join((without_commands(text) if COMMANDS.search(text) else text).split())
        if not _VIETNAMESE.search(said) or _is_pattern(said) or (reads and len(said.split()) < _VOCABULARY):
            continue
        yield said


def _is_pattern(said: str) -> bool:
    """An expression that matches, no sentence; or a list of words."""
    words = len(said.split())
    return bool(_PATTERN_SIGNS.search(said)) or (words > _LISTED and not re.search(r"[.,;]", said))


def _texts(tree: ast.AST) -> Iterator[str]:
    apart = set(_docstrings(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            apart |= {id(part) for part in node.values}
            yield _pattern(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield _numbered(node.value)


def _docstrings(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)


def _pattern(node: ast.JoinedStr) -> str:
    """`f"trễ {late} ngày"` → `trễ {late} ngày`."""
    made, names = "", dict[str, str]()
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            made += "{" + _name(ast.unparse(part.value), names) + "}"
        elif isinstance(part, ast.Constant):
            made += str(part.value)
    return made


def _name(code: str, names: dict[str, str]) -> str:
    words = [
        word for word in _WORD.findall(re.sub(r"'[^']*'", "", code.partition(" if ")[0])) if word != "or"
    ]
    name, number = words[-1] if words else "value", 1
    while names.get(name, code) != code:
        number += 1
        name = f"{name.rstrip('0123456789')}{number}"
    names[name] = code
    return name


def _numbered(text: str) -> str:
    """Places without a name have a number: `%d việc` → `{n1} việc`, `tuần {0.number}` → `tuần {number}`."""
    count = iter(range(1, 100))
    text = _FIELD.sub(r"{\1}", text)
    return _FORMAT.sub(lambda _: "{n%d}" % next(count), text)  # noqa: UP031 - the braces are the text
