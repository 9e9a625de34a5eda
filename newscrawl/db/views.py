"""The views that people and programs query: plain names, no joins to know. One text a view, for both engines.

A view belongs to the migration that made it: a later migration drops all, changes tables, and makes all again.
"""

from __future__ import annotations

_LIST = {
    "sqlite": "(SELECT json_group_array(value) FROM (SELECT {value} AS value FROM {rows} ORDER BY {order}))",
    "postgresql": "(SELECT coalesce(jsonb_agg({value} ORDER BY {order}), '[]'::jsonb) FROM {rows})",
}

VIEWS: dict[str, str] = {
    "v_article": """
SELECT a.id AS article_id, o.name AS outlet, a.url, a.headline, a.dek, {authors} AS authors, a.byline, a.section,
       {tags} AS tags, a.kind, a.language, a.credit, a.dateline, a.paywall, a.truncated,
       a.published AS published_at, a.published_raw, a.published_offset,
       a.modified AS modified_at, a.modified_raw, a.body, {captions} AS captions, a.story_id,
       (SELECT count(*) FROM revision r WHERE r.article_id = a.id) AS revisions,
       a.first_seen, a.last_seen, a.gone_at
FROM article a JOIN outlet o ON o.id = a.outlet_id""",
    "v_address": "SELECT u.article_id, u.url, u.reason, u.first_seen FROM article_url u",
    "v_revision": """
SELECT r.article_id, o.name AS outlet, a.url, r.number, r.seen_at, r.headline, r.body
FROM revision r JOIN article a ON a.id = r.article_id JOIN outlet o ON o.id = a.outlet_id""",
    "v_quote": """
SELECT q.id AS quote_id, q.article_id, o.name AS outlet, a.url, a.headline, a.published AS published_at, q.paragraph,
       q.start_char, q.end_char, q.text, q.kind, s.name AS speaker, q.speaker_as_printed, q.role, q.cue,
       q.cue_start, q.cue_end, q.confidence, q.candidates
FROM quote q JOIN article a ON a.id = q.article_id JOIN outlet o ON o.id = a.outlet_id
LEFT JOIN speaker s ON s.id = q.speaker_id""",
    "v_comment": """
SELECT c.id AS comment_id, t.article_id, o.name AS outlet, a.url, a.headline, t.platform, c.platform_id, c.parent_id,
       c.depth, c.author, c.text, c.published AS published_at, c.edited AS edited_at, c.likes, c.dislikes, c.state,
       (t.last_read IS NOT NULL AND c.last_seen < t.last_read
        OR EXISTS (SELECT 1 FROM comment_alias x JOIN thread y ON y.id = x.thread_id
                   WHERE x.comment_id = c.id AND c.last_seen < y.last_read)) AS gone,
       c.first_seen, c.last_seen
FROM comment c JOIN thread t ON t.id = c.thread_id JOIN article a ON a.id = t.article_id
JOIN outlet o ON o.id = a.outlet_id""",
    "v_story": """
SELECT a.story_id, a.id AS article_id, o.name AS outlet, a.url, a.headline, a.published AS published_at, a.is_original
FROM article a JOIN outlet o ON o.id = a.outlet_id WHERE a.story_id IS NOT NULL""",
    "v_problem": """
SELECT p.run_id, p.at, o.name AS outlet, p.url, p.stage, p.field, p.reason
FROM problem p LEFT JOIN outlet o ON o.id = p.outlet_id""",
    "v_outlet_health": """
SELECT o.name AS outlet, o.domain, o.place,
       (SELECT count(*) FROM article a WHERE a.outlet_id = o.id) AS articles,
       (SELECT max(a.published) FROM article a WHERE a.outlet_id = o.id) AS newest_published_at,
       (SELECT max(a.first_seen) FROM article a WHERE a.outlet_id = o.id) AS last_new_at,
       (SELECT max(p.fetched_at) FROM page p WHERE p.outlet_id = o.id) AS last_fetched_at,
       (SELECT count(*) FROM page p WHERE p.outlet_id = o.id) AS pages,
       (SELECT count(*) FROM page p WHERE p.outlet_id = o.id AND p.state = 'found') AS pages_waiting,
       (SELECT count(*) FROM page p WHERE p.outlet_id = o.id AND p.failures > 0) AS pages_failing,
       (SELECT count(*) FROM problem b WHERE b.outlet_id = o.id
        AND b.run_id = (SELECT max(c.run_id) FROM problem c WHERE c.outlet_id = o.id)) AS problems_last_time
FROM outlet o""",
}
"""Name to SELECT; ``{authors}``, ``{tags}`` and ``{captions}`` are JSON lists in order, in each engine's way."""


def create_views(dialect: str) -> list[str]:
    """The statements that make every view.

    Args:
        dialect: "sqlite" or "postgresql".
    """
    pattern = _LIST[dialect]
    lists = {
        "authors": pattern.format(
            value="w.name",
            rows="byline b JOIN author w ON w.id = b.author_id WHERE b.article_id = a.id",
            order="b.position",
        ),
        "tags": pattern.format(value="g.name", rows="tag g WHERE g.article_id = a.id", order="g.position"),
        "captions": pattern.format(
            value="i.caption",
            rows="image i WHERE i.article_id = a.id AND i.caption IS NOT NULL",
            order="i.position",
        ),
    }
    return [f"CREATE VIEW {name} AS {select.format(**lists)}" for name, select in VIEWS.items()]


def drop_views() -> list[str]:
    """The statements that drop every view, whether it is there or not."""
    return [f"DROP VIEW IF EXISTS {name}" for name in reversed(VIEWS)]
