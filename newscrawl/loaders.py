"""Raw values, as pages and platforms gave them, to clean items: all normalising happens here.

Three item loaders say by field what is done, and three functions load what a page gave; what is done to one value stands
in :mod:`newscrawl.processors`. Comments and quotes come by the hundred and an item loader takes 85 µs for each, so
:func:`load_comments` and :func:`load_quotes` apply the loaders' functions row by row without one. Nothing here raises on a
value: what cannot be read becomes None, with the raw value kept beside it where the item has a place for it.

A day without a time ("November 4, 2026") is stored as the midnight at which it begins in the outlet's zone: the day stays
right when it is read back in that zone, and nothing seems to have been published before it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from itemloaders import ItemLoader
from itemloaders.processors import Compose, Identity, MapCompose, TakeFirst

from newscrawl.items import ArticleItem, CommentItem, QuoteItem
from newscrawl.processors import (
    MAX_DEK,
    Context,
    address,
    comment_text,
    correction,
    count,
    distinct_images,
    headline,
    image,
    labels,
    language,
    line,
    moment,
    name,
    offset,
    one_of,
    paragraphs,
    people,
    persons,
    post,
    precision_of,
    whole_page,
)
from newscrawl.urls import as_published, is_http, same_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

_AS_THEY_ARE = (
    "dek",
    "byline",
    "section",
    "kind",
    "language",
    "images",
    "posts",
    "corrections",
    "credit",
    "dateline",
    "paywall",
    "truncated",
    "sources",
)
"""Keys of the reader's mapping that are fields of the item."""
MAX_LINKS, MAX_BADGES = 100, 10
"""Of one comment."""
_KINDS = frozenset({"direct", "mixed", "indirect"})
_STATES = frozenset({"shown", "deleted", "held", "orphan"})
_PAYWALLS = frozenset({"open", "closed"})


# --- loaders ------------------------------------------------------------------------------------------------------------
class ArticleLoader(ItemLoader):
    """Context: ``url`` (the page's address), ``zone`` (the outlet's IANA time zone), ``now`` (aware, by the page clock)."""

    default_item_class = ArticleItem
    default_input_processor = MapCompose(line)
    default_output_processor = TakeFirst()

    page_in = url_in = MapCompose(address)
    addresses_in = MapCompose(address, whole_page)
    addresses_out = Compose(dict.fromkeys, list)
    headline_in = MapCompose(headline)
    dek_in = MapCompose(lambda value: line(value, MAX_DEK))
    authors_in = Compose(people)
    authors_out = Identity()
    outlet_in = section_in = credit_in = dateline_in = MapCompose(name)
    tags_in = Compose(labels)
    tags_out = Identity()
    kind_in = MapCompose(name, str.lower)
    language_in = MapCompose(language)
    published_in = modified_in = MapCompose(moment)
    published_raw_in = modified_raw_in = MapCompose(name)
    published_offset_in = modified_offset_in = MapCompose(offset)
    paragraphs_in = left_out_in = unaided_in = Compose(paragraphs)
    paragraphs_out = left_out_out = unaided_out = Identity()
    images_in = MapCompose(image)
    images_out = Compose(distinct_images)
    posts_in = MapCompose(post)
    corrections_in = MapCompose(correction)
    posts_out = corrections_out = Identity()
    paywall_in = MapCompose(lambda value: one_of(value, _PAYWALLS))
    truncated_in = MapCompose(bool)
    sources_in = MapCompose(
        lambda value: {str(k): str(v) for k, v in value.items()} if isinstance(value, Mapping) else None
    )


class QuoteLoader(ItemLoader):
    """A quote whose offsets are those of the body. No context."""

    default_item_class = QuoteItem
    default_input_processor = MapCompose(line)
    default_output_processor = TakeFirst()

    paragraph_in = start_in = end_in = MapCompose(count)
    text_in = confidence_in = Identity()
    speaker_in = speaker_as_printed_in = cue_in = MapCompose(name)


class CommentLoader(ItemLoader):
    """Context: ``zone``, the outlet's IANA time zone; ``now``, when the page or reply came (relative dates count from it)."""

    default_item_class = CommentItem
    default_input_processor = MapCompose(name)
    default_output_processor = TakeFirst()

    page_in = article_in = MapCompose(address)
    text_in = MapCompose(comment_text)
    published_in = edited_in = MapCompose(moment)
    likes_in = dislikes_in = depth_in = position_in = MapCompose(count)
    pinned_in = MapCompose(bool)
    quoted_in = MapCompose(comment_text)
    links_in = MapCompose(address)
    badges_in = Compose(labels)
    quoted_out = links_out = badges_out = Identity()


def _name_every_field(loader: type[ItemLoader]) -> None:
    """Write the default processors down for each field that has none of its own.

    An item loader looks for a field without one in the metadata of the item's class, anew for every value; ours has none
    there, and looking takes longer than the cleaning.
    """
    for field in fields(loader.default_item_class):
        for side, default in (("in", loader.default_input_processor), ("out", loader.default_output_processor)):
            if not hasattr(loader, f"{field.name}_{side}"):
                setattr(loader, f"{field.name}_{side}", default)


