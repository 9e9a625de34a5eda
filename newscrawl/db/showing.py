"""What the web page shows: the day's articles, busy threads, one article with its quotes and its comments."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, text

from newscrawl.db.base import Moment
from newscrawl.db.models import (
    Article,
    Author,
    Byline,
    Comment,
    Correction,
    Image,
    Outlet,
    Quote,
    Revision,
    Speaker,
    Tag,
    Thread,
)
from newscrawl.health.judging import local_day

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, RowMapping

ARTICLES_OF_A_DAY = 300
CLOSING = frozenset(",.!?;:…”’»›“\"'")
"""What may stand between a quote and its speaker's name."""
COMMENTS_AT_MOST = 1_000
"""Of one article; the rest stands in the view."""


@dataclass(frozen=True, slots=True)
class Day:
    """The articles of a day by place, and whether that day is today."""

    places: dict[str, list[RowMapping]]
    number: int
    is_today: bool
    newest: datetime | None


def latest(connection: Connection, now: datetime) -> datetime | None:
    """When the last article was published that is not of the future."""
    moment = connection.execute(select(func.max(Article.published)).where(Article.published <= now)).scalar()
    return datetime.fromisoformat(moment) if isinstance(moment, str) else moment


def day_by_place(connection: Connection, now: datetime) -> Day:
    """What was published today, by each paper's own clock; of a day without any, the last day that has some."""
    newest = latest(connection, now)
    if newest is None:
        return Day({}, 0, is_today=False, newest=None)
    for moment, is_today in ((now, True), (newest, False)):
        found = _of_day(connection, moment)
        if found:
            places: dict[str, list[RowMapping]] = {}
            for row in sorted(found, key=lambda row: row["place"] or ""):
                places.setdefault(row["place"], []).append(row)
            return Day(places, len(found), is_today=is_today, newest=newest)
    return Day({}, 0, is_today=False, newest=newest)


def _of_day(connection: Connection, moment: datetime) -> list[RowMapping]:
    statement = (
        select(
            Article.id, Article.headline, Article.published, Outlet.name.label("outlet"), Outlet.place, Outlet.timezone
        )
        .join(Outlet, Outlet.id == Article.outlet_id)
        .where(Article.published > moment - timedelta(days=1), Article.published <= moment)
        .order_by(Article.published.desc(), Article.id.desc())
        .limit(ARTICLES_OF_A_DAY)
    )
    rows = connection.execute(statement).mappings()
    return [row for row in rows if local_day(row["published"], row["timezone"]) == local_day(moment, row["timezone"])]


_MOST_QUOTED = text("""
    SELECT speaker.name, outlet.name AS outlet, count(*) AS quotes, count(DISTINCT quote.article_id) AS articles
    FROM article CROSS JOIN quote CROSS JOIN speaker CROSS JOIN outlet
    WHERE article.published >= :since AND quote.article_id = article.id
      AND speaker.id = quote.speaker_id AND outlet.id = speaker.outlet_id
    GROUP BY speaker.id, speaker.name, outlet.name
    ORDER BY quotes DESC, speaker.name, speaker.id
    LIMIT :most
""").bindparams(bindparam("since", type_=Moment()))
"""SQLite keeps the order of CROSS JOIN (https://sqlite.org/lang_select.html#crossjoin): it begins at the articles of those
weeks, by their index, where it would else read every quote there is. To PostgreSQL it is a join like any other."""

_BUSY_THREADS = text("""
    SELECT article.id, article.headline, outlet.name AS outlet, busy.comments
    FROM (
        SELECT thread.article_id, count(*) AS comments
        FROM article CROSS JOIN thread CROSS JOIN comment
        WHERE article.published >= :since AND thread.article_id = article.id AND comment.thread_id = thread.id
        GROUP BY thread.article_id
        ORDER BY comments DESC, thread.article_id
        LIMIT :most
    ) AS busy CROSS JOIN article CROSS JOIN outlet
    WHERE article.id = busy.article_id AND outlet.id = article.outlet_id
    ORDER BY busy.comments DESC, article.id
""").bindparams(bindparam("since", type_=Moment()))
"""Headlines are read of those alone that are shown."""


def most_quoted(connection: Connection, since: datetime, limit: int = 10) -> list[RowMapping]:
    """Who is quoted most in articles published since then, with the paper."""
    return list(connection.execute(_MOST_QUOTED, {"since": since, "most": limit}).mappings())


def busy_threads(connection: Connection, since: datetime, limit: int = 10) -> list[RowMapping]:
    """The articles published since then with most comments."""
    return list(connection.execute(_BUSY_THREADS, {"since": since, "most": limit}).mappings())


def comments_by_day(connection: Connection, until: datetime, days: int) -> dict[date, int]:
    """Comments by the day (UTC) on which they were written, of the last *days* days."""
    since = until - timedelta(days=days)
    day = (
        func.date(Comment.published)
        if connection.dialect.name == "sqlite"
        else func.date(func.timezone("UTC", Comment.published))
    )
    statement = select(day, func.count()).where(Comment.published > since, Comment.published <= until).group_by(day)
    return {
        on if isinstance(on, date) else date.fromisoformat(on): number for on, number in connection.execute(statement)
    }


def totals(connection: Connection) -> dict[str, int]:
    """How many papers, articles, quotes and comments there are."""
    tables = {"papers": Outlet, "articles": Article, "quotes": Quote, "comments": Comment}
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one() for name, table in tables.items()
    }


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: plain, or a quote or a part of one."""

    text: str
    quote: RowMapping | None = None
    ends: bool = True
    """The quote ends here: its speaker is named after it."""
    tail: str = ""
    """The marks that close a quote, before its speaker is named."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An article with all that is shown of it."""

    article: RowMapping
    authors: list[str]
    tags: list[str]
    images: list[RowMapping]
    paragraphs: list[list[Piece]]
    quotes: list[RowMapping]
    corrections: list[RowMapping]
    threads: list[RowMapping]
    comments: list[RowMapping] = field(default_factory=list)
    comments_in_all: int = 0
    revisions: int = 1
    twins: list[RowMapping] = field(default_factory=list)


