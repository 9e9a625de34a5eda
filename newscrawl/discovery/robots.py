"""robots.txt by RFC 9309: may a page be fetched, how slowly, and what else the file states.

Protego and ``urllib.robotparser`` end a group at a line they do not know and compare whole agent strings; RFC 9309 and
Google's reference parser (https://github.com/google/robotstxt) do neither, and then a refusal is missed. So the rules
are read here. Facts that the code needs:

- 2.2.1: consecutive ``User-agent`` lines open one group; lines other than ``Allow`` and ``Disallow`` do not close it.
  Groups of one agent are merged. Agents are compared as product tokens (letters, "-", "_"), whatever their case.
- 2.2.2: the longest matching pattern decides, Allow wins a tie, ``/robots.txt`` itself is always allowed. Octets are
  compared after percent-encoding is made alike; ``%2F`` is not "/".
- 2.2.3: ``*`` stands for anything, ``$`` at the end for the end.
- 2.5: at least the first 500 KiB count.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

MAX_BYTES = 500 * 1024
_MAX_LINE = 16_664
"""Longer lines are cut, as in Google's parser: 8 times the longest URL of old browsers (2,083 characters)."""

# Misspellings that Google's parser takes for the key; the rest are written as some files in the wild write them.
_KEYS = {
    "user-agent": "agent", "useragent": "agent", "user agent": "agent",
    "allow": "allow",
    "disallow": "disallow", "dissallow": "disallow", "dissalow": "disallow", "disalow": "disallow",
    "diasllow": "disallow", "disallaw": "disallow",
    "sitemap": "sitemap", "site-map": "sitemap",
    "crawl-delay": "delay", "crawldelay": "delay", "crawl delay": "delay",
    "request-rate": "rate", "request rate": "rate",
    "content-signal": "signal", "content-usage": "usage",
}  # fmt: skip
_BARE_KEYS = sorted(_KEYS, key=len, reverse=True)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_TOKEN = re.compile(r"[A-Za-z_-]+")
_COMPATIBLE = re.compile(r"compatible;\s*([A-Za-z_-]+)")
_RATE = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})\s*([smhd]?)", re.IGNORECASE)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_UNRESERVED = re.compile(rb"%(?:2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_KEPT = "!&'()+,/:;=?@[]~-._%"
"""ASCII that stands for itself when two paths are compared: what URLs may hold but for "$" and "*", of which patterns
make another use."""


class RequestRate(NamedTuple):
    """So many requests in so many seconds, as ``Request-rate: 1/10s`` states."""

    requests: int
    seconds: int


class Signal(NamedTuple):
    """One ``Content-Signal`` or ``Content-Usage`` line: the path that it is about ("/" for the site) and its text."""

    path: str
    text: str


@dataclass(slots=True)
class _Group:
    """What the file says to one agent, all of its groups merged."""

    rules: list[tuple[bool, str]] = field(default_factory=list)
    delay: float | None = None
    rate: RequestRate | None = None
    signals: list[Signal] = field(default_factory=list)


class RobotsRules:
    """One robots.txt, parsed once. Never raises, whatever the bytes are; what is no robots.txt allows everything.

    Attributes:
        sitemaps: The addresses of all ``Sitemap`` lines as written, in order, each once.
    """

    def __init__(self, body: bytes | str = b"") -> None:
        self.sitemaps: list[str] = []
        self._groups: dict[str, _Group] = {}
        self._read(_lines(body))

    def allowed(self, url: str, agent: str) -> bool:
        """May *agent* (a product token or a whole ``User-Agent`` string) fetch the absolute *url*?"""
        path = _path_of(url)
        if path == "/robots.txt":
            return True
        best, verdict = -1, True
        for group in self._groups_of(agent):
            for allow, pattern in group.rules:
                length = len(pattern)
                if (length > best or (length == best and allow)) and matches(pattern, path):
                    best, verdict = length, allow
        return verdict

    def crawl_delay(self, agent: str) -> float | None:
        """Seconds between two requests that *agent* is asked to keep; None where the file says nothing."""
        return max((g.delay for g in self._groups_of(agent) if g.delay is not None), default=None)

    def request_rate(self, agent: str) -> RequestRate | None:
        """The slowest request rate stated for *agent*, or None."""
        rates = [g.rate for g in self._groups_of(agent) if g.rate]
        return min(rates, key=lambda rate: rate.requests / rate.seconds, default=None)

    def signals(self, agent: str) -> list[Signal]:
        """The Content-Signal and Content-Usage lines that hold for *agent*, in the order written."""
        return [signal for group in self._groups_of(agent) for signal in group.signals]

    def _groups_of(self, agent: str) -> list[_Group]:
        """The groups that name *agent*; where none does, the group of all others, if there is one."""
        names = _names_of(agent)
        found = [
            group
            for name, group in self._groups.items()
            if name in names or ("*" in name[1:] and any(matches(name + "$", own) for own in names))
        ]
        if not found and "*" in self._groups:
            found = [self._groups["*"]]
        return found

    def _read(self, lines: list[str]) -> None:
        open_groups: list[_Group] = []
        rules_seen = False
        for line in lines:
            key, value = _directive(line)
            if key == "agent":
                if rules_seen:
                    open_groups, rules_seen = [], False
                open_groups.append(self._groups.setdefault(_name_in_file(value), _Group()))
            elif key in ("allow", "disallow"):
                rules_seen = True
                if value:
                    for group in open_groups:
                        group.rules += [(key == "allow", pattern) for pattern in _patterns(key, value)]
            elif key == "sitemap":
                if value and value not in self.sitemaps:
                    self.sitemaps.append(value)
            else:
                _set_extra(open_groups, key, value)


def may_fetch(robots: bytes, agent: str, url: str) -> bool:
    """May *agent* fetch *url* by the robots.txt whose bytes are *robots*? See :class:`RobotsRules`."""
    return RobotsRules(robots).allowed(url, agent)


def matches(pattern: str, path: str) -> bool:
    """Does *path* begin as *pattern* says? ``*`` is anything, ``$`` at the end the end. Linear in time.

    A ``$`` at the end also stands for itself (``%24`` in *path*), as in Protego: some files mean it so.
    """
    anchored = pattern.endswith("$")
    if anchored and _glob(pattern[:-1] + "%24", path, anchored=False):
        return True
    return _glob(pattern.removesuffix("$"), path, anchored=anchored)


def _glob(pattern: str, path: str, *, anchored: bool) -> bool:
    first, *rest = pattern.split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    if not rest:
        return not anchored or place == len(path)
    for part in rest[:-1]:
        place = path.find(part, place)
        if place < 0:
            return False
        place += len(part)
    last = rest[-1]
    if anchored:
        return path.endswith(last) and len(path) - len(last) >= place
    return path.find(last, place) >= 0


def _lines(body: bytes | str) -> list[str]:
    raw = body.encode("utf-8", "replace") if isinstance(body, str) else body
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw[: MAX_BYTES * 2].decode("utf-16", "replace").encode("utf-8", "replace")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    lines = _LINE_END.split(raw[: MAX_BYTES + 1])
    if len(raw) > MAX_BYTES and len(lines) > 1:
        lines.pop()  # cut in the middle: half a rule is another rule
    return [line[:_MAX_LINE].decode("utf-8", "replace") for line in lines]


def _directive(line: str) -> tuple[str, str]:
    """The key, in our spelling, and the value of a line; ("", "") for all others. The colon may be missing."""
    line = line.partition("#")[0].replace("\0", "").strip().lstrip("\ufeff")
    key, colon, value = line.partition(":")
    if colon and (known := _KEYS.get(key.strip().lower())):
        return known, value.strip()
    lowered = line.lower()
    for bare in _BARE_KEYS:
        if lowered.startswith(bare) and lowered[len(bare) : len(bare) + 1].isspace():
            return _KEYS[bare], line[len(bare) :].strip().removeprefix(":").strip()
    return "", ""


def _name_in_file(value: str) -> str:
    """What a ``User-agent`` line names: "*", a product token in lower case, or a name with a wildcard in it."""
    value = value.strip().lower()
    if value == "*" or value.startswith("* "):
        return "*"
    if "*" in value:
        return value.split()[0]
    token = _TOKEN.match(value)
    return token[0] if token else value


def _names_of(agent: str) -> set[str]:
    """The product tokens under which a file may name the crawler that sends *agent*."""
    agent = agent.strip().lower()
    token = _TOKEN.match(agent)
    names = {token[0] if token else agent}
    # "Mozilla/5.0 (compatible; newscrawl/1.0; +https://...)" is newscrawl, however browsers call themselves
    if names == {"mozilla"}:
        names = set(_COMPATIBLE.findall(agent)) or names
    return names


def _patterns(key: str, value: str) -> list[str]:
    """The pattern of a rule in comparable form; for ``Allow: /x/index.html`` also the folder's own page (as Google)."""
    anchored = value.endswith("$")
    body = value.removesuffix("$") if anchored else value
    pattern = "*".join(_comparable(part) for part in body.split("*"))
    patterns = [pattern + "$" if anchored else pattern]
    folder, slash, name = pattern.rpartition("/")
    if key == "allow" and slash and name.startswith("index.htm"):
        patterns.append(folder + "/$")
    return patterns


def _comparable(text: str) -> str:
    """*text* with its percent-encoding made alike: letters and digits plain, all else outside ASCII encoded."""
    if _ESCAPE.search(text):
        raw = _UNRESERVED.sub(lambda match: unquote_to_bytes(match[0]), text.encode("utf-8", "replace"))
        text = _ESCAPE.sub(lambda match: match[0].upper(), raw.decode("utf-8", "replace"))
    return quote(text, safe=_KEPT, errors="replace")


def _path_of(url: str) -> str:
    """Path and query of *url* in comparable form, "/" where it has none."""
    rest = url.partition("#")[0].strip()
    scheme, mark, after = rest.partition("://")
    if mark and "/" not in scheme and "?" not in scheme:
        start = min((place for place in (after.find("/"), after.find("?")) if place >= 0), default=len(after))
        rest = after[start:]
    if not rest.startswith("/"):
        rest = "/" + rest
    return _comparable(rest)


def _set_extra(groups: list[_Group], key: str, value: str) -> None:
    """Crawl-delay, request-rate and content signals. They hold for the agents that were named before them."""
    if key == "delay" and (delay := _delay(value)) is not None:
        for group in groups:
            group.delay = delay if group.delay is None else max(group.delay, delay)
    elif key == "rate" and (match := _RATE.match(value)):
        seconds = int(match[2]) * _SECONDS[match[3].lower()]
        if int(match[1]) > 0 and seconds > 0:
            for group in groups:
                group.rate = RequestRate(int(match[1]), seconds)
    elif key in ("signal", "usage"):
        path, space, text = value.partition(" ")
        signal = Signal(path, text.strip()) if space and path.startswith("/") else Signal("/", value)
        for group in groups:
            group.signals.append(signal)


def _delay(value: str) -> float | None:
    try:
        delay = float(value.split(maxsplit=1)[0].replace(",", "."))
    except (ValueError, IndexError):
        return None
    return delay if math.isfinite(delay) and delay >= 0 else None
