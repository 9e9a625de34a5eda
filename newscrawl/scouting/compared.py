"""Two readings of one page beside each other: what came, what went, what is other; word by word where texts differ. Pure."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from rich.text import Text

from newscrawl.db.differences import Kind, word_diff
from newscrawl.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KEYS = {
    "quotes": ("text",),
    "comments": ("platform", "id"),
    "threads": ("platform", "platform_id"),
    "images": ("url",),
    "problems": ("stage", "reason"),
}
"""What names a row of a list: rows of one name are compared field by field."""
AROUND = 40
"""Characters of what stayed that are shown on each side of a change."""
LONGEST = 4_000
"""Characters of a text that is compared word by word."""
STYLES = {Kind.SAME: "", Kind.ADDED: "green", Kind.REMOVED: "red strike"}
_SPANS = ("start", "end", "cue_start", "cue_end", "paragraph", "position")
"""Numbers that move with the text before them: they are told only where nothing else differs."""


def differences(expected: dict[str, Any], found: dict[str, Any], *, colour: bool) -> Iterator[Text]:
    """The lines that tell how *found* differs from *expected*; none where it does not.

    Args:
        expected: as a case holds it.
        found: as the page is read today.
        colour: False marks words with {+ +} and [- -].
    """
    lines = list(_all(expected, found, colour=colour))
    told = [line for line, is_span in lines if not is_span]
    yield from told or [line for line, _ in lines]


def _all(expected: dict[str, Any], found: dict[str, Any], *, colour: bool) -> Iterator[tuple[Text, bool]]:
    old, new = expected.get("article"), found.get("article")
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _fields("", old, new, colour=colour)
    elif old is not None or new is not None:
        gone = "an article was expected" if old is not None else "no article was expected"
        yield _line(f"{gone}; today: {found.get('reason') or 'an article'}"), False
    for name in ("quotes", "threads", "comments", "problems"):
        yield from _rows(name, expected.get(name) or [], found.get(name) or [], colour=colour)
    known = {"article", "reason", "quotes", "threads", "comments", "problems"}
    for name in sorted({*expected, *found} - known):
        if expected.get(name) != found.get(name):
            yield _changed(name, expected.get(name), found.get(name), colour=colour), False


def _fields(lead: str, old: dict[str, Any], new: dict[str, Any], *, colour: bool) -> Iterator[tuple[Text, bool]]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        label = f"{lead}{name}"
        if name in _KEYS and isinstance(before or [], list) and isinstance(after or [], list):
            yield from _rows(name, before or [], after or [], colour=colour)
        elif isinstance(before, dict) and isinstance(after, dict):
            yield from _fields(f"{label}.", before, after, colour=colour)
        elif isinstance(before or [], list) and isinstance(after or [], list):
            yield from _texts(label, before or [], after or [], colour=colour)
        else:
            yield _changed(label, before, after, colour=colour), name in _SPANS


def _texts(label: str, old: Sequence[Any], new: Sequence[Any], *, colour: bool) -> Iterator[tuple[Text, bool]]:
    """Two lists of texts: those that came and went; of a pair that changed, its words."""
    before, after = [_shown(one) for one in old], [_shown(one) for one in new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            continue
        pairs = min(last - first, end - start)
        for index in range(pairs):
            yield (
                _changed(f"{label}[{start + index}]", before[first + index], after[start + index], colour=colour),
                False,
            )
        for index in range(first + pairs, last):
            yield _changed(f"{label}[{index}]", before[index], None, colour=colour), False
        for index in range(start + pairs, end):
            yield _changed(f"{label}[{index}]", None, after[index], colour=colour), False


def _rows(name: str, old: Sequence[Any], new: Sequence[Any], *, colour: bool) -> Iterator[tuple[Text, bool]]:
    """Two lists of rows: those that came and went, and of those that stayed the fields that differ."""
    before, after = _named(name, old), _named(name, new)
    for key, row in before.items():
        if key not in after:
            yield _changed(name, _told(name, row), None, colour=colour), False
    for key, row in after.items():
        if key not in before:
            yield _changed(name, None, _told(name, row), colour=colour), False
        elif row != before[key]:
            yield from _fields(f"{name} “{_told(name, row)[:40]}” ", before[key], row, colour=colour)


def _named(name: str, rows: Sequence[Any]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The rows by their names; of a quote its text, and how many bore it before: its place moves with the text."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        if not isinstance(row, dict):
            continue
        parts = tuple(str(row.get(key)) for key in _KEYS[name])
        nth = 0
        while (*parts, nth) in found:
            nth += 1
        found[*parts, nth] = row
    return found


def _told(name: str, row: dict[str, Any]) -> str:
    if name == "quotes":
        return f"{row.get('text')}” → {row.get('speaker') or '?'}"
    if name == "comments":
        return f"{row.get('author') or '?'}: {row.get('text') or row.get('state') or ''}"
    if name == "problems":
        return f"{row.get('stage')}: {row.get('reason')}"
    return str(row.get(_KEYS[name][-1]) or _shown(row))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _changed(label: str, before: Any, after: Any, *, colour: bool) -> Text:
    line = Text(f"  {harmless(label)}: ")
    if before is None or after is None:
        kind = Kind.ADDED if before is None else Kind.REMOVED
        return line.append_text(_marked(_shown(after if before is None else before)[:LONGEST], kind, colour=colour))
    old, new = _shown(before), _shown(after)
    if (
        not (isinstance(before, str) and isinstance(after, str))
        or max(len(old), len(new)) > LONGEST
        or " " not in old + new
    ):
        line.append_text(_marked(old[:LONGEST], Kind.REMOVED, colour=colour)).append(" ")
        return line.append_text(_marked(new[:LONGEST], Kind.ADDED, colour=colour))
    segments = word_diff(old, new)
    for index, segment in enumerate(segments):
        if segment.kind is Kind.SAME:
            line.append(harmless(_middle(segment.text, first=not index, last=index == len(segments) - 1)))
        else:
            line.append_text(_marked(segment.text, segment.kind, colour=colour))
    return line


def _middle(text: str, *, first: bool, last: bool) -> str:
    """What stayed, cut down to what stands beside a change."""
    if len(text) <= 2 * AROUND:
        return text
    head = "" if first else text[:AROUND]
    tail = "" if last else text[-AROUND:]
    return f"{head}…{tail}"


def _marked(text: str, kind: Kind, *, colour: bool) -> Text:
    words = harmless(text)
    if colour:
        return Text(words, STYLES[kind])
    begin, end = ("{+", "+}") if kind is Kind.ADDED else ("[-", "-]")
    body = words.rstrip()
    return Text(f"{begin}{body}{end}{words[len(body) :]}")


def _line(words: str) -> Text:
    return Text(f"  {harmless(words)}")
