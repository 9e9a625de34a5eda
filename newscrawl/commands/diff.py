"""``scrapy diff URL``: what an article's edits changed, word by word."""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from scrapy.commands import ScrapyCommand

from newscrawl.commands.asking import EXIT_NOTHING, Asking, Refused, number, only_argument, say
from newscrawl.db.differences import Kind, word_diff
from newscrawl.db.queries import texts_of
from newscrawl.progress import Screen
from newscrawl.terminal import harmless

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from newscrawl.db.differences import Segment

MARKS = {Kind.ADDED: ("{+", "+}"), Kind.REMOVED: ("[-", "-]")}
"""Around words that came and went, where there is no colour; as ``git diff --word-diff`` writes them."""
STYLES = {Kind.SAME: "", Kind.ADDED: "green", Kind.REMOVED: "red strike"}
AROUND = 60
"""Characters of what stayed that are shown on each side of a change."""


class Command(Asking, ScrapyCommand):
    """Each text of an article beside the one before it."""

    examples: ClassVar[str] = (
        "  scrapy diff https://mapletoncourier.example/bridge             every edit, the first one first\n"
        "  scrapy diff https://mapletoncourier.example/bridge --from 1 --to 4\n"
        "  scrapy diff https://mapletoncourier.example/bridge --whole     with all that stayed as it was\n"
        "  In a pipe, words that came stand in {+ +} and words that went in [- -]."
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "URL [options]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Show what an article's edits changed, word by word"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which texts, and how they are shown."""
        super().add_options(parser)
        parser.add_argument("--from", dest="first", metavar="N", help="from this text on (1)")
        parser.add_argument("--to", dest="last", metavar="N", help="compare --from with this text alone")
        parser.add_argument("--whole", action="store_true", help="show what stayed, too")
        parser.add_argument("--json", action="store_true", help="as JSON: a list of edits, each with its segments")

    def answer(self, args: list[str], opts: argparse.Namespace) -> int:
        """Show the edits; 1 where there is none."""
        url = only_argument(args, "give the address of one article")
        first = number("--from", opts.first, 1)
        last = number("--to", opts.last, 0) if opts.last else None
        with self.reading() as engine, engine.connect() as connection:
            texts = [row._mapping for row in connection.execute(texts_of(url))]  # noqa: SLF001 - SQLAlchemy's public name
        if not texts:
            raise Refused(f"no article answers under {url}; 'scrapy query search WORDS' finds some", EXIT_NOTHING)
        pairs = _pairs(texts, first, last)
        if opts.json:
            json.dump([_as_json(old, new) for old, new in pairs], sys.stdout, ensure_ascii=False, indent=1)
            sys.stdout.write("\n")
        else:
            for old, new in pairs:
                _show(old, new, whole=opts.whole)
        if not pairs:
            say(f"it was never edited: there is one text, seen {texts[0]['seen_at']:%Y-%m-%d %H:%M} UTC")
        return 0 if pairs else EXIT_NOTHING


def _pairs(texts: Sequence[Any], first: int, last: int | None) -> list[tuple[Any, Any]]:
    numbers = {text["number"]: text for text in texts}
    for given in (first, last):
        if given is not None and given not in numbers:
            raise Refused(f"there is no text {given}; the article has had {', '.join(map(str, numbers))}")
    if last is not None:
        return [(numbers[first], numbers[last])]
    kept = [text for text in texts if text["number"] >= first]
    return list(pairwise(kept))


def _as_json(old: Any, new: Any) -> dict[str, Any]:
    return {
        "from": old["number"],
        "to": new["number"],
        "seen_at": new["seen_at"].isoformat(),
        "reread": new["reread"],
        **{
            part: [
                {"kind": segment.kind, "text": segment.text} for segment in word_diff(old[part] or "", new[part] or "")
            ]
            for part in ("headline", "body")
        },
    }


def _show(old: Any, new: Any, *, whole: bool) -> None:
    """One edit: a heading, the headline where it changed, the body's changes."""
    screen = Screen(highlight=False, soft_wrap=True)
    how = "read again by a newer reader, not edited" if new["reread"] else "edited"
    heading = f"{old['number']} → {new['number']}  {how}, seen {new['seen_at']:%Y-%m-%d %H:%M} UTC"
    if new["change"]:
        heading += f"; {new['change']} change, {new['words_added']} words added, {new['words_removed']} removed"
    screen.print(Text(heading, style="bold"))
    if (old["headline"] or "") != (new["headline"] or ""):
        screen.print(_coloured(word_diff(old["headline"] or "", new["headline"] or ""), plain=not screen.is_terminal))
    segments = word_diff(old["body"], new["body"])
    if any(segment.kind is not Kind.SAME for segment in segments):
        shown = segments if whole else list(_near(segments))
        screen.print(_coloured(shown, plain=not screen.is_terminal))
    screen.print()


def _coloured(segments: Sequence[Segment], *, plain: bool) -> Text:
    text = Text()
    for segment in segments:
        words = "\n".join(harmless(line) for line in segment.text.split("\n"))
        if plain and segment.kind in MARKS:
            begin, end = MARKS[segment.kind]
            body = words.rstrip()
            words = f"{begin}{body}{end}{words[len(body) :]}"
        text.append(words, style=STYLES[segment.kind])
    return text


def _near(segments: Sequence[Segment]) -> Iterator[Segment]:
    """The segments with what stayed cut down to what stands beside a change."""
    for index, segment in enumerate(segments):
        text = segment.text
        if segment.kind is not Kind.SAME or len(text) <= 2 * AROUND:
            yield segment
            continue
        head = text[:AROUND].rpartition(" ")[0] + " … " if index else "… "
        tail = text[-AROUND:].partition(" ")[2] if index + 1 < len(segments) else ""
        yield type(segment)(segment.kind, f"{head}\n… {tail}" if index and tail else head + tail)
