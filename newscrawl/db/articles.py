"""Readings of articles to rows: identified, compared, and written with bulk statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, exists, func, insert, select, update
from sqlalchemy.orm import aliased

from newscrawl.db import changes
from newscrawl.db.border import in_parts, insert_missing, key, matching
from newscrawl.db.identity import QUOTE_COLUMNS, Identities, Known, addresses_of
from newscrawl.db.models import (
    Article,
    ArticleUrl,
    Author,
    Byline,
    Comment,
    Image,
    Page,
    Quote,
    Revision,
    Speaker,
    Tag,
    Thread,
)
from newscrawl.items import Outcome, PageKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    _flush(connection, list({id(known): known for known in touched}.values()))
    for reading in readings:
        if reading.known is not None and reading.known.id is not None and reading.record.page.page:
            report.article_ids[reading.record.page.page] = reading.known.id
    return identities


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
    else:
        texts, quotes, before = len(known.texts), known.quotes, set(known.changed)
        known.changed -= {"article", "authors", "tags", "images", "quotes", "text"}
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
    return changes.new_article(reading, item, free[0])


def _unchanged(identities: Identities, reading: Reading, report: WriteReport) -> Known | None:
    known = identities.by_id.get(reading.article_id) if reading.article_id is not None else None
    if known is not None:
        known.values["last_seen"] = max(known.values["last_seen"], reading.now)
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
    """The comments that an unchanged page showed were seen again with it."""
    for reading in readings:
        if reading.record.page.outcome == Outcome.UNCHANGED:
            shown = Comment.page_id == reading.page_id
            if reading.record.page.kind == PageKind.ARTICLE and reading.article_id is not None:
                # Another of the article's addresses may have shown them since; it said then which of them were gone.
                twins = select(Page.id).where(Page.article_id == reading.article_id, Page.kind == PageKind.ARTICLE)
                shown = Comment.page_id.in_(twins)
            last_read = select(func.max(Thread.last_read)).where(Thread.id == Comment.thread_id).scalar_subquery()
            connection.execute(
                update(Comment)
                .where(shown, Comment.last_seen < reading.now)
                .where(last_read.is_(None) | (Comment.last_seen >= last_read))
                .values(last_seen=reading.now)
            )


def _flush(connection: Connection, articles: Sequence[Known]) -> None:
    fresh = [known for known in articles if known.is_new]
    for part in in_parts(fresh, 100):
        connection.execute(insert(Article), [known.values for known in part])
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
    if rows:
        connection.execute(insert(Revision), rows)
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
    """Authors, tags and pictures: an article's list is replaced as a whole where it changed."""
    for name, table in (("authors", Byline), ("tags", Tag), ("images", Image)):
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
    for table, rows in ((Byline, bylines), (Tag, tags), (Image, images)):
        if rows:
            connection.execute(insert(table), rows)


def _write_quotes(connection: Connection, articles: Sequence[Known]) -> None:
    for part in in_parts([k.id for k in articles if not k.is_new]):
        connection.execute(delete(Quote).where(Quote.article_id.in_(part)))
    speakers = _names(
        connection,
        Speaker,
        {(k.values["outlet_id"], key(q["speaker"])) for k in articles for q in k.quotes if q["speaker"]},
    )
    rows: list[dict[str, Any]] = []
    for k in articles:
        for quote in k.quotes:
            speaker = speakers[k.values["outlet_id"], key(quote["speaker"])] if quote["speaker"] else None
            row = {name: quote[name] for name in QUOTE_COLUMNS}
            rows.append({"article_id": k.id, "speaker_id": speaker, **row})
    if rows:
        connection.execute(insert(Quote), rows)


def _names(
    connection: Connection, table: type[Author | Speaker], names: set[tuple[int, str]]
) -> dict[tuple[int, str], int]:
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
