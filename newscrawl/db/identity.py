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
from newscrawl.db.models import (
    Apart,
    Article,
    ArticleUrl,
    Author,
    Byline,
    Correction,
    Image,
    Post,
    Quote,
    Revision,
    Speaker,
    Tag,
)

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

ALIKE = 0.5
"""Of the shorter text's sequences of three words: two articles that are stored and share less are not taken for one."""

_WITH_PATH = re.compile(r"https?://[^/?#\s]+/[A-Za-z0-9]")
"""An ordinary address that is no front page."""

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
    posts: list[dict[str, Any]] = field(default_factory=list)
    """Of a live blog, in order: the columns that :data:`POST_COLUMNS` names."""
    notes: set[str] = field(default_factory=set)
    """The words (:func:`fold`) of the correction notes that are stored."""
    new_notes: list[dict[str, Any]] = field(default_factory=list)
    new_urls: dict[str, dict[str, Any]] = field(default_factory=dict)
    new_texts: list[dict[str, Any]] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    """What differs from the tables: "article", "seen", "authors", "tags", "images", "posts", "notes", "quotes", "text" (the
    last revision in place)."""
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
            if item is not None and len(text_of(reading, item)[0]) >= SAME_TEXT_FROM:
                hashes.add((reading.outlet_id, text_of(reading, item)[1]))
        self._connection = connection
        owners, self._stored = _owners(connection, keys)
        ids |= set(owners.values()) | _same_texts(connection, hashes)
        self.by_id = load_known(connection, ids)
        self._by_key: dict[tuple[int, str], Known] = {
            name: self.by_id[of] for name, of in owners.items() if of in self.by_id
        }
        self._by_text: dict[tuple[int, str], list[Known]] = defaultdict(list)
        for known in self.by_id.values():
            self.note_text(known)
        self._apart = _apart(connection, self.by_id)
        self.merges: list[tuple[Known, Known, str, datetime]] = []
        """Articles that turned out to be one: the one that stays, the one that goes, the reason, when."""

    def also(self, connection: Connection, ids: Iterable[int]) -> list[Known]:
        """The articles of these ids, whether the batch speaks of them or not."""
        wanted = set(ids)
        self.by_id |= load_known(connection, wanted - self.by_id.keys())
        return [self.by_id[of] for of in sorted(wanted) if of in self.by_id]

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
        own = self._by_key.get((reading.outlet_id, reading.page_key))
        for url in addresses_of(reading, item):
            known = self.at(reading.outlet_id, url)
            if known is None or known in by_address or self.are_apart(known, own):
                continue
            if not self._strange(reading, item, known):
                by_address.append(known)
        if not by_address:
            return self._of_same_text(reading, item), "same text"
        first = by_address[0]
        twin = self._of_same_text(reading, item) if by_address == [own] else None
        if twin is not None and twin is not own:
            self._merge(reading, item, first, twin)
        for other in by_address[1:]:
            if not self._merge(reading, item, first, other):
                urls = f"{first.values['url']} and {other.values['url']}"
                reading.problems.append(("dedupe", "url", f"its addresses belong to two articles: {urls}"))
        return first, None

    def are_apart(self, one: Known, other: Known | None) -> bool:
        """Did somebody say that these articles are two?"""
        return other is not None and frozenset((one.id, other.id)) in self._apart

    def _merge(self, reading: Reading, item: ArticleItem, first: Known, other: Known) -> bool:
        """Two articles that are stored and are one: this page shows it, and so does what is stored of both.

        A page that shows what hundred others show ("we will be back soon") says nothing, so their first texts count, too.
        """
        if self.are_apart(first, other) or not _alike(first.values["body"], item.body):
            return False
        if not _alike(first.values["body"], other.values["body"]):
            return False
        if not _alike(self._first_text(first), self._first_text(other)):
            return False
        canonical = item.url is not None and self.at(reading.outlet_id, item.url) is first
        own = self._by_key.get((reading.outlet_id, reading.page_key)) is first
        reason = "same text" if own else "canonical" if canonical else "redirect"
        self.merges.append((first, other, reason, reading.now))
        self._by_key = {name: first if known is other else known for name, known in self._by_key.items()}
        self.by_id = {of: first if known is other else known for of, known in self.by_id.items()}
        for bucket in self._by_text.values():
            if other in bucket:
                bucket.remove(other)
        return True

    def _first_text(self, known: Known) -> str:
        if known.id is None or len(known.texts) < 2:
            return str(known.values["body"])
        first = select(Revision.body).where(Revision.article_id == known.id, Revision.number == 1)
        return self._connection.execute(first).scalar() or ""

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
        body, digest = text_of(reading, item)
        if len(body) < SAME_TEXT_FROM:
            return None
        same = self._by_text.get((reading.outlet_id, digest))
        headline = fold(item.headline) if same else ""
        for known in same or ():
            published = known.values["published"]
            dated = published is None or item.published is None or published == item.published
            if dated and fold(known.values["headline"]) == headline:
                return known
        return None


def _alike(one: str, two: str) -> bool:
    """Has the longer text half of the shorter one's sequences of three words?"""
    a, b = _triples(one), _triples(two)
    fewer = min(len(a), len(b))
    return fewer > 0 and len(a & b) >= ALIKE * fewer


def _apart(connection: Connection, ids: Iterable[int]) -> set[frozenset[int | None]]:
    pairs: set[frozenset[int | None]] = set()
    for part in in_parts(sorted(ids)):
        for one, other in connection.execute(
            select(Apart.article_id, Apart.other_id).where(Apart.article_id.in_(part))
        ):
            pairs.add(frozenset((one, other)))
    return pairs


def stored_body(item: ArticleItem) -> str:
    """The body as it is stored: every character in its place, those replaced that an engine refuses."""
    return storable(item.body) or ""


def text_of(reading: Reading, item: ArticleItem) -> tuple[str, str]:
    """The body of a reading's article as it is stored, and its hash; both are made once."""
    if reading.text is None:
        body = stored_body(item)
        reading.text = body, body_hash(body)
    return reading.text


def addresses_of(reading: Reading, item: ArticleItem) -> list[str]:
    """The addresses under which a reading's article may be known, the most telling first.

    A canonical address that is the paper's front page is a slip of a template, unless the front page was asked for.
    """
    page = reading.record.page
    urls = [item.url, page.page, page.final_url, *item.addresses]
    told = list(dict.fromkeys(url for url in urls if url))
    return [url for url in told if not _front(url) or url_key(url) == reading.page_key]


def _front(url: str) -> bool:
    if _WITH_PATH.match(url):
        return False
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


def load_known(connection: Connection, ids: Iterable[int]) -> dict[int, Known]:
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
        posts = select(Post.article_id, *(getattr(Post, name) for name in POST_COLUMNS))
        for row in connection.execute(posts.where(Post.article_id.in_(part)).order_by(Post.position)).mappings():
            values = dict(row)
            known[values.pop("article_id")].posts.append(values)
        notes = select(Correction.article_id, Correction.text).where(Correction.article_id.in_(part))
        for of, text in connection.execute(notes):
            known[of].notes.add(fold(text))
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


POST_COLUMNS = (
    "key",
    "headline",
    "author",
    "published",
    "published_raw",
    "paragraph",
    "paragraphs",
    "start_char",
    "end_char",
    "text",
)

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
