"""Old articles: which sitemaps and lists hold those of a span of time, and the date archives that sites keep.

Facts: WordPress lists the posts of a month under ``/2020/05/`` (of a day under ``/2020/05/17/``); Yoast, Google's own
examples and Jetpack name sitemaps by year and month (``sitemap-pt-post-2020-05.xml``); BLOX takes
``?yyyy=2020&mm=05&dd=17``; others keep ``/archive/2020/05`` or ``/archives/2020-05``.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DATE = re.compile(
    r"(?<!\d)(?P<year>199\d|20[0-4]\d)(?:(?P<cut>[-_/.]?)(?P<month>0[1-9]|1[0-2])(?:(?P=cut)(?P<day>0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)
_MONTH_PAGE = re.compile(r"^(?P<head>.*/)(?P<year>199\d|20[0-4]\d)(?P<cut>[/-])(?P<month>0?[1-9]|1[0-2])(?P<tail>/?)$")
_DATED_PAGE = re.compile(
    r"^.*/(?P<year>199\d|20[0-4]\d)(?P<cut>[/-])(?P<month>0?[1-9]|1[0-2])(?:(?P=cut)(?P<day>0?[1-9]|[12]\d|3[01]))?/?$"
)
"""A listing of a month or day: anywhere else a date is a part of a name ("/news/elections-2024/")."""
_DATED_FOLDERS = re.compile(
    r"/(?P<year>199\d|20[0-4]\d)/(?P<month>0?[1-9]|1[0-2]|[a-z]{3})(?:/(?P<day>0?[1-9]|[12]\d|3[01]))?/"
    r"|/(?P<y>199\d|20[0-4]\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?=[-/])",
    re.IGNORECASE,
)
"""An article's date in its address: ``/2026/03/01/slug``, ``/2026/mar/01/slug``, ``/2026/03/slug``, ``/2026-03-01-slug``;
"/2024-12-things" is none."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SITEMAP = re.compile(r"\.xml(?:\.gz)?$|sitemap[^/]*$", re.IGNORECASE)
_BEFORE_YEAR = frozenset("-_/")
"""What stands before a year alone: "sitemap-2018.xml"; "post-sitemap2001.xml" is the 2001st."""
MONTHS_AT_MOST = 360
_SLACK = timedelta(days=1)
"""Sites date by their own clock."""
_LEAST = timedelta(seconds=1)

Span = tuple[datetime, datetime]
"""From the first moment to the one after the last, UTC."""


def span_of(url: str) -> Span | None:
    """The day, month or year that an address names ("/sitemap-2020-05.xml"), None where it names none. Never raises.

    Of a sitemap the most exact date in it counts, of several the last one; of a listing the month or day at its end.
    """
    try:
        parts = urlsplit(url)
        query = dict(parse_qsl(parts.query))
    except ValueError:
        return None
    if query.get("yyyy", query.get("year", "")).isdecimal():
        year = query.get("yyyy") or query.get("year") or ""
        month, day = query.get("mm") or query.get("month"), query.get("dd") or query.get("day")
        return _span(year, month, day)
    if not _SITEMAP.search(parts.path):
        page = _DATED_PAGE.match(parts.path)
        return _span(page["year"], page["month"], page["day"]) if page else None
    text = f"{parts.path}?{parts.query}"
    dates = (m for m in _DATE.finditer(text) if m["month"] or text[m.start() - 1 : m.start()] in _BEFORE_YEAR)
    found = [_span(m["year"], m["month"], m["day"]) for m in dates]
    spans = [span for span in found if span is not None]
    return min(reversed(spans), key=lambda span: span[1] - span[0], default=None)


def _span(year: str, month: str | None, day: str | None) -> Span | None:
    try:
        start = datetime(int(year), int(month or 1), int(day or 1) if month else 1, tzinfo=UTC)
        if month and day:
            return start, start + timedelta(days=1)
        return start, _next_month(start) if month else datetime(start.year + 1, 1, 1, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _next_month(moment: datetime) -> datetime:
    return datetime(moment.year + moment.month // 12, moment.month % 12 + 1, 1, tzinfo=UTC)


def lies_outside(url: str, changed: datetime | None, since: datetime | None, until: datetime | None) -> bool:
    """Whether a sitemap or list surely holds no article of the time from *since* to before *until*.

    Args:
        url: its address; the date that it names counts.
        changed: when it was last changed, as its index states it: what was changed before *since* names nothing newer.
        since: None for all times before.
        until: None for all times after.
    """
    if since and changed and changed < since - _SLACK:
        return True
    span = span_of(url)
    if span is None:
        return False
    return bool((since and span[1] < since - _SLACK) or (until and span[0] > until + _SLACK))


def dated_outside(url: str, since: datetime | None, until: datetime | None) -> datetime | None:
    """Where an article's address dates it outside the time from *since* to before *until*: that date, else None.

    Never raises. What is told is the moment of the address's day or month that lies nearest to the span, a day of slack
    (:data:`_SLACK`) added: an article that may lie within is within.
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    for match in _DATED_FOLDERS.finditer(path):
        month = (match["month"] or match["m"]).lower()
        if month in _MONTHS:
            month = str(_MONTHS.index(month) + 1)
        span = _span(match["year"] or match["y"], month, match["day"] or match["d"]) if month.isdecimal() else None
        if span is not None:
            first, last = span[0] - _SLACK, span[1] + _SLACK
            if since is not None and last <= since:
                return last - _LEAST
            return first if until is not None and first >= until else None
    return None


def month_pages(
    links: Iterable[str], since: datetime, until: datetime, *, like: str | None = None
) -> Iterator[tuple[str, datetime]]:
    """Addresses of a site's archives by month, from *until* back to *since*, each with the end of its month.

    Args:
        links: addresses that a page of the site links to; those of months show how the site names them.
        since: the first moment wanted.
        until: the first one not wanted.
        like: the site's home, where it is known to list months as WordPress does; used where no link shows another way.
    """
    shapes: dict[tuple[str, str, str, bool], None] = {}
    for link in links:
        try:
            parts = urlsplit(link)
        except ValueError:
            continue
        if (found := _MONTH_PAGE.match(parts.path)) and not parts.query:
            shape = (urljoin(link, found["head"]), found["cut"], found["tail"], len(found["month"]) == 2)
            if not (_DATE.search(found["head"]) or found["head"].count("/") > 3):
                shapes[shape] = None
    if not shapes and like:
        shapes[urljoin(like, "/"), "/", "/", True] = None
    month = datetime(until.year, until.month, 1, tzinfo=UTC)
    for _ in range(MONTHS_AT_MOST):
        end = _next_month(month)
        if end <= since:
            return
        if month < until:
            for head, cut, tail, padded in shapes:
                yield f"{head}{month.year}{cut}{month.month:0{2 if padded else 1}d}{tail}", end
        month = datetime(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1, tzinfo=UTC)
