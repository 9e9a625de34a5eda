"""Is a condition that a person typed one condition and nothing else? Pure.

It stands in parentheses in a statement that only reads, on a connection that only reads; this keeps it from ending the
parentheses or the statement, so that what is wrong with it is said in words.
"""

from __future__ import annotations

LONGEST = 10_000


class ConditionError(ValueError):
    """It is no condition; the message says why."""


def one_condition(typed: str) -> str:
    """*typed*, where it is a single condition of SQL.

    Strings stand in single quotes, names may stand in double ones. Refused: a semicolon or a comment outside of them,
    parentheses that do not match, quotes that never close, and PostgreSQL's strings with backslashes (``E'…'``) and
    dollars (``$$…$$``), whose ends this does not know.

    Raises:
        ConditionError: it is none.
    """
    text = typed.strip()
    if not text:
        raise ConditionError("it is empty")
    if len(text) > LONGEST or "\x00" in text:
        raise ConditionError(f"it is longer than {LONGEST:,} characters, or holds a NUL")
    depth, at = 0, 0
    while at < len(text):
        character = text[at]
        if character in "'\"":
            if character == "'" and text[at - 1 : at] in ("e", "E") and not text[at - 2 : at - 1].isalnum():
                raise ConditionError("a string with E in front is not taken; write it in plain quotes")
            at = _end_of_quoted(text, at)
            continue
        if character == ";":
            raise ConditionError("a semicolon ends a statement; give one condition")
        if text.startswith(("--", "/*"), at):
            raise ConditionError("it holds a comment; give the condition alone")
        if character in {"$", "\\"}:
            raise ConditionError(f"{character!r} may only stand within quotes")
        depth += (character == "(") - (character == ")")
        if depth < 0:
            raise ConditionError("a parenthesis closes that was never opened")
        at += 1
    if depth:
        raise ConditionError("a parenthesis is never closed")
    return text


def _end_of_quoted(text: str, at: int) -> int:
    """Where what is quoted from *at* on has ended; a mark that stands twice is a part of it."""
    mark = text[at]
    end = text.find(mark, at + 1)
    while end >= 0 and text.startswith(mark, end + 1):
        end = text.find(mark, end + 2)
    if end < 0:
        raise ConditionError(f"a {mark} is never closed; strings stand in single quotes, and a ' within is written ''")
    return end + 1
