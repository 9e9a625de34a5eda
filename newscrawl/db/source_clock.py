"""When a feed, sitemap or listing page is asked again: by what it brought that nobody knew.

Every run asks one source of a paper that lists its newest articles, its watch (:func:`best_watch`). The others are asked
by a clock of their own, which a visit that brings something new speeds up and one that does not slows down: most of what
a section page names, the feed has named already.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST = timedelta(minutes=10)

FIRST = {
    "home": timedelta(hours=3),
    "feed": timedelta(hours=6),
    "news sitemap": timedelta(hours=3),
    "wordpress": timedelta(hours=6),
    "sitemap": timedelta(hours=12),
    "section": timedelta(hours=12),
    "tdmrep": timedelta(days=7),
}
"""The first pause of a source of each kind."""

LONGEST = {
    "home": timedelta(hours=12),
    "feed": timedelta(days=1),
    "news sitemap": timedelta(hours=12),
    "wordpress": timedelta(days=1),
    "sitemap": timedelta(days=2),
    "section": timedelta(days=14),
    "tdmrep": timedelta(days=14),
}

REDUNDANT = timedelta(days=5)
"""The first pause of a source that tells nothing which the paper's others do not."""

OLD_FIRST, OLD_LONGEST = timedelta(days=14), timedelta(days=60)
"""Pauses of a source that lists nothing younger than :data:`OLD`: last year's sitemap, the second page of a section."""
OLD = timedelta(days=35)

WATCHES = ("feed", "news sitemap", "wordpress", "home")
"""What may be a paper's watch, the best first: a feed is small, and dates its entries."""
WATCH_ENTRIES = 5
"""A feed of fewer entries is no watch."""
WATCH_BEHIND = timedelta(days=2)
"""Neither is a source whose newest entry is so much older than that of another: a feed that nobody fills any more."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the visits of a source have shown."""

    id: int
    what: str
    """home, section, feed, news sitemap, sitemap or wordpress."""
    visits: int
    named: int
    """Articles that it named at its last whole answer."""
    newest: datetime | None
    """The latest date that it stated of an article."""
    is_stated: bool = False
    """The site's entry names it."""
    deep: bool = False
    """A later page of a list."""


def is_spare(what: str, *, named: int, new: int, newest: datetime | None, dated: datetime | None, listed: bool) -> bool:
    """Whether a source told nothing at its first visit that the paper's others do not tell, or will.

    A sitemap states when articles changed, too: it is spared where its index says when it changes itself, or where an
    interface that lists all articles with their dates has named all of its own.

    Args:
        what: a key of :data:`FIRST`.
        named: articles that it named.
        new: of these, the ones that no source had named before.
        newest: the latest date that it stated of an article.
        dated: when it changed, as its index says; a date before *newest* is one that nobody keeps.
        listed: the paper has such an interface.
    """
    if what == "sitemap" and dated is not None and newest is not None and newest <= dated:
        return True
    return bool(named) and not new and (what in ("section", "news sitemap") or (what == "sitemap" and listed))


def first_pause(
    what: str, *, named: int, spare: bool, newest: datetime | None, deep: bool, latest: datetime
) -> timedelta:
    """How long a source rests after its first visit.

    Args:
        what: a key of :data:`FIRST`; another word counts as "section".
        named: articles and further sources that it named.
        spare: :func:`is_spare`.
        newest: the latest date that it stated of an article, if any.
        deep: it is a later page of a list.
        latest: the latest date that any source of the paper has stated; now, where none has.
    """
    if deep or (newest is not None and newest < latest - OLD) or (what == "sitemap" and not named):
        return OLD_FIRST  # a sitemap of tags, authors or fixed pages names no article
    if spare:
        return REDUNDANT
    return FIRST.get(what, FIRST["section"])


def next_pause(pause: timedelta, what: str, *, named: int, new: int, is_old: bool) -> timedelta:
    """How long a source rests after a further visit: a quarter of last time where it brought something new, else double.

    *named* and *new* are this visit's; an unchanged source names and brings nothing.
    """
    if new:
        # everything on it was new: more may have come and gone between two visits
        return SHORTEST if new == named else max(pause / 4, SHORTEST)
    longest = OLD_LONGEST if is_old else max(LONGEST.get(what, LONGEST["section"]), min(pause, REDUNDANT))
    return min(pause * 2, longest)


def best_watch(sources: Iterable[SourceState]) -> int | None:
    """The id of the source that every run asks; None where none will do yet."""
    able = [s for s in sources if s.what in WATCHES and s.named and not s.deep]
    newest = max((s.newest for s in able if s.newest), default=None)

    def is_behind(source: SourceState) -> bool:
        return bool(newest and source.newest and source.newest < newest - WATCH_BEHIND)

    good = [s for s in able if s.what == "home" or (s.named >= WATCH_ENTRIES and not is_behind(s))]
    # of several feeds the one that lists most is the main one; then the one that was found first
    good.sort(key=lambda s: (WATCHES.index(s.what), -s.named, s.id))
    return good[0].id if good else None


def missed_some(*, named: int, new: int, visits: int) -> bool:
    """Whether a source that was visited before names nothing that is known: between two visits it has run over."""
    return visits > 0 and named >= WATCH_ENTRIES and new == named
