"""Ready questions, as typed statements: the caller runs them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from newscrawl.db.border import url_key
from newscrawl.db.models import Article, ArticleUrl, Comment, Outlet, Quote, Revision, Speaker, Thread

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Select


FIRST_QUERIES = (
    "SELECT speaker, count(*) AS quotes FROM v_quote WHERE speaker IS NOT NULL GROUP BY speaker ORDER BY 2 DESC LIMIT 5",
    "SELECT headline, count(*) AS comments FROM v_comment GROUP BY article_id, headline ORDER BY 2 DESC LIMIT 5",
    "SELECT outlet, published_at, headline FROM v_article ORDER BY published_at DESC LIMIT 5",
)
"""What to ask a new database first, on either engine; shown at a run's end."""


def most_quoted(*, since: datetime, limit: int = 20) -> Select[str, int]:
    """Speakers by number of quotes in articles published at or after *since*, most quoted first; ties by name.

    Two persons of one name are two rows.
    """
    quotes = func.count().label("quotes")
    return (
        select(Speaker.name, quotes)
        .join(Quote, Quote.speaker_id == Speaker.id)
        .join(Article, Article.id == Quote.article_id)
        .where(Article.published >= since)
        .group_by(Speaker.id, Speaker.name)
        .order_by(quotes.desc(), Speaker.name, Speaker.id)
        .limit(limit)
    )


def busiest_threads(*, since: datetime, limit: int = 20) -> Select[str, str | None, int]:
    """URL, headline and comments of the articles published at or after *since*, most commented first; ties by URL."""
    comments = func.count(Comment.id).label("comments")
    return (
        select(Article.url, Article.headline, comments)
        .join(Thread, Thread.article_id == Article.id)
        .join(Comment, Comment.thread_id == Thread.id)
        .where(Article.published >= since)
        .group_by(Article.id, Article.url, Article.headline)
        .order_by(comments.desc(), Article.url)
        .limit(limit)
    )


def revisions_of(url: str) -> Select[int, datetime, str | None, str]:
    """Number, when it was first seen, headline and body of each text of the article at *url*, the first one first."""
    return (
        select(Revision.number, Revision.seen_at, Revision.headline, Revision.body)
        .where(Revision.article_id.in_(select(ArticleUrl.article_id).where(ArticleUrl.key == url_key(url))))
        .order_by(Revision.number)
    )


def articles_of_day(day: date, *, timezone: str = "UTC") -> Select[str, datetime | None, str | None, str]:
    """Outlet, time, headline and URL of what was published on *day* in *timezone* (IANA), in order of time."""
    start = datetime.combine(day, time(), ZoneInfo(timezone))
    end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(timezone))
    return (
        select(Outlet.name, Article.published, Article.headline, Article.url)
        .join(Outlet, Outlet.id == Article.outlet_id)
        .where(Article.published >= start, Article.published < end)
        .order_by(Article.published, Article.url)
    )


def texts_of(url: str) -> Select[int, datetime, str | None, str, str | None, int | None, int | None, bool]:
    """Every text of the article at *url*, the first one first, each with how much it changed and what made it differ."""
    return (
        select(
            Revision.number,
            Revision.seen_at,
            Revision.headline,
            Revision.body,
            Revision.change,
            Revision.words_added,
            Revision.words_removed,
            Revision.reread,
        )
        .where(Revision.article_id.in_(select(ArticleUrl.article_id).where(ArticleUrl.key == url_key(url))))
        .order_by(Revision.article_id, Revision.number)
    )
