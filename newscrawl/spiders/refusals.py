"""Papers that refuse to be crawled: a state that is kept, not a storm of tries.

A paper that refuses pages in a row, or whose front page robots.txt forbids, is left alone for the run; later runs leave it
out until its day comes (:meth:`newscrawl.db.standing.Standing.ask_again_at`), and then one refusal is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from newscrawl.db.frontier import Frontier
    from newscrawl.db.standing import Standing
    from newscrawl.discovery.clock import Clock
    from newscrawl.fetching.pace import Pace


class Refusals:
    """Which papers of one run refuse."""

    def __init__(self, clock: Clock, pace: Pace) -> None:
        self._clock, self._pace = clock, pace
        self._known: dict[str, tuple[int, str, Standing]] = {}
        self.left_out: dict[str, str] = {}
        """Papers that are not asked in this run, each with the words that say why and until when."""
        self.front_page: dict[str, str] = {}
        """Papers whose front page was refused, each with the reason."""

    def open(self, name: str, outlet_id: int, home: str, standing: Standing, *, anyway: bool) -> bool:
        """Whether a paper is to be asked in this run; *anyway*: the user wants everything asked again."""
        self._known[name] = (outlet_id, host_of(home), standing)
        if standing.refused_since is None:
            return True
        until = standing.ask_again_at()
        if until is not None and until > self._clock.now() and not anyway:
            self.left_out[name] = (
                f"it has refused to be crawled since {standing.refused_since:%Y-%m-%d %H:%M} UTC "
                f"({standing.refused_reason}); it is tried again from {until:%Y-%m-%d %H:%M} UTC on, or with -a again=true"
            )
            return False
        self._pace.wary.add(host_of(home))
        return True

    def close(self, frontier: Frontier, answered: Callable[[str], int]) -> None:
        """Keep what the run showed; *answered* says how many pages of a paper were answered."""
        for name, (outlet_id, host, standing) in self._known.items():
            if name in self.left_out:
                continue
            reason = self._pace.refusing.get(host) or (self.front_page.get(name) if not answered(name) else None)
            if reason:
                frontier.note_refusal(outlet_id, reason, self._clock.now())
            elif standing.refused_since and answered(name):
                frontier.note_refusal(outlet_id, None, self._clock.now())
