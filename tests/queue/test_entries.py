"""A paper as a job holds it: what a sites file states survives the way through JSON and TOML."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.queue.entries import Paper, UnknownPaperError, paper_of, sites_toml, stated
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.registry import site_classes
from newscrawl.spiders.site import Site
from newscrawl.spiders.sites_file import read_sites_file

SMALL = {"name": "courier", "domain": "courier.example", "place": "Mapleton", "timezone": "America/Los_Angeles"}
FULL = {
    **SMALL,
    "scheme": "http",
    "allow_private": True,
    "language": "en",
    "feeds": ["https://courier.example/feed/", 'https://courier.example/?a="b"'],
    "sitemaps": ["https://courier.example/map.xml"],
    "sections": ["https://courier.example/news/"],
    "comments": {"platform": "disqus", "key": "courier"},
    "fields": {"headline": "h1.title", "authors": "//span[@rel='author']"},
}


@pytest.mark.parametrize("entry", [SMALL, FULL], ids=["small", "full"])
def test_an_entry_comes_through_a_job_as_it_was(entry):
    site = Site.from_mapping(entry)
    job = json.loads(json.dumps(paper_of(NewsSpider.of(site), {"max_articles": "5"}).as_json()))
    paper = Paper.from_json(job, known=())
    assert Site.from_mapping(paper.entry) == site
    assert paper.arguments == {"max_articles": "5"}


def test_what_is_usual_is_not_said():
    assert stated(Site.from_mapping({**SMALL, "scheme": "https", "allow_private": False, "feeds": []})) == {
        **SMALL,
        "scheme": "https",
    }


def test_a_sites_file_of_entries_gives_their_sites(tmp_path):
    file = tmp_path / "sites.toml"
    file.write_text(sites_toml([SMALL | {"name": "other"}, FULL]), encoding="utf-8")
    assert [site.name for site in read_sites_file(Path(file))] == ["other", "courier"]
    assert read_sites_file(Path(file))[1] == Site.from_mapping(FULL)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=3), st.lists(TEXTS, max_size=3))
def test_any_text_comes_through_toml(text, table, many):
    entry = {"place": text, "fields": table, "feeds": many, "allow_private": True}
    assert tomllib.loads(sites_toml([entry]))["site"] == [entry]


def test_a_paper_with_code_goes_by_its_name():
    name, cls = next(iter(site_classes().items()))
    paper = paper_of(cls(), {})
    assert paper.as_json() == {"name": name}
    assert Paper.from_json({"name": name}, known=[name]) == paper
    assert paper.kind != paper_of(NewsSpider.of(Site.from_mapping(SMALL)), {}).kind


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": "herald"}, "no spider called 'herald': install the same newscrawl"),
        ({"name": "courier", "entry": {**SMALL, "colour": "red"}}, "cannot be read here: unknown field 'colour'"),
        ({"name": "courier", "entry": {"name": "courier"}}, "cannot be read here: field 'domain' is missing"),
        ({"name": "herald", "entry": SMALL}, "holds the entry of 'courier'"),
        ({"name": "courier", "entry": "x"}, "holds the entry of None"),
        ({"name": "courier", "entry": SMALL, "arguments": {"urls": "f"}}, "made by another newscrawl"),
        ({"outlet": 3}, "made by another newscrawl"),
        ({}, "made by another newscrawl"),
    ],
)
def test_a_job_that_this_machine_cannot_do_says_why(said, words):
    with pytest.raises(UnknownPaperError, match=words):
        Paper.from_json(said, known=["courier"])
