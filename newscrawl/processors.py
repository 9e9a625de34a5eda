"""What is done to one value of a field: the processors of the item loaders. None raises; what is none becomes None."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urldefrag, urljoin

from newscrawl.cleaning import keep_lines, printed_offset, read_byline, read_date, squeeze
from newscrawl.cleaning.zones import zone_of
from newscrawl.items import CorrectionItem, ImageItem, PostItem
from newscrawl.urls import is_http

Context = Mapping[str, Any]
"""What a loader was built with: ``url`` (the page's address), ``zone`` (the outlet's IANA zone), ``now`` (aware)."""

MAX_HEADLINE = 2_000
MAX_DEK = 5_000
MAX_LINE = 1_000
"""Characters of a byline or a caption's credit line."""
MAX_NAME = 200
MAX_COMMENT = 100_000
MAX_PARAGRAPH = 1_000_000
MAX_ADDRESS = 2_000
MAX_LIST = 200
"""Names, tags or pictures of one article: more is a page read wrongly."""
_MAX_COUNT = 2**31 - 1
"""Largest whole number that the tables take."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_NOTES = frozenset({"correction", "update", "clarification", "editors_note"})
_CREDIT_LABEL = re.compile(
    r"(?:photo(?:graph)?s?|image|picture|credit|foto|crédit)\s{0,4}(?:credit)?\s{0,4}(?:by|par|von|de)?\s{0,4}[:/]\s*|photos?\s+by\s+",
    re.IGNORECASE,
)


def line(value: Any, longest: int = MAX_LINE) -> str | None:
    """One clean line of at most *longest* characters; numbers as digits, None for what is no text."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    text = squeeze(value[: 4 * longest])
    return text if text is None or len(text) <= longest else text[:longest].rstrip()


def headline(value: Any) -> str | None:
    """A headline. Markup in it is what the page prints, so it stays text."""
    return line(value, MAX_HEADLINE)


def name(value: Any) -> str | None:
    """A name, label or id."""
    return line(value, MAX_NAME)


def comment_text(value: Any) -> str | None:
    """What a reader wrote, with its breaks."""
    text = keep_lines(value[: 4 * MAX_COMMENT]) if isinstance(value, str) else None
    return text if text is None or len(text) <= MAX_COMMENT else text[:MAX_COMMENT].rstrip()


def count(value: Any) -> int | None:
    """A whole number that the tables can hold; None for anything else (true is no number)."""
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 12:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _MAX_COUNT else None


def one_of(value: Any, allowed: frozenset[str]) -> str | None:
    """The value where it is one of the words allowed."""
    return value if isinstance(value, str) and value in allowed else None


def language(value: Any) -> str | None:
    """A BCP 47 tag in its usual case: "en_us" is "en-US"."""
    tag = line(value, 40)
    if tag is None or not _LANGUAGE.fullmatch(tag):
        return None
    first, *rest = tag.replace("_", "-").split("-")
    cased = (p.upper() if len(p) == 2 else p.title() if len(p) == 4 and p.isalpha() else p.lower() for p in rest)
    return "-".join((first.lower(), *cased))


def moment(value: Any, loader_context: Context) -> datetime | None:
    """The moment that a date names, in UTC; a day is the midnight at which it begins in the outlet's zone."""
    if not isinstance(value, str):
        return None
    found = read_date(value, loader_context["now"], loader_context["zone"])
    try:
        if isinstance(found, datetime):
            return found.astimezone(UTC)
        return datetime.combine(found, time.min, zone_of(loader_context["zone"])).astimezone(UTC) if found else None
    except OverflowError:
        return None


def precision_of(value: Any, loader_context: Context) -> str | None:
    """How precise a date is that :func:`moment` reads: "second", "minute", "day"; "relative" for one counted from now."""
    if not isinstance(value, str):
        return None
    now, zone = loader_context["now"], loader_context["zone"]
    found = read_date(value, now, zone)
    if found is None:
        return None
    if not value[:4].isdecimal() and read_date(value, now + _A_WHILE, zone) != found:
        return "relative"
    if not isinstance(found, datetime):
        return "day"
    return "second" if found.second or found.microsecond or _SECONDS_SHOWN.search(value) else "minute"


