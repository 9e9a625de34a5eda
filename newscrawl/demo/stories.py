"""Articles composed from the tables: the same seed gives the same papers, in every process and on every day."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from newscrawl.demo.articles import Article, Block, Image, Quote, block, slug_of
from newscrawl.demo.more_topics import MORE_TOPICS
from newscrawl.demo.papers import PAPERS
from newscrawl.demo.specials import LONG_READ, NEW_ON_DAY_1, OBITUARIES, OPINION, WIRE
from newscrawl.demo.threads import add_comments
from newscrawl.demo.topics import TOPICS
from newscrawl.demo.words import BRITISH, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from newscrawl.demo.papers import Paper
    from newscrawl.demo.specials import Special
    from newscrawl.demo.topics import Topic

SEED = 2026
_FIRST_DAY = datetime(2026, 2, 16)  # noqa: DTZ001 (a wall clock; the paper's zone is set where it is used)
"""The first article's day. The American and the Australian clocks change while the papers are written."""
_SPECIALS: dict[str, tuple[Special, ...]] = {
    "harbor_ledger": (OBITUARIES[0], WIRE),
    "wrenfield_echo": (OPINION, WIRE),
    "coorabin_times": (OBITUARIES[1], LONG_READ),
}
_TEMPORARY = (
    "The so-called “temporary” hut beside the pitch has stood there longer than most of its neighbors have lived.|-"
)
_TWO_PARTS = (
    (
        "{a} took a while over the last question. “People ask me why, and I say that I came for one winter,” {he} said. "
        "“The winter was long.|A A"
    ),
    "“If you want to know whether it was worth it, ask me in the spring, when the windows are open.”|A",
)
_LETTERS = (
    "To whoever left the gloves on the railing: they fit, they are warm, and I owe you a pair. Come to number nine.",
    "We regret that the gate was shut. We regret even more that the key was in it.",
    "Dear all, the kettle stays. Kindly stop voting on it.",
)


@cache
def edition(name: str, day: int = 0) -> tuple[Article, ...]:
    """The articles of the paper *name* as they stand on *day* (0 or 1), oldest first. Treat them as read-only.

    Day 1: article 3 of The Harbor Ledger is edited, one article is new there, and its longest thread has gained one
    comment and lost another.
    """
    index, paper = next((number, paper) for number, paper in enumerate(PAPERS) if paper.name == name)
    rng = random.Random(SEED + index)
    stories = [
        _from_topic(paper, topic, (index + number) % 3, number, rng)
        for number, topic in enumerate((*TOPICS, *MORE_TOPICS))
    ]
    stories += [_from_special(paper, special, len(stories) + n, rng) for n, special in enumerate(_SPECIALS[name])]
    for story in stories:
        add_comments(paper, story, random.Random(SEED * 100 + index * 50 + story.number), day)
    if day and paper is PAPERS[0]:
        _edit(stories[3])
        stories.append(_from_special(paper, NEW_ON_DAY_1, len(stories), rng))
    _give_twins(paper, stories)
    return tuple(stories)


def _moment(paper: Paper, number: int, rng: random.Random) -> datetime:
    """When an article appeared: three days apart, by day only, so that no hour is doubled or skipped by a clock's change."""
    wall = _FIRST_DAY + timedelta(days=3 * number, hours=rng.randint(6, 18), minutes=rng.randint(0, 59))
    return wall.replace(tzinfo=paper.zone)


