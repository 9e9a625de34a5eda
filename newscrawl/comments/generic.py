"""Comments printed in a page, whatever printed them: WordPress themes, plugins, Drupal, Blogger, and systems not known.

Nothing here knows a site. A block (:mod:`newscrawl.comments.blocks`) becomes a row; who answers whom is told by, in
this order: a parent named in the markup, containment, a list of replies beside its comment, printed depth.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from newscrawl.comments.badges import printed_badges
from newscrawl.comments.blocks import Block, find_blocks, key_in_id, surveyed
from newscrawl.comments.clocks import distrust_offsets
from newscrawl.comments.evidence import ENOUGH
from newscrawl.comments.fields import Fields, read_fields
from newscrawl.comments.headings import claimed_in_heading
from newscrawl.comments.lists import definition_lists, unnamed_lists
from newscrawl.comments.printed import is_day_first, is_yearless, printed_time
from newscrawl.comments.record_fields import read_records
from newscrawl.comments.records import as_runs_after, as_runs_before, hang_beside, record_blocks
from newscrawl.comments.relative import told
from newscrawl.comments.thread import COMMENT, DELETED, PINGBACK, Row, row
from newscrawl.comments.vocabulary import CHILDREN, words_of

if TYPE_CHECKING:
    from datetime import datetime

    from selectolax.lexbor import LexborNode

    from newscrawl.markup import Page

_DEPTH_CLASS = re.compile(r"(?:^|[\s_-])(?:depth|level|indent|lvl)[-_]?(\d{1,2})(?=\s|$)")
_DEPTH_ATTRIBUTES = ("data-depth", "data-level", "data-indent", "data-comment-depth", "aria-level", "depth")
_KEY_ATTRIBUTES = ("data-comment-id", "data-commentid", "data-comment", "data-id", "data-cid", "data-post-id")
_PARENT_ATTRIBUTES = (
    "data-parent-id",
    "data-parentid",
    "data-parent",
    "data-comment-parent",
    "data-parent-comment-id",
    "parentid",
)
_NO_PARENT = ("0", "null", "none", "undefined", "root", "false")
_ID = re.compile(r"[\w-]{1,64}")
_PREFIX = re.compile(r"^[a-zA-Z]{1,20}[-_](?=\d)")
_ANCHOR = re.compile(
    r"#(?:comment|cmt|c)[-_]?(\d{1,24})$|[?&](?:showComment|comment_id|commentId)=(\d{1,24})|/comments?/(\d{1,24})\b"
)
_SURE_LENGTH = 3
_FEW = 3
_MOST_LISTS = 5
"""Lists of one page that are read to see whether they are a thread."""
_SAMPLE = 60
"""Comments of a list that are read before the whole list is."""
_INDENT = re.compile(r"(?:margin|padding)-(?:left|inline-start):\s*(\d{1,4}(?:\.\d{1,3})?)\s*(r?em)?")


def printed_rows(page: Page, now: datetime | None = None) -> tuple[list[Row], list[Row]]:
    """The comments that stand in *page*, in its order, and apart from them its pingbacks and trackbacks.

    *now* is when the page came: a stated time after it is no UTC (:mod:`newscrawl.comments.clocks`).
    """
    rows: list[Row] = []
    for find in (find_blocks, definition_lists, unnamed_lists):  # in the order of trust; the first that finds some
        if rows := _rows(page, surveyed(find(page.tree)), now):
            break
    whole = _whole(rows)
    few = whole == len(rows) < _FEW and claimed_in_heading(page) != whole
    if not rows or few or whole < 0.6 * len(rows):  # no names, perhaps names of a few only, or names that mislead
        found = _record_rows(page, now)
        rows = found if _whole(found) > whole or not rows else rows
    return [one for one in rows if one["kind"] == COMMENT], [one for one in rows if one["kind"] == PINGBACK]


def _whole(rows: list[Row]) -> int:
    """How many of *rows* have all that makes a comment: author, words and a time; deleted ones have lost theirs."""
    return sum(
        bool((one["author"] and one["text"] and one["published_raw"]) or one["state"] == DELETED) for one in rows
    )


def _record_rows(page: Page, now: datetime | None) -> list[Row]:
    """The comments that are told only by what repeats in the page (:mod:`newscrawl.comments.records`)."""
    for record in record_blocks(page.tree)[:_MOST_LISTS]:
        sure = record.evidence > (ENOUGH + 1 if record.dated else ENOUGH)
        for arrange in (list, as_runs_after, as_runs_before):
            sample = _read_records(arrange(record.blocks[:_SAMPLE]), dated=not sure)
            if not sample:
                continue
            whole = len(record.blocks) <= _SAMPLE
            kept = _settled(sample if whole else _read_records(arrange(record.blocks), dated=not sure))
            if not kept:
                continue
            surveyed([block for block, _ in kept])
            _settle_parents([block for block, _ in kept])
            _settle_answered(kept)
            return _written(page, kept, now)
    return []


def _read_records(blocks: list[Block], *, dated: bool) -> list[tuple[Block, Fields]]:
    """Those of *blocks* that are comments, with their fields; none where most of them are no comments."""
    read = list(zip(blocks, read_records(blocks), strict=True))
    kept = [(block, fields) for block, fields in read if _is_record(fields, dated=dated)]
    return kept if len(kept) >= max(1, 0.6 * len(read)) else []


def _written(page: Page, kept: list[tuple[Block, Fields]], now: datetime | None) -> list[Row]:
    """The rows of blocks whose keys and parents are settled."""
    day_first = is_day_first([text for _, fields in kept for text in fields.printed or ()], _language(page))
    rows = [_row(block, fields, day_first=day_first) for block, fields in kept]
    if rows and all(one["published"] is None or one["published"].endswith("+00:00") for one in rows):
        shown = all(
            any(printed_time(text, day_first=day_first) == (fields.stated or "")[:16] for text in fields.printed or ())
            for _, fields in kept
        )
        distrust_offsets(page, rows, now, shown=shown)
    return rows


def _is_record(fields: Fields, *, dated: bool) -> bool:
    """Has it all that makes a comment? A list that is surely a thread may print no dates (*dated* is False)."""
    if fields.held:
        return False
    if fields.deleted or (not dated and fields.text is not None and fields.author is not None):
        return True
    return fields.text is not None and fields.author is not None and _is_timed(fields)


def _settle_answered(kept: list[tuple[Block, Fields]]) -> None:
    """Parents by "in reply to": the comment that its link leads to, else the last one before it by that author."""
    if any(block.parent_key is not None for block, _ in kept):
        return
    by_name: dict[str, str] = {}
    keys = {block.key: block.key for block, _ in kept}
    places = {block.roots[0].attributes.get("id"): block.key for block, _ in kept if block.roots[0].tag != "-text"}
    for block, fields in kept:
        if fields.reply_to is not None:
            name, place = fields.reply_to
            tail = re.search(r"[\da-fA-F-]{1,40}$", place) if place else None
            found = places.get(place) if place else None
            found = found or (keys.get(tail[0].lstrip("-")) if tail else None) or by_name.get((name or "").lower())
            block.parent_key = found if found != block.key else None
        if fields.author and block.key:
            by_name[fields.author.lower()] = block.key


def _rows(page: Page, blocks: list[Block], now: datetime | None) -> list[Row]:
    stops = frozenset(root.mem_id for block in blocks for root in block.roots)
    read = [(block, read_fields(block, stops)) for block in blocks]
    if sum(fields.named for _, fields in read) < 0.5 * len(read):
        read = _by_place(read)
    kept = [(block, fields) for block, fields in read if _is_comment(block, fields)]
    if not kept:  # a list without ids and times is one only by its length
        alike = [(block, fields) for block, fields in read if not fields.held and fields.author and fields.text]
        kept = alike if len(alike) >= _SURE_LENGTH else []
    nameless = [(block, fields) for block, fields in read if not fields.held and fields.text and _is_timed(fields)]
    if len(nameless) >= _SURE_LENGTH and len(nameless) > 2 * len(kept):  # a system that shows no names
        kept = nameless
    kept = _settled(kept)
    _settle_parents([block for block, _ in kept])
    return _written(page, kept, now)


def _by_place(read: list[tuple[Block, Fields]]) -> list[tuple[Block, Fields]]:
    """The same blocks, read by what their pieces of text say, where no names tell words from what stands around them."""
    pings = [block.pingback for block, _ in read]
    placed = read_records([block for block, _ in read])
    for (block, named), found, ping in zip(read, placed, pings, strict=True):
        block.pingback = ping
        found.held = named.held
        found.deleted = found.deleted or named.deleted
        found.stated = named.stated or found.stated
        found.likes = found.likes if named.likes is None else named.likes
        found.dislikes = named.dislikes
        found.author = found.author or named.author
    return [
        (block, found if found.text is not None or named.text is None else named)
        for (block, named), found in zip(read, placed, strict=True)
    ]


def _is_comment(block: Block, fields: Fields) -> bool:
    if fields.held:
        return False
    if fields.deleted or block.pingback:
        return block.key is not None or (fields.deleted and (fields.stated is not None or bool(fields.printed)))
    if fields.text is None:
        return False
    if block.key is not None:
        return fields.author is not None or fields.stated is not None or bool(fields.printed)
    return fields.author is not None and _is_timed(fields)


def _is_timed(fields: Fields) -> bool:
    return fields.stated is not None or any(
        printed_time(text) or told(text) or is_yearless(text) for text in fields.printed or ()
    )


def _row(block: Block, fields: Fields, *, day_first: bool | None) -> Row:
    published, raw = fields.stated, fields.stated
    for text in fields.printed or ():
        found = printed_time(text, day_first=day_first)
        if found is None or (published is not None and (len(published) > 10 or not found.startswith(published))):
            continue
        if published is None or len(found) > len(published):
            published, raw = found, " ".join(text.split())[:200]
    if raw is None and fields.printed:
        texts = [" ".join(text.split())[:200] for text in fields.printed]
        raw = next((text for text in texts if told(text) or is_yearless(text)), texts[0])
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
        badges=printed_badges(block.parts),
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
    if blocks and all(block.parent_key is None and block.above is None for block in blocks):
        hang_beside(blocks)
        for block in blocks:
            block.parent_key = block.above.key if block.above is not None else None


def _named_parent(block: Block) -> str | None:
    """The parent that the comment's own markup names: an attribute, or a link "in reply to"."""
    for part in block.parts[:3]:
        for name in _PARENT_ATTRIBUTES:
            if (value := part.attributes.get(name)) and _ID.fullmatch(value):
                tail = value if value.isalpha() else _PREFIX.sub("", value)
                return None if tail in _NO_PARENT else tail
    for part in block.parts[:60]:
        names_it = "parent" in part.words or "in-reply-to" in (part.attributes.get("class") or "")
        if (
            part.tag == "a"
            and (part.attributes.get("href") or "").startswith("#")
            and (part.node.text() or "").strip().lower() == "parent"
        ):
            return _PREFIX.sub("", (part.attributes.get("href") or "")[1:])
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
    root: LexborNode | None = block.roots[0]
    nodes = [root, root.parent if root is not None else None, *(part.node for part in block.parts[1:4])]
    for part in block.parts[:16]:
        if (
            part.tag == "img"
            and part.attributes.get("height") in ("1", "0")
            and (width := part.attributes.get("width") or "").isdecimal()
        ):
            return int(width[:4])
    for node in nodes:
        if node is None or node.tag == "-text":
            continue
        attributes = node.attributes
        if found := _DEPTH_CLASS.search(attributes.get("class") or ""):
            return int(found[1])
        for name in _DEPTH_ATTRIBUTES:
            if (value := attributes.get(name) or "").isdecimal():
                return int(value[:3])
        if found := _INDENT.search(attributes.get("style") or ""):
            return int(float(found[1]) * (16 if found[2] else 1))
    return None
