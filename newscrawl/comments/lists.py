"""Comments in lists whose items do not name them: recognised by the list's name and by what its items have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.comments.blocks import MAX_BLOCKS, NUMBERED, Block, elsewhere, key_in_id, kind_of, looks_like_comment
from newscrawl.comments.printed import date_starts
from newscrawl.comments.vocabulary import COMMENT, COMMENTS, names, words_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LISTS = ", ".join(
    f'[{name}*="{word}" i]'
    for word in ("comment", "kommentar", "reacti", "respon", "discussion")
    for name in ("class", "id")
)
_HOLDERS = names("entries list section area items holder container wrapper wrap tree block box group feed")
_NO_HOLDERS = names("enabled disabled open closed no count counter link links form access policy button btn icon")
_ITEMS = names("li div article section ul ol tr tbody table dd aside")
_LEVELS = 4
"""How deep under the list its items are looked for."""
_MANY = 400
"""Elements of one level that are looked at."""


def definition_lists(tree: LexborHTMLParser) -> list[Block]:
    """Old Blogger: ``<dl><dt id="c1">author</dt><dd>text</dd><dd>time</dd><dt id="c2">…``, a run of siblings a comment."""
    blocks: list[Block] = []
    for title in tree.css("dl > dt[id]"):
        name = title.attributes.get("id") or ""
        key, _ = key_in_id(name)
        if key is None and (found := NUMBERED.fullmatch(name)) and _in_comments(title):
            key = found[1]
        if key is None:
            continue
        roots = [title]
        after = title.next
        while after is not None and after.tag != "dt":
            if after.tag == "dd":
                roots.append(after)
            after = after.next
        blocks.append(Block(roots, key))
    return blocks


def _in_comments(node: LexborNode) -> bool:
    """Does an element around it say that it holds comments?"""
    at = node.parent
    for _ in range(3):
        if at is None:
            return False
        if words_of(f"{at.attributes.get('class') or ''} {at.attributes.get('id') or ''}") & COMMENTS:
            return True
        at = at.parent
    return False


def unnamed_lists(tree: LexborHTMLParser) -> list[Block]:
    """For pages where no element names a comment: alike siblings in an element whose name says that it holds comments."""
    seen: dict[int, bool] = {}
    holders = [node for node in tree.css(_LISTS)[:200] if _holds_comments(node)]
    for holder in holders[:20]:
        if not elsewhere(holder, seen) and (alike := _alike(holder)):
            return _with_replies(alike)
    return []


def _holds_comments(node: LexborNode) -> bool:
    if node.tag in ("body", "html", "form", "a", "script", "button", "main"):
        return False
    attributes = node.attributes
    tokens = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()
    return any(
        (words & COMMENTS or (words & COMMENT and words & _HOLDERS)) and not words & _NO_HOLDERS
        for words in map(words_of, tokens)
    )


def _alike(holder: LexborNode) -> list[LexborNode]:
    """The largest group of siblings of one kind, at most four levels below *holder*, that are comments."""
    level: list[LexborNode] = [holder]
    for _ in range(_LEVELS):
        groups: dict[tuple[int, tuple[str, str]], list[LexborNode]] = {}
        level = [child for node in level for child in node.iter() if child.tag in _ITEMS][:_MANY]
        for child in level:
            groups.setdefault((child.parent.mem_id if child.parent else 0, kind_of(child)), []).append(child)
        for group in sorted(groups.values(), key=len, reverse=True):
            found = [node for node in group if looks_like_comment(node)]
            if len(found) > 1 or (found and len(group) == 1 and (found[0].tag == "li" or _is_dated(found[0]))):
                return found
    return []


def _is_dated(node: LexborNode) -> bool:
    """One alone must print a date, and not only have an element that is called one."""
    children = sum(1 for child in node.iter() if looks_like_comment(child))
    return children < 2 and date_starts(node.text(separator=" ")) is not None


def _with_replies(alike: list[LexborNode]) -> list[Block]:
    """A block for each comment, and for each of the same kind inside it."""
    blocks: dict[int, Block] = {}
    for top in alike:
        inner = [node for node in top.css(top.tag or "*") if kind_of(node) == kind_of(top)][:MAX_BLOCKS]
        for node in [top, *inner]:
            if node.mem_id in blocks or (node.mem_id != top.mem_id and not looks_like_comment(node)):
                continue
            blocks[node.mem_id] = Block(
                [node], key_in_id(node.attributes.get("id") or "")[0], above=_around(node, blocks)
            )
    return list(blocks.values())[:MAX_BLOCKS]


def _around(node: LexborNode, blocks: dict[int, Block]) -> Block | None:
    at = node.parent
    while at is not None:
        if at.mem_id in blocks:
            return blocks[at.mem_id]
        at = at.parent
    return None
