"""Readings of articles to rows: identified, compared, and written with bulk statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, exists, func, select, update
from sqlalchemy.orm import aliased

from newscrawl.db import changes, speakers
from newscrawl.db.absorb import absorb
from newscrawl.db.border import in_parts, insert_missing, key, matching
from newscrawl.db.history import keep_past_quotes
from newscrawl.db.identity import POST_COLUMNS, QUOTE_COLUMNS, Identities, Known, addresses_of
from newscrawl.db.looks import is_quick
from newscrawl.db.memory import Learning
from newscrawl.db.models import (
    Article,
    ArticleUrl,
    Author,
    Byline,
    Comment,
    Correction,
    Image,
    Page,
    Post,
    Quote,
    Revision,
    Tag,
    Thread,
)
from newscrawl.db.records import seen_since
from newscrawl.db.rows import insert_rows
from newscrawl.db.stories import note_texts
from newscrawl.items import Outcome, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from newscrawl.db.records import Reading, WriteReport

_NOT_ITS_OWN = "the canonical address belongs to another article"


def write_articles(connection: Connection, readings: Sequence[Reading], report: WriteReport) -> Identities:
    """Write the articles of the readings; each reading's ``known`` is then the article that it held."""
    identities = Identities(connection, readings)
    touched: list[Known] = []
    for reading in readings:
        item = reading.record.article
        if item is not None and reading.record.page.outcome not in (Outcome.UNCHANGED, Outcome.GONE):
            reading.known = _read(identities, reading, report)
        elif reading.record.page.outcome == Outcome.UNCHANGED and reading.record.page.kind == PageKind.ARTICLE:
            reading.known = _unchanged(identities, reading, report)
        if reading.known is not None:
            touched.append(reading.known)
    _drop_older_comments(connection, readings)
    learning = Learning(connection, readings)
    touched += learning.mend(connection, identities)
    write_known(connection, list({id(known): known for known in touched}.values()))
    learning.write(connection)
    for kept, gone, reason, now in identities.merges:
        _absorb(connection, readings, (kept, gone), reason, now)
    for reading in readings:
        if reading.known is not None and reading.known.id is not None and reading.record.page.page:
            report.article_ids[reading.record.page.page] = reading.known.id
    return identities


def _absorb(
    connection: Connection, readings: Sequence[Reading], articles: tuple[Known, Known], reason: str, now: datetime
) -> None:
    """Two articles are one, and readings of the one that goes are readings of the other."""
    kept, gone = articles
    assert kept.id is not None
    assert gone.id is not None
    absorb(connection, kept.id, gone.id, reason, now)
    for reading in readings:
        if reading.known is gone:
            reading.known = kept
        if reading.article_id == gone.id:
            reading.article_id = kept.id


def _read(identities: Identities, reading: Reading, report: WriteReport) -> Known | None:
    item = reading.record.article
    assert item is not None
    known, reason = identities.find(reading, item)
    counts = report.of(reading.outlet)
    if known is None:
        known = _new(identities, reading)
        if known is None:
            return None
        reason = None
        counts.articles_new += 1
        counts.quotes_new += len(known.quotes)
    elif reading.record.page.archived and known.values["last_seen"] > reading.now:
        counts.articles_older += 1  # what was seen since stands: its addresses are all that this adds
        reading.record.threads, reading.record.comments, reading.record.page.found = [], [], []
        reading.record.page.sighting = None
    else:
        texts, quotes, before = len(known.texts), known.quotes, set(known.changed)
        known.changed -= {"article", "authors", "tags", "images", "posts", "notes", "quotes", "text"}
        changes.apply(known, reading, item)
        if len(known.texts) > texts or known.changed - {"seen"}:
            counts.articles_changed += 1
            old = {quote["text"] for quote in quotes}
            counts.quotes_new += sum(quote["text"] not in old for quote in known.quotes)
        elif reading.article_id is not None:  # a twin address that is read for the first time is no article seen again
            counts.articles_unchanged += 1
        known.changed |= before
    for url in addresses_of(reading, item):
        told = "requested" if url == reading.record.page.page else "canonical" if url == item.url else "redirect"
        why = reason or told
        identities.note_url(known, url, why, reading.now)
    identities.note_text(known)
    return known


