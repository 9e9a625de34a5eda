"""A fictional paper's pages as records, for the tests of this room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from newscrawl.db.writing import PageRecord, write_pages
from newscrawl.items import ArticleItem, CommentItem, Outcome, PageItem, PageKind, QuoteItem, ThreadItem

PAPER = "courier"
URL = "https://courier.example/2026/03/bridge"
DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
BODY = [
    "The footbridge over Alder Creek opens on Friday after two years of work by the county and its volunteers.",
    "“It was a long wait,” said Ada Reyes, who leads the parks office. “Now we walk.”",
    "The county paid for the steel, the school for the lamps, and a bakery for the first bread that crosses it.",
]


def day(number):
    return DAY + timedelta(days=number)


def quotes_of(paragraphs, url=URL):
    """Every text between curly marks, as a quote."""
    body, found = "\n\n".join(paragraphs), []
    at = body.find("“")
    while at >= 0:
        end = body.index("”", at)
        number = body.count("\n\n", 0, at)
        found.append(
            QuoteItem(
                page=url,
                outlet=PAPER,
                paragraph=number,
                start=at + 1,
                end=end,
                text=body[at + 1 : end],
                kind="direct",
                speaker="Ada Reyes",
                cue="said",
            )
        )
        at = body.find("“", end)
    return found


def reading(url=URL, *, at=DAY, paragraphs=BODY, quotes=None, threads=(), comments=(), page=None, **article):
    """A page that was fetched and held an article."""
    canonical = article.pop("canonical", url)
    addresses = article.pop("addresses", [url])
    item = ArticleItem(
        page=url,
        outlet=PAPER,
        url=canonical,
        addresses=addresses,
        paragraphs=list(paragraphs),
        **{"headline": "Bridge opens", "published": DAY, "published_raw": "2026-03-01T12:00:00Z", **article},
    )
    return PageRecord(
        PageItem(page=url, outlet=PAPER, fetched_at=at, **(page or {})),
        item,
        quotes_of(paragraphs, url) if quotes is None else quotes,
        list(threads),
        list(comments),
    )


def settled(outcome, url=URL, *, at=DAY, kind=PageKind.ARTICLE, **more):
    return PageRecord(PageItem(page=url, outlet=PAPER, kind=kind, outcome=Outcome(outcome), fetched_at=at, **more))


def thread(platform="wordpress", of="7", article=URL, **more):
    return ThreadItem(page=article, outlet=PAPER, article=article, platform=platform, platform_id=of, **more)


def said(of, words="So it does.", *, author="Tom Oak", platform="wordpress", article=URL, **more):
    return CommentItem(
        page=article, outlet=PAPER, article=article, platform=platform, id=of, author=author, text=words, **more
    )


def write(engine, *records):
    """Written as one batch; the paper's counts."""
    report = write_pages(engine, None, records)
    return report.of(PAPER)


def rows(engine, sql, **values):
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql), values)]


def everything(engine):
    """All rows of all tables but what moves with every reading."""
    from sqlalchemy import select

    from newscrawl.db.models import Base

    moving = {"last_seen", "fetched_at", "due_at", "reading_from", "last_read", "page_id", "looked_at", "grown"}
    moving |= {"looks", "edits_stated", "edits_unstated"}  # counted at each reading
    with engine.connect() as connection:
        return {
            table.name: sorted(
                map(repr, connection.execute(select(*[c for c in table.columns if c.name not in moving])))
            )
            for table in Base.metadata.sorted_tables
        }
