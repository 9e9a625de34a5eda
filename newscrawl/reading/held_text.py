"""The text of an article as a state holds it: HTML, lines, or elements of an editor, each of which has its own names.

Read so far: Arc's ANS, Portable Text of Sanity (https://www.portabletext.org/specification/), rich text of Contentful
(https://www.contentful.com/developers/docs/concepts/rich-text/), ProseMirror and Tiptap, Slate, Lexical, hast
(https://github.com/syntax-tree/hast), what WordPress sends (``rendered``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.cleaning import squeeze
from newscrawl.markup import open_page
from newscrawl.reading.blocks import find_blocks
from newscrawl.reading.furniture import table

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPONENT = "component"
"""The kind of an element whose tag is a program's own: in line where a text stands beside it."""
_MOST_PARAGRAPHS = 2_000
_MOST_ELEMENTS = 10_000
_DEEPEST = 24
_DEEPEST_IN_LINE = 6
_KINDS = ("type", "_type", "nodeType", "name", "__typename")
_TAGS = ("tagName", "tag", "name")
# Where the text of an element of a body stands.
_TEXTS = (
    "text", "content", "value", "html", "model", "children", "content_elements", "blocks", "items", "body",
    "rendered", "root", "json", "document", "nodes",
)  # fmt: skip
_NO_TEXT = table(
    "image gallery video audio embed raw_html oembed oembed_response interstitial_link ad advertisement social related "
    "relatedcontent promo newsletter divider table-of-contents link_list caption media correction byline timestamp "
    "figure figcaption img picture script style svg iframe button noscript"
)
_RUNS = table("text span fragment leaf")
_IN_LINE = _RUNS | table(
    "link hyperlink autolink inlinelink a em strong b i u mark italic bold underline emphasis abbr cite code sub sup "
    "linebreak hardbreak br entry-hyperlink asset-hyperlink resource-hyperlink"
)


def paragraphs_in(value: Any) -> list[str]:
    """The paragraphs of a body; pictures, adverts and the like are left out. Never raises.

    Args:
        value: What stands in the state where a body is looked for: a text, an element, or a list of either.
    """
    found: list[str] = []
    left = [_MOST_ELEMENTS]
    for text in _paragraphs(value, 0, left):
        found.append(text)
        if len(found) >= _MOST_PARAGRAPHS:
            break
    return found


def _paragraphs(value: Any, depth: int, left: list[int]) -> Iterator[str]:
    left[0] -= 1
    if depth > _DEEPEST or left[0] < 0:
        return
    if isinstance(value, str):
        yield from _lines(value)
    elif isinstance(value, list):
        if (line := _one_line(value, 0)) is not None:
            yield from _lines(line)
        else:
            for inner in value:
                yield from _paragraphs(inner, depth + 1, left)
    elif isinstance(value, dict) and _kind(value) not in _NO_TEXT:
        yield from _paragraphs(next((value[key] for key in _TEXTS if value.get(key)), None), depth + 1, left)


def _kind(value: dict[str, Any]) -> str:
    """What an element calls itself; of an element of HTML, its tag."""
    kind = str(next((value[key] for key in _KINDS if value.get(key)), "")).lower()
    if kind in ("element", "tag"):
        kind = str(next((value[key] for key in _TAGS if value.get(key)), "")).lower()
    return kind


def _one_line(value: list[Any], depth: int) -> str | None:
    """The text of elements that stand in one line, with links and emphasis in it; None where one is no such element."""
    if depth > _DEEPEST_IN_LINE or not any(isinstance(inner, dict) for inner in value):
        return None
    parts = []
    among = _IN_LINE | {COMPONENT} if any(isinstance(inner, str) for inner in value) else _IN_LINE
    for inner in value:
        text = inner if isinstance(inner, str) else _in_line(inner, among, depth) if isinstance(inner, dict) else None
        if text is None:
            return None
        parts.append(text)
    return "".join(parts)


def _in_line(value: dict[str, Any], kinds: frozenset[str], depth: int) -> str | None:
    if _is_run(value):
        return str(value.get("text") or value.get("value") or "")
    if _kind(value) not in kinds or value.get("_id"):
        return None
    held = next((value[key] for key in ("text", "value", "children", "content") if value.get(key)), "")
    if isinstance(held, list) and not any(isinstance(inner, dict | list) for inner in held):
        return "".join(inner for inner in held if isinstance(inner, str))
    if isinstance(held, dict):
        held = [held]
    return held if isinstance(held, str) else _one_line(held, depth + 1) if isinstance(held, list) else None


def _is_run(value: dict[str, Any]) -> bool:
    """Whether an object is a run of a paragraph's text, as rich text is stored, and no paragraph of its own."""
    return (
        isinstance(value.get("text") or value.get("value"), str)
        and ("type" not in value or str(value["type"]).lower() in _RUNS)
        and not value.get("_id")
        and "content" not in value
    )


def _lines(text: str) -> Iterator[str]:
    if "<" in text and ">" in text:
        blocks = find_blocks(open_page(f"<body><div>{text}</div>".encode("utf-8", "replace"), "").tree).blocks
        yield from (line for block in blocks if block.kind != "figcaption" and (line := squeeze(block.text)))
    else:
        yield from (line for part in text.splitlines() if (line := squeeze(part)))