def _drop_older_comments(connection: Connection, readings: Sequence[Reading]) -> None:
    """What a web archive shows of a thread that was read since is left out: its comments may have been edited."""
    for reading in readings:
        record, known = reading.record, reading.known
        if record.page.archived and known is not None and known.id is not None and (record.comments or record.threads):
            last = select(func.max(Thread.last_read)).where(Thread.article_id == known.id)
            read_at = connection.execute(last).scalar()
            if read_at is not None and read_at > reading.now:
                record.threads, record.comments = [], []


def _new(identities: Identities, reading: Reading) -> Known | None:
    """A new article under the first of its addresses that is not another's."""
    item = reading.record.article
    assert item is not None
    free = [url for url in addresses_of(reading, item) if identities.at(reading.outlet_id, url) is None]
    if not free:
        reading.problems.append(("dedupe", "url", "all its addresses belong to another article with another text"))
        return None
    if item.url and free[0] != item.url and identities.at(reading.outlet_id, item.url) is not None:
        reading.problems.append(("dedupe", "url", f"{_NOT_ITS_OWN}: {item.url}"))
    known = changes.new_article(reading, item, free[0])
    if seen_since(reading) and reading.state_before == Outcome.GONE:
        known.values["gone_at"] = reading.fetched_before
    return known


def _unchanged(identities: Identities, reading: Reading, report: WriteReport) -> Known | None:
    known = identities.by_id.get(reading.article_id) if reading.article_id is not None else None
    if known is not None:
        known.values["last_seen"] = max(known.values["last_seen"], reading.now)
        if not (reading.record.page.archived and (known.values["gone_at"] or reading.now) > reading.now):
            known.values["gone_at"] = None
        known.changed.add("seen")
        report.of(reading.outlet).articles_unchanged += 1
    return known


def mark_gone(connection: Connection, readings: Sequence[Reading]) -> None:
    """Mark the articles whose page is gone: their own page, or the last one that still answered. Call after settling."""
    other = aliased(Page)
    for reading in readings:
        page = reading.record.page
        if page.outcome != Outcome.GONE or page.kind != PageKind.ARTICLE or reading.article_id is None:
            continue
        alive = exists().where(
            other.article_id == reading.article_id,
            other.kind == PageKind.ARTICLE,
            other.id != reading.page_id,
            other.state.in_((Outcome.READ, Outcome.UNCHANGED)),
        )
        connection.execute(
            update(Article)
            .where(Article.id == reading.article_id, Article.gone_at.is_(None))
            .where((Article.url == page.page) | ~alive)
            .values(gone_at=reading.now)
        )


def touch_comments(connection: Connection, readings: Sequence[Reading]) -> None:
    """The comments that an unchanged page showed were seen again with it; those that a page shows no more are let go of."""
    read: list[dict[str, Any]] = []
    same: list[dict[str, Any]] = []
    # Another of the article's addresses may have shown them since; it said then which of them were gone.
    unchanged = {
        r.article_id for r in readings if r.record.page.outcome == Outcome.UNCHANGED and r.article_id is not None
    }
    twins = _pages_of(connection, unchanged)
    for reading in readings:
        of = {"a_page": reading.page_id, "a_now": reading.now}
        page = reading.record.page
        if page.outcome == Outcome.READ and page.kind != PageKind.SOURCE and not is_quick(reading.hint):
            read.append(of)
        if page.outcome == Outcome.UNCHANGED and page.kind != PageKind.SOURCE:
            is_article = page.kind == PageKind.ARTICLE and reading.article_id is not None
            pages = twins.get(reading.article_id or 0, []) if is_article else [reading.page_id]
            same += [{**of, "a_page": page_id} for page_id in pages]
    here = (Comment.page_id == bindparam("a_page"), Comment.last_seen < bindparam("a_now"))
    if read:
        connection.execute(update(Comment).where(*here).values(page_id=None), read)
    last_read = select(func.max(Thread.last_read)).where(Thread.id == Comment.thread_id).scalar_subquery()
    seen = (
        update(Comment)
        .where(Comment.last_seen < bindparam("a_now"))
        .where(last_read.is_(None) | (Comment.last_seen >= last_read))
        .values(last_seen=bindparam("a_now"))
    )
    if same:
        connection.execute(seen.where(here[0]), same)