_name_every_field(ArticleLoader)


# --- what a page gave ---------------------------------------------------------------------------------------------------
def load_article(
    raw: Mapping[str, Any], *, page: str, outlet: str, zone: str, now: datetime, addresses: Iterable[str] = ()
) -> ArticleItem:
    """The clean article from what :func:`newscrawl.reading.read_article` gave.

    Args:
        raw: The reader's mapping; keys may be missing, values of a wrong type count as missing.
        page: The address that was requested.
        outlet: The site's name.
        zone: The outlet's IANA zone, taken where a date names none.
        now: Aware; relative dates count from it, and dates two years after it are none.
        addresses: Further addresses that led here (redirects).

    The article's ``url`` is the page's stated canonical address only where that lies on the page's own site and is not
    its home page; syndicated text points to another paper, and broken themes to "/".
    """
    loader = ArticleLoader(url=page, zone=zone, now=now)
    own = [page, *addresses]
    stated = [url for url in (raw.get("canonical_url"), *_texts(raw, "addresses")) if _of_this_site(url, own[-1])]
    canonical = stated[0] if stated and stated[0] == raw.get("canonical_url") else own[-1]
    absolute = address(canonical, loader.context) or page
    loader.add_value("page", page)
    loader.add_value("outlet", outlet)
    loader.add_value("url", as_published(absolute))
    loader.add_value("addresses", [*own, *stated])
    loader.add_value("headline", raw.get("title"))
    for field in _AS_THEY_ARE:
        if (value := raw.get(field)) is not None and value not in ("", []):
            loader.add_value(field, value)
    tags = raw.get("tags")
    loader.add_value("tags", tags.split(",") if isinstance(tags, str) else tags)
    loader.add_value("authors", raw.get("authors"))
    if not loader.get_collected_values("authors"):
        loader.add_value("authors", persons([raw.get("byline")]))
    loader.add_value("paragraphs", raw.get("paragraphs"))
    loader.add_value("left_out", raw.get("left_out"))
    loader.add_value("unaided", raw.get("unaided"))
    for field in ("published", "modified"):
        _add_date(loader, field, _text(raw, field), _text(raw, f"{field}_raw"))
    item: ArticleItem = loader.load_item()
    _check_spans(item, raw)
    return item


def _check_spans(item: ArticleItem, raw: Mapping[str, Any]) -> None:
    """Take the place in the text from posts whose paragraphs are not those that the reader counted."""
    read = _texts(raw, "paragraphs") if item.posts else []
    same = len(read) == len(item.paragraphs)
    for found in item.posts:
        first, number = found.paragraph, found.paragraphs
        if first is None or (same and 0 < number <= len(read) - first and first >= 0):
            continue
        found.paragraph, found.paragraphs = None, 0
        if 0 <= first < first + number <= len(read):
            found.text = "\n\n".join(read[first : first + number])


def _add_date(loader: ArticleLoader, field: str, value: str | None, printed: str | None) -> None:
    """The moment from the reader's value, else from the string as printed; the offset from whichever names one."""
    loader.add_value(field, [text for text in (value, printed) if text])
    loader.add_value(f"{field}_raw", printed or value)
    loader.add_value(f"{field}_offset", [text for text in (printed, value) if text])


def _text(raw: Mapping[str, Any], key: str) -> str | None:
    value = raw.get(key)
    return value if isinstance(value, str) and value.strip() else None


def _texts(raw: Mapping[str, Any], key: str) -> list[str]:
    values = raw.get(key)
    return [v for v in values if isinstance(v, str)] if isinstance(values, (list, tuple)) else []


def _of_this_site(url: Any, page: str) -> bool:
    """May *url* be an address of the article at *page*?"""
    if not isinstance(url, str) or not url.strip():
        return False
    try:
        there, here = urlsplit(urljoin(page, url)), urlsplit(page)
    except ValueError:
        return False
    home = there.path in ("", "/") and not there.query and not there.fragment.startswith("!")
    return same_site(there.geturl(), here.netloc.rpartition("@")[2]) and not (home and here.path not in ("", "/"))


def load_quotes(rows: Iterable[Mapping[str, Any]], article: ArticleItem) -> list[QuoteItem]:
    """Quotes with offsets in the body, from rows of :func:`newscrawl.quotes.find_quotes` on ``article.paragraphs``.

    A row whose text is not what stands at its offsets is left out: a span that lies is worse than none.
    """
    starts, at = [], 0
    for paragraph in article.paragraphs:
        starts.append(at)
        at += len(paragraph) + 2
    body = article.body
    found = (_quote(row, starts, body) for row in rows)
    quotes = [quote for quote in found if quote]
    for quote in quotes:
        quote.page, quote.outlet = article.page, article.outlet
    return quotes


