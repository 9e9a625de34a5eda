"""Site memory on its way through a run: read with, learned from, handed to the store."""

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from newscrawl.items import ArticleItem, PageItem
from newscrawl.reading.memory import RULES, Memory
from newscrawl.spiders.articles import join_part
from newscrawl.spiders.news import NewsSpider

HOME = "https://mapletoncourier.example/"


class MapletonCourier(NewsSpider):
    name = "mapleton_courier"
    domain = "mapletoncourier.example"
    place = "Mapleton, Oregon"
    timezone = "America/Los_Angeles"


def spider(database, **settings):
    """A spider that has opened its papers."""
    made = MapletonCourier.from_crawler(get_crawler(MapletonCourier, {"DATABASE_URL": database, **settings}))
    made.open_frontier()
    return made


def answer(number, url=None):
    url = url or f"{HOME}2026/03/story-{number}/"
    first = f"The footbridge number {number} over Alder Creek opened on Saturday after {number} months of work."
    second = f"About {number}00 people walked across it in the first hour, the county said on day {number}."
    body = (
        f"<h1>Bridge {number} opens</h1><p class=byline>By Ada Reyes</p><time datetime=2026-03-01T12:00Z>March 1</time>"
        f"<div class=entry-content><p>{first}</p><h3>What happens next</h3><p>{second}</p><p>{first[::-1]}</p></div>"
    )
    return HtmlResponse(url, body=body.encode(), headers={"Content-Type": "text/html"}, request=Request(url))


def told(made, number, url=None):
    """The article and the end of a page."""
    items = list(made.parse_article(answer(number, url)))
    return next(item for item in items if isinstance(item, ArticleItem)), items[-1]


@pytest.fixture
def database(tmp_path):
    return f"sqlite:///{tmp_path / 'news.db'}"


def test_what_recurs_is_left_out_as_soon_as_it_is_known(database):
    made = spider(database)
    assert made.memory == Memory()
    articles = [told(made, number)[0] for number in range(RULES["h"].pages + 1)]
    assert [("What happens next" in article.paragraphs) for article in articles] == [True] * RULES["h"].pages + [False]
    assert articles[-1].left_out == ["What happens next"]


def test_the_end_of_a_page_carries_what_the_store_learns(database):
    end = told(spider(database), 1)[1]
    assert isinstance(end, PageItem)
    assert end.sighting["place"].startswith("div.content.entry")
    assert len(end.sighting["blocks"]) == 4


def test_the_twins_of_an_article_are_one_page(database):
    made = spider(database)
    for _ in range(3):
        told(made, 1)
    assert len(made.memory.sightings) == 1


def test_it_can_be_switched_off(database):
    made = spider(database, SITE_MEMORY=False)
    ends = [told(made, number) for number in range(12)]
    assert made.memory is None
    assert all("What happens next" in article.paragraphs and end.sighting is None for article, end in ends)


def test_the_text_that_a_papers_own_entry_states_is_left_as_it_is(database):
    made = spider(database)
    for number in range(12):
        told(made, number)
    made.fields = {"body": ".entry-content p, .entry-content h3"}
    article, end = told(made, 50)
    assert "What happens next" in article.paragraphs
    assert (article.left_out, end.sighting) == ([], None)


@pytest.mark.parametrize(
    ("first", "second", "unaided"),
    [([], [], []), (["Wrong."], [], ["Wrong.", "Head", "Two."]), ([], ["Odd."], ["One.", "Head", "Odd."])],
)
def test_the_parts_of_a_story_are_joined_with_what_the_memory_did_to_each(first, second, unaided):
    one = {"paragraphs": ["One."], "closing_headings": ["Head"], "unaided": first, "left_out": ["Give."]}
    two = {"paragraphs": ["Two."], "unaided": second, "left_out": ["Give more."]}
    joined = join_part(one, two)
    assert joined["paragraphs"] == ["One.", "Head", "Two."]
    assert joined["unaided"] == unaided
    assert joined["left_out"] == ["Give.", "Give more."]
