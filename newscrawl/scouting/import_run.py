"""A list of papers on its way into a sites file: sorted, looked at a few at a time, and gone on with after a stop."""

from __future__ import annotations

import asyncio
import csv
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from newscrawl.db.files import harmless_cell
from newscrawl.scouting.entries import EntryError, Noted, plain_host
from newscrawl.scouting.importing import entries_of, host_in
from newscrawl.scouting.look import look_at
from newscrawl.scouting.outlets import LeftOut
from newscrawl.scouting.visits import check_visit, visit
from newscrawl.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scrapy.settings import Settings

    from newscrawl.scouting.entries import SitesList
    from newscrawl.scouting.outlets import Row
    from newscrawl.scouting.seen import Look
    from newscrawl.scouting.visits import Visitor

AT_ONCE = 16
"""Papers that are looked at at a time, one request each."""
SHOWN = 10
"""Rows that gave nothing which are said one by one; the file has all."""


class ImportRun:
    """One run of ``scrapy add --list``.

    Args:
        listed: where entries are written.
        say: tells the person at the terminal.
        allow_private: the list is of the user's own machine or network.
    """

    def __init__(self, listed: SitesList, say: Callable[[str], None], *, allow_private: bool) -> None:
        self.listed, self._say, self._allow_private = listed, say, allow_private
        self.waiting: list[tuple[Row, Noted]] = []
        self.left: list[LeftOut] = []
        """What gave no entry in this run."""
        self.added = 0

    @property
    def left_file(self) -> Path:
        """Where rows stand that gave no entry, each with the reason."""
        return self.listed.path.with_name(f"{self.listed.path.name}.left-out.csv")

    def sort(self, rows: list[Row]) -> str:
        """Take the rows that are to be added, leave out the rest; what to say of it."""
        seen_before = self._left_before()
        fresh = [
            row
            for row in rows
            if _as_kept(row.where, row.website) not in seen_before and host_in(row.website) not in self.listed.hosts
        ]
        self.waiting, left = entries_of(fresh, self.listed.names, self.listed.hosts, allow_private=self._allow_private)
        self._leave_out(left)
        before = len(rows) - len(fresh)
        done = f"; {before:,} were dealt with before" if before else ""
        return f"{len(rows):,} rows: {len(self.waiting):,} papers, {len(left):,} left out{done}"

    def take_all(self) -> bool:
        """Write every entry as the list has it; nothing is fetched."""
        left = self.listed.add(noted for _, noted in self.waiting)
        self._leave_out(
            [_left_out(row, left[noted.site.name]) for row, noted in self.waiting if noted.site.name in left]
        )
        self.added = len(self.waiting) - len(left)
        return True

    def look_at_all(self, settings: Settings) -> bool:
        """Look at each, and write those that answer, as they do; whether it came to its end.

        Raises:
            ArgumentError: nobody is told who asks.
        """
        sites = [noted.site for _, noted in self.waiting]
        check_visit(settings, sites)

        async def errand(visitor: Visitor) -> None:
            few = asyncio.Semaphore(AT_ONCE)

            async def one(row: Row, noted: Noted) -> None:
                async with few:
                    look = await look_at(visitor, noted.site, samples=1, schemes=_schemes(row, noted))
                if not visitor.stopped:
                    self._settle(row, noted, look)

            await asyncio.gather(*(one(row, noted) for row, noted in self.waiting))

        return visit(settings, sites, errand)

    def _settle(self, row: Row, noted: Noted, look: Look) -> None:
        """Write the entry that a look came to, or why there is none."""
        host = plain_host(look.domain)
        reason = look.refused
        if reason is None and (known := self.listed.hosts.get(host)):
            reason = f"it leads to {look.domain}, the same site as {known}"
        if reason is not None:
            self._settle_without(row, noted, reason)
            return
        site, doubts = replace(noted.site, domain=look.domain, scheme=look.scheme), dict(noted.doubts)
        if "timezone" in doubts and look.timezone and not look.timezone.doubt:
            site = replace(site, timezone=look.timezone.value)
            del doubts["timezone"]
        if "place" in doubts and look.place:
            site = replace(site, place=look.place.value)
            doubts["place"] = look.place.doubt or ""
        left = self.listed.add([Noted(site, {name: doubt for name, doubt in doubts.items() if doubt})])
        if left:
            self._settle_without(row, noted, left[site.name])
            return
        self.added += 1
        found = f"{len(look.feeds)} feeds, {len(look.sitemaps)} sitemaps" + (
            "" if look.read else ", no article read yet"
        )
        self._say(f"{site.name}: added ({found})")

    def _settle_without(self, row: Row, noted: Noted, reason: str) -> None:
        self._leave_out([_left_out(row, reason)])
        self._say(f"{noted.site.name}: left out: {harmless(reason)}")

    def close(self) -> str:
        """The last words: how many, and the commonest reasons of what gave nothing."""
        words = [f"{self.added:,} added to {self.listed.path}, {len(self.listed.names):,} papers now"]
        if self.left:
            words += [f"  {harmless(f'{one.where}: {_called(one)}: {one.reason}')}" for one in self.left[:SHOWN]]
            kinds = Counter(harmless(one.reason).partition(" as ")[0].partition(":")[0][:60] for one in self.left)
            if len(self.left) > SHOWN:
                words.append("  … " + "; ".join(f"{number:,} {reason}" for reason, number in kinds.most_common(6)))
            words.append(
                f"{len(self.left):,} left out, each with its reason in {self.left_file}; without a line there, it is "
                "tried again"
            )
        return "\n".join(words)

    # --- what was left out --------------------------------------------------------------------------------------------
    def _left_before(self) -> set[tuple[str, ...]]:
        if not self.left_file.exists():
            return set()
        with self.left_file.open(encoding="utf-8", newline="") as file:
            return {(row.get("where") or "", row.get("website") or "") for row in csv.DictReader(file)}

    def _leave_out(self, left: list[LeftOut]) -> None:
        if not left:
            return
        self.left += left
        begun = self.left_file.exists()
        try:
            with self.left_file.open("a", encoding="utf-8", newline="", errors="replace") as file:
                writer = csv.writer(file, lineterminator="\n")
                if not begun:
                    writer.writerow(["where", "name", "website", "reason"])
                writer.writerows(map(harmless_cell, (one.where, one.name, one.website, one.reason)) for one in left)
        except OSError as error:
            raise EntryError(f"{self.left_file}: {error.strerror or error}") from None


def _left_out(row: Row, reason: str) -> LeftOut:
    return LeftOut(row.where, row.name, row.website, reason)


def _as_kept(*cells: str) -> tuple[str, ...]:
    """Cells as the file of what was left out gives them back: made harmless, and without halves of surrogate pairs."""
    return tuple(harmless_cell(cell).encode("utf-8", "replace").decode() for cell in cells)


def _schemes(row: Row, noted: Noted) -> tuple[str, ...]:
    """An address of a list is often years old: the site may have a certificate by now."""
    if noted.site.allow_private or row.website.casefold().startswith("https://"):
        return (noted.site.scheme,)
    return ("https", "http")


def _called(row: LeftOut) -> str:
    return row.name or row.website or "(no name)"
