"""The guard: no request to a private address, off the site, or by another scheme than http(s).

It stands at two doors. :class:`GuardMiddleware` sees every request, each hop of a redirect too, and judges scheme, host and
literal addresses. :class:`GuardedResolver` judges what a name resolves to at the very look-up that the connection uses, so
that a name which changes its mind (rebinding) is no way round. Where an HTTP proxy is set, the proxy looks names up and
the second door does not see them.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import signals
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from newscrawl.items import PageKind
from newscrawl.urls import host_of, is_http, same_site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred

    from newscrawl.fetching.run import Host, Run


class RefusedByGuardError(IgnoreRequest):
    """A request that must not leave; the message is the reason for people."""


class PrivateNameError(DNSLookupError):
    """A name that resolves to an address which must not be asked; a failed look-up in Twisted's eyes."""


own_names: set[str] = set()
"""Names that may resolve to private addresses: the hosts of sites that say ``allow_private``, and the proxies that the user
set. A look-up knows no port and no paper, so the middleware holds back all but the paper's own requests to these. The
resolver is one for the whole process (Scrapy installs it before any spider is there), so its list is the process's as well."""

_NAT64, _COMPATIBLE = ip_network("64:ff9b::/96"), ip_network("::/96")
"""Prefixes that carry an IPv4 address in their last 32 bits (RFC 6052, 2.1; RFC 4291, 2.5.5.1)."""


def is_private(host: str) -> bool:
    """Whether *host* is a literal address, in any notation that a resolver takes, that is not public."""
    name = host.strip("[]").split("%")[0].rstrip(".").casefold()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return _is_numeric(name)
    if isinstance(address, IPv6Address):
        address = _embedded(address) or address
    return not address.is_global or address.is_multicast


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a gateway or the system itself would make of *address*, if any (also 6to4, RFC 3056)."""
    if address in _NAT64 or address in _COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def _is_numeric(name: str) -> bool:
    """Addresses as inet_aton(3) reads them ("2130706433", "0x7f.1", "127.1"): no public site is named so."""
    parts = name.split(".")
    return all(part.isdecimal() or part.startswith("0x") for part in parts) and bool(parts[-1])


SENT_ON = frozenset({b"accept", b"accept-language", b"accept-encoding", b"user-agent", b"referer"})
"""Headers that say nothing to one host alone."""
CONDITIONS = frozenset({b"if-none-match", b"if-modified-since"})
"""Headers that hold for a site, with www and without."""


class GuardMiddleware:
    """Refuses requests that must not leave. Stats: ``guard/refused``."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        own_names.update(host for url in getproxies().values() if (host := urlsplit(url).hostname))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        guard = cls(crawler)
        crawler.signals.connect(guard.spider_opened, signals.spider_opened)
        return guard

    def spider_opened(self, spider: Run) -> None:
        """Notes which sites may have private addresses."""
        if proxy := getattr(spider, "demo_proxy", None):
            own_names.add(urlsplit(proxy).hostname or "")
        own_names.update(
            host.rstrip(".")
            for reader in getattr(spider, "readers", {}).values()
            if reader.allow_private and (host := urlsplit(f"//{reader.domain}").hostname)
        )

    def process_request(self, request: Request) -> None:
        """Lets the request pass, or raises :class:`RefusedByGuardError`.

        A redirect to another host goes there without the headers that were meant for the first one: Scrapy itself takes
        out cookies and credentials, and sends on an interface's key.
        """
        if (first := request.meta.get("redirect_urls")) and host_of(first[0]) != host_of(request.url):
            sent_on = SENT_ON | CONDITIONS if same_site(first[0], urlsplit(request.url).netloc) else SENT_ON
            for name in [name for name in request.headers if name.lower() not in sent_on]:
                del request.headers[name]
        if reason := self._reason(request.url, request.meta):
            if stats := self._crawler.stats:
                stats.inc_value("guard/refused")
            raise RefusedByGuardError(reason)

    def _reason(self, url: str, meta: dict[str, Any]) -> str | None:
        if not is_http(url):
            return f"not an http address: {url[:200]}"
        name = (urlsplit(url).hostname or "").rstrip(".")
        reader: Host | None = getattr(self._crawler.spider, "readers", {}).get(meta.get("outlet"))
        threads = meta.get("kind") == PageKind.THREAD or "robots_of" in meta
        anywhere = threads or "part_of" in meta
        if reader is not None and not anywhere and not same_site(url, reader.domain):
            return f"leads off the site, to {name}"
        if (is_private(name) or name in own_names) and not (
            reader is not None and _is_own(url, reader, thread=threads)
        ):
            return f"private address {name}; the site's own entry may allow its host (allow_private = true)"
        return None


def _is_own(url: str, paper: Host, *, thread: bool) -> bool:
    """Is it the very host and port of a paper whose entry allows a private address?

    A comment server may stand on another port of the same host, as Isso and Remark42 do beside the paper that they serve.
    """
    own = f"{paper.scheme}://{paper.domain}"
    same = urlsplit(url).hostname == urlsplit(own).hostname if thread else host_of(url) == host_of(own)
    return paper.allow_private and same


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
        if is_private(address) and name.rstrip(".") not in own_names:
            raise PrivateNameError(f"{name} resolves to the private address {address}")
        return address
