"""Checks that the tables can take an item. What they cannot take goes into ``problem``, never silently."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NoReturn, Self

from newscrawl.items import ArticleItem, CommenterItem, CommentItem, PageItem, ProblemItem, QuoteItem, ThreadItem
from newscrawl.urls import is_http
from pipelines.dropped import Dropped, problem_of, teller

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector

OLDEST = 1900
"""Year; the first paper of a town may be older, its web pages are not, and archives state print dates."""
AHEAD = timedelta(days=730)
"""An event or embargo may lie ahead, the year 20226 is a slip of the pen."""
MOMENTS = ("published", "modified", "edited")


class CheckPipeline:
    """Drops broken items and broken dates. Stats: ``check/kept``, ``check/dropped/{reason}``, ``check/field/{name}``."""

    def __init__(
        self, stats: StatsCollector, tell: Callable[[ProblemItem], None], now: Callable[[], datetime] | None = None
    ) -> None:
        self._stats, self._tell = stats, tell
        self._now = now or (lambda: datetime.now(UTC))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The page clock is the spider's (``CLOCK_OFFSET``), where it has one."""

        def now() -> datetime:
            clock = getattr(crawler.spider, "clock", None)
            return clock.now() if clock is not None else datetime.now(UTC)

        assert crawler.stats is not None
        return cls(crawler.stats, teller(crawler), now)

    def process_item(self, item: Any) -> Any:
        """The item, with impossible dates taken out; raises DropItem where the rest cannot be stored either."""
        for name in MOMENTS:
            if getattr(item, name, None) is not None:
                self._check_moment(item, name)
        if isinstance(item, ArticleItem):
            self._check_article(item)
        elif isinstance(item, QuoteItem):
            self._check_quote(item)
        elif isinstance(item, CommentItem):
            self._check_comment(item)
        elif not isinstance(item, ThreadItem | CommenterItem | PageItem | ProblemItem):
            self._drop(item, "unknown_type", f"{type(item).__name__} is no item of ours")
        self._stats.inc_value("check/kept")
        return item

    def _check_article(self, item: ArticleItem) -> None:
        if not item.url:
            self._drop(item, "no_url", "the article has no URL", "url")
        if not is_http(item.url):
            self._drop(item, "no_url", f"the article's URL is none: {item.url[:200]}", "url")
        if not (item.headline or "").strip() and not any(text.strip() for text in item.paragraphs):
            self._drop(item, "empty", "the article has neither headline nor text", "headline")

    def _check_quote(self, item: QuoteItem) -> None:
        start, end, text = item.start, item.end, item.text
        if not text:
            self._drop(item, "no_text", "the quote has no text", "text")
        if start is None or end is None or not 0 <= start < end or end - start != len(text):
            self._drop(item, "span", f"the span {start}:{end} is not that of {len(text)} characters", "start")
        if item.confidence is not None and not 0 <= item.confidence <= 1:
            self._take_out(item, "confidence", "it is not between 0 and 1")

    def _check_comment(self, item: CommentItem) -> None:
        if not item.id:
            self._drop(item, "no_id", "the comment has no id", "id")
        if not (item.text or "").strip() and item.state != "deleted":
            self._drop(item, "no_text", f"comment {item.id[:100]} has no text", "text")
        if item.state not in {"shown", "deleted", "held", "orphan"}:
            self._take_out(item, "state", "it is none of ours", instead="shown")

    def _check_moment(self, item: Any, name: str) -> None:
        value = getattr(item, name)
        if not isinstance(value, datetime) or value.tzinfo is None or value.utcoffset() is None:
            self._take_out(item, name, "it is no aware moment")
        elif not (OLDEST <= value.year < 9999 and value <= self._now() + AHEAD):
            self._take_out(item, name, "no paper printed it then")

    def _take_out(self, item: Any, name: str, why: str, *, instead: Any = None) -> None:
        """One field is impossible: the rest of the item is kept, the field's raw value too."""
        value = getattr(item, name)
        shown = value.isoformat() if isinstance(value, datetime) else repr(value)[:100]
        setattr(item, name, instead)
        self._stats.inc_value(f"check/field/{name}")
        self._tell(problem_of(item, "check", f"{name} {shown} was left out: {why}", name))

    def _drop(self, item: Any, name: str, reason: str, field: str | None = None) -> NoReturn:
        self._stats.inc_value(f"check/dropped/{name}")
        self._tell(problem_of(item, "check", reason, field))
        raise Dropped(reason, log_level="DEBUG")
