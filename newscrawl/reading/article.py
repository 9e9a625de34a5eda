"""One page, read: everything that it says of its article, and where each value stood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newscrawl.cleaning import read_byline, squeeze
from newscrawl.markup import Page, open_page
from newscrawl.reading.addresses import read_canonical, read_next_pages, read_twins
from newscrawl.reading.blocks import find_blocks
from newscrawl.reading.body import Body, find_body
from newscrawl.reading.byline import byline_of, read_authors
from newscrawl.reading.dateline import read_dateline, read_dates, unreadable_dates
from newscrawl.reading.headline import read_dek, read_headline
from newscrawl.reading.images import read_captions, read_images
from newscrawl.reading.kind import judge, kind_of
from newscrawl.reading.labels import read_language, read_section, read_tags
from newscrawl.reading.state import State
from newscrawl.reading.stated import Stated, read_stated, text_in

if TYPE_CHECKING:
    from newscrawl.reading.blocks import Blocks
    from newscrawl.reading.byline import Byline

_FEW_SENTENCES = 0.4
"""With less than this share of the body that JSON-LD states in its sentences, the markup does not have it."""
_LITTLE = 600
"""Characters of sentences in the markup: with less, the state of the page's scripts is asked, too."""
_CONTINUES = re.compile(
    r"(?:(?:to )?(?:continue|keep) reading|read (?:the )?(?:full|whole) (?:story|article)|"
    r"(?:subscribe|sign in|log ?in) to (?:continue|read)|already a subscriber|"
    r"this (?:article|story|content) is (?:for|available to|only available|exclusive))",
    re.IGNORECASE,
)


def read_article(html: bytes, url: str, *, content_type: str | None = None) -> dict[str, Any]:
    """Read the article of a saved page. Never raises, whatever the bytes are; pure.

    Args:
        html: The page as served.
        url: Its address.
        content_type: The ``Content-Type`` header, where one is known (it may name the charset).

    Returns:
        As :func:`read_page`.
    """
    return read_page(open_page(html, url, content_type))


def read_page(page: Page) -> dict[str, Any]:
    """Read the article of a parsed page.

    Returns:
        ``is_article`` and ``why`` (reasons, sentences); ``title``, ``dek``; ``authors`` (persons; an agency that signs
        alone), ``byline`` (line as printed); ``published``, ``modified`` (ISO 8601 with the offset stated, without one
        where none is, or a day) and ``…_raw``;
        ``section``, ``tags``, ``language``; ``paragraphs``, ``captions``, ``images`` (``url``, ``caption``, ``credit``);
        ``canonical_url``, ``addresses`` (AMP, short link), ``next_pages``; ``credit``, ``dateline``, ``kind``, ``paywall``
        ("open", "closed" or None, as declared), ``truncated``; ``sources`` (field to where its value stood).
        Every key is there; None or an empty list where the page says nothing.
    """
    blocks = find_blocks(page.tree)
    stated = read_stated(page)
    headline = read_headline(page, blocks, stated)
    title = headline.value if headline else None
    state = State(page, title)
    body = find_body(blocks, _stated_body(stated), title)
    dek = read_dek(page, blocks, body, stated, title)
    byline = read_authors(page, blocks, body, stated, _site_names(page, stated))
    if not byline.authors and (persons := read_byline(", ".join(state.article.authors))[0]):
        byline.authors, byline.source = persons, "state"
    _trim(body, byline.authors)
    published, modified = read_dates(page, blocks, body, stated, state)
    section = read_section(page, stated, title)
    tags = read_tags(page, stated)
    images = read_images(page, blocks, body, stated)
    paragraphs = [text for block in body.blocks if (text := squeeze(block.text))]
    source = ("markup" if body.named else "structure") if paragraphs else None
    stated_body = _stated_body(stated) or ""
    if body.sentences < _FEW_SENTENCES * len(stated_body):  # the markup has a teaser of it, or nothing
        paragraphs, source = _stated_paragraphs(stated), "json-ld"
    elif body.sentences < _LITTLE:
        held = state.article.paragraphs
        if body.sentences < _FEW_SENTENCES * sum(map(len, held)):
            paragraphs, source = held, "state"
    if source in ("json-ld", "state"):
        body.blocks, body.sentences = [], sum(map(len, paragraphs))
    dateline = read_dateline(paragraphs[0]) if paragraphs else None
    # A date in a page's scripts alone is as often that of the program.
    dated = published is not None and published.source != "state"
    verdict = judge(page, blocks, body, stated, headline=title, dated=dated, signed=bool(byline.authors))
    found = {
        "title": headline and headline.source,
        "dek": dek and dek.source,
        "authors": byline.source,
        "published": published and published.source,
        "modified": modified and modified.source,
        "section": section and section.source,
        "tags": tags[1] if tags[0] else None,
        "paragraphs": source,
    }
    return {
        "is_article": verdict.is_article,
        "why": verdict.why,
        "title": _clean(title),
        "dek": _clean(dek.value if dek else None),
        "authors": byline.authors,
        "byline": _clean(byline.line),
        "published": published.iso if published else None,
        "published_raw": published.raw if published else None,
        "modified": modified.iso if modified else None,
        "modified_raw": modified.raw if modified else None,
        "unreadable_dates": unreadable_dates(page, stated),
        "section": _clean(section.value if section else None),
        "tags": tags[0],
        "language": read_language(page, stated),
        "paragraphs": paragraphs,
        "captions": read_captions(blocks, body, images),
        "images": [image.row() for image in images],
        "canonical_url": read_canonical(page),
        "credit": _credit(byline, dateline.agency if dateline else None),
        "dateline": dateline.place if dateline else None,
        "kind": kind_of(page, stated, section.value if section else None, title),
        "paywall": _paywall(page, stated),
        "truncated": _is_truncated(blocks, body, paragraphs, stated),
        "next_pages": read_next_pages(page),
        "closing_headings": [text for block in body.closing if (text := squeeze(block.text))],
        "addresses": read_twins(page),
        "sources": {name: source for name, source in found.items() if source},
    }