_A_WHILE = timedelta(hours=25)
_SECONDS_SHOWN = re.compile(r"\d:\d\d:\d\d(?!\d)")


def offset(value: Any, loader_context: Context) -> int | None:
    """Minutes east of UTC that a printed date names."""
    return printed_offset(value, loader_context["zone"], loader_context["now"]) if isinstance(value, str) else None


def address(value: Any, loader_context: Context) -> str | None:
    """An absolute http(s) address, resolved against the page's; None for any other scheme."""
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_ADDRESS:
        return None
    if not (text := squeeze(value)):
        return None
    try:
        absolute = urljoin(loader_context.get("url") or "", text)
    except ValueError:
        return None
    return absolute if is_http(absolute) else None


def whole_page(url: str) -> str:
    """The address without the place in the page; "#!" names a page."""
    return url if "#!" in url else urldefrag(url).url


def image(value: Any, loader_context: Context) -> ImageItem | None:
    """A picture from a mapping of url, caption and credit."""
    if not isinstance(value, Mapping) or not (url := address(value.get("url"), loader_context)):
        return None
    credit = line(value.get("credit"))
    label = _CREDIT_LABEL.match(credit) if credit else None
    return ImageItem(
        url, line(value.get("caption"), MAX_DEK), credit[label.end() :] or None if credit and label else credit
    )


def post(value: Any, loader_context: Context) -> PostItem | None:
    """A live blog's post from a mapping as the reader gives it."""
    if not isinstance(value, Mapping):
        return None
    first = count(value.get("paragraph"))
    text = value.get("text")
    return PostItem(
        key=name(value.get("key")),
        headline=headline(value.get("headline")),
        author=line(value.get("author")),
        published=moment(value.get("published"), loader_context) or moment(value.get("published_raw"), loader_context),
        published_raw=name(value.get("published_raw")) or name(value.get("published")),
        paragraph=first,
        paragraphs=(count(value.get("paragraphs")) or 0) if first is not None else 0,
        text=(keep_lines(text[:MAX_PARAGRAPH]) if isinstance(text, str) else None) if first is None else None,
    )


def correction(value: Any, loader_context: Context) -> CorrectionItem | None:
    """A correction note from a mapping as the reader gives it; None for one of no kind of ours."""
    if not isinstance(value, Mapping):
        return None
    kind, text = one_of(value.get("kind"), _NOTES), line(value.get("text"), MAX_DEK)
    if kind is None or text is None:
        return None
    stated, printed = value.get("dated"), value.get("dated_raw")
    return CorrectionItem(
        kind, text, moment(stated, loader_context) or moment(printed, loader_context), name(printed) or name(stated)
    )


# --- several values -----------------------------------------------------------------------------------------------------
def paragraphs(values: Iterable[Any]) -> list[str]:
    """The body's paragraphs, each on one line, empty ones out."""
    found = (squeeze(value[: 2 * MAX_PARAGRAPH]) for value in values if isinstance(value, str))
    return [p if len(p) <= MAX_PARAGRAPH else p[:MAX_PARAGRAPH].rstrip() for p in found if p]


def people(values: Iterable[Any]) -> list[str]:
    """Persons named in lines of authors, in order, each once; where there is none, the agencies that sign alone."""
    read = [read_byline(value[:MAX_LINE]) for value in values if isinstance(value, str)]
    return _distinct(p for found in read for p in found["persons"]) or _distinct(
        o for found in read for o in found["organisations"]
    )


def persons(values: Iterable[Any]) -> list[str]:
    """Persons alone, from a line as printed: the paper that stands in it is no author."""
    return _distinct(p for value in values if isinstance(value, str) for p in read_byline(value[:MAX_LINE])["persons"])


def labels(values: Iterable[Any]) -> list[str]:
    """Tags, in order, each once."""
    return _distinct(tag for value in values if (tag := name(value)))


def _distinct(values: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(value.casefold(), value)
    return list(found.values())[:MAX_LIST]


def distinct_images(values: Iterable[ImageItem]) -> list[ImageItem]:
    """Each picture once, with the first caption and credit that any of its mentions has."""
    found: dict[str, ImageItem] = {}
    for value in values:
        first = found.setdefault(value.url, value)
        first.caption, first.credit = first.caption or value.caption, first.credit or value.credit
    return list(found.values())[:MAX_LIST]
