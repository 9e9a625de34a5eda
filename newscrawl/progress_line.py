"""How far a crawl is: one line, and on a terminal a bar for each paper that is being asked. From numbers to text alone."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from newscrawl.terminal import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LATE = 10.0
"""Seconds back that pages a second are taken from."""
SLOWEST = 0.02
"""Pages a second below which no time is foretold."""
BARS = 8
"""Papers with a bar of their own."""
BAR_WIDE = 24


@dataclass(slots=True)
class Rate:
    """Pages a second of late: a crawl slows down when only its slowest papers are left."""

    clock: Callable[[], float] = time.monotonic
    _samples: deque[tuple[float, int]] = field(default_factory=deque)

    def of(self, number: int) -> float:
        """The rate, *number* pages being there now."""
        now = self.clock()
        self._samples.append((now, number))
        while len(self._samples) > 2 and now - self._samples[0][0] > LATE:
            self._samples.popleft()
        since, before = self._samples[0]
        return (number - before) / max(now - since, 0.001)


@dataclass(frozen=True, slots=True)
class SiteProgress:
    """How far one paper is."""

    name: str
    done: int
    left: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a crawl is."""

    pages: int
    rate: float
    left: int | None
    seconds: float | None
    """Foretold until its end; None where nobody can say."""
    counts: Mapping[str, int]
    sites: Sequence[SiteProgress]
    under_way: int
    waits: bool = False
    """The database is held or away, and the crawl waits for it."""

    def plain(self) -> dict[str, Any]:
        """As a JSON log line has it."""
        return {
            "pages": self.pages, "pages_a_second": round(self.rate, 2), "left": self.left,
            "seconds_left": None if self.seconds is None else round(self.seconds), **self.counts,
            "under_way": [site.name for site in self.sites],
        }  # fmt: skip


def standing(
    stats: Mapping[str, Any], rate: float, left: Mapping[str, int] | int | None, under_way: Sequence[str], elapsed: float,
    *, waits: bool = False,
) -> Standing:  # fmt: skip
    """What the run's statistics say.

    Args:
        stats: of Scrapy.
        rate: pages a second of late.
        left: pages that are known and wait, by paper; one number where nobody knows by paper; None where nobody knows.
        under_way: the papers that are being asked now.
        elapsed: seconds since the run began.
        waits: whether it waits for the database.
    """
    pages = stats.get("downloader/response_count", 0) or stats.get("archive/pages", 0)
    by_site = left if left is not None and not isinstance(left, int) else {}
    in_all = left if isinstance(left, int) else (sum(by_site.values()) if left is not None else None)
    counts = {
        **{name: stats.get(f"store/articles/{name}", 0) for name in ("new", "changed", "unchanged")},
        **{
            name: stats.get(f"store/{stat}", 0)
            for name, stat in (("quotes", "quotes/new"), ("comments", "comments/new"))
        },
        "problems": stats.get("store/problems", 0),
    }
    done = {name: stats.get(f"newscrawl/{name}/fetched", 0) for name in {*by_site, *under_way}}
    seconds = [in_all / rate] if in_all and rate >= SLOWEST else []
    for name, waiting in by_site.items():  # papers are asked side by side: the slowest ends last
        pace = done[name] / elapsed if elapsed > 0 else 0
        if waiting and pace >= SLOWEST:
            seconds.append(waiting / pace)
    sites = sorted(
        (SiteProgress(name, done[name], by_site.get(name, 0)) for name in under_way),
        key=lambda one: (-one.left, one.name),
    )
    return Standing(pages, rate, in_all, max(seconds, default=None), counts, sites, len(under_way), waits)


def line(how: Standing) -> str:
    """One line for people: pages a second, what is left, what was stored so far, who is being asked."""
    parts = [f"{counted(how.pages, 'page')} ({how.rate:.1f}/s)"]
    if how.left:
        parts.append(f"{how.left:,} to go" + (f", about {span(how.seconds)}" if how.seconds is not None else ""))
    parts += [f"{how.counts[name]:,} {name}" for name in ("new", "changed", "unchanged") if how.counts[name]]
    for name in ("quotes", "comments", "problems"):
        if how.counts[name]:
            parts.append(counted(how.counts[name], name.removesuffix("s")))
    if how.waits:
        parts.append("waiting for the database")
    elif how.sites:
        more = f" and {how.under_way - 1} more" if how.under_way > 1 else ""
        parts.append(f"now {how.sites[0].name}{more}")
    return " · ".join(parts)


def live(how: Standing, width: int) -> Group:
    """The line, and a bar for each of the papers with most to do, as wide as there is room for."""
    table = Table.grid(padding=(0, 1), expand=False)
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=max(width - 24, 8))
    wide = min(BAR_WIDE, width - 44)
    if wide >= 8:
        table.add_column(width=wide)
    table.add_column(justify="right", no_wrap=True)
    for site in how.sites[:BARS]:
        known = site.done + site.left
        so_far = Text(f"{site.done:,} of {known:,}" if site.left else f"{site.done:,}", "dim")
        bar = [ProgressBar(total=max(known, 1), completed=site.done, width=wide)] if wide >= 8 else []
        table.add_row(Text(site.name), *bar, so_far)
    rest = how.under_way - BARS
    lines: list[Any] = [Text(line(how), no_wrap=True, overflow="ellipsis"), table]
    if rest > 0:
        lines.append(Text(f"and {counted(rest, 'paper')} more", "dim"))
    return Group(*lines)


def span(seconds: float) -> str:
    """The span as a person would say it: 40 s, 3 min, 2.5 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
