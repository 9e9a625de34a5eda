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
from newscrawl.reading.dateline import read_dateline
from newscrawl.reading.headline import read_dek, read_headline, without_label
from newscrawl.reading.images import read_captions, read_images
from newscrawl.reading.kind import judge, kind_of
from newscrawl.reading.labels import read_language, read_section, read_tags
from newscrawl.reading.live import extent, settle_posts, stated_posts
from newscrawl.reading.live_printed import find_posts
from newscrawl.reading.notes import Note, notes_in, read_notes
from newscrawl.reading.paywall import is_truncated, read_paywall
from newscrawl.reading.published import read_dates, unreadable_dates
from newscrawl.reading.state import State
from newscrawl.reading.stated import Found, Stated, lines_in, read_stated

if TYPE_CHECKING:
    from newscrawl.reading.byline import Byline
    from newscrawl.reading.memory import Memory

_FEW_SENTENCES = 0.4
"""With less than this share of the body that JSON-LD states in its sentences, the markup does not have it."""
_LUMPS = 3
"""A body of fewer paragraphs that JSON-LD states may be a whole one without its line breaks."""
_MOST_OF = 0.9
_LITTLE = 600
"""Characters of sentences in the markup: with less, the state of the page's scripts is asked, too."""


def read_article(
    html: bytes, url: str, memory: Memory | None = None, *, content_type: str | None = None
) -> dict[str, Any]:
    """Read the article of a saved page. Never raises, whatever the bytes are; pure.

    Args:
        html: The page as served.
        url: Its address.
        memory: What is known of the paper's other pages (:class:`newscrawl.reading.memory.Memory`); an empty one where
            nothing is known yet and this page is to be learned from, None where nothing is.
        content_type: The ``Content-Type`` header, where one is known (it may name the charset).

    Returns:
        As :func:`read_page`.
    """
    return read_page(open_page(html, url, content_type), memory)


