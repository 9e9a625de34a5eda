"""Papers that refuse to be crawled: a state that is kept, not a storm of tries.

A paper that refuses pages in a row, or whose front page robots.txt forbids, is left alone for the run; later runs leave it
out until its day comes (:meth:`newscrawl.db.standing.Standing.ask_again_at`), and then one refusal is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        self._known: dict[str, tuple[int, Standing]] = {}
        self.left_out: dict[str, str] = {}
        """Papers that are not asked in this run, each with the words that say why and until when."""
        self.front_page: dict[str, str] = {}
        """Papers whose front page was refused, each with the reason."""

    def open(self, name: str, outlet_id: int, standing: Standing, *, anyway: bool) -> bool:
        """Whether a paper is to be asked in this run; *anyway*: the user named its pages, or wants all asked again."""
        self._known[name] = (outlet_id, standing)
        if standing.refused_since is None:
            return True
        until = standing.ask_again_at()
        if until is not None and until > self._clock.now() and not anyway:
            self.left_out[name] = (
                f"it has refused to be crawled since {standing.refused_since:%Y-%m-%d %H:%M} UTC "
                f"({standing.refused_reason}); it is tried again from {until:%Y-%m-%d %H:%M} UTC on, or with -a again=true"
            )
            return False
        self._pace.wary.add(name)
        return True

    def close(self, frontier: Frontier, answered: Callable[[str, str], int]) -> None:
        """Keep what the run showed; *answered* counts a paper's pages by name ("answered", "articles_answered").

        A paper that gave articles, and refused others, has pages for its members: it does not refuse.
        """
        for name, (outlet_id, standing) in self._known.items():
            if name in self.left_out:
                continue
            reason = None
            if not answered(name, "articles_answered"):
                reason = self._pace.refusing.get(name)
            if not answered(name, "answered"):
                reason = reason or self.front_page.get(name)
            if reason:
                frontier.note_refusal(outlet_id, reason, self._clock.now())
            elif standing.refused_since and answered(name, "answered"):
                frontier.note_refusal(outlet_id, None, self._clock.now())
