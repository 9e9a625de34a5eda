"""Feeds: RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0 (by feedparser, after repairs of ours) and JSON Feed."""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any

import feedparser

from newscrawl.cleaning import squeeze, to_utc
from newscrawl.discovery.soundxml import decoded, from_root, repaired, unescaped, unpacked
from newscrawl.discovery.stamps import iso_stamp
from newscrawl.discovery.teasers import plain_text, written_teaser
from newscrawl.urls import joined

MAX_BYTES = 8 * 1024 * 1024
"""More of one feed is not read."""
MAX_TAGS = 100_000
"""Nor are more of its tags: feedparser takes some ten microseconds for each, whatever it is."""

ROOTS = re.compile(r"<(?:rss|feed|channel|(?:\w+:)?RDF|\w+:feed)(?=[\s>])", re.IGNORECASE)
"""The tags that a feed begins with. A page of HTML has none of them."""

_LAST_END = re.compile(r"</(?:item|entry)\s*>", re.IGNORECASE)
_ITEM = re.compile(r"<(?:item|entry)(?=[\s>])", re.IGNORECASE)
_ZONE_NAME = re.compile(r" [A-Z]{2,5}$")
_E_MAIL = re.compile(r"[^@\s()<>]{1,100}@[^@\s()<>]{1,255}")


def read_feed(body: bytes, url: str) -> list[dict[str, Any]]:
    """The entries of the feed whose bytes are *body*, in its order. Never raises; what is no feed has no entries.

    Args:
        body: The bytes as served; gzip is unpacked.
        url: Where they came from; relative addresses are joined to it.

    Each entry holds: ``url`` (absolute, or None), ``title`` (as stated: markup in it is kept), ``published`` and
    ``updated`` (ISO 8601 with offset, or None), ``authors`` (one name for each that the feed states), ``author`` (the
    line as stated), ``id``, ``summary`` (plain text; None where it is but the start of the content, or cut by a
    program), ``sections`` (categories, in order), ``comments_url``, ``comment_count`` (None where not stated).
    """
    body = unpacked(body)[:MAX_BYTES]
    text = decoded(body)
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return _json_entries(text, url)
    text = from_root(text, ROOTS)
    if not text:
        return []
    return _xml_entries(_whole_items(_bounded(repaired(text))), url)


def _bounded(text: str) -> str:
    """*text* up to its last tag that is read; those in CDATA sections are none."""
    if text.count("<") <= MAX_TAGS:
        return text
    place = 0
    for _ in range(MAX_TAGS):
        start = text.find("<", place)
        if start < 0:
            return text
        place = start + 1
        if text.startswith("<![CDATA[", start):
            place = text.find("]]>", start)
            if place < 0:
                return text
    return text[:place]


def _whole_items(text: str) -> str:
    """*text* without an item at its end that says nothing yet, because the feed was cut off."""
    ends = [match.end() for match in _LAST_END.finditer(text)]
    if not ends:
        return text
    cut = _ITEM.search(text, ends[-1])
    if cut is None or text.find("<link", cut.end()) >= 0 or text.find("<guid", cut.end()) >= 0:
        return text
    return text[: ends[-1]]


