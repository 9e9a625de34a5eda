"""What a look found, as a person reads it: what was stated, what was guessed, and what should be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rich.text import Text

from newscrawl.terminal import counted, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newscrawl.scouting.clues import Clue
    from newscrawl.scouting.seen import ListSeen, Look, Sample

LABEL = 12
"""Characters of the first column."""


def look_lines(look: Look) -> Iterator[Text]:
    """The lines of a report; what is in doubt is marked with "?"."""
    title = look.name.value if look.name else look.site.domain
    yield Text.assemble((harmless(title), "bold"), f"  {look.scheme}://{look.domain}/")
    if look.refused:
        yield _line("refused", "", doubt=look.refused)
        return
    yield _line("robots.txt", look.robots or "none")
    if denied := sorted(name for name, allowed in look.opt_outs.items() if not allowed):
        yield _line("reserved", ", ".join(denied), doubt="OPT_OUTS says what a crawl makes of it")
    for label, clue in (("system", look.system), ("name", look.name), ("place", look.place),
                        ("time zone", look.timezone), ("language", look.language)):  # fmt: skip
        yield _clue(label, clue)
    yield from _lists("feed", look.feeds)
    yield from _lists("sitemap", look.sitemaps)
    articles = f"{counted(look.links, 'article')} and {counted(look.sections, 'section')} linked"
    yield _line(
        "front page", articles, doubt=None if look.links else "its links may be made in the browser (js = true)"
    )
    platforms = dict.fromkeys(sample.comments for sample in look.samples if sample.comments)
    names = dict.fromkeys(text.partition(",")[0] for text in platforms if text)
    yield _line("comments", ", ".join(names) or "none seen")
    for sample in look.samples:
        yield from _sample(sample)
    if not look.samples:
        yield _line("articles", "none found", doubt="no feed, sitemap or link names one")


def _line(label: str, value: str, source: str = "", doubt: str | None = None) -> Text:
    line = Text.assemble((f"  {label:<{LABEL}} ", "dim"), harmless(value))
    if source:
        line.append(f" ({harmless(source)})", "dim")
    if doubt:
        line.append(f"  ? {harmless(doubt)}", "yellow")
    return line


def _clue(label: str, clue: Clue | None) -> Text:
    if clue is None:
        return _line(label, "unknown", doubt="nothing tells it")
    return _line(label, clue.value, "" if clue.source == "nothing" else clue.source, clue.doubt)


def _lists(label: str, lists: list[ListSeen]) -> Iterator[Text]:
    if not lists:
        yield _line(label, "none found")
    for one in lists:
        parts = urlsplit(one.url)
        newest = f", the newest of {one.newest[:10]}" if one.newest else ""
        yield _line(label, f"{parts.path}{'?' if parts.query else ''}{parts.query}: {one.entries:,}{newest}", one.found)


def _sample(sample: Sample) -> Iterator[Text]:
    yield _line("article", sample.headline or sample.url, doubt=sample.problem)
    if sample.headline is None:
        return
    said = [", ".join(sample.authors) or "no author", (sample.published or "no date")[:16].replace("T", " "),
            counted(sample.words, "word"), counted(sample.quotes, "quote")]  # fmt: skip
    if sample.comments:
        said.append(f"comments: {sample.comments}")
    yield Text.assemble(" " * (LABEL + 3), (harmless(" · ".join(said)), "dim"))
