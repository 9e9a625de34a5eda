"""One thing twice in one page: the first stays."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Self

from newscrawl.items import CommentItem, PageItem, ProblemItem, QuoteItem
from pipelines.dropped import Dropped, problem_of, teller

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector

PAGES_REMEMBERED = 5000
"""Pages that are read and not settled; one that never is must not be remembered for ever."""


class DedupePipeline:
    """Drops repeated comments and quotes of one page. Stats: ``dedupe/comments``, ``dedupe/quotes``.

    The same comment by the same author under one id is printed twice by many themes, and is dropped without a word;
    two comments that differ and share an id are a problem. Twin addresses of an article are met in the database
    (:mod:`newscrawl.db.identity`), over all runs.
    """

    def __init__(self, stats: StatsCollector, tell: Callable[[ProblemItem], None]) -> None:
        self._stats, self._tell = stats, tell
        self._seen: OrderedDict[tuple[str | None, str | None, str | None], dict[Any, Any]] = OrderedDict()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """With the crawler's statistics, telling the store of problems."""
        assert crawler.stats is not None
        return cls(crawler.stats, teller(crawler))

    def process_item(self, item: Any) -> Any:
        """The item; raises DropItem where its page gave it already."""
        if isinstance(item, PageItem):
            for kind in (item.kind, None):
                self._seen.pop((item.outlet, item.page, kind), None)
        elif isinstance(item, CommentItem):
            first = self._first(item, ("comment", item.platform, item.thread, item.id), (item.author, item.text))
            if first is not None:
                self._stats.inc_value("dedupe/comments")
                if first != (item.author, item.text):
                    reason = f"two comments have the id {str(item.id)[:100]}; the first one was kept"
                    self._tell(problem_of(item, "dedupe", reason, "id"))
                raise Dropped("the page gave this comment already", log_level="DEBUG")
        elif isinstance(item, QuoteItem) and self._first(item, ("quote", item.start, item.end), True) is not None:
            self._stats.inc_value("dedupe/quotes")
            raise Dropped("the page gave this quote already", log_level="DEBUG")
        return item

    def _first(self, item: CommentItem | QuoteItem, name: Any, value: Any) -> Any:
        """What the page gave under this name before; None where this is the first."""
        page = self._seen.setdefault((item.outlet, item.page, item.page_kind), {})
        if len(self._seen) > PAGES_REMEMBERED:
            self._seen.popitem(last=False)
        if name in page:
            return page[name]
        page[name] = value
        return None
