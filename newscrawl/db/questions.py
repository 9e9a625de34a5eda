"""The ready questions of ``scrapy query``: what each answers, what it takes, and its SQL on both engines.

They ask the tables and not the views: a view joins what a question may not need, and a million comments are to be counted
in a second. A moment's column ends in ``_at``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import bindparam, select, text

from newscrawl.db.base import Moment
from newscrawl.db.health import pasts
from newscrawl.db.models import Outlet
from newscrawl.db.search_sql import search_sql
from newscrawl.db.words import read_search
from newscrawl.health.overview import overview

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.engine import Connection

SQL = str

WEEKS = 8
"""Weeks before the last one that a paper's usual number of articles is taken from."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question is asked with."""

    now: datetime
    words: str = ""
    """Of the question that wants some: a speaker's name, or what is searched for."""
    since: datetime | None = None
    until: datetime | None = None
    outlet: str | None = None
    place: str | None = None
    limit: int = 20
    zones: tuple[str, ...] = ()
    """The outlets' time zones, for what is about a day."""

    def window(self, column: str) -> SQL:
        """The condition that *column* lies within ``since`` and ``until``."""
        since = f" AND {column} >= :since" if self.since else ""
        return since + (f" AND {column} < :until" if self.until else "")

    def outlets(self, dialect: str) -> SQL:
        """The condition of the outlet ``o``."""
        name = " AND o.name = :outlet" if self.outlet else ""
        return name + (f" AND o.place {_like(dialect)} :place ESCAPE '!'" if self.place else "")

    @property
    def by_outlet(self) -> bool:
        """Whether only some outlets are asked about."""
        return bool(self.outlet or self.place)


@dataclass(frozen=True, slots=True)
class Question:
    """A ready question."""

    name: str
    title: str
    columns: tuple[str, ...]
    sql: Callable[[Asked, str], SQL]
    """The SQL for what is asked, and for "sqlite" or "postgresql"."""
    takes: tuple[str, ...] = ("since", "until", "outlet", "place", "limit")
    wants: str | None = None
    """What its words are."""


def _like(dialect: str) -> str:
    return "ILIKE" if dialect == "postgresql" else "LIKE"


def _most_quoted(asked: Asked, dialect: str) -> SQL:
    windowed = asked.since or asked.until
    article = " JOIN article a ON a.id = q.article_id" if windowed else ""
    outlet = " JOIN speaker s ON s.id = q.speaker_id JOIN outlet o ON o.id = s.outlet_id" if asked.by_outlet else ""
    # Counting an index alone, where that says enough; articles are then counted for those that are shown.
    counted = ", count(DISTINCT q.article_id) AS articles" if windowed else ""
    articles = "top.articles" if windowed else _ARTICLES_OF_TOP
    return f"""
WITH top AS (
  SELECT q.speaker_id AS id, count(*) AS quotes{counted} FROM quote q{article}{outlet}
  WHERE q.speaker_id IS NOT NULL{asked.window("a.published")}{asked.outlets(dialect)}
  GROUP BY q.speaker_id ORDER BY quotes DESC, q.speaker_id LIMIT :limit)
SELECT s.name AS speaker,
       (SELECT q.role FROM quote q WHERE q.speaker_id = top.id AND q.role IS NOT NULL
        GROUP BY q.role ORDER BY count(*) DESC, q.role LIMIT 1) AS role,
       o.name AS outlet, top.quotes, {articles} AS articles,
       (SELECT max(a.published) FROM quote q JOIN article a ON a.id = q.article_id WHERE q.speaker_id = top.id) AS last_at
FROM top JOIN speaker s ON s.id = top.id JOIN outlet o ON o.id = s.outlet_id ORDER BY top.quotes DESC, s.name"""


_ARTICLES_OF_TOP = "(SELECT count(DISTINCT q.article_id) FROM quote q WHERE q.speaker_id = top.id)"


def _speaker(asked: Asked, dialect: str) -> SQL:
    month = (
        "to_char(a.published AT TIME ZONE 'UTC', 'YYYY-MM')" if dialect == "postgresql" else "substr(a.published, 1, 7)"
    )
    return f"""
SELECT {month} AS month, s.name AS speaker, o.name AS outlet, count(*) AS quotes,
       count(DISTINCT q.article_id) AS articles
FROM speaker s JOIN outlet o ON o.id = s.outlet_id JOIN quote q ON q.speaker_id = s.id
JOIN article a ON a.id = q.article_id
WHERE s.name {_like(dialect)} :name ESCAPE '!'{asked.window("a.published")}{asked.outlets(dialect)}
GROUP BY 1, s.id, s.name, o.name ORDER BY 1 DESC, quotes DESC, s.name LIMIT :limit"""


def _said(asked: Asked, dialect: str) -> SQL:
    return f"""
SELECT a.published AS published_at, s.name AS speaker, q.role, q.text AS said, q.kind, o.name AS outlet, a.url
FROM speaker s JOIN outlet o ON o.id = s.outlet_id JOIN quote q ON q.speaker_id = s.id
JOIN article a ON a.id = q.article_id
WHERE s.name {_like(dialect)} :name ESCAPE '!'{asked.window("a.published")}{asked.outlets(dialect)}
ORDER BY a.published DESC, q.id LIMIT :limit"""


