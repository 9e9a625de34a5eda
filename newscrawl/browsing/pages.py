"""The pages: what is asked of the database, and how it is written down."""

from __future__ import annotations

import re
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import select

from newscrawl.browsing.charts import day_chart, spark
from newscrawl.db.health import opt_outs, pasts
from newscrawl.db.models import Outlet
from newscrawl.db.showing import (
    COMMENTS_AT_MOST,
    as_tree,
    busy_threads,
    comments_by_day,
    day_by_place,
    most_quoted,
    shown_article,
    totals,
)
from newscrawl.health.overview import age, overview, sorted_by_state
from newscrawl.urls import is_http

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection, Engine

Found = TypeVar("Found")

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Content-Security-Policy of every page here: no script runs, nothing is fetched from anywhere else."""

CHART_DAYS = 30
WINDOW = timedelta(days=30)
"""Of "most quoted" and "busiest threads", before the newest article."""
KEPT, KEPT_TIMES = 30.0, 20
"""So many seconds, and so many times as long as it took to read, is what costs most kept between two pages."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


class Pages:
    """The pages over one database, which is only read."""

    def __init__(self, engine: Engine, database: str, offset: timedelta = timedelta()) -> None:
        """The *database* is named as it stands in Datasette's addresses (``tilde_encode``)."""
        self._engine, self._database, self._offset = engine, database, offset
        self._kept: dict[str, tuple[float, Any]] = {}
        self._templates = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "clock": _clock, "day": _day, "link": _link, "language": _language, "number": "{:,}".format,
        }  # fmt: skip
        self._templates.globals |= {"data": self._data, "age": age, "spark": spark}

    @property
    def _now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def style(self) -> str:
        """The style sheet."""
        return (Path(__file__).parent / "templates" / "newscrawl.css").read_text(encoding="utf-8")

    def front(self) -> str:
        """The front page."""
        now = self._now
        with self._engine.connect() as connection:
            day = day_by_place(connection, now)
            upto = day.newest or now
            health = self._papers(connection, now)
            articles: Counter[Any] = Counter()
            for paper in health:
                articles.update(paper["by_day"])
            comments = comments_by_day(connection, upto, CHART_DAYS)
            days = [(upto - timedelta(days=back)).date() for back in reversed(range(CHART_DAYS))]
            since = upto - WINDOW
            return self._write(
                "front.html",
                title="Local papers",
                now=now,
                day=day,
                since=since,
                quoted=self._keep("quoted", lambda: most_quoted(connection, since)),
                threads=self._keep("threads", lambda: busy_threads(connection, since)),
                totals=self._keep("totals", lambda: totals(connection)),
                wrong=[paper for paper in health if paper["wrong"]],
                papers=len(health),
                charts=[
                    ("Articles a day", day_chart("Articles", [(on, articles.get(on, 0)) for on in days])),
                    ("Comments a day", day_chart("Comments", [(on, comments.get(on, 0)) for on in days])),
                ],
                days=days,
            )

    def sites(self) -> str:
        """Every paper's health."""
        now = self._now
        with self._engine.connect() as connection:
            return self._write("sites.html", title="How the papers fare", now=now, papers=self._papers(connection, now))

    def article(self, article_id: int) -> str | None:
        """One article; None where there is none of that number."""
        with self._engine.connect() as connection:
            shown = shown_article(connection, article_id)
        if shown is None:
            return None
        title = shown.article["headline"] or "An article without a headline"
        return self._write(
            "article.html",
            title=title,
            now=self._now,
            shown=shown,
            steps=as_tree(shown.comments),
            most=COMMENTS_AT_MOST,
        )

    def missing(self) -> str:
        """What is shown where nothing is."""
        return self._write("missing.html", title="Nothing is here", now=self._now)

    def _papers(self, connection: Connection, now: datetime) -> list[dict[str, Any]]:
        return self._keep("papers", lambda: _read_papers(connection, now))

    def _keep(self, name: str, read: Callable[[], Found]) -> Found:
        """What was read under that name lately, else what is read now."""
        began = time.monotonic()
        until, kept = self._kept.get(name, (0.0, None))
        if began < until:
            return cast("Found", kept)
        found = read()
        ended = time.monotonic()
        self._kept[name] = (ended + max(KEPT, KEPT_TIMES * (ended - began)), found)
        return found

    def _data(self, path: str = "", **asked: str) -> str:
        """The address of a view, or of a ready question, of the database in Datasette."""
        return f"/{self._database}{'/' if path else ''}{path}" + (f"?{urlencode(asked)}" if asked else "")

    def _write(self, template: str, **values: Any) -> str:
        return self._templates.get_template(template).render(**values)


def _read_papers(connection: Connection, now: datetime) -> list[dict[str, Any]]:
    """Every paper's health, the wrong ones first."""
    reserved = opt_outs(connection)
    places = {row.name: row.place for row in connection.execute(select(Outlet.name, Outlet.place))}
    rows = [
        {
            **overview(past, now),
            "by_day": past.days,
            "place": places.get(past.name, ""),
            "opt_outs": reserved.get(past.name, []),
        }
        for past in pasts(connection, now)
    ]
    return sorted_by_state(rows)


def _clock(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _day(moment: datetime) -> str:
    return f"{moment:%A, %-d %B %Y}"


def _link(url: str | None) -> str | None:
    """The address where it is one of the web; a page may call "javascript:" its own."""
    return url if url and is_http(url) else None


def _language(tag: str | None) -> str | None:
    return tag if tag and _LANGUAGE.fullmatch(tag) else None