def _pages_of(connection: Connection, article_ids: Iterable[int]) -> dict[int, list[int]]:
    """The pages of articles that should hold an article, by article."""
    pages: dict[int, list[int]] = {}
    for part in in_parts(sorted(article_ids)):
        found = select(Page.article_id, Page.id).where(Page.article_id.in_(part), Page.kind == PageKind.ARTICLE)
        for article_id, page_id in connection.execute(found):
            pages.setdefault(article_id or 0, []).append(page_id)
    return pages


def write_known(connection: Connection, articles: Sequence[Known]) -> None:
    """Write what is new or changed in these articles; each new one then has its id."""
    fresh = [known for known in articles if known.is_new]
    for part in in_parts(fresh, 100):
        insert_rows(connection, Article, [known.values for known in part])
        names = [(known.values["outlet_id"], known.values["key"]) for known in part]
        found = select(Article.id, Article.outlet_id, Article.key)
        ids: dict[tuple[int, str], int] = {}
        for named in matching((Article.outlet_id, Article.key), names):
            ids |= {(row.outlet_id, row.key): row.id for row in connection.execute(found.where(named))}
        for known in part:
            known.id = ids[known.values["outlet_id"], known.values["key"]]
    old = [known for known in articles if not known.is_new]
    _update(connection, [k for k in old if k.changed & {"article", "text"} or k.new_texts])
    _see(connection, [k for k in old if "seen" in k.changed])
    insert_missing(
        connection, ArticleUrl, [{"article_id": k.id, **url} for k in articles for url in k.new_urls.values()]
    )
    _write_texts(connection, articles)
    _write_lists(connection, articles)
    _write_quotes(connection, [k for k in articles if "quotes" in k.changed])
    note_texts(
        connection, [k.id for k in articles if k.id is not None and (k.is_new or k.new_texts or "text" in k.changed)]
    )


_UPDATED = tuple(
    column.name
    for column in Article.__table__.columns
    if column.name not in {"id", "outlet_id", "key", "url", "story_id", "is_original", "first_seen"}
)


def _update(connection: Connection, articles: Sequence[Known]) -> None:
    if articles:
        connection.execute(
            update(Article)
            .where(Article.id == bindparam("of"))
            .values({name: bindparam(f"a_{name}") for name in _UPDATED}),
            [{"of": k.id, **{f"a_{name}": k.values[name] for name in _UPDATED}} for k in articles],
        )


def _see(connection: Connection, articles: Sequence[Known]) -> None:
    if articles:
        connection.execute(
            update(Article)
            .where(Article.id == bindparam("of"))
            .values(last_seen=bindparam("a_seen"), gone_at=bindparam("a_gone")),
            [{"of": k.id, "a_seen": k.values["last_seen"], "a_gone": k.values["gone_at"]} for k in articles],
        )