def _from_topic(paper: Paper, topic: Topic, form: int, number: int, rng: random.Random) -> Article:
    published = _moment(paper, number, rng)
    # Each office of a town is held by one person, and six people of the town hold none.
    cast = PEOPLE[8 * PAPERS.index(paper) :] + PEOPLE[: 8 * PAPERS.index(paper)]
    a, b = cast[number], rng.choice(cast[len(TOPICS) + len(MORE_TOPICS) :])
    fills = {
        "A": a.full, "a": a.last, "he": a.he, "He": a.he.title(), "B": b.full, "b": b.last, "town": paper.town,
        "day": (published - timedelta(days=1)).strftime("%A"), "street": rng.choice(paper.streets),
        "school": rng.choice(paper.schools), "club": rng.choice(paper.clubs), "ship": rng.choice(paper.ships),
        "few": str(rng.randint(13, 29)), "many": str(rng.randint(120, 480)), "money": paper.money % rng.randint(30, 900),
    }  # fmt: skip

    def fill(text: str) -> str:
        for american, british in BRITISH if paper.language != "en-US" else ():
            text = text.replace(american, british)
        return text.format_map(fills)

    forms = [slot[form] for slot in topic.slots]
    if number == 4:
        forms.insert(3, _TEMPORARY)
    if number == 7:
        forms[4:4] = _TWO_PARTS
    blocks = [block(fill(text), {"A": a.full, "B": b.full}) for text in forms]
    _decorate(paper, blocks, topic, number, fill)
    headline = fill(topic.headlines[form])
    return Article(
        number=number,
        slug=slug_of(headline),
        headline=headline[0].upper() + headline[1:],
        dek=None if number % 5 == 3 else fill(topic.deks[form]),
        authors=[] if number == 6 else rng.sample(paper.reporters, 2 if number % 5 == 1 else 1),
        section=topic.section,
        tags=(*topic.tags, paper.town),
        published=published,
        blocks=blocks,
        images=_images(paper, number, [fill(topic.captions[form]), fill("{street} on a quiet morning")], rng),
        modified=published + timedelta(hours=5, minutes=20) if number == 5 else None,
        staff=number == 6,
    )


def _decorate(paper: Paper, blocks: list[Block], topic: Topic, number: int, fill: Callable[[str], str]) -> None:
    """Adds a list under a subhead, a block quotation, a link, to some articles each."""
    if number % 4 == 2:
        blocks.append(Block("h2", topic.subhead))
        blocks.extend(Block("li", fill(point)) for point in topic.points)
    if number in {5, 11, 16}:
        letter = _LETTERS[PAPERS.index(paper)]
        block_quote = Block("quote", letter, (Quote(letter, "direct", "A note"),))  # no marks: the colon introduces it
        blocks[3:3] = [Block("p", "A note that was pinned up for all to see reads:"), block_quote]
    if number % 3 == 0:
        first = blocks[0]
        words = " ".join(first.text.split()[2:5]).rstrip(",.:;")
        blocks[0] = Block(
            first.tag, first.text, first.quotes, (words, "/about" if paper.theme == "plain" else "/about/")
        )


def _images(paper: Paper, number: int, captions: list[str], rng: random.Random) -> list[Image]:
    count = 0 if number % 6 == 1 else 2 if number == 8 else 1
    return [
        Image(f"/media/{number:02}-{place}.png", captions[place], rng.choice(paper.photographers))
        for place in range(count)
    ]


def _from_special(paper: Paper, special: Special, number: int, rng: random.Random) -> Article:
    author = special.author or rng.choice(paper.reporters)
    return Article(
        number=number,
        slug=slug_of(special.headline),
        headline=special.headline,
        dek=special.dek,
        authors=[author],
        section=special.section,
        tags=special.tags,
        published=_moment(paper, number, rng),
        blocks=[block(text, special.speakers) for text in special.paragraphs],
        images=[Image(f"/media/{number:02}-0.png", special.caption, special.agency or rng.choice(paper.photographers))],
        kind=special.kind,
        agency=special.agency,
    )


def _edit(story: Article) -> None:
    """What day 1 changes: the last paragraph is another one, and the article says when it was edited."""
    story.blocks[-1] = Block(
        "p", "An earlier version gave the wrong date for this. The editors were told by a reader at the bus stop."
    )
    story.modified = story.published + timedelta(days=40, hours=2)


def _give_twins(paper: Paper, stories: list[Article]) -> None:
    """A second address for one article of each paper, of another kind each (see the themes)."""
    from newscrawl.demo.themes import address, twin_address  # noqa: PLC0415 (themes read articles)

    story = stories[10]
    story.also_at.append(twin_address(paper, story))
    assert story.also_at != [address(paper, story)]
