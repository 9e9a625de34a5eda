"""What the times of a thread mean: relative words counted from the reply, and ``+00:00`` on a clock that is the site's.

Some WordPress sites (versions before 5.3, themes that print ``get_comment_time('c')``) mark the clock that they show as
``+00:00`` though it is the site's local time. A stated offset is not believed, and left out, where the page proves it
wrong: a comment from the future, one from before its article, or a site whose own dates have another offset while the
clock that people see is the stated one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from newscrawl.comments.relative import resolved

if TYPE_CHECKING:
    from newscrawl.comments.thread import Row
    from newscrawl.markup import Page

_MARK = "+00:00"
_SLACK = timedelta(minutes=3)
"""Clocks of two machines."""
_FARTHEST = timedelta(hours=14)
"""The largest offset of a zone; a comment further off is of another thread, or moved here."""
_METAS = (
    "article:published_time",
    "article:modified_time",
    "og:published_time",
    "og:updated_time",
    "datepublished",
    "date",
)
_STATED = ("datePublished", "dateModified", "dateCreated", "uploadDate")


def settle_times(rows: list[Row], now: datetime | None) -> None:
    """Count relative times of *rows* from *now*, and say how precise each time is (``precision``).

    Without *now* a relative time stays as it was printed, in ``published_raw``.
    """
    for one in rows:
        published = one["published"]
        if published is None and now is not None and one["published_raw"]:
            found = resolved(one["published_raw"], now)
            if found is not None:
                one["published"], one["precision"] = found
                continue
        if published is not None and one["precision"] is None:
            one["precision"] = precision_of(published)


def precision_of(published: str) -> str:
    """How precise an ISO 8601 time is: "day", "minute" or "second"."""
    if len(published) <= 10:
        return "day"
    clock = published[11:].partition("+")[0].partition("-")[0].rstrip("Z")
    return "second" if clock.count(":") >= 2 else "minute"


def distrust_offsets(page: Page, rows: list[Row], now: datetime | None, *, shown: bool) -> None:
    """Take ``+00:00`` off the times of *rows* where the page shows that they are the site's local clock.

    Args:
        page: The page that prints them.
        rows: All comments of it.
        now: When the page came, where that is known.
        shown: Is the clock that people see the one that is marked as UTC, in every comment?
    """
    marked = [one for one in rows if one["published"] and one["published"].endswith(_MARK)]
    if not marked or len(marked) < sum(bool(one["published"]) for one in rows):
        return
    moments = [moment for one in marked if (moment := _moment(one["published"])) is not None]
    if len(moments) < len(marked):
        return
    stated = _page_times(page)
    if not (_in_future(moments, now) or _before_article(moments, stated) or (shown and _is_local(moments, stated))):
        return
    for one in marked:
        one["published"] = one["published"].removesuffix(_MARK)


def _in_future(moments: list[datetime], now: datetime | None) -> bool:
    """The site's zone is east of Greenwich: its newest comment is not written yet."""
    if now is None:
        return False
    now = now if now.tzinfo else now.replace(tzinfo=UTC)
    return _SLACK < max(moments) - now <= _FARTHEST


def _before_article(moments: list[datetime], stated: list[tuple[str, datetime]]) -> bool:
    """The site's zone is west of Greenwich: its first comment is older than the article."""
    published = [moment for name, moment in stated if name in ("datePublished", "article:published_time")]
    return bool(published) and _SLACK < min(published) - min(moments) <= _FARTHEST


def _is_local(moments: list[datetime], stated: list[tuple[str, datetime]]) -> bool:
    """The site states another offset for itself, and only others."""
    offsets = {moment.utcoffset() for _, moment in stated}
    if not offsets or timedelta(0) in offsets:
        return False
    if offsets != {timedelta(hours=1)}:
        return True
    # London is at +01:00 in summer, and rightly at +00:00 in winter.
    return any(moment.month in (11, 12, 1, 2) for _, moment in stated) or all(4 <= one.month <= 9 for one in moments)


def _page_times(page: Page) -> list[tuple[str, datetime]]:
    """What the page states of its own article, offsets included."""
    values: list[tuple[str, Any]] = [(name, value) for name in _METAS for value in page.metas.get(name, ())[:4]]
    values += [(name, node.get(name)) for node in page.linked_data[:20] for name in _STATED]
    return [
        (name, moment) for name, value in values if isinstance(value, str) and (moment := _moment(value)) is not None
    ]


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