def _xml_entries(text: str, url: str) -> list[dict[str, Any]]:
    stream = io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>' + text.encode("utf-8", "replace"))
    try:
        parsed = feedparser.parse(
            stream,
            response_headers={"content-location": url, "content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
        )
    except Exception:  # noqa: BLE001 - feedparser states no errors of its own; strangers' bytes find its bugs
        return []
    rss = str(parsed.get("version") or "").startswith("rss") or parsed.get("version") == ""
    return [_entry(raw, url, rss=rss) for raw in parsed.get("entries", [])]


def _entry(raw: dict[str, Any], url: str, *, rss: bool) -> dict[str, Any]:
    published = _moment(raw, "published")
    updated = _moment(raw, "updated")
    content = next((part.get("value") for part in raw.get("content") or [] if part.get("value")), None)
    return {
        "url": _absolute(raw.get("feedburner_origlink") or raw.get("link") or _only_link(raw), url),
        "title": _title(raw.get("title")),
        # RSS 1.0 has dc:date alone, the day of publication; Atom's "updated" is no such thing
        "published": published or (updated if rss else None),
        "updated": updated,
        "authors": _authors(raw),
        "author": raw.get("author"),
        "id": raw.get("id"),
        "summary": written_teaser(raw.get("summary"), content),
        "sections": _distinct(squeeze(tag.get("term") or "") for tag in raw.get("tags") or []),
        "comments_url": _absolute(raw.get("comments"), url),
        "comment_count": _count(raw.get("slash_comments") or raw.get("thr_total")),
    }


def _only_link(raw: dict[str, Any]) -> str | None:
    """The page's address where feedparser names none: a link of another kind than self, edit, enclosure and replies."""
    for link in raw.get("links") or []:
        if link.get("rel", "alternate") in ("alternate", "related", "canonical") and link.get("href"):
            return str(link["href"])
    return None


def _moment(raw: dict[str, Any], name: str) -> str | None:
    """The date *name* as stated, with its offset; as feedparser understood it where it is written in another way.

    A date without an offset is one in UTC, as for other feed readers: both formats demand an offset.
    """
    text = str(dict.get(raw, name) or "")
    stamp = iso_stamp(text)
    if stamp and len(stamp) > 10 and datetime.fromisoformat(stamp).tzinfo:
        return stamp
    if stamp and _ZONE_NAME.search(text) and (known := to_utc(text, "UTC")):  # "AEST": feedparser would say UTC
        return known.isoformat()
    parsed = dict.get(raw, name + "_parsed")
    if not parsed:
        return None
    try:
        moment = datetime.fromtimestamp(timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.isoformat() if moment.year > 1970 else None


def _title(title: Any) -> str | None:
    """The title on one line. Text that was escaped twice is opened once more, unless that would make tags of it."""
    text = squeeze(str(title or ""))
    if text and "&" in text and "<" not in text:
        opened = unescaped(text)
        if "<" not in opened:
            text = squeeze(opened)
    return text


def _authors(raw: dict[str, Any]) -> list[str]:
    stated = [person.get("name") for person in raw.get("authors") or [] if person.get("name")]
    line = str(raw.get("author") or "")
    # feedparser takes "a@b.example (Ada Reyes)" apart wrongly, but keeps the line
    if line and len(stated) < 2 and (not stated or _E_MAIL.search(line)):
        stated = [line]
    names = (_name(str(name)) for name in stated)
    # A name that lost letters on its way is none
    return _distinct(name for name in names if name and "\ufffd" not in name)


def _name(text: str) -> str | None:
    """The name in one of the forms of RSS: "a@b.example (Ada Reyes)", "Ada Reyes <a@b.example>", "Ada Reyes"."""
    text = plain_text(text) if "&" in text else text
    if not _E_MAIL.search(text):
        return squeeze(text)
    if "(" in text:
        return squeeze(text.partition("(")[2].rstrip(" )"))
    name, address = parseaddr(text)
    return squeeze(name) or (None if address else squeeze(_E_MAIL.sub("", text)))


def _count(value: Any) -> int | None:
    try:
        count = int(str(value).strip())
    except ValueError:
        return None
    return count if count >= 0 else None


def _absolute(address: Any, base: str) -> str | None:
    """*address* joined to *base*, without white space in it; None for none and for what no page can stand at."""
    return joined(base, "".join(str(address or "").split()))


def _distinct(values: Any) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _json_entries(text: str, url: str) -> list[dict[str, Any]]:
    """JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    try:
        feed = json.loads(text.lstrip("\ufeff \t\r\n"), strict=False)
    except (ValueError, RecursionError):
        return []
    items = feed.get("items") if isinstance(feed, dict) else None
    return [_json_entry(item, url) for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _json_entry(item: dict[str, Any], url: str) -> dict[str, Any]:
    people = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [
        person["name"] for person in people or [] if isinstance(person, dict) and isinstance(person.get("name"), str)
    ]
    tags = item.get("tags") if isinstance(item.get("tags"), list) else []
    identity = item.get("id")
    return {
        "url": _absolute(item.get("url") or item.get("external_url"), url),
        "title": _title(item.get("title")),
        "published": iso_stamp(_string(item.get("date_published"))),
        "updated": iso_stamp(_string(item.get("date_modified"))),
        "authors": _distinct(map(squeeze, names)),
        "author": ", ".join(names) or None,
        "id": str(identity) if isinstance(identity, str | int) else None,
        "summary": written_teaser(
            _string(item.get("summary")), _string(item.get("content_html")) or _string(item.get("content_text"))
        ),
        "sections": _distinct(squeeze(tag) for tag in tags or [] if isinstance(tag, str)),
        "comments_url": None,
        "comment_count": None,
    }


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None
