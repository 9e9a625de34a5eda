"""What the downloader's side asks of the spider that runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.fetching.pace import Pace


class Host(Protocol):
    """A paper's host."""

    domain: str
    scheme: str
    allow_private: bool


class RobotsKeeper(Protocol):
    """What hosts answered to requests for robots.txt, from one run to the next."""

    async def robots_kept(self, host: str) -> tuple[int, bytes] | None:
        """Status and body that *host* lately answered; None: it is to be asked."""

    async def keep_robots(self, host: str, status: int, body: bytes) -> None:
        """Keep what *host* answered, for later runs."""


class Run(Protocol):
    """The spider that runs: its papers by name, and the demo's server while the demo runs."""

    demo_proxy: str | None
    pace: Pace

    @property
    def site_rules(self) -> RobotsKeeper:
        """Keeps what hosts answered."""

    @property
    def readers(self) -> Mapping[str, Host]:
        """The papers, by name."""
