"""Comments of systems that nobody has seen, in markup whose names say nothing: found by what repeats.

A thread is elements of one kind that each hold one time (or, where no times are printed, one "reply" button), a name
and words; or a run of siblings that begins or ends with such an element. What tells a thread from articles, events and
live tickers that repeat just so: the words of the heading over it, the names of what holds it, the buttons in each
element, who is said to have written it. No one of these is needed, and no one is enough.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newscrawl.comments.blocks import MAX_BLOCKS, Block, elsewhere, key_in_id
from newscrawl.comments.phrases import (
    mentions_comments,
)

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

from newscrawl.comments.evidence import ENOUGH, evidence_for
from newscrawl.comments.repeats import Element, Kind, elements_of, kinds_of, nested

MAX_KINDS = 40
_LABELLED = '[aria-label*="comment" i], [aria-label*="kommentar" i]'


@dataclass(slots=True)
class Record:
    """The comments that were found, and what speaks for them."""

    blocks: list[Block]
    evidence: int
    dated: bool


def record_blocks(tree: LexborHTMLParser) -> list[Record]:
    """Groups of elements that may be a page's thread, the likeliest first. Never raises on markup."""
    body = tree.body
    if body is None or not (
        mentions_comments(body.text(separator="\n", strip=True)[:400_000]) or tree.css_first(_LABELLED)
    ):
        return []
    elements = elements_of(body)
    seen: dict[int, bool] = {}
    records: list[Record] = []
    for by_reply in (False, True):
        for kind in kinds_of(elements, by_reply=by_reply)[:MAX_KINDS]:
            evidence = evidence_for(kind, elements, by_reply=by_reply)
            if evidence >= ENOUGH and not elsewhere(elements[kind.at[0]].node, seen):
                records.append(Record(_blocks(kind, elements), evidence, not by_reply))
        if records:
            break
    return sorted(records, key=lambda one: (-min(one.evidence, ENOUGH + 2), -len(one.blocks)))


def _blocks(kind: Kind, elements: list[Element]) -> list[Block]:
    blocks: dict[int, Block] = {}
    for at, above in nested(kind.at[:MAX_BLOCKS], elements):
        node = elements[at].node
        blocks[at] = Block([node], key_in_id(node.attributes.get("id") or "")[0])
        if above is not None:
            blocks[at].above = blocks[above]
    found = list(blocks.values())
    if not any(block.above for block in found):
        hang_beside(found)
    _name_by_numbers(found)
    return found


def hang_beside(blocks: list[Block]) -> None:
    """Replies whose list stands beside what they answer: ``<li><div>comment</div><ul><li><div>reply</div>``."""
    parents = [block.roots[0].parent for block in blocks]
    times: dict[int, int] = {}
    for parent in parents:
        if parent is not None:
            times[parent.mem_id] = times.get(parent.mem_id, 0) + 1
    alone = {
        parent.mem_id: block
        for block, parent in zip(blocks, parents, strict=True)
        if parent is not None and times[parent.mem_id] == 1
    }
    for block, parent in zip(blocks, parents, strict=True):
        at = parent.parent if parent is not None else None
        for _ in range(6):
            if at is None or at.tag in ("body", "main", "html"):
                break
            if at.mem_id in alone and alone[at.mem_id] is not block:
                block.above = alone[at.mem_id]
                break
            at = at.parent


def _name_by_numbers(blocks: list[Block]) -> None:
    """Give blocks the ids that an attribute of theirs holds, where every one has its own ("res12", data-id="c-91ab")."""
    if any(block.key is not None for block in blocks):
        return
    stated = [block.roots[0].attributes for block in blocks]
    for name in [name for name in stated[0] if name == "id" or name.endswith(("id", "Id", "key", "-tb", "-cid"))]:
        values = [attributes.get(name) or "" for attributes in stated]
        tails = [found[1] if (found := _TAIL.search(value)) else "" for value in values]
        if all(tails) and len(set(tails)) == len(tails):
            for block, tail in zip(blocks, tails, strict=True):
                block.key = tail
            return


_TAIL = re.compile(
    r"^\D{0,40}?((?=[\da-f-]*\d)[\da-f]{2,40}(?:-[\da-f]{2,12}){0,4}|\d{1,24})(?:[-_][a-z]{1,10})?$", re.IGNORECASE
)


def as_runs_after(blocks: list[Block]) -> list[Block]:
    """Blocks that begin with the element that names the author: ``<dt>name, time</dt><dd>words</dd>``."""
    return _as_runs(blocks, backward=False)


def as_runs_before(blocks: list[Block]) -> list[Block]:
    """Blocks that end with it: ``<p>words</p><p>name, time</p>``."""
    return _as_runs(blocks, backward=True)


def _as_runs(blocks: list[Block], *, backward: bool) -> list[Block]:
    """Blocks of one element each, made longer by the siblings behind (or before) it, up to the next of them."""
    first = {block.roots[0].mem_id for block in blocks}
    runs: list[Block] = []
    longest = 0
    for number, block in enumerate(blocks):
        head = block.roots[0]
        roots = [head]
        at = head.prev if backward else head.next
        last = number == (0 if backward else len(blocks) - 1)
        limit = longest if last and longest else 12
        while at is not None and at.mem_id not in first and len(roots) <= limit:
            if at.tag in ("form", "h1", "h2", "script") or (at.tag not in ("-text", "-comment") and _has_form(at)):
                break
            if at.tag not in ("-comment", "style", "hr"):
                roots.append(at)
            at = at.prev if backward else at.next
        if not last:
            longest = max(longest, len(roots) - 1)
        if backward:
            roots.reverse()
        runs.append(Block(roots, block.key, block.parent_key, block.above))
    return runs


def _has_form(node: LexborNode) -> bool:
    return node.css_first("textarea, form") is not None
