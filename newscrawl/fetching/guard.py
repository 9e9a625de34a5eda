"""The guard: no request to a private address, off the site, or by another scheme than http(s).

It stands at two doors. :class:`GuardMiddleware` sees every request, each hop of a redirect too, and judges scheme, host and
literal addresses. :class:`GuardedResolver` judges what a name resolves to at the very look-up that the connection uses, so
that a name which changes its mind (rebinding) is no way round. Where an HTTP proxy is set, the proxy looks names up and
the second door does not see them.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import signals
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from newscrawl.items import PageKind
from newscrawl.urls import is_http, same_site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

    from newscrawl.fetching.run import Run


class RefusedByGuardError(IgnoreRequest):
    """A request that must not leave; the message is the reason for people."""


class PrivateNameError(DNSLookupError):
    """A name that resolves to an address which must not be asked; a failed look-up in Twisted's eyes."""


own_hosts: set[str] = set()
"""Hosts that may be private: those of sites that say ``allow_private``, and the proxies that the user set. The resolver is
one for the whole process (Scrapy installs it before any spider is there), so its list is the process's as well."""


def is_private(host: str) -> bool:
    """Whether *host* is a literal address, in any notation that a resolver takes, that is not public."""
    name = host.strip("[]").split("%")[0].rstrip(".").casefold()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return _is_numeric(name)
    mapped = getattr(address, "ipv4_mapped", None)
    return not (mapped or address).is_global


def _is_numeric(name: str) -> bool:
    """Addresses as inet_aton(3) reads them ("2130706433", "0x7f.1", "127.1"): no public site is named so."""
    parts = name.split(".")
    return all(part.isdecimal() or part.startswith("0x") for part in parts) and bool(parts[-1])


class GuardMiddleware:
    """Refuses requests that must not leave. Stats: ``guard/refused``."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        own_hosts.update(host for url in getproxies().values() if (host := urlsplit(url).hostname))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        guard = cls(crawler)
        crawler.signals.connect(guard.spider_opened, signals.spider_opened)
        return guard

    def spider_opened(self, spider: Run) -> None:
        """Notes which sites may have private addresses."""
        if spider.demo_proxy:
            own_hosts.add(urlsplit(spider.demo_proxy).hostname or "")
        own_hosts.update(
            host
            for reader in spider.readers.values()
            if reader.allow_private and (host := urlsplit(f"//{reader.domain}").hostname)
        )

    def process_request(self, request: Request) -> None:
        """Lets the request pass, or raises :class:`RefusedByGuardError`."""
        if reason := self._reason(request.url, request.meta):
            if stats := self._crawler.stats:
                stats.inc_value("guard/refused")
            raise RefusedByGuardError(reason)

    def _reason(self, url: str, meta: dict[str, Any]) -> str | None:
        if not is_http(url):
            return f"not an http address: {url[:200]}"
        host = urlsplit(url).hostname or ""
        reader = getattr(self._crawler.spider, "readers", {}).get(meta.get("outlet"))
        if reader is not None and not same_site(url, reader.domain) and meta.get("kind") != PageKind.THREAD:
            return f"leads off the site, to {host}"
        if is_private(host) and host not in own_hosts:
            return f"private address {host}; the site's own entry may allow its host (allow_private = true)"
        return None


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver, which refuses names that resolve to private addresses."""

    def getHostByName(  # noqa: N802 - Twisted's name
        self, name: str, timeout: Sequence[int] = ()
    ) -> Deferred[str]:
        """The address of *name*; an error where it is private and the name's own site does not allow that."""
        answer: Deferred[str] = super().getHostByName(name, timeout)
        answer.addCallback(self._judged, name)
        return answer

    def _judged(self, address: str, name: str) -> str:
        if is_private(address) and name not in own_hosts:
            raise PrivateNameError(f"{name} resolves to the private address {address}")
        return address
