"""What Datasette is told of the database: titles, facets, full-text search, and the ready questions as canned queries."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from newscrawl.db.models import Base
from newscrawl.db.questions import QUESTIONS, WEEKS, Asked, Question
from newscrawl.db.reference import VIEW_ROWS, column_comments
from newscrawl.db.views import VIEWS

ROWS = 100
"""Rows of a canned query."""

SHOWN: dict[str, dict[str, Any]] = {
    "v_article": {"facets": ["outlet", "section", "language"], "sort_desc": "published_at", "fts_table": "article_fts",
                  "fts_pk": "article_id"},
    "v_quote": {"facets": ["outlet", "speaker", "kind"], "sort_desc": "published_at", "fts_table": "quote_fts",
                "fts_pk": "quote_id"},
    "v_comment": {"facets": ["outlet", "platform", "state"], "sort_desc": "published_at", "fts_table": "comment_fts",
                  "fts_pk": "comment_id"},
    "v_speaker": {"facets": ["outlet"], "sort_desc": "quotes"},
    "v_thread": {"facets": ["outlet", "platform"], "sort_desc": "published_at"},
    "v_revision": {"facets": ["outlet", "change"], "sort_desc": "seen_at"},
    "v_story": {"facets": ["outlet"]},
    "v_problem": {"facets": ["outlet", "stage"], "sort_desc": "at"},
    "v_correction": {"facets": ["outlet", "kind"], "sort_desc": "first_seen"},
}  # fmt: skip
"""View to what makes it easy to look at."""


def metadata(name: str) -> dict[str, Any]:
    """Datasette's ``metadata.json`` (https://docs.datasette.io/en/0.65/metadata.html) for a database of that name."""
    tables: dict[str, dict[str, Any]] = {
        view: {
            "title": view.removeprefix("v_").replace("_", " "),
            "description": VIEW_ROWS.get(view, ""),
            **SHOWN.get(view, {}),
        }
        for view in VIEWS
    }
    for mapper in Base.registry.mappers:
        model = mapper.class_
        words = " ".join((model.__doc__ or "").split("\n\n")[0].split())
        tables[model.__tablename__] = {"description": words, "columns": column_comments(model), "hidden": True}
    return {
        "title": "newscrawl",
        "description": "Articles of local papers, the quotes in them, the comments under them",
        "databases": {
            name: {
                "title": "Local papers",
                "description": "Views first: they need no joins. Times are UTC, lists are JSON.",
                "tables": tables,
                "queries": {question.name: _canned(question) for question in QUESTIONS.values()},
            }
        },
    }


def _canned(question: Question) -> dict[str, Any]:
    return {
        "title": question.title[:1].upper() + question.title[1:],
        "description": "; ".join(
            words
            for words in (
                question.wants and f"{'words' if question.name == 'search' else 'name'}: {question.wants}",
                "since" in question.takes and "since: 2026-03-01, or empty",
                "since" not in question.takes and "place: a part of it, or empty",
            )
            if words
        ),
        "sql": canned_sql(question),
    }


def canned_sql(question: Question) -> str:
    """A question's SQL for SQLite with what people fill in as ``:since``, ``:place``, ``:name`` and ``:words``.

    An empty field narrows nothing. Days are the last 24 hours: Datasette has no clock of each paper.
    """
    now = datetime.now(UTC)  # only whether there is a date matters
    windowed = "since" in question.takes
    asked = Asked(now, since=now if windowed else None, place=None if windowed else "x")
    sql = question.sql(asked, "sqlite").replace("(1 = 0)", "(1 = 1)")
    replaced = {
        ":limit": str(ROWS),
        ":place ESCAPE '!'": "'%' || :place || '%'",
        ":name ESCAPE '!'": "'%' || :name || '%'",
        "MATCH :words": "MATCH escape_fts(:words)",
        ":now": _moment("-0 days"),
        ":days": _moment("-1 day"),
        ":weeks": _moment(f"-{(WEEKS + 1) * 7} days"),
        ":week": _moment("-7 days"),
    }
    for old, new in replaced.items():
        sql = sql.replace(old, new)
    return sql.strip()


def _moment(ago: str) -> str:
    return f"strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now', '{ago}')"
