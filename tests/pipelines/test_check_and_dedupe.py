from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import DropItem
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from newscrawl.items import ArticleItem, CommentItem, PageItem, ProblemItem, QuoteItem, ThreadItem
from pipelines.check import CheckPipeline
from pipelines.dedupe import DedupePipeline

NOW = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://courier.example/a"


def build(stage):
    stats, told = MemoryStatsCollector(get_crawler()), []
    if stage is CheckPipeline:
        return CheckPipeline(stats, told.append, lambda: NOW), stats, told
    return DedupePipeline(stats, told.append), stats, told


def article(**more):
    return ArticleItem(**{"page": URL, "outlet": "courier", "url": URL, "headline": "Bridge opens", **more})


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (article(url=None), "url"),
        (article(url="javascript:alert(1)"), "url"),
        (article(headline=" ", paragraphs=[" "]), "headline"),
        (CommentItem(page=URL, id="1", text=" "), "text"),
        (CommentItem(page=URL, id=None, text="Yes."), "id"),
        (QuoteItem(page=URL, start=0, end=4, text="Yes"), "start"),
        (QuoteItem(page=URL, start=4, end=1, text="Yes"), "start"),
        (QuoteItem(page=URL, start=None, end=3, text="Yes"), "start"),
        (QuoteItem(page=URL, start=0, end=0, text=None), "text"),
        ({"a": "mapping"}, None),
    ],
)
def test_what_the_tables_could_not_take_is_dropped_into_problems(item, field):
    check, _stats, told = build(CheckPipeline)
    with pytest.raises(DropItem):
        check.process_item(item)
    [problem] = told
    assert problem.stage == "check"
    assert problem.field == field
    assert problem.reason
    if field:
        assert problem.page == URL


@pytest.mark.parametrize("year", [1899, 2029, 9999])
def test_an_impossible_year_costs_the_field_and_not_the_article(year):
    check, stats, told = build(CheckPipeline)
    item = article(published=datetime(year, 5, 1, tzinfo=UTC), published_raw="as printed")
    assert check.process_item(item) is item
    assert item.published is None
    assert item.published_raw == "as printed"
    assert [problem.field for problem in told] == ["published"]
    assert stats.get_value("check/field/published") == 1


@pytest.mark.parametrize("moment", [NOW, NOW + timedelta(days=700), datetime(1986, 1, 1, tzinfo=UTC)])
def test_a_possible_date_is_kept(moment):
    check, _stats, told = build(CheckPipeline)
    assert check.process_item(article(published=moment)).published == moment
    assert told == []


def test_a_moment_without_a_zone_is_left_out():
    check, _stats, told = build(CheckPipeline)
    assert check.process_item(article(modified=NOW.replace(tzinfo=None))).modified is None
    assert [problem.field for problem in told] == ["modified"]


@pytest.mark.parametrize(
    "item",
    [
        article(),
        CommentItem(id="1", state="deleted"),
        ThreadItem(),
        PageItem(),
        ProblemItem(),
        QuoteItem(start=0, end=3, text="Yes"),
        article(headline=None, paragraphs=["Text."]),
    ],
)
def test_what_is_whole_goes_on(item):
    check, stats, told = build(CheckPipeline)
    assert check.process_item(item) is item
    assert told == []
    assert stats.get_value("check/kept") == 1


@given(
    url=st.none() | st.text(),
    headline=st.none() | st.text(),
    moment=st.none() | st.datetimes() | st.datetimes(timezones=st.just(UTC)),
    texts=st.lists(st.text(), max_size=3),
)
def test_any_article_is_kept_or_dropped(url, headline, moment, texts):
    check, _stats, told = build(CheckPipeline)
    try:
        assert check.process_item(ArticleItem(url=url, headline=headline, published=moment, paragraphs=texts))
    except DropItem:
        assert told


def test_two_comments_with_one_id_leave_the_first_and_a_problem():
    dedupe, stats, told = build(DedupePipeline)
    first = CommentItem(page=URL, platform="wordpress", id="1", author="Tom", text="Yes.")
    assert dedupe.process_item(first) is first
    with pytest.raises(DropItem):
        dedupe.process_item(CommentItem(page=URL, platform="wordpress", id="1", author="Ada", text="No."))
    [problem] = told
    assert (problem.stage, problem.field, problem.page) == ("dedupe", "id", URL)
    assert stats.get_value("dedupe/comments") == 1
    other = CommentItem(page=URL + "2", platform="wordpress", id="1", text="No.")
    assert dedupe.process_item(other) is other


def test_what_a_theme_prints_twice_is_dropped_without_a_word():
    dedupe, stats, told = build(DedupePipeline)
    for item in (CommentItem(page=URL, id="1", text="Yes."), QuoteItem(page=URL, start=0, end=3, text="Yes")):
        dedupe.process_item(item)
        with pytest.raises(DropItem):
            dedupe.process_item(item)
    assert told == []
    assert (stats.get_value("dedupe/comments"), stats.get_value("dedupe/quotes")) == (1, 1)


def test_a_page_that_is_settled_is_forgotten():
    dedupe, _stats, _told = build(DedupePipeline)
    quote = QuoteItem(page=URL, outlet="courier", start=0, end=3, text="Yes")
    dedupe.process_item(quote)
    dedupe.process_item(PageItem(page=URL, outlet="courier"))
    assert dedupe.process_item(quote) is quote
