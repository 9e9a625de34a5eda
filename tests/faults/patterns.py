"""Every regular expression of the project, and texts made to be hard for each of them."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import signal
import warnings
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import newscrawl
import pipelines

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import sre_constants
    import sre_parse

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOM = Path(newscrawl.__file__).parent
LEFT_OUT = ("newscrawl.demo", "newscrawl.db.migrations")
"""What reads nothing of strangers."""


def modules() -> Iterator[Any]:
    """Every module of the project, imported; those whose packages are extras that are not there, left out."""
    for package in (newscrawl, pipelines):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not found.name.startswith(LEFT_OUT) and not found.name.endswith("__main__"):
                try:
                    yield importlib.import_module(found.name)
                except ImportError:
                    continue


def patterns() -> dict[str, re.Pattern[Any]]:
    """Compiled expressions by "module:name", or by "module:call expression" where they stand in one."""
    found: dict[str, re.Pattern[Any]] = {}
    seen: set[tuple[Any, int]] = set()
    for module in modules():
        for name, value in vars(module).items():
            if name.startswith("__"):
                continue
            for number, pattern in enumerate(_held(value, 0)):
                if (pattern.pattern, pattern.flags) not in seen:
                    seen.add((pattern.pattern, pattern.flags))
                    found[f"{module.__name__}:{name}" + (f"[{number}]" if number else "")] = pattern
        for call, pattern in _written(Path(str(module.__file__))):
            if (pattern.pattern, pattern.flags) not in seen:
                seen.add((pattern.pattern, pattern.flags))
                found[f"{module.__name__}:{call} {pattern.pattern}"] = pattern
    return found


CALLS = frozenset({"search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"})
ANCHORED = frozenset({"match", "fullmatch"})


def uses() -> dict[str, set[str]]:
    """Which methods the project calls on an expression, by the expression's name wherever it stands."""
    found: dict[str, set[str]] = {}
    for module in modules():
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in CALLS:
                holder = node.value
                name = (
                    holder.id
                    if isinstance(holder, ast.Name)
                    else holder.attr
                    if isinstance(holder, ast.Attribute)
                    else ""
                )
                found.setdefault(name, set()).add(node.attr)
    return found


def _held(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    """Expressions in a module's value, and in what it holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth > 4 or isinstance(value, type):
        return
    elif isinstance(value, dict):
        for one in [*value.keys(), *value.values()]:
            yield from _held(one, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _held(one, depth + 1)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _held(getattr(value, one.name, None), depth + 1)


def _written(path: Path) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Expressions that stand as literals in calls of :mod:`re`, wherever in the file, each with what is called."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CALLS
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str | bytes)
        ):
            yield node.func.attr, re.compile(node.args[0].value)


_OF_CATEGORY = {
    "CATEGORY_DIGIT": "7", "CATEGORY_NOT_DIGIT": "x", "CATEGORY_SPACE": " ", "CATEGORY_NOT_SPACE": "x", "CATEGORY_WORD": "w",
    "CATEGORY_NOT_WORD": "-",
}  # fmt: skip


def pieces(pattern: re.Pattern[Any]) -> tuple[list[str], list[str]]:
    """(characters that the expression's own classes take, runs of letters that it spells out)."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    characters: dict[str, None] = {}
    runs: dict[str, None] = {}

    def walk(tree: Any) -> None:
        run = ""
        for code, value in tree:
            if code is sre_constants.LITERAL:
                run += chr(value)
                continue
            if run:
                runs[run] = None
            run = ""
            if code is sre_constants.IN:
                one = _member(value)
                characters[one] = None
            elif code in (sre_constants.ANY, sre_constants.NOT_LITERAL):
                characters["x"] = None
            for part in value if isinstance(value, tuple | list) else ():
                for inner in part if isinstance(part, list) else (part,):
                    if isinstance(inner, sre_parse.SubPattern):
                        walk(inner)
        if run:
            runs[run] = None

    walk(sre_parse.parse(text, pattern.flags & ~re.DEBUG & ~re.UNICODE))
    for run in list(runs):
        characters[run[0]] = None
        characters[run[-1]] = None
    return list(characters)[:14], [run for run in runs if len(run) > 1][:10]


def _member(members: list[tuple[Any, Any]]) -> str:
    """A character that a class takes."""
    negated = members[0][0] is sre_constants.NEGATE
    for code, value in members:
        if code is sre_constants.LITERAL and not negated:
            return chr(value)
        if code is sre_constants.RANGE and not negated:
            return chr(value[0])
        if code is sre_constants.CATEGORY:
            return (
                _OF_CATEGORY[str(value)]
                if not negated
                else {"w": "-", "-": "w", " ": "x", "x": " ", "7": "x"}[_OF_CATEGORY[str(value)]]
            )
    if negated:
        taken = {value for code, value in members if code is sre_constants.LITERAL}
        return next(one for one in "x. 7-\x01" if ord(one) not in taken)
    return "x"


def hard_texts(pattern: re.Pattern[Any], length: int) -> Iterator[str | bytes]:
    """Texts of about this length, of the expression's own characters repeated, ended by what it does not take."""
    characters, runs = pieces(pattern)
    units = [*characters, *(a + b for a in characters[:7] for b in characters[:7] if a != b), *runs]
    units += [run + character for run in runs[:5] for character in characters[:5]]
    for unit in units:
        for start, end in (("", "\x01"), (runs[0] if runs else "", "\x01")):
            text = start + unit * (length // len(unit)) + end
            yield text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")


class TooLongError(Exception):
    """The expression took longer than it may."""


def _ring(*_: Any) -> None:
    raise TooLongError


def slowest(pattern: re.Pattern[Any], length: int, seconds: float, *, anchored: bool = False) -> str | None:
    """The first hard text that takes more than so much CPU time, shown by its beginning; None where there is none.

    *anchored*: the expression is only ever matched at a text's beginning.
    """
    before = signal.signal(signal.SIGVTALRM, _ring)
    text: str | bytes = ""
    try:
        for text in hard_texts(pattern, length):
            signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
            pattern.match(text)
            pattern.fullmatch(text)
            if not anchored:
                for _ in pattern.finditer(text):
                    pass
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except TooLongError:
        return f"{text[:24]!r}... of {len(text):,}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return None
