"""The demo, end to end: what it stores equals its own truth in every field; a second run adds nothing."""

from __future__ import annotations

import json
import re

import pytest
from loopback import ROOT, scrapy
from sqlalchemy import create_engine, text

from newscrawl import demo


def rows(database: str, sql: str) -> list[dict]:
    engine = create_engine(database)
    with engine.connect() as connection:
        found = [dict(row._mapping) for row in connection.execute(text(sql))]
    engine.dispose()
    return found


def opened(value):
    return json.loads(value) if isinstance(value, str) else value


def utc(value) -> str | None:
    """An ISO moment, seconds and zone written one way, whatever the engine gives."""
    from datetime import UTC, datetime

    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.astimezone(UTC).isoformat()


def stored(database: str) -> list[dict]:
    """The articles of the views, in the truth's shape."""
    quotes, comments, addresses = (
        rows(database, f"SELECT * FROM {view}") for view in ("v_quote", "v_comment", "v_address")
    )
    by_id = {c["comment_id"]: c for c in comments}
    found = []
    for a in rows(database, "SELECT * FROM v_article"):
        found.append(
            {
                "outlet": a["outlet"],
                "url": a["url"],
                "headline": a["headline"],
                "dek": a["dek"],
                "authors": opened(a["authors"]),
                "byline": a["byline"],
                "section": a["section"],
                "tags": sorted(opened(a["tags"])),
                "kind": a["kind"],
                "language": a["language"],
                "credit": a["credit"],
                "published": utc(a["published_at"]),
                "modified": utc(a["modified_at"]),
                "paragraphs": a["body"].split("\n\n"),
                "body": a["body"],
                "captions": opened(a["captions"]),
                "also_at": sorted(
                    r["url"] for r in addresses if r["article_id"] == a["article_id"] and r["url"] != a["url"]
                ),
                "quotes": sorted(
                    (q["paragraph"], q["text"], q["kind"], q["speaker"])
                    for q in quotes
                    if q["article_id"] == a["article_id"]
                ),
                "comments": {
                    c["platform_id"]: {
                        "parent": by_id[c["parent_id"]]["platform_id"] if c["parent_id"] else None,
                        "author": c["author"],
                        "text": c["text"],
                        "published": utc(c["published_at"]),
                        "depth": c["depth"],
                        "state": c["state"],
                    }
                    for c in comments
                    if c["article_id"] == a["article_id"]
                },
            }
        )
    return found


def expected(day: int = 0) -> dict[str, dict]:
    wanted = {}
    for a in [dict(article) for article in demo.truth(day)["articles"]]:
        for name in ("published", "modified"):
            if name in a:
                a[name] = utc(a[name])
        if "tags" in a:
            a["tags"] = sorted(a["tags"])
        a["also_at"] = sorted(a.get("also_at", []))
        a["quotes"] = sorted((q["paragraph"], q["text"], q["kind"], q["speaker"]) for q in a["quotes"])
        a["comments"] = {
            str(c["id"]): {
                name: utc(c[name]) if name == "published" else c[name]
                for name in ("parent", "author", "text", "published", "depth", "state")
            }
            for c in a["comments"]
        }
        a.pop("published_offset", None)
        wanted[a["url"]] = a
    return wanted


def crawl(database: str, *more: str):
    result = scrapy("crawl", "localnews", "-a", "sites=demo", "-s", f"DATABASE_URL={database}", *more)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    return result


def counts(database: str) -> dict[str, int]:
    tables = (
        "article",
        "revision",
        "article_url",
        "quote",
        "comment",
        "comment_revision",
        "thread",
        "image",
        "tag",
        "byline",
    )
    return {table: rows(database, f"SELECT count(*) AS n FROM {table}")[0]["n"] for table in tables}


def test_the_demo_equals_its_truth_in_every_field_and_a_second_run_adds_nothing(database):
    crawl(database)
    wanted = expected()
    found = {a["url"]: a for a in stored(database)}
    assert set(found) == set(wanted)
    wrong = {
        (url, name): (found[url][name], value)
        for url, article in wanted.items()
        for name, value in article.items()
        if name in found[url] and found[url][name] != value
    }
    assert not wrong, f"{len(wrong)} fields differ, the first: {next(iter(wrong.items()))}"
    bodies = (
        rows(database, "SELECT body, start_char, end_char, text FROM v_quote JOIN v_article USING (article_id)")
        if "sqlite" in database
        else []
    )
    assert all(row["body"][row["start_char"] : row["end_char"]] == row["text"] for row in bodies)
    before = counts(database)
    again = crawl(database, "-a", "again=true")
    assert counts(database) == before
    assert "Nothing new: 0 articles, 0 quotes and 0 comments were added." in again.stdout


@pytest.mark.parametrize("word", ["harbor", "v_quote", "v_comment", "v_article", "sqlite3"])
def test_the_demo_ends_with_a_table_and_three_queries(tmp_path_factory, word):
    said = _said(tmp_path_factory)
    assert word in said


_SAID: list[str] = []


def _said(tmp_path_factory) -> str:
    if not _SAID:
        _SAID.append(crawl(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'd.db'}").stdout)
    return _SAID[0]


def test_the_queries_that_the_demo_ends_with_work(database):
    from newscrawl.db.queries import FIRST_QUERIES

    crawl(database)
    assert all(rows(database, query) for query in FIRST_QUERIES)
    in_readme = re.findall(r"```sql\n(.*?);?\n```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(in_readme) >= 4
    for query in in_readme:
        rows(database, query.rstrip(";"))


def test_readme_shows_what_the_demo_prints(tmp_path):
    """The picture of the terminal is the demo's own words, but for where the data lies."""
    said = crawl(f"sqlite:///{tmp_path / 'newscrawl.db'}").stdout
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = [
        line.rstrip()
        for line in said.splitlines()
        if " harbor_ledger" in f" {line}" or line.strip().startswith(("paper", "all"))
    ]
    assert table
    shapes = {
        " ".join(re.sub(r"[\d,]+", "#", line).split()) for line in readme.splitlines()
    }  # readers may learn to find more
    assert [line for line in table if " ".join(re.sub(r"[\d,]+", "#", line).split()) not in shapes] == []
