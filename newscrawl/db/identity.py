"""Which article is this: by address, else by text, else a new one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sqlalchemy import select

from newscrawl.db.border import in_parts, matching, storable, url_key
from newscrawl.db.models import Article, ArticleUrl, Author, Byline, Image, Quote, Revision, Speaker, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from newscrawl.db.records import Reading
    from newscrawl.items import ArticleItem

SAME_TEXT_FROM = 200
"""Characters; two shorter texts may be equal by chance ("Scores of Friday's games")."""

SHARED_TRIPLES = 0.1
"""Of the shorter text's sequences of three words. A page that names an article as its canonical one, has another
headline and shares less than this with it was given a wrong canonical address by its template."""

_ADDRESS_LIMIT = 2000
"""Bytes of an address kept as it stands; its index takes no longer ones."""


@dataclass(slots=True, eq=False)
class Known:
    """An article as it is stored, or is about to be."""

    values: dict[str, Any]
    """Columns of ``article``."""
    id: int | None = None
    texts: list[dict[str, Any]] = field(default_factory=list)
    """Its revisions, oldest first: number, page_url, headline, body_hash."""
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    images: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    quotes: list[dict[str, Any]] = field(default_factory=list)
    new_urls: dict[str, dict[str, Any]] = field(default_factory=dict)
    new_texts: list[dict[str, Any]] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    """What differs from the tables: "article", "seen", "authors", "tags", "images", "quotes", "text" (the last revision
    in place)."""
    is_new: bool = False


def fold(text: str | None) -> str:
    """The words of a text, for comparing: case, punctuation and white space left out."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text or "").casefold()))


def body_hash(body: str) -> str:
    """SHA-256 of the words, hex: breaks and spaces between them do not count."""
    return sha256(" ".join(body.split()).encode("utf-8", "replace")).hexdigest()


def _triples(text: str) -> set[tuple[str, ...]]:
    words = fold(text).split()
    return set(zip(words, words[1:], words[2:], strict=False))


class Identities:
    """The articles that the readings of a batch may be, loaded at once."""

    def __init__(self, connection: Connection, readings: Sequence[Reading]) -> None:
        keys: set[tuple[int, str]] = set()
        hashes: set[tuple[int, str]] = set()
        ids = {reading.article_id for reading in readings if reading.article_id is not None}
        for reading in readings:
            keys |= {(reading.outlet_id, name) for name in _mentioned(reading)}
            item = reading.record.article
            if item is not None and len(item.body) >= SAME_TEXT_FROM:
                hashes.add((reading.outlet_id, body_hash(stored_body(item))))
        owners, self._stored = _owners(connection, keys)
        ids |= set(owners.values()) | _same_texts(connection, hashes)
        self.by_id = _load(connection, ids)
        self._by_key: dict[tuple[int, str], Known] = {
            name: self.by_id[of] for name, of in owners.items() if of in self.by_id
        }
        self._by_text: dict[tuple[int, str], list[Known]] = defaultdict(list)
        for known in self.by_id.values():
            self.note_text(known)

    def at(self, outlet_id: int, url: str) -> Known | None:
        """The article that answers under an address."""
        return self._by_key.get((outlet_id, url_key(url)))

    def note_text(self, known: Known) -> None:
        """From now on, the article is found by the text that it has now."""
        bucket = self._by_text[known.values["outlet_id"], known.values["body_hash"]]
        if known not in bucket:
            bucket.append(known)

    def note_url(self, known: Known, url: str, reason: str, now: datetime) -> None:
        """The article answers under this address; one that belongs to another article stays with it."""
        outlet_id, name = known.values["outlet_id"], url_key(url)
        url = storable(url) or ""
        if len(url.encode()) > _ADDRESS_LIMIT:
            url = name
        if (outlet_id, url) in self._stored:
            return
        if self._by_key.setdefault((outlet_id, name), known) is known and url not in known.new_urls:
            known.new_urls[url] = {
                "outlet_id": outlet_id,
                "key": name,
                "url": url,
                "reason": reason,
                "first_seen": now,
            }

    def find(self, reading: Reading, item: ArticleItem) -> tuple[Known | None, str | None]:
        """The article of a reading, and the reason where its addresses do not show it ("same text")."""
        by_address: list[Known] = []
        for url in addresses_of(reading, item):
            known = self.at(reading.outlet_id, url)
            if known is not None and known not in by_address and not self._strange(reading, item, known):
                by_address.append(known)
        if len(by_address) > 1:
            urls = " and ".join(known.values["url"] for known in by_address)
            reading.problems.append(("dedupe", "url", f"its addresses belong to two articles: {urls}"))
        if by_address:
            return by_address[0], None
        return self._of_same_text(reading, item), "same text"

    def _strange(self, reading: Reading, item: ArticleItem, known: Known) -> bool:
        """Was this page given the canonical address of another article?"""
        own = self._by_key.get((reading.outlet_id, reading.page_key))
        if own is known or not item.url or url_key(item.url) == reading.page_key:
            return False
        theirs, ours = known.values["body"], item.body
        if not theirs or not ours or fold(known.values["headline"]) == fold(item.headline):
            return False
        one, two = _triples(theirs), _triples(ours)
        fewer = min(len(one), len(two))
        return fewer > 0 and len(one & two) / fewer < SHARED_TRIPLES

    def _of_same_text(self, reading: Reading, item: ArticleItem) -> Known | None:
        body = stored_body(item)
        if len(body) < SAME_TEXT_FROM:
            return None
        headline = fold(item.headline)
        for known in self._by_text.get((reading.outlet_id, body_hash(body)), ()):
            published = known.values["published"]
            dated = published is None or item.published is None or published == item.published
            if dated and fold(known.values["headline"]) == headline:
                return known
        return None


