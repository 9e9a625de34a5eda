"""A page that was read, as people and programs read it: quotes marked in the text, comments as a tree, or JSON."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from rich.text import Text

from newscrawl.terminal import counted, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from newscrawl.db.records import PageRecord
    from newscrawl.items import ArticleItem, CommentItem, QuoteItem, ThreadItem
    from newscrawl.scouting.left_out import LeftOut

_INNER = frozenset(["page", "outlet", "page_kind", "article", "left_out", "unaided"])
"""Fields that tie items together, and say nothing of the page."""
_CLOSING = tuple('”"’»“‘」』')
HANG = 4
"""Columns by which the further lines of a row are set in."""
DEEPEST = 12
"""Steps that a tree of comments is moved in at most."""


def as_json(record: PageRecord) -> dict[str, Any]:
    """What would be stored, as plain values: moments in ISO 8601; fields that are empty are left out."""
    assert record.article is not None
    return {
        "article": _plain(asdict(record.article)),
        "quotes": [_plain(asdict(quote)) for quote in record.quotes],
        "threads": [_plain(asdict(thread)) for thread in record.threads],
        "comments": [_plain(asdict(comment)) for comment in record.comments],
        "problems": [{"stage": one.stage, "reason": one.reason, **({"field": one.field} if one.field else {})}
                     for one in record.problems],
    }  # fmt: skip


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for name, value in item.items():
        if name in _INNER or value is None or value is False or value in ([], {}):
            continue
        found[name] = _value(value)
    return found


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, list):
        return [_value(one) for one in value]
    if isinstance(value, dict):
        return {name: _value(one) for name, one in value.items() if one is not None}
    return value


# --- for people -----------------------------------------------------------------------------------------------------------
def page_lines(record: PageRecord, *, colour: bool, why: bool = False, left: Sequence[LeftOut] = ()) -> Iterator[Text]:
    """The lines of a page that was read.

    Args:
        record: what it gave.
        colour: False marks quotes with brackets, for a pipe has no colour.
        why: say where each value stood, and what was left out.
        left: the blocks that were.
    """
    article = record.article
    assert article is not None
    yield from _head(article, why=why)
    quotes: dict[int, list[QuoteItem]] = {}
    for quote in record.quotes:
        quotes.setdefault(quote.paragraph or 0, []).append(quote)
    start = 0
    for number, paragraph in enumerate(article.paragraphs):
        yield Text()
        yield _paragraph(paragraph, start, quotes.get(number, []), colour=colour)
        start += len(paragraph) + 2
    if why and record.quotes:
        yield from _heading(counted(len(record.quotes), "quote"))
        for quote in record.quotes:
            yield _quote_line(quote)
    for thread in record.threads:
        own = [
            one
            for one in record.comments
            if one.platform == thread.platform and one.thread in {None, thread.platform_id}
        ]
        yield from _thread(thread, own)
    if record.problems:
        yield from _heading("problems")
        for problem in record.problems:
            yield Text(f"  {problem.stage}: {harmless(problem.reason or '')}", "yellow")
    if why:
        yield from _heading(f"{counted(len(left), 'block')} left out")
        for one in left:
            yield Text.assemble(f"  {harmless(_cut(one.text, 90))}  ", (f"({harmless(one.reason)})", "dim"))


def folded(line: Text, console: Console) -> Iterator[Text]:
    """*line* as a terminal shows it: the further lines of a row that is set in are set in further."""
    plain = line.plain
    lead = len(plain) - len(plain.lstrip())
    if not lead or line.cell_len <= console.width or console.width < 2 * (lead + HANG):
        yield line
        return
    rows = iter(line.wrap(console, console.width - lead - HANG))
    yield next(rows)
    for row in rows:
        row.pad_left(lead + HANG)
        yield row


def _head(article: ArticleItem, *, why: bool) -> Iterator[Text]:
    yield Text(harmless(article.headline or "(no headline)"), "bold")
    if article.dek:
        yield Text(harmless(article.dek), "italic")
    yield Text(harmless(article.byline or ", ".join(article.authors) or "no author"))
    yield Text()
    sources = article.sources if why else {}
    shown = (
        ("url", article.url, "canonical_url"),
        ("headline", article.headline if why else None, "title"),
        ("dek", article.dek if why else None, "dek"),
        ("authors", ", ".join(article.authors), "authors"),
        ("published", _moment(article.published, article.published_offset), "published"),
        ("modified", _moment(article.modified, article.modified_offset), "modified"),
        ("section", article.section, "section"),
        ("tags", ", ".join(article.tags), "tags"),
        ("kind", article.kind, "kind"),
        ("language", article.language, "language"),
        ("credit", article.credit, "credit"),
        ("dateline", article.dateline, "dateline"),
        ("paywall", article.paywall, "paywall"),
        ("text", _text_words(article), "paragraphs"),
    )
    for label, value, source in shown:
        if value:
            line = Text.assemble((f"  {label:<10} ", "dim"), harmless(value))
            if origin := sources.get(source):
                line.append(f"  ({harmless(origin)})", "dim")
            yield line
    for image in article.images:
        told = " · ".join(part for part in (image.caption, image.credit) if part)
        yield Text.assemble(("  image      ", "dim"), harmless(_cut(told or image.url, 100)))
    for note in article.corrections:
        yield Text.assemble((f"  {note.kind or 'note'}  ", "dim"), harmless(note.text or ""))


def _text_words(article: ArticleItem) -> str:
    words = sum(len(text.split()) for text in article.paragraphs)
    return f"{len(article.paragraphs)} paragraphs, {words:,} words" + (", cut" if article.truncated else "")


def _moment(moment: datetime | None, offset: int | None) -> str | None:
    if moment is None:
        return None
    if offset is None:
        return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return moment.astimezone(timezone(timedelta(minutes=offset))).isoformat(" ", "minutes")


def _paragraph(paragraph: str, start: int, quotes: list[QuoteItem], *, colour: bool) -> Text:
    """The paragraph, its quotes marked and each followed by its speaker: "[Water always wins.](Lena Oak)" in a pipe."""
    text, at = Text(), 0
    for quote in sorted(quotes, key=lambda one: one.start or 0):
        first, last = (quote.start or 0) - start, (quote.end or 0) - start
        if not at <= first < last:  # one that stands in another was marked with it
            continue
        text.append(harmless(paragraph[at:first]))
        said, at = harmless(paragraph[first:last]), min(last, len(paragraph))
        text.append(said if colour else f"[{said}]", "cyan")
        if colour and paragraph[at : at + 1] in _CLOSING:  # the speaker stands behind the mark, not in the quote
            text.append(paragraph[at : at + 1])
            at += 1
        speaker = harmless(quote.speaker or "?")
        text.append(f" (→ {speaker})" if colour else f"({speaker})", "bold magenta" if quote.speaker else "yellow")
    text.append(harmless(paragraph[at:]))
    return text


def _quote_line(quote: QuoteItem) -> Text:
    about = [quote.kind or "direct", f"cue “{quote.cue}”" if quote.cue else "no cue"]
    if quote.confidence is not None:
        about.append(f"{quote.confidence:.2f}")
    if quote.speaker_as_printed and quote.speaker_as_printed != quote.speaker:
        about.append(f"printed: {quote.speaker_as_printed}")
    if quote.candidates:
        about.append(f"or {', '.join(quote.candidates[:3])}")
    who = harmless(quote.speaker or "nobody named") + (f" ({harmless(quote.role)})" if quote.role else "")
    return Text.assemble(
        "  ",
        (who, "bold magenta" if quote.speaker else "yellow"),
        f": {harmless(_cut(quote.text or '', 70))}  ",
        (f"({harmless(', '.join(about))})", "dim"),
    )


def _heading(words: str) -> Iterator[Text]:
    yield Text()
    yield Text(words, "bold")


def _thread(thread: ThreadItem, comments: list[CommentItem]) -> Iterator[Text]:
    claimed = f", {thread.claimed:,} claimed" if thread.claimed is not None else ""
    yield from _heading(f"{counted(len(comments), 'comment')} ({harmless(thread.platform or 'page')}{claimed})")
    if thread.reason:
        yield Text(f"  {harmless(thread.reason)}", "yellow")
    elif thread.claimed is not None and thread.claimed > len(comments):
        yield Text("  a crawl asks for the rest", "dim")
    elif not comments and thread.readable:
        yield Text("  none stands in the page; a crawl asks its interface", "dim")
    for comment in _in_tree_order(comments):
        yield _comment(comment)


def _in_tree_order(comments: list[CommentItem]) -> list[CommentItem]:
    """Each comment below the one that it answers, without recursion: threads of strangers nest as deep as they like."""
    known = {comment.id for comment in comments}
    below: dict[str | None, list[CommentItem]] = {}
    for comment in comments:
        below.setdefault(comment.parent if comment.parent in known else None, []).append(comment)
    ordered: list[CommentItem] = []
    waiting = list(reversed(below.pop(None, [])))
    while waiting:
        comment = waiting.pop()
        ordered.append(comment)
        waiting += reversed(below.pop(comment.id, []))
    return ordered


def _comment(comment: CommentItem) -> Text:
    depth = min(comment.depth or 0, DEEPEST)
    lead = "  " + "   " * max(depth - 1, 0) + ("└─ " if depth else "")
    when = f" {comment.published:%Y-%m-%d %H:%M}" if comment.published else ""
    state = "" if comment.state == "shown" else f" [{comment.state}]"
    return Text.assemble(
        lead,
        (harmless(comment.author or "(no name)"), "bold"),
        (f"{when}{state}", "dim"),
        f": {harmless(comment.text or '')}",
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