def _write_texts(connection: Connection, articles: Iterable[Known]) -> None:
    articles = list(articles)
    rows = [{"article_id": k.id, **text} for k in articles for text in k.new_texts]
    insert_rows(connection, Revision, rows)
    replaced = [k for k in articles if "text" in k.changed and not k.is_new and k.texts[-1] not in k.new_texts]
    if replaced:
        columns = ("page_url", "headline", "body", "body_hash")
        connection.execute(
            update(Revision)
            .where(Revision.article_id == bindparam("of"), Revision.number == bindparam("nth"))
            .values({name: bindparam(f"a_{name}") for name in columns}),
            [
                {"of": k.id, "nth": k.texts[-1]["number"], **{f"a_{name}": k.texts[-1][name] for name in columns}}
                for k in replaced
            ],
        )


def _write_lists(connection: Connection, articles: Sequence[Known]) -> None:
    """Authors, tags, pictures and posts: an article's list is replaced as a whole where it changed. Notes are added."""
    for name, table in (("authors", Byline), ("tags", Tag), ("images", Image), ("posts", Post)):
        replaced = [k.id for k in articles if name in k.changed and not k.is_new]
        for part in in_parts(replaced):
            connection.execute(delete(table).where(table.article_id.in_(part)))
    authored = [k for k in articles if "authors" in k.changed]
    ids = _names(connection, Author, {(k.values["outlet_id"], key(name)) for k in authored for name in k.authors})
    bylines = []
    for k in authored:
        people = dict.fromkeys(ids[k.values["outlet_id"], key(name)] for name in k.authors)
        bylines += [{"article_id": k.id, "position": n, "author_id": of} for n, of in enumerate(people)]
    tags = [
        {"article_id": k.id, "position": n, "name": key(name)}
        for k in articles
        if "tags" in k.changed
        for n, name in enumerate(k.tags)
    ]
    images = [
        {"article_id": k.id, "position": n, "url": url, "caption": caption, "credit": credit}
        for k in articles
        if "images" in k.changed
        for n, (url, caption, credit) in enumerate(k.images)
    ]
    posts = [
        {"article_id": k.id, "position": n, **{column: post[column] for column in POST_COLUMNS}}
        for k in articles
        if "posts" in k.changed
        for n, post in enumerate(k.posts)
    ]
    notes = [{"article_id": k.id, **note} for k in articles for note in k.new_notes]
    for table, rows in ((Byline, bylines), (Tag, tags), (Image, images), (Post, posts)):
        insert_rows(connection, table, rows)
    insert_rows(connection, Correction, notes)


def _write_quotes(connection: Connection, articles: Sequence[Known]) -> None:
    old = [k.id for k in articles if not k.is_new and k.id is not None]
    held = speakers.held_by(connection, old)
    keep_past_quotes(connection, [k.id for k in articles if k.id is not None and not k.is_new and k.new_texts])
    for part in in_parts(old):
        connection.execute(delete(Quote).where(Quote.article_id.in_(part)))
    said = [
        mention
        for k in articles
        if k.id is not None
        for mention in speakers.mentions_of(k.values["outlet_id"], k.id, k.quotes)
    ]
    ids, left = speakers.assign(connection, said, held)
    rows: list[dict[str, Any]] = []
    for k in articles:
        for quote in k.quotes:
            speaker = ids[k.id or 0, quote["speaker"]] if quote["speaker"] else None
            row = {name: quote[name] for name in QUOTE_COLUMNS}
            rows.append({"article_id": k.id, "speaker_id": speaker, "revision": len(k.texts) or 1, **row})
    insert_rows(connection, Quote, rows)
    speakers.drop_unused(connection, left.union(*held.values()))


def _names(connection: Connection, table: type[Author], names: set[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """Ids of names within an outlet; those not there are added."""
    ids: dict[tuple[int, str], int] = {}
    found = select(table.id, table.outlet_id, table.name)
    for named in matching((table.outlet_id, table.name), names):
        ids |= {(row.outlet_id, row.name): row.id for row in connection.execute(found.where(named))}
    if missing := names - ids.keys():
        rows = [{"outlet_id": outlet_id, "name": name} for outlet_id, name in sorted(missing)]
        insert_missing(connection, table, rows)
        ids |= _names(connection, table, missing)
    return ids
