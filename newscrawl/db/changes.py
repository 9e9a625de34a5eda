"""What a reading changes in an article. Pure: it compares and notes; :mod:`newscrawl.db.articles` writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from newscrawl.db.border import key, plain, storable, url_key, whole
from newscrawl.db.differences import extent
from newscrawl.db.identity import Known, body_hash, fold, text_of
from newscrawl.db.memory import differs_by, joined, lines_of

if TYPE_CHECKING:
    from newscrawl.db.records import Reading
    from newscrawl.items import ArticleItem, QuoteItem

TEXTS = ("dek", "byline", "section", "kind", "language", "credit", "dateline")
NOTE_KINDS = frozenset({"correction", "update", "clarification", "editors_note"})
_CLOCK_TIME = re.compile(r"\d[:.h]\d\d|\d\s*[ap]\.?\s?m\b|\d{9,}|T\d\d", re.IGNORECASE)


def new_article(reading: Reading, item: ArticleItem, url: str) -> Known:
    """A new article with the first text of a reading."""
    body, digest = text_of(reading, item)
    values: dict[str, Any] = {
        "outlet_id": reading.outlet_id,
        "key": url_key(url),
        "url": storable(url) or "",
        "headline": storable(item.headline),
        **{name: storable(getattr(item, name)) for name in TEXTS},
        "paywall": _paywall(item),
        "truncated": bool(item.truncated),
        **_date(item, "published"),
        **_date(item, "modified"),
        "body": body,
        "body_hash": digest,
        "left_out": joined(item.left_out),
        "sources": plain(item.sources),
        "story_id": None,
        "is_original": False,
        "first_seen": reading.now,
        "last_seen": reading.now,
        "gone_at": None,
    }
    known = Known(values, is_new=True, changed={"authors", "tags", "images", "posts", "quotes"})
    known.authors, known.tags, known.images = _names(item.authors), _names(item.tags), _images(item)
    known.quotes, known.posts = checked_quotes(reading, body), posts_in(item, body)
    _note_corrections(known, reading, item)
    _add_text(known, reading)
    return known


def apply(known: Known, reading: Reading, item: ArticleItem) -> None:
    """Note in *known* what this reading shows that was not known.

    The page that states itself as canonical, or that gave the last text, says what is true now; a twin (print view,
    AMP, campaign address) only fills what is empty. Nothing known is ever emptied.
    """
    values, before = known.values, dict(known.values)
    own, leads = _leads(known, reading, item)
    _apply_text(known, reading, item, leads=leads, own=own)
    for name in TEXTS:
        if (value := storable(getattr(item, name))) and (leads or not values[name]):
            values[name] = value
    if (paywall := _paywall(item)) and (leads or not values["paywall"]):
        values["paywall"] = paywall
    for name in ("published", "modified"):
        if getattr(item, name) is not None and (leads or values[name] is None) and _says_more(values, item, name):
            values |= _date(item, name)
    for name, told in (("authors", _names(item.authors)), ("tags", _names(item.tags)), ("images", _images(item))):
        stored = getattr(known, name)
        if told and told != stored and (leads or not stored):
            setattr(known, name, told)
            known.changed.add(name)
    _note_corrections(known, reading, item)
    if values != before:
        values["sources"] = {**values["sources"], **plain(item.sources)}
        known.changed.add("article")
    later = reading.record.page.archived and values["gone_at"] is not None and values["gone_at"] > reading.now
    if not reading.record.reread and not later:
        values["gone_at"] = None
    values["last_seen"] = max(values["last_seen"], reading.now)
    known.changed.add("seen")


def _leads(known: Known, reading: Reading, item: ArticleItem) -> tuple[bool, bool]:
    """Is it the article's own page; and is what it says taken for what is true now?

    Addresses are compared as they stand: a print view has its article's key, and may have another text. Where no text
    was read at the article's own address, a twin leads with a text that is new; an old one would come and go.
    """
    page = reading.record.page
    own = bool(item.url) and item.url in (page.page, page.final_url)
    last = _read_at(known)
    if own or last is None or last == storable(page.page):
        return own, True
    digest = text_of(reading, item)[1]
    return False, last != known.values["url"] and all(text["body_hash"] != digest for text in known.texts)


def _apply_text(known: Known, reading: Reading, item: ArticleItem, *, leads: bool, own: bool) -> None:
    values, (body, digest), headline = known.values, text_of(reading, item), storable(item.headline)
    before = values["body"]
    words_differ = bool(body) and digest != values["body_hash"]
    teaser = item.truncated and not values["truncated"] and len(body) <= len(values["body"])
    takes_body = bool(body) and (
        not values["body"]
        or (values["truncated"] and not item.truncated and len(body) > len(values["body"]))
        or (leads and not teaser)
    )
    left_out, were = joined(item.left_out), lines_of(values["left_out"])
    if words_differ and differs_by(body, values["body"], lines_of(left_out) | were):
        words_differ = False  # the paper's furniture is known better than it was, or is not known to this reading
        takes_body = takes_body and lines_of(left_out) >= were
    elif words_differ and item.unaided and body_hash("\n\n".join(item.unaided)) == values["body_hash"]:
        words_differ = False  # the same text, as it was read before the paper was known
    takes_headline = bool(headline) and (leads or not values["headline"])
    edited = takes_headline and headline != values["headline"] and values["headline"] is not None
    if takes_body and body != values["body"]:
        edited = edited or (words_differ and bool(values["body"]))
        values |= {"body": body, "body_hash": digest, "truncated": bool(item.truncated)}
        values["left_out"] = left_out
        known.quotes, known.posts = checked_quotes(reading, body), posts_in(item, body)
        known.changed |= {"quotes", "posts", "text"}
    elif body == values["body"] and body:
        told = checked_quotes(reading, body)
        if (told or reading.record.reread) and told != known.quotes:
            known.quotes = told
            known.changed.add("quotes")
        timed = posts_in(item, body)
        if timed and timed != known.posts:
            known.posts = timed
            known.changed.add("posts")
    if takes_headline and headline != values["headline"]:
        values["headline"] = headline
        known.changed.add("text")
    if edited and not _better_source(known, reading, own=own):
        known.changed.discard("text")
        _add_text(known, reading, before)
    elif "text" in known.changed and known.texts:
        _replace_last_text(known, reading)


def _better_source(known: Known, reading: Reading, *, own: bool) -> bool:
    """Is this the first text of the article's own page, after one of a twin? Then nothing was edited."""
    page = storable(reading.record.page.page)
    return own and len(known.texts) == 1 and _read_at(known) not in (None, known.values["url"], page)


