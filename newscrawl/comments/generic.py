"""Comments printed in a page, whatever printed them: WordPress themes, plugins, Drupal, Blogger, and systems not known.

Nothing here knows a site. A block (:mod:`newscrawl.comments.blocks`) becomes a row; who answers whom is told by, in
this order: a parent named in the markup, containment, a list of replies beside its comment, printed depth.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newscrawl.comments.blocks import Block, find_blocks, key_in_id, surveyed
from newscrawl.comments.fields import Fields, read_fields
from newscrawl.comments.lists import definition_lists, unnamed_lists
from newscrawl.comments.printed import is_day_first, printed_time
from newscrawl.comments.thread import COMMENT, DELETED, PINGBACK, Row, row
from newscrawl.comments.vocabulary import CHILDREN, words_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page

_DEPTH_CLASS = re.compile(r"(?:^|[\s_-])(?:depth|level|indent|lvl)[-_]?(\d{1,2})(?=\s|$)")
_DEPTH_ATTRIBUTES = ("data-depth", "data-level", "data-indent", "data-comment-depth", "aria-level")
_KEY_ATTRIBUTES = ("data-comment-id", "data-commentid", "data-comment", "data-id", "data-cid", "data-post-id")
_PARENT_ATTRIBUTES = ("data-parent-id", "data-parentid", "data-parent", "data-comment-parent", "data-parent-comment-id")
_NO_PARENT = ("0", "null", "none", "undefined", "root", "false")
_ID = re.compile(r"[\w-]{1,64}")
_ANCHOR = re.compile(
    r"#(?:comment|cmt|c)[-_]?(\d{1,24})$|[?&](?:showComment|comment_id|commentId)=(\d{1,24})|/comments?/(\d{1,24})\b"
)
_SURE_LENGTH = 3
# "3 weeks ago", "vor 2 Stunden", "il y a 5 jours", "hace 3 días", "8d": times that need the time of reading.
_RELATIVE = re.compile(
    r"\bago\b|\bvor \d|\bil y a\b|\bhace \d|\bfa\b|\bgeleden\b|^\W*\d{1,3}\s?(?:[smhdwy]|mo|yr|min|hr|h)s?\W*$",
    re.IGNORECASE,
)
_INDENT = re.compile(r"(?:margin|padding)-left:\s*(\d{1,4})")


def printed_rows(page: Page) -> tuple[list[Row], list[Row]]:
    """The comments that stand in *page*, in its order, and apart from them its pingbacks and trackbacks."""
    rows: list[Row] = []
    for find in (find_blocks, definition_lists, unnamed_lists):  # in the order of trust; the first that finds some
        if rows := _rows(page, surveyed(find(page.tree))):
            break
    return [one for one in rows if one["kind"] == COMMENT], [one for one in rows if one["kind"] == PINGBACK]


def _rows(page: Page, blocks: list[Block]) -> list[Row]:
    stops = frozenset(root.mem_id for block in blocks for root in block.roots)
    read = [(block, read_fields(block, stops)) for block in blocks]
    kept = [(block, fields) for block, fields in read if _is_comment(block, fields)]
    if not kept:  # a list without ids and times is one only by its length
        alike = [(block, fields) for block, fields in read if not fields.held and fields.author and fields.text]
        kept = alike if len(alike) >= _SURE_LENGTH else []
    kept = _settled(kept)
    _settle_parents([block for block, _ in kept])
    day_first = is_day_first([text for _, fields in kept for text in fields.printed or ()], _language(page))
    return [_row(block, fields, day_first=day_first) for block, fields in kept]


def _is_comment(block: Block, fields: Fields) -> bool:
    if fields.held:
        return False
    if fields.deleted or block.pingback:
        return block.key is not None
    if fields.text is None:
        return False
    if block.key is not None:
        return fields.author is not None or fields.stated is not None or bool(fields.printed)
    dated = fields.stated is not None or any(
        printed_time(text) or _RELATIVE.search(text) for text in fields.printed or ()
    )
    return fields.author is not None and dated


def _row(block: Block, fields: Fields, *, day_first: bool | None) -> Row:
    published, raw = fields.stated, fields.stated
    for text in fields.printed or ():
        found = printed_time(text, day_first=day_first)
        if found is None or (published is not None and (len(published) > 10 or not found.startswith(published))):
            continue
        if published is None or len(found) > len(published):
            published, raw = found, " ".join(text.split())[:200]
    if raw is None and fields.printed:
        raw = " ".join(fields.printed[0].split())[:200]
    return row(
        block.key,
        parent=block.parent_key,
        author=fields.author,
        text=fields.text,
        published=published,
        published_raw=raw,
        likes=fields.likes,
        dislikes=fields.dislikes,
        state=DELETED if fields.deleted else "shown",
        kind=PINGBACK if block.pingback else COMMENT,
    )


def _language(page: Page) -> str:
    root = page.tree.root
    html = root if root is not None and root.tag == "html" else page.tree.css_first("html")
    return (html.attributes.get("lang") or "") if html is not None else ""


def _settled(kept: list[tuple[Block, Fields]]) -> list[tuple[Block, Fields]]:
    """Give every block a key of its own: its id, a data attribute, its permalink, an anchor in it, its number.

    Of two elements with one id the second often repeats the first (for small screens), and is left out. Where it says
    something else it stays, for :func:`~newscrawl.comments.thread.arranged` to count.
    """
    taken: dict[str, tuple[str | None, str | None]] = {}
    settled: list[tuple[Block, Fields]] = []
    for number, (block, fields) in enumerate(kept, 1):
        said = (fields.author, fields.text)
        if block.key is not None and taken.get(block.key) == said:
            continue
        if block.key is None:
            block.key = next((key for key in _keys_in(block) if key not in taken), f"n{number}")
        taken.setdefault(block.key, said)
        settled.append((block, fields))
    return settled


def _keys_in(block: Block) -> list[str]:
    keys: list[str] = []
    for part in block.parts[:60]:
        attributes = part.attributes
        keys += [value for name in _KEY_ATTRIBUTES if (value := attributes.get(name)) and _ID.fullmatch(value)]
        keys += [key for name in ("id", "name") if (key := key_in_id(attributes.get(name) or "")[0])]
        if found := _ANCHOR.search(attributes.get("href") or ""):
            keys.append(next(group for group in found.groups() if group))
    return keys


def _settle_parents(blocks: list[Block]) -> None:
    by_root = {root.mem_id: block for block in blocks for root in block.roots}
    keys = {block.key for block in blocks}
    names = [block.parent_key or _named_parent(block) for block in blocks]
    # An id that is no comment's here is a parent that never came, unless many name it: then it is the article's.
    unknown = {name for name, times in Counter(names).items() if times > max(1, len(blocks) // 2)} - keys
    for block, named in zip(blocks, names, strict=True):
        above = block.above
        while above is not None and above.key not in keys:
            above = above.above
        above = above or _beside(block, by_root)
        if named in keys and named != block.key:
            block.parent_key = named
        elif above is not None and above is not block:
            block.parent_key = above.key
        else:
            block.parent_key = None if named in unknown or named == block.key else named
    if len({block.parent_key for block in blocks}) == 1:
        _parents_by_depth(blocks)


def _named_parent(block: Block) -> str | None:
    """The parent that the comment's own markup names: an attribute, or a link "in reply to"."""
    for part in block.parts[:3]:
        for name in _PARENT_ATTRIBUTES:
            if (value := part.attributes.get(name)) and _ID.fullmatch(value):
                return None if value in _NO_PARENT else value
    for part in block.parts[:60]:
        names_it = "parent" in part.words or "in-reply-to" in (part.attributes.get("class") or "")
        if part.tag == "a" and names_it and (found := _ANCHOR.search(part.attributes.get("href") or "")):
            return next(group for group in found.groups() if group)
    return None


