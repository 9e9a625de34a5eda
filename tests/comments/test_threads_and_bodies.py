"""On saved pages with known truth: a thread never holds the article, and a page without comments gives none.

The pages are not part of this repository; without them there is nothing to test.
"""

import gzip
import json
import re
from pathlib import Path

import pytest

from newscrawl.comments import read_thread

SHARED = Path(__file__).parents[3] / "shared"
ARTICLES, THREADS = SHARED / "articles" / "data", SHARED / "comments" / "data"
EVERY = 6
"""One page in so many is read, to be quick."""
LEAST = 80
"""Characters of a paragraph that stand in a comment by no chance."""

pytestmark = pytest.mark.skipif(
    not ARTICLES.is_dir() or not THREADS.is_dir(), reason="no saved pages beside the repository"
)


def records(path, every=EVERY):
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return [json.loads(line) for line in lines[::every]]


def saved(folder, record):
    path = folder / record.get("html", f"html/{record['id']}.html.gz")
    return gzip.decompress(path.read_bytes())


def fold(text):
    return " ".join(re.findall(r"\w+", (text or "").casefold()))


@pytest.mark.parametrize("record", records(ARTICLES / "pages.jsonl"), ids=lambda record: record["id"])
def test_no_comment_holds_a_paragraph_of_the_article(record):
    paragraphs = [fold(part) for part in (record["truth"].get("body") or "").split("\n") if len(part) >= LEAST]
    for row in read_thread(saved(ARTICLES, record), record["url"]):
        said = fold(row["text"])
        # A reader may quote a sentence; whoever says most of a paragraph and little else is the article.
        assert not any(paragraph in said and len(said) < 2 * len(paragraph) for paragraph in paragraphs)


EMPTY = [record for record in records(THREADS / "threads.jsonl", 1) if record["kind"] == "empty"]


@pytest.mark.parametrize("record", EMPTY, ids=lambda record: record["id"])
def test_a_page_without_comments_is_left_empty(record):
    assert read_thread(saved(THREADS, record), record["url"]) == []


@pytest.mark.parametrize(
    "record",
    [record for record in records(THREADS / "threads.jsonl") if record["kind"] == "thread"],
    ids=lambda record: record["id"],
)
def test_a_thread_holds_its_comments_and_nothing_else(record):
    true = [fold(one["text"]) for one in record["truth"]]
    found = [fold(row["text"]) for row in read_thread(saved(THREADS, record), record["url"])]
    assert len([text for text in found if text in true]) >= 0.6 * len(found)  # texts may differ in a word or two
    assert len(found) <= len(true) + 1