def _read_at(known: Known) -> str | None:
    url: str | None = known.texts[-1]["page_url"] if known.texts else None
    return url


def _text(known: Known, reading: Reading, number: int) -> dict[str, Any]:
    values = known.values
    return {
        "number": number,
        "seen_at": reading.now,
        "page_url": storable(reading.record.page.page),
        "headline": values["headline"],
        "body": values["body"],
        "body_hash": values["body_hash"],
    }


def _add_text(known: Known, reading: Reading, before: str | None = None) -> None:
    """A further text of the article. *before*: the body until now; None for the first."""
    text = _text(known, reading, len(known.texts) + 1) | {"change": None, "words_added": None, "words_removed": None}
    if before is not None:
        size = extent(before, known.values["body"])
        text |= {"change": str(size.change), "words_added": size.added, "words_removed": size.removed}
    item = reading.record.article
    text["reread"] = reading.record.reread
    text["modified"] = (item.modified if item is not None else None) or known.values["modified"]
    known.texts.append(text)
    known.new_texts.append(text)


def _replace_last_text(known: Known, reading: Reading) -> None:
    """The text as it is now takes the place of the last one: only spaces differ, or it was no edit."""
    last = known.texts[-1]
    last |= _text(known, reading, last["number"]) | {"seen_at": last.get("seen_at", reading.now)}


def _says_more(values: dict[str, Any], item: ArticleItem, name: str) -> bool:
    """A day alone does not replace a moment; the same moment in other words (a feed's, the page's) says nothing new."""
    if getattr(item, name) == values[name]:
        return False
    new, old = getattr(item, f"{name}_raw"), values[f"{name}_raw"]
    if values[name] is None or not new or not old:
        return True
    return bool(_CLOCK_TIME.search(new)) or not _CLOCK_TIME.search(old)


