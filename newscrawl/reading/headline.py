"""The headline and the dek, as they are printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newscrawl.reading.furniture import Role
from newscrawl.reading.kicker import without_kicker
from newscrawl.reading.stated import Found, Stated, first_meta, text_in
from newscrawl.reading.trust import DESCRIPTION_METAS, ORDER, TITLE_METAS

if TYPE_CHECKING:
    from newscrawl.markup import Page
    from newscrawl.reading.blocks import Block, Blocks
    from newscrawl.reading.body import Body

_SEPARATORS = re.compile(r"(?<!\s)\s+(?:[|·•«»–—-]|::)\s+")
_SHORTEST_DEK = 15
_LONGEST_DEK = 600


def read_headline(page: Page, blocks: Blocks, stated: Stated) -> Found | None:
    """The headline as printed, or None where the page has none.

    Order of trust: the ``<h1>`` that agrees with what the page states (a logo may be one, too), any other ``<h1>``,
    a lower heading that is the stated title, then what is stated.
    """
    claims = _claims(page, stated)
    headings = [(index, block) for index, block in enumerate(blocks.blocks) if block.kind == "h1"]
    alone = None
    if headings:
        best = max(
            headings, key=lambda pair: (_agreement(pair[1].text, claims), pair[1].box.itemprop == "headline", -pair[0])
        )
        agreement = _agreement(best[1].text, claims)
        agrees = agreement > 0 or not claims or len(headings) == 1
        if agrees and not _is_site_name(best[1].text, page, stated) and not _is_banner(best[1].text, page):
            alone = Found(_whole_heading(best[0], blocks), "h1")
            if agreement or not claims:
                return alone
    for block in blocks.blocks:
        if (block.kind in ("h2", "h3") or block.box.itemprop == "headline") and _agreement(block.text, claims) >= 0.9:
            return Found(block.text, block.kind)
    if alone is not None:  # the page's one <h1>, though it says what nothing else does
        return alone
    if headings and not claims:
        return Found(headings[0][1].text, "h1")
    title = page.text_of(page.tree.css_first("title"))
    for place in ORDER["title"]:
        if place == "printed" and (printed := _printed_part(title, blocks)):
            return Found(printed, "printed")
        if place in ("stated", "annotated"):
            article, source = stated.at(place)
            if text := text_in(article.get("headline")):
                return Found(text, source)
        if place == "meta" and (meta := first_meta(page, TITLE_METAS)) is not None:
            return Found(_without_site(meta.value, page, stated), meta.source)
        if place == "title" and title:
            return Found(_without_site(title, page, stated), "title")
    return None


def without_label(page: Page, stated: Stated, headline: Found) -> str:
    """A headline without the label that its element holds as well; the whole of it serves to find its place on the page."""
    if headline.source != "h1":
        return headline.value
    return without_kicker(page, headline.value, _claims(page, stated), _folded)


def read_dek(page: Page, blocks: Blocks, body: Body, stated: Stated, headline: str | None) -> Found | None:
    """The line under the headline, or None where none is printed.

    A description for search engines is a dek only where the page prints it apart from the text: many are the text's
    own beginning.
    """
    start = next((i for i, block in enumerate(blocks.blocks) if block.kind == "h1" and block.text == headline), None)
    if start is None:
        start = next((i for i, block in enumerate(blocks.blocks) if block.text == headline), -1)
    stop = body.first if body.blocks else min(len(blocks.blocks), start + 12)
    in_body = {id(block) for block in body.blocks}
    said = {
        _folded(text)
        for text in (
            stated.text("description", "alternativeHeadline"),
            *(page.metas.get(name, [""])[0] for name in DESCRIPTION_METAS),
        )
        if text
    }
    near = [block for block in blocks.blocks[start + 1 : max(stop, start + 1) + 1] if id(block) not in in_body]
    for test, source in ((_is_named_dek, "printed"), (lambda block: _folded(block.text) in said, "description")):
        for block in near:
            if _may_be_dek(block, headline) and test(block):
                return Found(block.text, source)
    for block in near[:2]:
        if block.kind in ("h2", "h3") and len(block.text) > 25 and _may_be_dek(block, headline) and block.linked == 0:
            return Found(block.text, block.kind)
    return None


def _may_be_dek(block: Block, headline: str | None) -> bool:
    if block.kind in ("h1", "figcaption", "caption", "li") or block.text == headline:
        return False
    return _SHORTEST_DEK <= len(block.text) <= _LONGEST_DEK and block.linked < 0.5 * len(block.text)


def _is_named_dek(block: Block) -> bool:
    box = block.box
    return (
        box.role == Role.DEK
        or box.itemprop in ("alternativeHeadline", "description")
        or (box.parent is not None and box.parent.role == Role.DEK)
    )


def _claims(page: Page, stated: Stated) -> list[str]:
    """The titles that the page states, folded for comparison."""
    texts = [
        stated.text("headline", "name"),
        *(page.metas.get(name, [None])[0] for name in ("og:title", "twitter:title")),
    ]
    texts.append(page.text_of(page.tree.css_first("title")))
    return [folded for text in texts if text and (folded := _folded(text))]


def _agreement(text: str, claims: list[str]) -> float:
    """0 to 1: how many of the words of *text* the best claim has."""
    words = set(_folded(text).split())
    if not words:
        return 0.0
    best = 0.0
    for claim in claims:
        other = set(claim.split())
        same = len(words & other)
        best = max(best, same / max(len(words), min(len(other), len(words) + 6)))
    return best if best >= 0.3 else 0.0


def _whole_heading(index: int, blocks: Blocks) -> str:
    """The text of the heading at *index*, and of the blocks that stand in the same one (a ``<br>`` or ``<div>`` cuts it)."""
    block = blocks.blocks[index]
    box = block.box.within("h1")
    parts = [block.text]
    for other in blocks.blocks[index + 1 : index + 4]:
        if box is None or other.box.within("h1") is not box:
            break
        parts.append(other.text)
    return " ".join(parts)


def _is_site_name(text: str, page: Page, stated: Stated) -> bool:
    folded = _folded(text)
    names = [*page.metas.get("og:site_name", []), *([stated.publisher] if stated.publisher else [])]
    return any(folded == _folded(name) for name in names)


def _is_banner(text: str, page: Page) -> bool:
    """Whether a heading is the name that the page's title ends or begins with, and the host bears: a logo set as ``<h1>``."""
    parts = _SEPARATORS.split(page.text_of(page.tree.css_first("title")))
    return len(parts) > 1 and _folded(text) in (_folded(parts[0]), _folded(parts[-1])) and _host_says(text, page.url)


def _printed_part(title: str, blocks: Blocks) -> str | None:
    """The longest beginning of *title* up to a separator that stands alone on a line of the page."""
    cuts = [found.start() for found in _SEPARATORS.finditer(title)]
    parts = [title, *(title[:cut] for cut in reversed(cuts))]
    lines = {line for block in blocks.blocks if len(block.text) < 800 for line in (block.text, *block.lines)}
    return next((part for part in parts if len(part) > 12 and part in lines), None)


def _without_site(title: str, page: Page, stated: Stated) -> str:
    """*title* without the name of the site that it ends or begins with."""
    parts = _SEPARATORS.split(title)
    if len(parts) < 2:
        return title
    for part, rest in (
        (parts[-1], title[: title.rindex(parts[-1])]),
        (parts[0], title[title.index(parts[0]) + len(parts[0]) :]),
    ):
        if _is_site_name(part, page, stated) or _host_says(part, page.url):
            return rest.strip(" |·•«»–—-:")
    return title


def _host_says(name: str, url: str) -> bool:
    letters = "".join(filter(str.isalnum, name.lower()))
    host = url.partition("://")[2].partition("/")[0].replace("-", "").replace(".", "")
    return len(letters) > 2 and letters.removeprefix("the") in host


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