def stored_body(item: ArticleItem) -> str:
    """The body as it is stored: every character in its place, those replaced that an engine refuses."""
    return storable(item.body) or ""


def addresses_of(reading: Reading, item: ArticleItem) -> list[str]:
    """The addresses under which a reading's article may be known, the most telling first.

    A canonical address that is the paper's front page is a slip of a template, unless the front page was asked for.
    """
    page = reading.record.page
    urls = [item.url, page.page, page.final_url, *item.addresses]
    told = list(dict.fromkeys(url for url in urls if url))
    return [url for url in told if not _front(url) or url_key(url) == reading.page_key]


def _front(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query


def _mentioned(reading: Reading) -> set[str]:
    record = reading.record
    urls = [record.page.page, record.page.final_url]
    if record.article is not None:
        urls += [record.article.url, *record.article.addresses]
    urls += [thread.article for thread in record.threads]
    urls += [comment.article for comment in record.comments]
    return {url_key(url) for url in dict.fromkeys(urls) if url}


def _owners(
    connection: Connection, keys: Iterable[tuple[int, str]]
) -> tuple[dict[tuple[int, str], int], set[tuple[int, str]]]:
    """Articles by the key of an address, and the addresses that are stored as they stand."""
    owners: dict[tuple[int, str], int] = {}
    stored: set[tuple[int, str]] = set()
    statement = select(ArticleUrl.outlet_id, ArticleUrl.key, ArticleUrl.url, ArticleUrl.article_id)
    for named in matching((ArticleUrl.outlet_id, ArticleUrl.key), keys):
        for row in connection.execute(statement.where(named).order_by(ArticleUrl.id)):
            owners.setdefault((row.outlet_id, row.key), row.article_id)
            stored.add((row.outlet_id, row.url))
    return owners, stored


def _same_texts(connection: Connection, hashes: Iterable[tuple[int, str]]) -> set[int]:
    ids: set[int] = set()
    for named in matching((Article.outlet_id, Article.body_hash), hashes):
        ids |= set(connection.execute(select(Article.id).where(named)).scalars())
    return ids


def _load(connection: Connection, ids: Iterable[int]) -> dict[int, Known]:
    """Articles with all that is compared with a new reading."""
    known: dict[int, Known] = {}
    for part in in_parts(sorted(ids)):
        for row in connection.execute(select(Article.__table__).where(Article.id.in_(part))).mappings():
            values = dict(row)
            known[row["id"]] = Known(values, id=values.pop("id"))
        texts = (
            select(Revision.article_id, Revision.number, Revision.page_url, Revision.headline, Revision.body_hash)
            .where(Revision.article_id.in_(part))
            .order_by(Revision.article_id, Revision.number)
        )
        for row in connection.execute(texts).mappings():
            known[row["article_id"]].texts.append(dict(row))
        authors = select(Byline.article_id, Author.name).join(Author, Author.id == Byline.author_id)
        for of, name in connection.execute(authors.where(Byline.article_id.in_(part)).order_by(Byline.position)):
            known[of].authors.append(name)
        tags = select(Tag.article_id, Tag.name).where(Tag.article_id.in_(part)).order_by(Tag.position)
        for of, name in connection.execute(tags):
            known[of].tags.append(name)
        images = select(Image.article_id, Image.url, Image.caption, Image.credit).where(Image.article_id.in_(part))
        for of, url, caption, credit in connection.execute(images.order_by(Image.position)):
            known[of].images.append((url, caption, credit))
        quotes = (
            select(*(getattr(Quote, name) for name in QUOTE_COLUMNS), Quote.article_id, Speaker.name.label("speaker"))
            .outerjoin(Speaker, Speaker.id == Quote.speaker_id)
            .where(Quote.article_id.in_(part))
            .order_by(Quote.start_char, Quote.end_char)
        )
        for row in connection.execute(quotes).mappings():
            values = dict(row)
            known[values.pop("article_id")].quotes.append(values)
    return known


QUOTE_COLUMNS = (
    "paragraph",
    "start_char",
    "end_char",
    "text",
    "kind",
    "speaker_as_printed",
    "role",
    "cue",
    "cue_start",
    "cue_end",
    "confidence",
    "candidates",
)
