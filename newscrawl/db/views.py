"""The views that people and programs query: plain names, no joins to know. One text a view, for both engines.

No migration speaks of views. Before an upgrade every ``v_*`` view is dropped, also one that is not in :data:`VIEWS` any
more; after the newest migration all of :data:`VIEWS` are made. A view may so name what the newest migration added, and
a table may change whatever looked at it. A change of a view alone needs an (empty) migration, so that a database that
exists gets it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

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
       (SELECT count(*) FROM revision r WHERE r.article_id = a.id AND NOT r.reread) AS revisions,
       a.first_seen, a.last_seen, a.gone_at
FROM article a JOIN outlet o ON o.id = a.outlet_id""",
    "v_address": "SELECT u.article_id, u.url, u.reason, u.first_seen FROM article_url u",
    "v_revision": """
SELECT r.article_id, o.name AS outlet, a.url, r.number, r.seen_at, r.headline, b.headline AS headline_before,
       CASE WHEN b.id IS NOT NULL THEN coalesce(r.headline, '') <> coalesce(b.headline, '') END AS headline_changed,
       r.change, r.words_added, r.words_removed, r.modified AS modified_at,
       CASE WHEN b.id IS NOT NULL AND NOT r.reread THEN
            (r.modified IS NULL OR r.modified = b.modified)
            AND NOT EXISTS (SELECT 1 FROM correction c WHERE c.article_id = r.article_id
                            AND c.first_seen > b.seen_at AND c.first_seen <= r.seen_at) END AS silent,
       r.reread, r.body
FROM revision r JOIN article a ON a.id = r.article_id JOIN outlet o ON o.id = a.outlet_id
LEFT JOIN revision b ON b.article_id = r.article_id AND b.number = r.number - 1""",
    "v_quote": """
SELECT q.id AS quote_id, q.article_id, o.name AS outlet, a.url, a.headline, a.published AS published_at, q.paragraph,
       q.start_char, q.end_char, q.text, q.kind, s.name AS speaker, q.speaker_as_printed, q.role, q.cue,
       q.cue_start, q.cue_end, q.confidence, q.candidates, q.speaker_id
FROM quote q JOIN article a ON a.id = q.article_id JOIN outlet o ON o.id = a.outlet_id
LEFT JOIN speaker s ON s.id = q.speaker_id""",
    "v_quote_history": """
SELECT q.article_id, o.name AS outlet, a.url, q.revision, r.seen_at, q.paragraph, q.start_char, q.end_char, q.text, q.kind,
       s.name AS speaker, q.speaker_as_printed, q.role, q.cue, q.confidence, 1 = 1 AS is_current
FROM quote q JOIN article a ON a.id = q.article_id JOIN outlet o ON o.id = a.outlet_id
LEFT JOIN revision r ON r.article_id = q.article_id AND r.number = q.revision
LEFT JOIN speaker s ON s.id = q.speaker_id
UNION ALL
SELECT r.article_id, o.name, a.url, r.number, r.seen_at, p.paragraph, p.start_char, p.end_char, p.text, p.kind,
       p.speaker, p.speaker_as_printed, p.role, p.cue, p.confidence, 1 = 0
FROM past_quote p JOIN revision r ON r.id = p.revision_id JOIN article a ON a.id = r.article_id
JOIN outlet o ON o.id = a.outlet_id""",
    "v_speaker": """
SELECT s.id AS speaker_id, o.name AS outlet, s.name, s.roles, count(*) AS quotes, count(DISTINCT q.article_id) AS articles,
       min(a.published) AS first_quoted_at, max(a.published) AS last_quoted_at
FROM speaker s JOIN outlet o ON o.id = s.outlet_id JOIN quote q ON q.speaker_id = s.id JOIN article a ON a.id = q.article_id
GROUP BY s.id, o.name, s.name, s.roles""",
    "v_post": """
SELECT p.article_id, o.name AS outlet, a.url, a.headline AS article_headline, p.position, p.key, p.headline, p.author,
       p.published AS published_at, p.published_raw, p.paragraph, p.paragraphs, p.start_char, p.end_char,
       coalesce(p.text, substr(a.body, p.start_char + 1, p.end_char - p.start_char)) AS text
FROM post p JOIN article a ON a.id = p.article_id JOIN outlet o ON o.id = a.outlet_id""",
    "v_correction": """
SELECT c.article_id, o.name AS outlet, a.url, a.headline, a.published AS published_at, c.number, c.kind, c.text,
       c.dated AS dated_at, c.dated_raw, c.first_seen
FROM correction c JOIN article a ON a.id = c.article_id JOIN outlet o ON o.id = a.outlet_id""",
    "v_comment": """
SELECT c.id AS comment_id, t.article_id, o.name AS outlet, a.url, a.headline, t.platform, c.platform_id, c.parent_id,
       c.depth, c.position, c.author, c.author_key, c.text, c.published AS published_at, c.published_raw,
       c.published_precision, c.edited AS edited_at, c.likes, c.dislikes, c.state, c.pinned, c.quoted, c.links, c.badges,
       (t.last_read IS NOT NULL AND c.last_seen < t.last_read
        OR EXISTS (SELECT 1 FROM comment_alias x JOIN thread y ON y.id = x.thread_id
                   WHERE x.comment_id = c.id AND c.last_seen < y.last_read)) AS gone,
       c.first_seen, c.last_seen
FROM comment c JOIN thread t ON t.id = c.thread_id JOIN article a ON a.id = t.article_id
JOIN outlet o ON o.id = a.outlet_id""",
    "v_thread": """
SELECT t.id AS thread_id, t.article_id, o.name AS outlet, a.url, a.headline, a.published AS published_at, t.platform,
       t.platform_id, t.claimed, (SELECT count(*) FROM comment c WHERE c.thread_id = t.id) AS comments,
       (SELECT count(*) FROM comment c WHERE c.thread_id = t.id AND c.state <> 'deleted'
        AND (t.last_read IS NULL OR c.last_seen >= t.last_read)) AS shown,
       t.closed, t.readable, t.reason, t.first_seen, t.last_seen, t.last_read, t.looked_at, t.grown, t.due_at
FROM thread t JOIN article a ON a.id = t.article_id JOIN outlet o ON o.id = a.outlet_id""",
    "v_story": """
SELECT a.story_id, a.id AS article_id, o.name AS outlet, a.url, a.headline, a.published AS published_at, a.is_original
FROM article a JOIN outlet o ON o.id = a.outlet_id WHERE a.story_id IS NOT NULL""",
    "v_problem": """
SELECT p.run_id, p.at, o.name AS outlet, p.url, p.stage, p.field, p.reason
FROM problem p LEFT JOIN outlet o ON o.id = p.outlet_id""",
    "v_opt_out": """
SELECT p.article_id, o.name AS outlet, p.url, p.opt_outs, p.fetched_at AS stated_at
FROM page p JOIN outlet o ON o.id = p.outlet_id WHERE p.opt_outs IS NOT NULL AND p.kind = 'article'""",
    "v_source": """
SELECT o.name AS outlet, p.url, s.what, s.visits, s.named, s.brought, s.newest, s.last_new_at, s.pause AS pause_seconds,
       p.fetched_at, p.due_at, p.state, p.reason
FROM source s JOIN page p ON p.id = s.page_id JOIN outlet o ON o.id = p.outlet_id""",
    "v_outlet_health": """
SELECT o.name AS outlet, o.domain, o.place, s.state, s.since AS state_since, s.fields AS fields_fallen, s.reason,
       s.judged_at, o.refused_since, o.refused_reason,
       (SELECT count(*) FROM article a WHERE a.outlet_id = o.id) AS articles,
       (SELECT max(a.published) FROM article a WHERE a.outlet_id = o.id) AS newest_published_at,
       (SELECT max(a.first_seen) FROM article a WHERE a.outlet_id = o.id) AS last_new_at,
       (SELECT max(p.fetched_at) FROM page p WHERE p.outlet_id = o.id) AS last_fetched_at,
       (SELECT count(*) FROM page p WHERE p.outlet_id = o.id) AS pages,
       (SELECT count(*) FROM page p WHERE p.outlet_id = o.id AND p.state = 'found') AS pages_waiting,
       (SELECT count(*) FROM page p WHERE p.outlet_id = o.id AND p.failures > 0) AS pages_failing,
       (SELECT count(*) FROM problem b WHERE b.outlet_id = o.id
        AND b.run_id = (SELECT max(c.run_id) FROM problem c WHERE c.outlet_id = o.id)) AS problems_last_time
FROM outlet o LEFT JOIN outlet_state s ON s.outlet_id = o.id""",
    "v_outlet_run": """
SELECT v.run_id, o.name AS outlet, v.first_at, v.last_at, v.pages, v.found, v.sources, v.sources_naming,
       v.sources_unchanged, v.articles, v.young, v.not_articles, v.unchanged, v.gone, v.refused, v.skipped, v.failed,
       v.threads, v.threads_failed, v.articles_new, v.articles_changed, v.quotes_new, v.comments_new, v.problems,
       v.filled, v.filled_young
FROM outlet_run v JOIN outlet o ON o.id = v.outlet_id""",
    "v_run": """
SELECT r.id AS run_id, r.started_at, r.finished_at, r.reason, r.owner, r.arguments,
       (SELECT count(*) FROM outlet_run v WHERE v.run_id = r.id) AS outlets,
       (SELECT coalesce(sum(v.pages), 0) FROM outlet_run v WHERE v.run_id = r.id) AS pages,
       (SELECT coalesce(sum(v.articles_new), 0) FROM outlet_run v WHERE v.run_id = r.id) AS articles_new,
       (SELECT coalesce(sum(v.articles_changed), 0) FROM outlet_run v WHERE v.run_id = r.id) AS articles_changed,
       (SELECT coalesce(sum(v.quotes_new), 0) FROM outlet_run v WHERE v.run_id = r.id) AS quotes_new,
       (SELECT coalesce(sum(v.comments_new), 0) FROM outlet_run v WHERE v.run_id = r.id) AS comments_new,
       (SELECT count(*) FROM problem p WHERE p.run_id = r.id) AS problems
FROM run r""",
}
"""Name to SELECT; ``{authors}``, ``{tags}`` and ``{captions}`` are JSON lists in order, in each engine's way."""


def make_views(connection: Connection) -> None:
    """Make every view; the tables are those of the newest migration."""
    pattern = _LIST[connection.dialect.name]
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
    for name, select in VIEWS.items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {select.format(**lists)}")


def drop_views(connection: Connection) -> None:
    """Drop every view of ours that is there, whichever version made it."""
    there = {name for name in inspect(connection).get_view_names() if name.startswith("v_")}
    ours = [name for name in reversed(VIEWS) if name in there]
    for name in [*sorted(there - VIEWS.keys()), *ours]:
        connection.exec_driver_sql(f'DROP VIEW "{name}"')


def create_views(dialect: str) -> list[str]:
    """No statement: the first migration asks for those that make the views, and the views are made after the last."""
    del dialect
    return []