def read_page(page: Page, memory: Memory | None = None) -> dict[str, Any]:
    """Read the article of a parsed page.

    Returns:
        ``is_article`` and ``why`` (reasons, sentences); ``title``, ``dek``; ``authors`` (persons; an agency that signs
        alone), ``byline`` (line as printed); ``published``, ``modified`` (ISO 8601 with the offset stated, without one
        where none is, or a day) and ``…_raw``;
        ``section``, ``tags``, ``language``; ``paragraphs``, ``captions``, ``images`` (``url``, ``caption``, ``credit``);
        ``posts`` (of a live blog: ``key``, ``headline``, ``author``, ``published``, ``published_raw``, ``paragraph`` and
        ``paragraphs``, its first among these and how many, or ``text`` where they do not hold it); ``corrections`` (notes:
        ``kind``, ``text``, ``dated``, ``dated_raw``);
        ``canonical_url``, ``addresses`` (AMP, short link), ``next_pages``; ``credit``, ``dateline``, ``kind``, ``paywall``
        ("open", "closed" or None, as declared), ``truncated``; ``sources`` (field to where its value stood);
        ``left_out`` (texts that are the paper's furniture by its memory), ``unaided`` (the paragraphs that would be read
        without the memory, where they stand in another box) and ``sighting`` (what the memory can learn:
        ``place``, ``blocks``; None without a memory).
        Every key is there; None or an empty list where the page says nothing.
    """
    blocks = find_blocks(page.tree)
    stated = read_stated(page)
    headline = read_headline(page, blocks, stated)
    title = headline.value if headline else None
    state = State(page, title)
    body = find_body(blocks, _stated_body(stated), title, memory, _descriptions(page))
    state.is_all = body.sentences < _LITTLE
    printed_posts = find_posts(page, blocks, body, stated, title)
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
        held = state.article.paragraphs if len(paragraphs) < _LUMPS else []
        if len(held) > len(paragraphs) and sum(map(len, held)) > _MOST_OF * sum(map(len, paragraphs)):
            paragraphs, source = held, "state"  # JSON-LD has often the words alone, and no paragraphs
    elif body.sentences < _LITTLE:
        held = state.article.paragraphs
        if body.sentences < _FEW_SENTENCES * sum(map(len, held)):
            paragraphs, source = held, "state"
    held_dek, held_section, held_tags, held_notes = _of_state(state, paragraphs)
    dek, section, tags = dek or held_dek, section or held_section, tags if tags[0] else held_tags
    if source in ("json-ld", "state"):
        body.blocks, body.sentences = [], sum(map(len, paragraphs))
        body.left_out, body.traces = [], ()
    days = (published.iso if published else None, modified.iso if modified else None)
    posts, added = settle_posts(printed_posts, stated_posts(stated), body, paragraphs, days)
    if added:
        paragraphs, source = [*paragraphs, *added], source or "json-ld"
    notes = read_notes(blocks, body, stated, apart=extent(printed_posts, blocks)) or held_notes
    dateline = read_dateline(paragraphs[0]) if paragraphs else None
    # A date in a page's scripts alone is as often that of the program.
    dated = published is not None and published.source not in ("state", "modified")
    verdict = judge(page, blocks, body, stated, headline=title, dated=dated, signed=bool(byline.authors))
    language, canonical, paywall = read_language(page, stated), read_canonical(page), read_paywall(page, stated)
    found = {
        "title": headline and headline.source,
        "dek": dek and dek.source,
        "authors": byline.source,
        "published": published and published.source,
        "modified": modified and modified.source,
        "section": section and section.source,
        "tags": tags[1] if tags[0] else None,
        "paragraphs": source,
        "language": language and language.source,
        "canonical_url": canonical and canonical.source,
        "paywall": paywall and paywall.source,
    }
    return {
        "is_article": verdict.is_article,
        "why": verdict.why,
        "title": _clean(without_label(page, stated, headline) if headline else None),
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
        "language": language.value if language else None,
        "paragraphs": paragraphs,
        "captions": read_captions(blocks, body, images),
        "images": [image.row() for image in images],
        "canonical_url": canonical.value if canonical else None,
        "credit": _credit(byline, dateline.agency if dateline else None),
        "dateline": dateline.place if dateline else None,
        "kind": "live" if posts else kind_of(page, stated, section.value if section else None, title),
        "posts": [post.row() for post in posts],
        "corrections": [note.row() for note in notes],
        "paywall": paywall.value if paywall else None,
        "truncated": is_truncated(blocks, body, paragraphs, _stated_body(stated)),
        "next_pages": read_next_pages(page),
        "closing_headings": [text for block in body.closing if (text := squeeze(block.text))],
        "addresses": read_twins(page),
        "left_out": [text for block in body.left_out if (text := squeeze(block.text))],
        "unaided": read_page(page)["paragraphs"] if body.aided else [],
        "sighting": {"place": body.place, "blocks": list(body.traces)} if memory is not None else None,
        "sources": {name: source for name, source in found.items() if source},
    }


def _of_state(
    state: State, paragraphs: list[str]
) -> tuple[Found | None, Found | None, tuple[list[str], str], list[Note]]:
    """Dek, section, tags and notes as the page's state has them, where it was read for its date, authors or text."""
    held = state.read_already
    beginning = "".join("".join(paragraphs[:3]).split())
    is_dek = held.dek and not beginning.startswith("".join(held.dek.split()).rstrip(".…")[:100])
    return (
        Found(held.dek, "state") if held.dek and is_dek else None,
        Found(held.section, "state") if held.section else None,
        (held.tags, "state"),
        notes_in(held.corrections),
    )


def _clean(text: str | None) -> str | None:
    return squeeze(text) if text else None


def _descriptions(page: Page) -> list[str]:
    return [text for name in ("description", "og:description") for text in page.metas.get(name, [])[:1]]


def _stated_body(stated: Stated) -> str | None:
    text = stated.article.get("articleBody")
    return text if isinstance(text, str) else None


def _stated_paragraphs(stated: Stated) -> list[str]:
    """The body of last resort: what JSON-LD says it is, where the markup has none."""
    return lines_in(_stated_body(stated) or "")


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
