"""What a publisher states about uses of a page: robots directives, TDM reservation, signals about AI.

Sources of the formats:
- ``X-Robots-Tag`` and ``<meta name="robots">``:
  https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag; ``noai``: DeviantArt's, of 2022.
- TDM Reservation Protocol: https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/ (``tdm-reservation``
  as meta element, header and ``/.well-known/tdmrep.json``; what stands nearer to the text wins).
- ``Content-Signal`` in robots.txt: https://contentsignals.org; ``Content-Usage`` in robots.txt and as a header: the
  drafts of IETF's aipref working group.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newscrawl.discovery.robots import RobotsRules, matches
from newscrawl.markup import Page, open_page

if TYPE_CHECKING:
    from collections.abc import Iterable

# Directive → flags that it denies. Directives that permit what is permitted anyway ("index", "all") state nothing.
_DENIED: dict[str, tuple[str, ...]] = {
    "noindex": ("index",),
    "nofollow": ("follow",),
    "none": ("index", "follow"),
    "noarchive": ("archive",),
    "nocache": ("archive",),
    "nosnippet": ("snippet",),
    "max-snippet:0": ("snippet",),
    "noai": ("ai_train",),
}

# Name of a signal → flag. "search" is about search engines' answers, which is what indexing is for.
_SIGNALS = {
    "ai-train": "ai_train", "train-ai": "ai_train", "genai": "ai_train", "train-genai": "ai_train",
    "ai-input": "ai_input", "ai-use": "ai_input",
    "search": "index",
}  # fmt: skip
_YES, _NO = frozenset(["yes", "y", "true", "1"]), frozenset(["no", "n", "false", "0"])
_FILE_LIMIT = 1_000_000
_PRODUCT = re.compile(r"[\w*-]+")
_VALUED = frozenset(["max-snippet", "max-image-preview", "max-video-preview", "unavailable_after", "unavailable-after"])
"""Directives with a colon of their own; any other word before a colon names an agent."""


def read_optouts(  # noqa: PLR0917 - the door's form
    robots: bytes | str | RobotsRules,
    headers: Mapping[str, Any],
    html: bytes | str | Page,
    tdmrep: list[Any] | None,
    url: str,
    agent: str,
) -> dict[str, bool]:
    """The opt-outs stated for *agent* at *url*, by flag. Never raises.

    Args:
        robots: The site's robots.txt, parsed or not.
        headers: The response's headers, names in any case; a value is a string or a list of them.
        html: The page.
        tdmrep: The rules of ``/.well-known/tdmrep.json``, or None where the site has none.
        url: The page's address.
        agent: Our product token or whole ``User-Agent``.

    Returns:
        ``index``, ``follow``, ``archive``, ``snippet``, ``tdm``, ``ai_train``, ``ai_input``: False where the publisher
        denies it, True where it says expressly that it may be; a flag of which it says nothing is absent.
    """
    rules = robots if isinstance(robots, RobotsRules) else RobotsRules(robots or b"")
    stated = _headers(headers)
    metas = _page(html, url).metas
    token = _token(agent)
    directives = [
        *(name for value in stated.get("x-robots-tag", []) for name in _directives(value, token)),
        *(name for key in ("robots", token) for value in metas.get(key, []) for name in _directives(value, token)),
    ]
    flags = {flag: False for name in directives for flag in _DENIED.get(name, ())}
    if (mining := _mining(metas, stated, tdmrep, url)) is not None:
        flags["tdm"] = mining
    for flag, allowed in _signals(rules, stated, url, agent):
        flags[flag] = flags.get(flag, True) and allowed
    return flags


def read_reservations(body: bytes) -> list[Any] | None:
    """The rules of a ``/.well-known/tdmrep.json`` (TDM Reservation Protocol, 6.1); None for what is none. Never raises."""
    try:
        rules = json.loads(body[:_FILE_LIMIT].decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return rules if isinstance(rules, list) else None


def _headers(headers: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in headers.items():
        values = value if isinstance(value, list | tuple) else [value]
        found.setdefault(_text(name).strip().lower(), []).extend(map(_text, values))
    return found


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _page(html: bytes | str | Page, url: str) -> Page:
    if isinstance(html, Page):
        return html
    return open_page(html.encode("utf-8", "replace") if isinstance(html, str) else html or b"", url)


def _token(agent: str) -> str:
    match = _PRODUCT.match(agent.strip().lower())
    return match[0] if match else ""


def _directives(value: str, token: str) -> Iterable[str]:
    """The directives in *value* that are for everybody or for *token*: "noindex", "newscrawl: noindex, nofollow"."""
    ours = True
    for part in value.lower().split(","):
        name, colon, rest = (piece.strip() for piece in part.partition(":"))
        if colon and name not in _VALUED and _PRODUCT.fullmatch(name):
            ours = name in (token, "*", "robots")
            name, colon, rest = (piece.strip() for piece in rest.partition(":"))
        if ours:
            yield name + colon + rest


def _mining(
    metas: Mapping[str, list[str]], headers: Mapping[str, list[str]], tdmrep: list[Any] | None, url: str
) -> bool | None:
    """May text and data be mined? The page's own word goes before the header's, that before the site's file."""
    for stated in (metas, headers):
        for value in stated.get("tdm-reservation", []):
            if (answer := _reserved(value)) is not None:
                return not answer
    rule = _tdm_rule(tdmrep, url)
    reserved = _reserved(rule.get("tdm-reservation")) if rule else None
    return None if reserved is None else not reserved


def _reserved(value: Any) -> bool | None:
    return {"1": True, "0": False}.get(str(value).strip())


def _tdm_rule(tdmrep: list[Any] | None, url: str) -> Mapping[str, Any] | None:
    """The rule of the site's file whose location fits *url* best: the longest, as in robots.txt."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    best: Mapping[str, Any] | None = None
    length = -1
    for rule in tdmrep if isinstance(tdmrep, list) else []:
        location = rule.get("location") if isinstance(rule, Mapping) else None
        if isinstance(location, str) and len(location) > length and matches(location, path):
            best, length = rule, len(location)
    return best


def _signals(rules: RobotsRules, headers: Mapping[str, list[str]], url: str, agent: str) -> Iterable[tuple[str, bool]]:
    """Flag and answer of each content signal that holds for the page."""
    try:
        path = urlsplit(url).path or "/"
    except ValueError:
        path = "/"
    texts = [signal.text for signal in rules.signals(agent) if matches(signal.path, path)]
    texts += [value for name in ("content-signal", "content-usage") for value in headers.get(name, [])]
    for part in (part for text in texts for part in text.lower().replace(";", ",").split(",")):
        name, _, value = (piece.strip() for piece in part.partition("="))
        flag = _SIGNALS.get(name)
        if flag and value in _NO:
            yield flag, False
        elif flag and flag != "index" and value in _YES:
            yield flag, True