def _quote(row: Mapping[str, Any], starts: list[int], body: str) -> QuoteItem | None:
    number, start, end, text = (
        count(row.get("paragraph")),
        count(row.get("start")),
        count(row.get("end")),
        row.get("text"),
    )
    if number is None or start is None or end is None or not 0 <= number < len(starts) or not 0 <= start < end:
        return None
    start, end = starts[number] + start, starts[number] + end
    if not isinstance(text, str) or body[start:end] != text or not (kind := one_of(row.get("kind"), _KINDS)):
        return None
    confidence = row.get("confidence")
    cue_start, cue_end = _cue_span(row, starts[number], body)
    return QuoteItem(
        paragraph=number,
        start=start,
        end=end,
        text=text,
        kind=kind,
        speaker=name(row.get("speaker")),
        speaker_as_printed=name(row.get("speaker_as_printed")),
        role=line(row.get("role")),
        cue=name(row.get("cue")),
        cue_start=cue_start,
        cue_end=cue_end,
        confidence=min(1.0, max(0.0, confidence)) if isinstance(confidence, (int, float)) else None,
        candidates=[found for found in map(name, row.get("candidates") or []) if found],
    )


def _cue_span(row: Mapping[str, Any], begin: int, body: str) -> tuple[int | None, int | None]:
    """The cue's offsets in the body; none where they do not hold its words."""
    start, end = count(row.get("cue_start")), count(row.get("cue_end"))
    if start is None or end is None or body[begin + start : begin + end] != row.get("cue"):
        return None, None
    return begin + start, begin + end


def load_comments(
    rows: Iterable[Mapping[str, Any]],
    *,
    page: str,
    outlet: str,
    article: str,
    platform: str,
    zone: str,
    now: datetime,
    thread: str | None = None,
) -> list[CommentItem]:
    """Clean comments from the rows of one page or reply; pingbacks are left out.

    Args:
        rows: As :mod:`newscrawl.comments` gives them.
        page: The address that was requested for them.
        outlet: The site's name.
        article: Canonical URL of the article.
        platform: The thread's platform.
        zone: The outlet's IANA zone, taken where a time names none.
        now: When the page or reply came, aware: "2 hours ago" counts from it.
        thread: The platform's key of the thread.
    """
    context = {"url": page, "zone": zone, "now": now}
    shared: dict[str, Any] = {
        "page": page, "outlet": outlet, "article": article, "platform": platform, "thread": thread
    }  # fmt: skip
    return [CommentItem(**shared, **_comment(row, context)) for row in rows if row.get("kind") != "pingback"]


def _comment(row: Mapping[str, Any], context: Context) -> dict[str, Any]:
    get: Callable[[str], Any] = row.get
    deleted = get("state") == "deleted"
    author, text = (None, None) if deleted else (name(get("author")), comment_text(get("text")))
    return {
        "id": name(get("id")) or _stable_id(author, text, get("published")),
        "also": labels(get("also") or []),
        "parent": name(get("parent")),
        "depth": _order(get("depth")),
        "position": _order(get("position")),
        "author": author,
        "author_key": None if deleted else name(get("author_key")),
        "text": text,
        **_when(row, context),
        "edited": moment(get("edited"), context),
        "likes": count(get("likes")),
        "dislikes": count(get("dislikes")),
        "state": one_of(get("state"), _STATES) or "shown",
        "pinned": get("pinned") is True,
        "quoted": [] if text is None else _passages(row, text),
        "links": [] if text is None else [url for url in _texts(row, "links") if is_http(url)][:MAX_LINKS],
        "badges": [] if deleted else labels(_texts(row, "badges"))[:MAX_BADGES],
    }


def _when(row: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """When a comment was published, as the platform wrote it, and how precise that is."""
    stated, printed = row.get("published"), row.get("published_raw")
    precision = name(row.get("precision"))
    if (found := moment(stated, context)) is not None:
        precision = precision or precision_of(stated, context)
    elif (found := moment(printed, context)) is not None:
        precision = precision_of(printed, context)
    return {
        "published": found,
        "published_raw": name(printed) or name(stated),
        "published_precision": precision if found else None,
    }


def _passages(row: Mapping[str, Any], text: str) -> list[str]:
    """What a comment quotes, cleaned as its text is; where the text was cut, what is left of it."""
    return [passage for said in _texts(row, "quoted") if (passage := comment_text(said)) and passage in text]


def _order(value: Any) -> int | None:
    number = count(value)
    return number if number is not None and number >= 0 else None


def _stable_id(author: str | None, text: str | None, published: Any) -> str:
    """An id for a comment that has none: the same whenever it is read again, so a relative date has no part in it."""
    when = published if isinstance(published, str) and published[:4].isdecimal() else ""
    return "h" + sha256("\0".join((author or "", when, text or "")).encode("utf-8", "replace")).hexdigest()[:20]
