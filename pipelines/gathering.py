"""What belongs together travels together: a page's items, which overtake each other, become one record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newscrawl.db.writing import PageRecord
from newscrawl.items import (
    ArticleItem,
    CommenterItem,
    CommentItem,
    PageItem,
    PageKind,
    ProblemItem,
    QuoteItem,
    ThreadItem,
)

if TYPE_CHECKING:
    from newscrawl.db.captures import Captured

Name = tuple[str, str, PageKind | None]
"""Outlet, page address, what the page was fetched for: an article that waits for its next part and a page of its thread
may have one address. None for items that do not say which of the two they are of, while neither is being gathered."""


@dataclass(slots=True)
class _Group:
    record: PageRecord = field(default_factory=lambda: PageRecord(PageItem()))
    arrived: int = 0
    page_came: bool = False


class Gatherer:
    """Pages whose items are not all there yet."""

    def __init__(self) -> None:
        self._groups: dict[Name, _Group] = {}
        self.loose: list[ProblemItem] = []
        """Problems that belong to no page that is being gathered."""

    def add(self, item: Any) -> PageRecord | None:
        """Take an item in; the page's record where it was the last that was missing."""
        name = self._name(item)
        if name is None:
            if isinstance(item, ProblemItem):
                self.loose.append(item)
            return None
        if isinstance(item, PageItem) and not item.items and name not in self._groups and item.kind == PageKind.SOURCE:
            return PageRecord(item)  # what stands undecided at its address is an article's
        group = self._group(name)
        if isinstance(item, PageItem):
            group.record.page, group.page_came = item, True
        else:
            group.arrived += 1
            _put(group.record, item)
        return self._if_whole(name, group)

    def miss(self, item: Any) -> PageRecord | None:
        """An item was dropped on its way: it counts as arrived."""
        name = self._name(item)
        if name is None or isinstance(item, PageItem):
            return None
        group = self._group(name)
        group.arrived += 1
        return self._if_whole(name, group)

    def tell(self, problem: ProblemItem) -> None:
        """A problem that is no item of the page: it goes with the page where that is being gathered."""
        name = self._name(problem)
        if name is None:
            self.loose.append(problem)
        else:
            self._group(name).record.problems.append(problem)

    def capture(self, outlet: str, page: str, kind: PageKind, captured: Captured) -> None:
        """A page was kept as it was fetched: that goes with what is read from it."""
        self._group((outlet, page, kind)).record.captures.append(captured)

    def take_loose(self) -> list[ProblemItem]:
        """The problems of no page, once."""
        loose, self.loose = self.loose, []
        return loose

    def forget(self, name: Name) -> None:
        """Drop a page in the middle of which the run was stopped: it was not read, and the next run reads it."""
        self._groups.pop(name, None)

    def give_up(self) -> list[ProblemItem]:
        """At the end: the problems of pages that were never settled, and one for each that held more than problems."""
        left: list[ProblemItem] = []
        for (outlet, page, _), group in self._groups.items():
            record = group.record
            left += record.problems
            if (
                group.page_came
                or record.article
                or record.quotes
                or record.threads
                or record.comments
                or record.commenters
            ):
                reason = f"the page was never settled: {group.arrived} items came, the page's own end did not"
                if group.page_came:
                    reason = f"the page was never settled: {group.arrived} of {record.page.items} items came"
                left.append(ProblemItem(page=page, outlet=outlet, url=page, stage="store", reason=reason))
        self._groups.clear()
        return left

    def __len__(self) -> int:
        return len(self._groups)

    def _name(self, item: Any) -> Name | None:
        page, outlet = getattr(item, "page", None), getattr(item, "outlet", None) or ""
        if not page:
            return None
        kind = item.kind if isinstance(item, PageItem) else getattr(item, "page_kind", None)
        if kind is None and isinstance(item, ArticleItem | QuoteItem):
            kind = PageKind.ARTICLE
        if kind is None:  # of whichever page of this address is being gathered
            kind = next((kind for kind in PageKind if (outlet, page, kind) in self._groups), None)
        return outlet, page, kind

    def _group(self, name: Name) -> _Group:
        """The group of a name, made where there is none; with what came before it was known whose it is."""
        group = self._groups.setdefault(name, _Group())
        undecided = (*name[:2], None)
        if name[2] is not None and (early := self._groups.pop(undecided, None)) is not None:
            group.arrived += early.arrived
            for part in ("threads", "comments", "commenters", "problems"):
                getattr(group.record, part).extend(getattr(early.record, part))
        return group

    def _if_whole(self, name: Name, group: _Group) -> PageRecord | None:
        if group.page_came and group.arrived >= group.record.page.items:
            del self._groups[name]
            return group.record
        return None


def _put(record: PageRecord, item: Any) -> None:
    if isinstance(item, ArticleItem):
        record.article = item
    elif isinstance(item, QuoteItem):
        record.quotes.append(item)
    elif isinstance(item, ThreadItem):
        record.threads.append(item)
    elif isinstance(item, CommentItem):
        record.comments.append(item)
    elif isinstance(item, CommenterItem):
        record.commenters.append(item)
    elif isinstance(item, ProblemItem):
        record.problems.append(item)
