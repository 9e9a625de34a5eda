"""A database as the first version left it: its schema, its views, and the demo's papers in it.

The rows are plain inserts into the tables as they were, not the work of today's code.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from alembic import command
from sqlalchemy import MetaData, insert

from newscrawl.db.engine import _alembic, write_transaction
from newscrawl.demo.papers import PAPERS
from newscrawl.demo.truth import truth

DAYS = (datetime(2026, 11, 1, 6, tzinfo=UTC), datetime(2026, 11, 2, 6, tzinfo=UTC))
"""When the demo was crawled on its days 0 and 1."""


def first_database(engine):
    """The first schema with its views, and in it what two crawls of the demo stored; the numbers of rows by table."""
    with write_transaction(engine) as connection:
        config = _alembic()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = MetaData()
        tables.reflect(connection)
        rows = demo_rows(connection.dialect.name)
        for table in tables.sorted_tables:
            if rows[table.name]:
                connection.execute(insert(table), rows[table.name])
        for name, select in first_views(connection.dialect.name).items():
            connection.exec_driver_sql(f"CREATE VIEW {name} AS {select}")
    if engine.dialect.name == "postgresql":  # its sequences do not know of ids that were given
        with write_transaction(engine) as connection:
            for table in tables.sorted_tables:
                if "id" in table.columns:
                    connection.exec_driver_sql(
                        f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), coalesce(max(id), 1)) "
                        f"FROM {table.name}"
                    )
    return {name: len(of) for name, of in rows.items() if of}


def demo_rows(dialect):
    """Table to rows, every column given; ids count from 1 within a table."""
    made = _Rows(dialect)
    for paper in PAPERS:
        made.outlet(paper)
    made.run()
    for day, now in enumerate(DAYS):
        for article in truth(day)["articles"]:
            made.article(article, now)
    made.story()
    return made.rows


class _Rows:
    def __init__(self, dialect):
        self.rows = defaultdict(list)
        self._text = dialect == "sqlite"
        self._articles = {}
        self._named = {}

    def moment(self, value):
        value = datetime.fromisoformat(value) if isinstance(value, str) else value
        return value.isoformat() if value is not None and self._text else value

    def add(self, table, **values):
        self.rows[table].append({"id": len(self.rows[table]) + 1, **values})
        return self.rows[table][-1]["id"]

    def outlet(self, paper):
        self._named[paper.name] = self.add(
            "outlet",
            name=paper.name,
            domain=paper.domain,
            place=paper.place,
            timezone=str(paper.zone),
            language=paper.language,
            lease_owner=None,
            lease_until=None,
        )

    def run(self):
        for now in DAYS:
            self.add(
                "run",
                started_at=self.moment(now),
                finished_at=self.moment(now + timedelta(minutes=1)),
                reason="finished",
                arguments={"sites": "demo"},
                counts={"store/articles/new": 45},
            )
        self.add(
            "problem",
            run_id=1,
            outlet_id=1,
            url="http://harborledger.example/dead",
            stage="fetch",
            field=None,
            reason="404",
            at=self.moment(DAYS[0]),
        )

    def article(self, said, now):
        outlet_id, digest = self._named[said["outlet"]], sha256(" ".join(said["body"].split()).encode()).hexdigest()
        text = {"headline": said["headline"], "body": said["body"], "body_hash": digest}
        row = self._articles.get(said["url"])
        if row is None:
            row = self._articles[said["url"]] = {
                "outlet_id": outlet_id,
                "key": said["url"],
                "url": said["url"],
                **dict.fromkeys(("dek", "kind", "credit", "dateline", "paywall"), None),
                "byline": said["byline"],
                "section": said["section"],
                "language": said["language"],
                "truncated": False,
                "published": self.moment(said["published"]),
                "published_raw": said["published"],
                "published_offset": said.get("published_offset"),
                "modified": self.moment(said.get("modified")),
                "modified_raw": said.get("modified"),
                "modified_offset": said.get("modified_offset"),
                "sources": {"headline": "json-ld"},
                "story_id": None,
                "is_original": False,
                "first_seen": self.moment(now),
                "gone_at": None,
                **text,
            }
            row["id"] = self.add("article", **row)
            self.rows["article"][-1] = row
            self._first_time(said, row, now)
        known = self.rows["revision"]
        if not any(old["article_id"] == row["id"] and old["body_hash"] == digest for old in known):
            number = sum(old["article_id"] == row["id"] for old in known) + 1
            self.add(
                "revision",
                article_id=row["id"],
                number=number,
                seen_at=self.moment(now),
                page_url=said["url"],
                **text,
            )
            row |= text
            self._quotes(said, row)
        row["last_seen"] = self.moment(now)
        row |= {"dek": said.get("dek"), "kind": said.get("kind"), "credit": said.get("credit")}
        self._comments(said, row, now)

    def _first_time(self, said, row, now):
        addresses = [(said["url"], "canonical"), *((url, "requested") for url in said["also_at"])]
        for url, reason in addresses:
            self.add(
                "article_url",
                outlet_id=row["outlet_id"],
                article_id=row["id"],
                key=said["url"],
                url=url,
                reason=reason,
                first_seen=self.moment(now),
            )
        self.add(
            "page",
            outlet_id=row["outlet_id"],
            kind="article",
            url=said["url"],
            key=said["url"],
            found_in=None,
            found_at=self.moment(now),
            newest=row["published"],
            modified_only=False,
            hint={"title": said["headline"]},
            state="read",
            due_at=self.moment(now + timedelta(days=1)),
            fetched_at=self.moment(now),
            status=200,
            reason=None,
            failures=0,
            etag='"1"',
            last_modified=None,
            content_hash=row["body_hash"],
            encoding="utf-8",
            final_url=said["url"],
            article_id=row["id"],
        )
        for position, name in enumerate(said["authors"]):
            author = self._name("author", row["outlet_id"], name)
            self.rows["byline"].append({"article_id": row["id"], "position": position, "author_id": author})
        for position, name in enumerate(said["tags"]):
            self.rows["tag"].append({"article_id": row["id"], "position": position, "name": name})
        for position, image in enumerate(said["images"]):
            self.rows["image"].append({"article_id": row["id"], "position": position, **image})

    def _name(self, table, outlet_id, name):
        known = (table, outlet_id, name)
        if known not in self._named:
            self._named[known] = self.add(table, outlet_id=outlet_id, name=name)
        return self._named[known]

    def _quotes(self, said, row):
        self.rows["quote"] = [quote for quote in self.rows["quote"] if quote["article_id"] != row["id"]]
        at = 0
        for quote in said["quotes"]:
            start = said["body"].find(quote["text"], at)
            if start < 0:
                continue
            at = start + len(quote["text"])
            speaker = self._name("speaker", row["outlet_id"], quote["speaker"]) if quote["speaker"] else None
            self.rows["quote"].append(
                {
                    "id": 1 + max((old["id"] for old in self.rows["quote"]), default=0),
                    "article_id": row["id"],
                    "paragraph": quote["paragraph"],
                    "start_char": start,
                    "end_char": at,
                    "text": quote["text"],
                    "kind": quote["kind"],
                    "speaker_id": speaker,
                    "speaker_as_printed": quote["speaker"],
                    "role": None,
                    "cue": "said",
                    "cue_start": None,
                    "cue_end": None,
                    "confidence": 0.9,
                    "candidates": [],
                }
            )

    def _comments(self, said, row, now):
        if not said["comments"]:
            return
        key = ("thread", row["id"])
        if key not in self._named:
            self._named[key] = self.add(
                "thread",
                article_id=row["id"],
                platform="wordpress",
                platform_id=str(row["id"]),
                claimed=len(said["comments"]),
                closed=False,
                readable=True,
                reason=None,
                first_seen=self.moment(now),
                last_seen=self.moment(now),
                reading_from=self.moment(now),
                last_read=self.moment(now),
            )
        thread_id = self._named[key]
        for position, comment in enumerate(said["comments"]):
            known = ("comment", thread_id, comment["id"])
            if known in self._named:
                self._named[known]["last_seen"] = self.moment(now)
                continue
            parent = self._named.get(("comment", thread_id, comment["parent"]))
            self.add(
                "comment",
                thread_id=thread_id,
                page_id=None,
                platform_id=comment["id"],
                parent_id=parent and parent["id"],
                parent_platform_id=comment["parent"],
                depth=comment["depth"],
                position=position,
                author=comment["author"],
                author_key=None,
                text=comment["text"],
                published=self.moment(comment["published"]),
                published_raw=comment["published"],
                edited=None,
                likes=comment.get("likes"),
                dislikes=comment.get("dislikes"),
                state=comment["state"],
                pinned=False,
                first_seen=self.moment(now),
                last_seen=self.moment(now),
            )
            self._named[known] = self.rows["comment"][-1]
        thread = self.rows["thread"][thread_id - 1]
        thread |= dict.fromkeys(("last_seen", "reading_from", "last_read"), self.moment(now))

    def story(self):
        """The wire story of the demo, as somebody may have marked it by hand."""
        wire = [row for row in self.rows["article"] if row["credit"] is not None]
        story_id = self.add("story", first_seen=self.moment(DAYS[0]))
        for number, row in enumerate(wire):
            row |= {"story_id": story_id, "is_original": number == 0}
        comment = self.rows["comment"][0]
        self.rows["comment_alias"].append({"thread_id": 1, "platform_id": "old-1", "comment_id": comment["id"]})
        self.add("comment_revision", comment_id=comment["id"], text="Frist!", replaced_at=self.moment(DAYS[1]))


def first_views(dialect):
    """The views of the first version, name to SELECT."""
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
    return {name: select.format(**lists) for name, select in VIEWS.items()}


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
