"""An item that goes no further, and the problem that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.exceptions import DropItem

from newscrawl import signals
from newscrawl.items import PageItem, ProblemItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.crawler import Crawler


class Dropped(DropItem):
    """Dropped, and told already: the store counts it and makes no further problem of it."""


def problem_of(item: Any, stage: str, reason: str, field: str | None = None) -> ProblemItem:
    """The problem of an item: the page's and outlet's where the item names them."""
    page = getattr(item, "page", None)
    url = getattr(item, "url", None) or page
    return ProblemItem(
        page=page,
        outlet=getattr(item, "outlet", None),
        url=url if isinstance(url, str) else None,
        stage=stage,
        reason=reason,
        field=field,
        page_kind=item.kind if isinstance(item, PageItem) else getattr(item, "page_kind", None),
    )


def teller(crawler: Crawler) -> Callable[[ProblemItem], None]:
    """A function that hands a problem to the store."""

    def tell(problem: ProblemItem) -> None:
        crawler.signals.send_catch_log(signals.problem_found, problem=problem)

    return tell
