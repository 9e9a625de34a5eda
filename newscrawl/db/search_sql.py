"""The SQL that searches articles, quotes and comments, on both engines."""

from __future__ import annotations

_FROM = {
    "article": "article t JOIN article a ON a.id = t.id",
    "quote": "quote t JOIN article a ON a.id = t.article_id LEFT JOIN speaker s ON s.id = t.speaker_id",
    "comment": "comment t JOIN thread h ON h.id = t.thread_id JOIN article a ON a.id = h.article_id",
}
_WHO = {"article": "a.byline", "quote": "s.name", "comment": "t.author"}
_AT = {"article": "a.published", "quote": "a.published", "comment": "t.published"}
_TEXT = {
    "article": "coalesce(a.headline, '') || ' — ' || coalesce(a.dek, '') || ' ' || a.body",
    "quote": "t.text",
    "comment": "t.text",
}

_OPTIONS = "StartSel=[, StopSel=], MaxFragments=1, MaxWords=16, MinWords=8"


def search_sql(where: str, dialect: str) -> str:
    """What holds the words ``:words``, of each table the ``:limit`` rows stored last.

    Not the best matches first: to rank them, every match of a common word would be read; to take the newest, a few are.

    Args:
        where: further conditions of the article ``a`` and the outlet ``o``, each beginning with " AND ".
        dialect: "sqlite" or "postgresql".
    """
    parts = [_postgresql(table, where) if dialect == "postgresql" else _sqlite(table, where) for table in _FROM]
    union = "\nUNION ALL\n".join(f"SELECT * FROM ({part}) {table}s" for table, part in zip(_FROM, parts, strict=True))
    return f"SELECT * FROM ({union}) hit ORDER BY published_at DESC{_LAST[dialect]}, what, url LIMIT :limit"


_LAST = {"sqlite": "", "postgresql": " NULLS LAST"}


def _sqlite(table: str, where: str) -> str:
    return f"""
SELECT '{table}' AS what, {_AT[table]} AS published_at, o.name AS outlet, {_WHO[table]} AS who,
       snippet({table}_fts, -1, '[', ']', ' … ', 16) AS found, a.url
FROM {table}_fts CROSS JOIN {_FROM[table].replace(" t ", " t ON t.id = " + table + "_fts.rowid ", 1)}
JOIN outlet o ON o.id = a.outlet_id
WHERE {table}_fts MATCH :words{where} ORDER BY {table}_fts.rowid DESC LIMIT :limit"""


def _postgresql(table: str, where: str) -> str:
    query = "to_tsquery('simple', :words)"
    return f"""
SELECT '{table}' AS what, at AS published_at, outlet, who, ts_headline('simple', words, {query}, '{_OPTIONS}') AS found, url
FROM (SELECT {_AT[table]} AS at, o.name AS outlet, {_WHO[table]} AS who, {_TEXT[table]} AS words, a.url
      FROM {_FROM[table]} JOIN outlet o ON o.id = a.outlet_id
      WHERE t.search @@ {query}{where} ORDER BY t.id DESC LIMIT :limit) {table}_hit"""
