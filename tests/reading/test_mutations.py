"""Pages that were damaged on the way are read as safely, and nearly as fast, as whole ones."""

import gzip
import json
import random
import time
from pathlib import Path

import pytest

from newscrawl.reading import read_article
from newscrawl.reading.memory import Memory

from .mutations import MUTATIONS, mutated, swollen
from .pages import ONE, STORY, THREE, TWO, URL, page

PRESS = Path(__file__).resolve().parents[3] / "shared" / "articles" / "data"
WHOLE = page(
    STORY * 20, above="<p class=byline>By Ada Reyes</p>", below="<ul><li><a href=/a>Council</a></li></ul>" * 50
)
LONGEST = 15.0
"""Seconds of CPU: many times what it takes, and far less than what time by the square would."""


def press_pages(number):
    """Some pages of the press, where they lie beside the project."""
    if not (PRESS / "pages.jsonl").exists():
        return []
    rows = [json.loads(line) for line in (PRESS / "pages.jsonl").read_text("utf-8").splitlines()]
    rows = random.Random(4).sample(rows, number)
    return [(gzip.decompress((PRESS / row["html"]).read_bytes()), row["url"]) for row in rows]


def read_in_time(body, url):
    began = time.process_time()
    raw = read_article(body, url, Memory())
    assert time.process_time() - began < LONGEST
    assert all(isinstance(text, str) and text for text in raw["paragraphs"])
    return raw


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
@pytest.mark.parametrize("seed", range(10))
def test_a_damaged_page_of_ours_is_read(mutate, seed):
    read_in_time(mutate(WHOLE.encode(), random.Random(seed)), URL)


@pytest.mark.parametrize("seed", range(10))
def test_a_page_with_ten_thousand_of_one_thing_is_read(seed):
    read_in_time(swollen(WHOLE.encode(), random.Random(seed)), URL)


def test_damaged_pages_of_the_press_are_read():
    for number, (body, url) in enumerate(press_pages(12)):
        read_in_time(mutated(body, number), url)


@pytest.mark.parametrize(
    "markup",
    [
        "<figure><img src=/a.jpg><figcaption>The bridge, seen from its north bank in March.</figcaption></figure>",
        "<blockquote><p>“We have waited long enough for this,” said Ada Reyes of the ferry office.</p></blockquote>",
        '<div class="card"><h3><a href="/x">Another story of another day</a></h3></div>',
    ],
    ids=["captions", "quotes", "teasers"],
)
def test_five_thousand_figures_quotes_or_teasers_are_read(markup):
    raw = read_in_time(page(STORY + markup * 5_000).encode(), URL)
    assert {ONE, TWO, THREE} <= set(raw["paragraphs"])
