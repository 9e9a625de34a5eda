"""What a run sets for its whole process: how often Python looks for cycles, and who need not log."""

import gc
import logging
from collections.abc import Iterator

import pytest
from scrapy.settings import Settings
from scrapy.utils.test import get_crawler

from newscrawl.spiders.collecting import MIDDLE, OLD, YOUNG, collect_seldom
from newscrawl.spiders.news import NewsSpider


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    before = gc.get_threshold()
    levels = {name: logging.getLogger(name).level for name in ("scrapy.core.scraper", "scrapy.core.engine")}
    yield
    gc.set_threshold(*before)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((700, 10, 10), (YOUNG, MIDDLE, OLD)),
        ((700, 100, 10), (YOUNG, 100, OLD)),
        ((0, 10, 10), (0, 10, 10)),
        ((50_000, 5, 5), (50_000, 5, 5)),
    ],
)
def test_cycles_are_looked_for_seldom_and_what_is_rarer_already_stays(
    before: tuple[int, int, int], after: tuple[int, int, int]
) -> None:
    gc.set_threshold(*before)
    collect_seldom()
    collect_seldom()
    assert gc.get_threshold() == after


class SelbyCourier(NewsSpider):
    name = "selby_courier"
    domain = "selbycourier.example"
    place = "Selby, Oregon"
    timezone = "America/Los_Angeles"


@pytest.mark.parametrize(("asked", "told"), [("WARNING", False), ("DEBUG", True), ("INFO", False)])
def test_a_run_makes_no_line_for_an_item_that_its_log_would_leave_out(asked: str, *, told: bool) -> None:
    spider = SelbyCourier.from_crawler(get_crawler(SelbyCourier))
    spider.answers.set_up(Settings({"LOG_LEVEL": asked, "READERS": 0}), apart=False)
    assert logging.getLogger("scrapy.core.scraper").isEnabledFor(logging.DEBUG) is told
    assert logging.getLogger("scrapy.core.scraper").isEnabledFor(logging.ERROR)
