"""What a run knows of the pace that its hosts want."""

from __future__ import annotations

import time


class Pace:
    """Hosts that rest for a while, and hosts that are left alone for the rest of the run. One for each run."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}
        self._closed: dict[str, str] = {}

    def rest_of(self, host: str) -> float:
        """Seconds that *host* (:func:`newscrawl.urls.host_of`) still rests; 0 where it may be asked."""
        return max(0.0, self._free_at.get(host, 0.0) - time.monotonic())

    def closed(self, host: str) -> str | None:
        """Why nothing more is to be asked of *host* in this run; None where it may be asked."""
        return self._closed.get(host)

    def rest(self, host: str, seconds: float) -> None:
        """*host* asked for a rest of so many seconds from now, or has earned one."""
        self._free_at[host] = max(self._free_at.get(host, 0.0), time.monotonic() + seconds)

    def close(self, host: str, reason: str) -> None:
        """Leave *host* alone for the rest of this run."""
        self._closed.setdefault(host, reason)