def _beside(block: Block, by_root: dict[int, Block]) -> Block | None:
    """The comment whose list of replies stands beside it, not inside."""
    at: LexborNode | None = block.roots[0].parent
    for _ in range(6):
        if at is None or at.tag in ("body", "html", "main"):
            return None
        if any(words_of(token) & CHILDREN for token in (at.attributes.get("class") or "").split()):
            before = at.prev
            for _ in range(8):
                if before is None:
                    break
                if before.tag not in ("-text", "-comment") and (found := _block_of(before, by_root)):
                    return found
                before = before.prev
        at = at.parent
    return None


def _block_of(node: LexborNode, by_root: dict[int, Block]) -> Block | None:
    if node.mem_id in by_root:
        return by_root[node.mem_id]
    todo = [node]
    for _ in range(60):
        if not todo:
            break
        one = todo.pop(0)
        if one.mem_id in by_root:
            return by_root[one.mem_id]
        todo.extend(one.iter())
    return None


def _parents_by_depth(blocks: list[Block]) -> None:
    """A flat list with printed depths: a reply answers the last comment above it that is less deep."""
    depths = [_depth(block) for block in blocks]
    if len({depth for depth in depths if depth is not None}) < 2:
        return
    path: list[tuple[int, Block]] = []
    for block, depth in zip(blocks, depths, strict=True):
        if depth is None:
            continue
        while path and path[-1][0] >= depth:
            path.pop()
        if path:
            block.parent_key = path[-1][1].key
        path.append((depth, block))


def _depth(block: Block) -> int | None:
    node: LexborNode | None = block.roots[0]
    for _ in range(2):
        if node is None:
            break
        attributes = node.attributes
        if found := _DEPTH_CLASS.search(attributes.get("class") or ""):
            return int(found[1])
        for name in _DEPTH_ATTRIBUTES:
            if (value := attributes.get(name) or "").isdecimal():
                return int(value[:3])
        if found := _INDENT.search(attributes.get("style") or ""):
            return int(found[1])
        node = node.parent
    return None
