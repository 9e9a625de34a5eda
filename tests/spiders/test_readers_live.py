"""A whole crawl whose pages are read by reader processes, as a user runs it."""

import os
import sqlite3
from pathlib import Path

import pytest
from loopback import Paper, article_page, comment, home, scrapy, thread

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no reader processes there")

TESTS = Path(__file__).parent.parent
STORED = (
    "SELECT url, headline, body, section, authors, published_at FROM v_article ORDER BY url",
    "SELECT url, paragraph, start_char, end_char, text, speaker, cue FROM v_quote ORDER BY url, start_char",
    "SELECT url, platform_id, parent_id, author, text, published_at FROM v_comment ORDER BY url, platform_id",
    "SELECT outlet, url, stage, reason FROM v_problem WHERE url NOT LIKE '%sitemap%' AND url NOT LIKE '%feed%' ORDER BY url",
)


def page(number, *, more="", said="Good."):
    talk = thread(
        comment(number, "Tom Oak", said, replies=comment(f"{number}1", "Lena", f"Not at all, number {number}."))
    )
    text = article_page(
        f"Footbridge {number} opens in Mapleton", published=f"2026-03-0{number}T09:30:00-08:00", comments=talk
    )
    return text.replace("</article>", f"{more}</article>")


def stored(tmp_path, name, answers, *settings):
    with Paper({"/": home(*(path for path in answers if "?" not in path)), **answers}) as paper:
        done = scrapy(
            "crawl", "odd_live", "-s", "SPIDER_MODULES=odd_live", "-s", f"DATABASE_URL=sqlite:///{tmp_path / name}",
            "-s", "DOWNLOAD_DELAY=0", *settings,
            env={"ODD_DOMAIN": paper.domain, "PYTHONPATH": str(TESTS)},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        with sqlite3.connect(tmp_path / name) as base:
            return [
                [tuple(str(value).replace(paper.domain, "HOST") for value in row) for row in base.execute(query)]
                for query in STORED
            ], done


def test_what_is_stored_is_the_same_and_a_page_that_kills_its_reader_is_a_problem(tmp_path):
    link = '<nav class="page-links"><a class="post-page-numbers" href="/2026/bridge-4/?page=2">2</a></nav>'
    answers = {f"/2026/bridge-{number}/": page(number, more=link if number == 4 else "") for number in range(1, 6)}
    answers["/2026/bridge-4/?page=2"] = article_page(
        "Footbridge 4 opens in Mapleton", ("The rest of the story is that the ferry was sold.",) * 2
    )
    (articles, *others), _ = stored(tmp_path, "in_line.db", answers, "-s", "READERS=0")
    assert len(articles) == 5
    assert all(row[3] == "Odd" for row in articles)
    answers["/2026/bridge-6/"] = page(6, said="KILLED")
    (beside, quotes, comments, problems), done = stored(tmp_path, "beside.db", answers, "-s", "READERS=1")
    assert [beside, quotes, comments] == [articles, *others[:2]]
    assert len(comments) == 10
    killed = "reading it ended the reader process (SIGKILL)"
    assert [row for row in problems if row not in others[2]] == [
        ("odd_live", "http://HOST/2026/bridge-6/", "read", killed)
    ]
    assert "Traceback" not in done.stderr
