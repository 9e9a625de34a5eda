"""Invented papers that print each other's texts and an agency's, edited as papers edit: the truth about stories.

Sentences are words of our demo's topics in random order, so that two texts share no run of words but by furniture.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from newscrawl.demo.more_topics import MORE_TOPICS
from newscrawl.demo.topics import TOPICS
from newscrawl.items import ArticleItem, PageItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

from newscrawl.db.records import PageRecord

START = datetime(2026, 9, 1, 6, tzinfo=UTC)
AGENCY = "Tri-County Wire"
WORDS = sorted(
    {w for t in (*TOPICS, *MORE_TOPICS) for s in t.slots for form in s for w in re.findall(r"[a-z]{2,}", form)}
)
FURNITURE = (
    "Our newsroom depends on its readers. If you have a tip for us, write to the desk or ring the bell at the front door.",
    "This report was supported by the county fund for public meetings, which had no part in writing or editing it.",
)
ALSO = ("reportedly", "now", "still", "on Monday", "in fact", "once more", "so far")


@dataclass(frozen=True)
class Printed:
    """An article, and the story that it is a printing of; None where no other paper has it."""

    outlet: int
    url: str
    headline: str
    paragraphs: list[str]
    credit: str | None
    published: datetime
    story: int | None
    first: bool
    """The earliest printing."""

    def record(self) -> PageRecord:
        """As a spider would hand it to the store."""
        paper = f"Paper {self.outlet}"
        page = PageItem(page=self.url, outlet=paper, fetched_at=self.published + timedelta(hours=1))
        return PageRecord(
            page,
            ArticleItem(
                page=self.url,
                outlet=paper,
                url=self.url,
                addresses=[self.url],
                headline=self.headline,
                paragraphs=self.paragraphs,
                credit=self.credit,
                published=self.published,
                published_raw=self.published.isoformat(),
            ),
        )


def sentence(rng: random.Random) -> str:
    """Eight to twenty-two words."""
    words = rng.choices(WORDS, k=rng.randint(8, 22))
    return f"{' '.join(words).capitalize()}."


def text(rng: random.Random) -> list[str]:
    """Five to twenty paragraphs, every third one with a quotation."""
    return [
        f"“{sentence(rng)}” said the {rng.choice(WORDS)}. {sentence(rng)}"
        if rng.random() < 0.33
        else " ".join(sentence(rng) for _ in range(rng.randint(1, 3)))
        for _ in range(rng.randint(5, 20))
    ]


def _cut(paragraphs: list[str], rng: random.Random) -> list[str]:
    return paragraphs[: max(4, int(len(paragraphs) * rng.uniform(0.4, 0.8)))]


def _lede(paragraphs: list[str], rng: random.Random) -> list[str]:
    return [f"{sentence(rng)} {sentence(rng)}", *paragraphs]


def _insert(paragraphs: list[str], rng: random.Random) -> list[str]:
    at = rng.randrange(1, len(paragraphs))
    return [*paragraphs[:at], sentence(rng), *paragraphs[at + 1 :], sentence(rng)]


def _words(paragraphs: list[str], rng: random.Random) -> list[str]:
    return [
        " ".join(rng.choice(WORDS) if rng.random() < 0.05 else word for word in paragraph.split())
        for paragraph in paragraphs
    ]


def _restyled(paragraphs: list[str], rng: random.Random) -> list[str]:
    """A word more in every sentence."""

    def styled(found: re.Match[str]) -> str:
        words = found.group().split()
        words.insert(rng.randrange(1, len(words) + 1), rng.choice(ALSO))
        return " ".join(words)

    return [re.sub(r"[^.“”]{20,}", styled, paragraph) for paragraph in paragraphs]


EDITS: tuple[Callable[[list[str], random.Random], list[str]], ...] = (
    lambda paragraphs, _: list(paragraphs),
    _cut,
    _lede,
    _insert,
    _words,
    _restyled,
    lambda paragraphs, rng: _cut(_lede(paragraphs, rng), rng),
)


def printings(number: int, seed: int, papers: int = 40, wire: float = 0.3) -> Iterator[Printed]:
    """About *number* articles, in a random order within a story's days; *wire* of them are printings of a story."""
    rng = random.Random(seed)
    made = story = 0
    while made < number:
        paragraphs, when = text(rng), START + timedelta(minutes=7 * made)
        wired = rng.random() < wire / 4  # a story has four printings on average
        places = rng.sample(range(papers), rng.randint(2, 6) if wired else 1)
        headline = sentence(rng)
        moments = [when + timedelta(minutes=rng.randint(0, 2000)) for _ in places]
        for n, (place, moment) in enumerate(zip(places, moments, strict=True)):
            own = rng.choice(EDITS)(paragraphs, rng) if wired else paragraphs
            if rng.random() < 0.5:
                own = [*own, FURNITURE[place % 2]]
            yield Printed(
                place,
                f"http://paper{place}.example/{seed}/{made + n}",
                headline if rng.random() < 0.5 else sentence(rng),
                own,
                AGENCY if wired and rng.random() < 0.8 else None,
                moment,
                story if wired else None,
                moment == min(moments),
            )
        made, story = made + len(places), story + wired
