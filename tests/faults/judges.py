"""What must hold in a database after any fault, judged against the log of the bench's own server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import create_engine, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from faults.bench import Bench
    from sqlalchemy.engine import Connection

REASONED = "state NOT IN ('found', 'read', 'unchanged')"


def judge(database: str, *papers: Bench) -> list[str]:
    """All that is wrong, in sentences; nothing where nothing is."""
    engine = create_engine(database)
    with engine.connect() as connection:
        wrong = [*lost(connection, papers), *doubled(connection), *unsound(connection), *spans(connection)]
    engine.dispose()
    return wrong


def lost(connection: Connection, papers: Iterable[Bench]) -> list[str]:
    """Pages that were served whole and are neither stored with all that stood in them nor recorded with a reason."""
    wrong = []
    for paper in papers:
        stored = _stored(connection, "SELECT url, article_id FROM v_address", paper)
        settled = _stored(connection, f"SELECT url, reason FROM page WHERE {REASONED} AND reason IS NOT NULL", paper)
        told = _stored(connection, "SELECT url, reason FROM v_problem WHERE url IS NOT NULL", paper)
        quotes = _counted(connection, "SELECT url, count(*) FROM v_quote GROUP BY url", paper)
        comments = _counted(connection, "SELECT url, count(*) FROM v_comment GROUP BY url", paper)
        for path in sorted(paper.served_whole()):
            if path not in stored:
                if path not in settled and path not in told:
                    wrong.append(f"lost: {path} was served whole and stands nowhere")
                continue
            if quotes.get(path, 0) != paper.quotes[path]:
                wrong.append(f"lost: {path} has {quotes.get(path, 0)} quotes of {paper.quotes[path]}")
            if comments.get(path, 0) != len(paper.comments[path]):
                wrong.append(f"lost: {path} has {comments.get(path, 0)} comments of {len(paper.comments[path])}")
    return wrong


def doubled(connection: Connection) -> list[str]:
    """Two article rows, or two equal quote or comment rows, for one page."""
    asked = {
        "article": "SELECT url, count(*) FROM v_article GROUP BY url HAVING count(*) > 1",
        "quote": "SELECT url, count(*) FROM v_quote GROUP BY url, start_char, end_char HAVING count(*) > 1",
        "quote's text": "SELECT url, count(*) FROM v_quote GROUP BY url, text HAVING count(*) > 1",
        "comment": "SELECT url, count(*) FROM v_comment GROUP BY url, platform_id HAVING count(*) > 1",
        "comment's text": "SELECT url, count(*) FROM v_comment GROUP BY url, author, text HAVING count(*) > 1",
        "page": "SELECT key, count(*) FROM page GROUP BY outlet_id, kind, key HAVING count(*) > 1",
        "revision": "SELECT url, revisions FROM v_article WHERE revisions > 1",
    }
    return [
        f"doubled: the {what} of {url} stands {number} times"
        for what, statement in asked.items()
        for url, number in connection.execute(text(statement))
    ]


def unsound(connection: Connection) -> list[str]:
    """What the database itself says of its state; rows that refer to nothing."""
    if connection.dialect.name == "sqlite":
        said = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        return [f"unsound: {one}" for one in said if one != "ok"] + [f"refers to nothing: {row}" for row in broken[:9]]
    asked = text(
        "SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, b.attname FROM pg_constraint c "
        "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] "
        "JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1] WHERE c.contype = 'f'"
    )
    wrong = []
    for table, column, other, of in connection.execute(asked).all():
        orphans = text(
            f"SELECT count(*) FROM {table} x LEFT JOIN {other} y ON y.{of} = x.{column} "
            f"WHERE x.{column} IS NOT NULL AND y.{of} IS NULL"
        )
        if number := connection.execute(orphans).scalar_one():
            wrong.append(f"refers to nothing: {number} of {table}.{column}")
    return wrong


def spans(connection: Connection) -> list[str]:
    """Quotes whose span of the body is not their text; articles whose quotes are of another text."""
    asked = text(
        "SELECT q.url, q.start_char, q.end_char, q.text, a.body FROM v_quote q JOIN v_article a USING (article_id)"
    )
    return [
        f"span: {url} {start}:{end} is not the quote's text"
        for url, start, end, words, body in connection.execute(asked)
        if body[start:end] != words
    ]


def _stored(connection: Connection, statement: str, paper: Bench) -> dict[str, object]:
    return {_path(url): value for url, value in connection.execute(text(statement)) if _of(url, paper)}


def _counted(connection: Connection, statement: str, paper: Bench) -> dict[str, int]:
    return {_path(url): int(number) for url, number in connection.execute(text(statement)) if _of(url, paper)}


def _of(url: str, paper: Bench) -> bool:
    return urlsplit(url).netloc == paper.domain


def _path(url: str) -> str:
    return urlsplit(url).path