def _wire(asked: Asked, dialect: str) -> SQL:
    return f"""
SELECT o.name AS outlet, count(*) AS articles,
       sum(CASE WHEN {WIRE} THEN 1 ELSE 0 END) AS wire,
       round(100.0 * sum(CASE WHEN {WIRE} THEN 1 ELSE 0 END) / count(*), 1) AS percent
FROM article a JOIN outlet o ON o.id = a.outlet_id
WHERE 1 = 1{asked.window("a.published")}{asked.outlets(dialect)}
GROUP BY o.id, o.name ORDER BY percent DESC, o.name LIMIT :limit"""


WIRE = "(a.credit IS NOT NULL OR a.story_id IS NOT NULL AND NOT a.is_original)"
"""Credited to an agency or a sister paper, or one text with another paper's and not its original."""


def _busy_threads(asked: Asked, dialect: str) -> SQL:
    narrowed = asked.by_outlet or asked.since or asked.until
    rows = (
        "article a JOIN outlet o ON o.id = a.outlet_id JOIN thread t ON t.article_id = a.id "
        "JOIN comment c ON c.thread_id = t.id"
        if narrowed
        else "comment c"
    )
    return f"""
WITH top AS (
  SELECT c.thread_id AS id, count(*) AS comments FROM {rows}
  WHERE 1 = 1{asked.window("a.published")}{asked.outlets(dialect)}
  GROUP BY c.thread_id ORDER BY comments DESC, c.thread_id LIMIT :limit)
SELECT top.comments, (SELECT count(DISTINCT c.author) FROM comment c WHERE c.thread_id = top.id) AS people,
       t.claimed, a.headline, o.name AS outlet, a.published AS published_at, a.url
FROM top JOIN thread t ON t.id = top.id JOIN article a ON a.id = t.article_id JOIN outlet o ON o.id = a.outlet_id
ORDER BY top.comments DESC, top.id"""


def _silent_edits(asked: Asked, dialect: str) -> SQL:
    return f"""
SELECT r.seen_at, o.name AS outlet, p.headline AS before, r.headline AS after, a.published AS published_at, a.url
FROM revision r JOIN revision p ON p.article_id = r.article_id AND p.number = r.number - 1
JOIN article a ON a.id = r.article_id JOIN outlet o ON o.id = a.outlet_id
WHERE r.number > 1 AND r.headline <> p.headline AND NOT r.reread
  AND (r.modified IS NULL OR r.modified = p.modified)
  AND NOT EXISTS (SELECT 1 FROM correction c WHERE c.article_id = r.article_id
                  AND c.first_seen > p.seen_at AND c.first_seen <= r.seen_at)
{asked.window("r.seen_at")}{asked.outlets(dialect)}
ORDER BY r.seen_at DESC, r.id DESC LIMIT :limit"""


def _today(asked: Asked, dialect: str) -> SQL:
    days = " OR ".join(f"(o.timezone = :zone{n} AND a.published >= :day{n})" for n in range(len(asked.zones)))
    return f"""
SELECT a.published AS published_at, o.name AS outlet, o.place, a.headline, a.url
FROM article a JOIN outlet o ON o.id = a.outlet_id
WHERE a.published >= :days AND a.published <= :now AND ({days or "1 = 0"}){asked.outlets(dialect)}
ORDER BY a.published DESC, a.id DESC LIMIT :limit"""


def _quiet(asked: Asked, dialect: str) -> SQL:
    # As it was judged at the end of the last run (newscrawl.health); 'scrapy query' judges anew, by the same rule.
    mine = "FROM article a WHERE a.outlet_id = o.id AND a.published <= :now"
    return f"""
SELECT outlet, place, last_at, last_week, usual_week FROM (
  SELECT o.name AS outlet, o.place, (SELECT max(a.published) {mine}) AS last_at,
         (SELECT count(*) {mine} AND a.published > :week) AS last_week,
         round((SELECT count(*) {mine} AND a.published > :weeks AND a.published <= :week) / {WEEKS}.0, 1) AS usual_week
  FROM outlet o JOIN outlet_state s ON s.outlet_id = o.id AND s.state = 'quiet'
  WHERE 1 = 1{asked.outlets(dialect)}) paper
ORDER BY usual_week DESC, last_at DESC, outlet LIMIT :limit"""


def _quiet_now(connection: Connection, asked: Asked) -> list[tuple[Any, ...]]:
    """The papers that are quiet now, the one that used to bring most first."""
    sql = f"SELECT o.name, o.place FROM outlet o WHERE 1 = 1{asked.outlets(connection.dialect.name)}"
    values = {"outlet": asked.outlet, "place": f"%{_escaped(asked.place or '')}%"}
    values = {name: value for name, value in values.items() if f":{name}" in sql}
    places: dict[str, str] = {row[0]: row[1] for row in connection.execute(text(sql), values)}
    rows = [overview(past, asked.now) for past in pasts(connection, asked.now, list(places))]
    quiet = sorted(
        (row for row in rows if row["state"] == "quiet"), key=lambda row: (-(row["usual_week"] or 0), row["site"])
    )
    columns = ("last_article_at", "last_week", "usual_week")
    return [(row["site"], places[row["site"]], *(row[name] for name in columns)) for row in quiet[: asked.limit]]