def _date(item: ArticleItem, name: str) -> dict[str, Any]:
    return {
        name: getattr(item, name),
        f"{name}_raw": storable(getattr(item, f"{name}_raw")),
        f"{name}_offset": whole(getattr(item, f"{name}_offset")),
    }


def _paywall(item: ArticleItem) -> str | None:
    return item.paywall if item.paywall in ("open", "closed") else None


def _names(names: list[str]) -> list[str]:
    return list(dict.fromkeys(key(name) for name in names if name))


def _images(item: ArticleItem) -> list[tuple[str, str | None, str | None]]:
    return [(storable(i.url) or "", storable(i.caption), storable(i.credit)) for i in item.images]


def posts_in(item: ArticleItem, body: str) -> list[dict[str, Any]]:
    """The posts of a live blog, each with the span of its paragraphs in *body*; a span that *body* has not is left out."""
    ends: list[int] = []
    for text in item.paragraphs:
        ends.append((ends[-1] + 2 if ends else 0) + len(text))
    whole_body = bool(ends) and ends[-1] == len(body)
    posts = []
    for post in item.posts:
        first, number = post.paragraph, post.paragraphs
        located = whole_body and first is not None and number > 0 and 0 <= first < first + number <= len(ends)
        if not located or first is None:
            first, number = None, 0
        posts.append(
            {
                "key": storable(post.key),
                "headline": storable(post.headline),
                "author": storable(post.author),
                "published": post.published,
                "published_raw": storable(post.published_raw),
                "paragraph": first,
                "paragraphs": number,
                "start_char": (ends[first - 1] + 2 if first else 0) if first is not None else None,
                "end_char": ends[first + number - 1] if first is not None else None,
                "text": storable(post.text) if first is None else None,
            }
        )
    return posts


def _note_corrections(known: Known, reading: Reading, item: ArticleItem) -> None:
    """Add the notes that were not seen before; one that is gone from the page stays listed."""
    for note in item.corrections:
        words = fold(note.text)
        if not words or words in known.notes or note.kind not in NOTE_KINDS:
            continue
        known.notes.add(words)
        known.new_notes.append(
            {
                "number": len(known.notes),
                "kind": note.kind,
                "text": storable(note.text),
                "dated": note.dated,
                "dated_raw": storable(note.dated_raw),
                "first_seen": reading.now,
            }
        )
        known.changed.add("notes")


def checked_quotes(reading: Reading, body: str) -> list[dict[str, Any]]:
    """The quotes of a reading whose span is their text, by span; each other one becomes a problem."""
    quotes: dict[tuple[int, int], dict[str, Any]] = {}
    for quote in reading.record.quotes:
        if row := _quote(quote, body):
            quotes.setdefault((row["start_char"], row["end_char"]), row)
        else:
            shown = (quote.text or "")[:60]
            reading.problems.append(
                ("quotes", "start", f"the span {quote.start}:{quote.end} is not its text {shown!r}")
            )
    return [quotes[span] for span in sorted(quotes)]


def _quote(quote: QuoteItem, body: str) -> dict[str, Any] | None:
    start, end, text = quote.start, quote.end, storable(quote.text)
    if start is None or end is None or not 0 <= start < end <= len(body) or body[start:end] != text:
        return None
    confidence = quote.confidence
    return {
        "paragraph": min(max(0, quote.paragraph or 0), len(body)),
        "start_char": start,
        "end_char": end,
        "text": text,
        "kind": quote.kind if quote.kind in ("direct", "mixed", "indirect") else "direct",
        "speaker_as_printed": storable(quote.speaker_as_printed),
        "role": storable(quote.role),
        "cue": storable(quote.cue),
        "cue_start": quote.cue_start,
        "cue_end": quote.cue_end,
        "confidence": confidence if confidence is not None and 0 <= confidence <= 1 else None,
        "candidates": [name for candidate in quote.candidates if (name := storable(candidate))],
        "speaker": key(quote.speaker) if quote.speaker else None,
    }
