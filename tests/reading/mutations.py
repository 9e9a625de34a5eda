"""Pages damaged on purpose, as wires, scripts and ill will damage them. Pure: one seed gives one damage."""

import random

DEEP = 10_000
"""Elements, one in the other."""


def cut(page, rng):
    """The connection was lost."""
    return page[: rng.randrange(len(page) + 1)]


def doubled(page, rng):
    """Sent twice, or once and a piece of it again."""
    start = rng.choice([0, rng.randrange(len(page) + 1)])
    return page + page[start:]


def flipped(page, rng):
    """Some bytes are others."""
    damaged = bytearray(page)
    for _ in range(rng.choice([1, 20, len(page) // 100])):
        if damaged:
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


def nested(page, rng):
    """Elements ten thousand deep around it, or in the middle of it; closed, or never."""
    tag = rng.choice(
        [b"div", b"span", b"b", b"ul><li", b"table><tr><td", b"blockquote", b"a href=/x", b"font", b"section"]
    )
    opening = b"<" + tag + b">"
    closing = b"".join(b"</" + name.split(b" ")[0] + b">" for name in reversed(tag.split(b"><")))
    place = rng.choice([0, page.find(b"<body") + 6, rng.randrange(len(page) + 1)])
    end = closing * DEEP if rng.random() < 0.5 else b""
    return page[:place] + opening * DEEP + page[place:] + end


def shuffled(page, rng):
    """Its pieces are out of order."""
    pieces = page.split(b"<")
    start = rng.randrange(len(pieces))
    some = pieces[start : start + 2_000]
    rng.shuffle(some)
    return b"<".join([*pieces[:start], *some, *pieces[start + 2_000 :]])


def swollen(page, rng):
    """One of its tags, words or attributes is there ten thousand times."""
    what = rng.choice(
        [b"<p>", b"<br>", b"</div>", b"<img src=x>", b"<a href=/>x</a> ", b"<h2>More</h2>", b"By Ada Reyes ", b"12:30 ",
         b"<li><a href=/>Home</a></li>", b"<b>", b"<time>March 2</time>", b"&amp;", b"word ", b"<p>A sentence. </p>"]
    )  # fmt: skip
    place = rng.randrange(len(page) + 1)
    if rng.random() < 0.2:
        return page[:place] + b'<div class="' + b"related-post-item " * DEEP + b'">' + page[place:]
    return page[:place] + what * DEEP + page[place:]


MUTATIONS = (cut, doubled, flipped, nested, shuffled)


def mutated(page, seed):
    """One damage, or two, one on top of the other. (A swollen page is another page, and takes what its size asks for.)"""
    rng = random.Random(seed)
    for mutate in rng.sample(MUTATIONS, rng.choice([1, 1, 2])):
        page = mutate(page, rng)
    return page