QUESTIONS: dict[str, Question] = {
    question.name: question
    for question in (
        Question(
            "most-quoted",
            "who is quoted most, and in what role",
            ("speaker", "role", "outlet", "quotes", "articles", "last_at"),
            _most_quoted,
        ),
        Question(
            "speaker",
            "how often a speaker was quoted, month by month",
            ("month", "speaker", "outlet", "quotes", "articles"),
            _speaker,
            wants="the speaker's name, or a part of it",
        ),
        Question(
            "said",
            "what a speaker said, the newest first",
            ("published_at", "speaker", "role", "said", "kind", "outlet", "url"),
            _said,
            wants="the speaker's name, or a part of it",
        ),
        Question("wire", "the share of wire copy in each paper", ("outlet", "articles", "wire", "percent"), _wire),
        Question(
            "busy-threads",
            "the threads with most comments",
            ("comments", "people", "claimed", "headline", "outlet", "published_at", "url"),
            _busy_threads,
        ),
        Question(
            "silent-edits",
            "headlines that were changed without a note and without a later date",
            ("seen_at", "outlet", "before", "after", "published_at", "url"),
            _silent_edits,
        ),
        Question(
            "today",
            "what was published today, by each paper's own clock; --place narrows it",
            ("published_at", "outlet", "place", "headline", "url"),
            _today,
            takes=("outlet", "place", "limit"),
        ),
        Question(
            "quiet",
            f"papers that gave much less than in their own {WEEKS} weeks before, by weekday, or nothing at all",
            ("outlet", "place", "last_at", "last_week", "usual_week"),
            _quiet,
            takes=("outlet", "place", "limit"),
        ),
        Question(
            "search",
            "articles, quotes and comments with these words, the newest first",
            ("what", "published_at", "outlet", "who", "found", "url"),
            lambda asked, dialect: search_sql(asked.window("a.published") + asked.outlets(dialect), dialect),
            wants='words (all of them), "a phrase", OR, -without, begin*',
        ),
    )
}


def ask(connection: Connection, question: Question, asked: Asked) -> list[tuple[Any, ...]]:
    """The rows that answer a question; moments are aware.

    Raises:
        ValueError: a search that asks for no word.
    """
    dialect = connection.dialect.name
    if question.name == "quiet":
        return _quiet_now(connection, asked)
    if question.name == "today":
        found = connection.execute(select(Outlet.timezone).distinct()).scalars()
        asked = _with_zones(asked, sorted(set(found)))
    sql = question.sql(asked, dialect)
    values = {name: value for name, value in _values(question, asked, dialect).items() if f":{name}" in sql}
    moments = [bindparam(name, type_=Moment()) for name, value in values.items() if isinstance(value, datetime)]
    rows = connection.execute(text(sql).bindparams(*moments), values)
    return [tuple(map(_aware, question.columns, row)) for row in rows]


def _with_zones(asked: Asked, zones: Sequence[str]) -> Asked:
    return Asked(asked.now, asked.words, None, None, asked.outlet, asked.place, asked.limit, tuple(zones))


def _values(question: Question, asked: Asked, dialect: str) -> dict[str, Any]:
    values: dict[str, Any] = {
        "limit": asked.limit,
        "since": asked.since,
        "until": asked.until,
        "outlet": asked.outlet,
        "place": f"%{_escaped(asked.place or '')}%",
        "name": f"%{_escaped(asked.words)}%",
        "now": asked.now,
        "week": asked.now - timedelta(weeks=1),
        "weeks": asked.now - timedelta(weeks=WEEKS + 1),
        "days": asked.now - timedelta(days=2),  # a day begins nowhere earlier than that
    }
    if question.name == "search":
        search = read_search(asked.words)
        if search.empty:
            raise ValueError(f"{asked.words!r} asks for no word")
        values["words"] = search.tsquery() if dialect == "postgresql" else search.fts5()
    for number, zone in enumerate(asked.zones):
        values |= {f"zone{number}": zone, f"day{number}": _midnight(asked.now, zone)}
    return values


def _escaped(words: str) -> str:
    """*words* with nothing in them that LIKE takes for a sign."""
    return words.replace("\x00", "").replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _midnight(now: datetime, zone: str) -> datetime:
    """When the day began that it is in *zone*; one that nobody knows is UTC."""
    try:
        there = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        there = now
    return there.replace(hour=0, minute=0, second=0, microsecond=0)


def _aware(column: str, value: Any) -> Any:
    if column.endswith("_at") and isinstance(value, str):
        return datetime.fromisoformat(value)
    return float(value) if type(value).__name__ == "Decimal" else value