def shown_article(connection: Connection, article_id: int) -> Shown | None:
    """The article of that number; None where there is none."""
    article = (
        connection.execute(
            select(Article, Outlet.name.label("outlet"), Outlet.place, Outlet.timezone)
            .join(Outlet, Outlet.id == Article.outlet_id)
            .where(Article.id == article_id)
        )
        .mappings()
        .first()
    )
    if article is None:
        return None
    mine: Any = lambda table: table.article_id == article_id  # noqa: E731
    quotes = list(
        connection.execute(
            select(Quote, Speaker.name.label("speaker_name"))
            .outerjoin(Speaker, Speaker.id == Quote.speaker_id)
            .where(mine(Quote))
            .order_by(Quote.start_char)
        ).mappings()
    )
    names = (
        select(Author.name).join(Byline, Byline.author_id == Author.id).where(mine(Byline)).order_by(Byline.position)
    )
    comments = select(Comment).join(Thread, Thread.id == Comment.thread_id).where(mine(Thread))
    number = connection.execute(select(func.count()).select_from(comments.subquery())).scalar_one()
    texts = select(func.count()).select_from(Revision).where(mine(Revision), ~Revision.reread)
    return Shown(
        article,
        list(connection.execute(names).scalars()),
        list(connection.execute(select(Tag.name).where(mine(Tag)).order_by(Tag.position)).scalars()),
        list(connection.execute(select(Image).where(mine(Image)).order_by(Image.position)).mappings()),
        marked_paragraphs(article["body"], quotes),
        quotes,
        list(connection.execute(select(Correction).where(mine(Correction)).order_by(Correction.number)).mappings()),
        list(connection.execute(select(Thread).where(mine(Thread)).order_by(Thread.id)).mappings()),
        list(
            connection.execute(
                comments.order_by(Comment.published.asc(), Comment.position, Comment.id).limit(COMMENTS_AT_MOST)
            ).mappings()
        ),
        number,
        connection.execute(texts).scalar_one(),
        _twins(connection, article),
    )


def _twins(connection: Connection, article: RowMapping) -> list[RowMapping]:
    """The same text in other papers."""
    if article["story_id"] is None:
        return []
    statement = (
        select(Article.id, Article.headline, Outlet.name.label("outlet"))
        .join(Outlet, Outlet.id == Article.outlet_id)
        .where(Article.story_id == article["story_id"], Article.id != article["id"])
        .order_by(Article.published, Article.id)
        .limit(20)
    )
    return list(connection.execute(statement).mappings())


def marked_paragraphs(body: str, quotes: list[RowMapping]) -> list[list[Piece]]:
    """The body's paragraphs in pieces; of quotes that overlap, the one that begins first is marked."""
    found: list[list[Piece]] = []
    begin, waiting = 0, 0
    for paragraph in body.split("\n\n"):
        pieces: list[Piece] = []
        at, end = begin, begin + len(paragraph)
        while waiting < len(quotes) and quotes[waiting]["start_char"] < end:
            quote = quotes[waiting]
            start, stop = max(quote["start_char"], at), min(quote["end_char"], end)
            if stop > start:
                if pieces and pieces[-1].quote and pieces[-1].ends:
                    at = _close(pieces, body, at, start)
                if start > at:
                    pieces.append(Piece(body[at:start]))
                pieces.append(Piece(body[start:stop], quote, ends=quote["end_char"] <= end))
                at = stop
            if quote["end_char"] > end:
                break  # it goes on in the next paragraph
            waiting += 1
        if pieces and pieces[-1].quote and pieces[-1].ends:
            at = _close(pieces, body, at, end)
        if at < end:
            pieces.append(Piece(body[at:end]))
        found.append(pieces)
        begin = end + 2
    return found


def _close(pieces: list[Piece], body: str, at: int, end: int) -> int:
    """Give the marks after a quote to it; where what follows them begins."""
    stop = at
    while stop < min(end, at + 4) and body[stop] in CLOSING:
        stop += 1
    pieces[-1] = replace(pieces[-1], tail=body[at:stop])
    return stop


def as_tree(comments: list[RowMapping]) -> list[tuple[str, RowMapping | None]]:
    """Comments as a tree, written as it is read: "open" and "close" of a list, "item" and "end" of a comment.

    A reply whose parent is not there stands at the top. No depth is too deep, and no ring is followed.
    """
    known = {comment["id"] for comment in comments}
    below: dict[int | None, list[RowMapping]] = {}
    for one in comments:
        parent = one["parent_id"] if one["parent_id"] in known else None
        below.setdefault(parent, []).append(one)
    steps: list[tuple[str, RowMapping | None]] = []
    seen: set[int] = set()
    stack: list[tuple[str, RowMapping | None]] = [("list", None)]
    while stack:
        what, comment = stack.pop()
        if what != "list":
            steps.append((what, comment))
            if what == "item" and comment is not None:
                stack.append(("end", None))
                if comment["id"] in below:
                    stack.append(("list", comment))
            continue
        children = [child for child in below.get(comment["id"] if comment else None, []) if child["id"] not in seen]
        seen |= {child["id"] for child in children}
        if children:
            stack.append(("close", None))
            stack += [("item", child) for child in reversed(children)]
            stack.append(("open", None))
    return steps