def _clean(text: str | None) -> str | None:
    return squeeze(text) if text else None


def _stated_body(stated: Stated) -> str | None:
    text = stated.article.get("articleBody")
    return text if isinstance(text, str) else None


def _stated_paragraphs(stated: Stated) -> list[str]:
    """The body of last resort: what JSON-LD says it is, where the markup has none."""
    text = _stated_body(stated) or ""
    if "<p" in text or "<br" in text:
        inner = open_page(text.encode(), "https://body.invalid/")
        return [line for block in find_blocks(inner.tree).blocks if (line := squeeze(block.text))]
    return [line for part in text.splitlines() if (line := squeeze(part))]


def _trim(body: Body, authors: list[str]) -> None:
    """Take the byline out of the text's head and foot, and what is told of the author from its foot."""
    blocks = body.blocks
    for block in blocks[:3]:
        if len(blocks) > 1 and byline_of(block):
            blocks.remove(block)
    while len(blocks) > 1 and (byline_of(blocks[-1]) or _tells_of(blocks[-1].text, authors)):
        del blocks[-1]


_ABOUT = re.compile(r"\s*(?:,|\(|is |was |has |covers? |writes? |reports? |works? |can be |may be |joined )")


def _tells_of(text: str, authors: list[str]) -> bool:
    """Whether the last paragraph is about who wrote the story: "Ada Reyes is a reporter at the Courier"."""
    name = next((name for name in authors if text.startswith(name)), None)
    return name is not None and len(text) < 400 and bool(_ABOUT.match(text[len(name) :]))


def _site_names(page: Page, stated: Stated) -> list[str]:
    return [name for name in (stated.publisher, *page.metas.get("og:site_name", [])) if name]


def _credit(byline: Byline, agency: str | None) -> str | None:
    """The agency or paper that the text comes from: by its dateline, else by the byline's organisations."""
    return agency or (byline.organisations[0] if byline.organisations else None)


def _paywall(page: Page, stated: Stated) -> str | None:
    """What the publisher declares: https://developers.google.com/search/docs/appearance/structured-data/paywalled-content."""
    free = stated.article.get("isAccessibleForFree")
    if free is None:
        tier = (page.metas.get("article:content_tier") or [""])[0].lower()
        return {"free": "open", "metered": "closed", "locked": "closed"}.get(tier)
    text = str(free if not isinstance(free, list) else text_in(free)).lower()
    return "open" if text in ("true", "1", "yes") or text.endswith("/true") else "closed"


def _is_truncated(blocks: Blocks, body: Body, paragraphs: list[str], stated: Stated) -> bool:
    """Whether the text that we have looks cut: it ends in an ellipsis, or what follows it asks to go on reading."""
    if not paragraphs:
        return False
    if paragraphs[-1].endswith(("…", "...", "[…]")) and len(paragraphs) < 6:
        return True
    after = blocks.blocks[body.last : body.last + 3]
    if any(len(block.text) < 200 and _CONTINUES.search(block.text) for block in after):
        return True
    full = _stated_body(stated)
    return bool(full) and len(full or "") > 1.5 * sum(map(len, paragraphs)) + 500
