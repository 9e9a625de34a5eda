"""Comment threads composed from the tables of :mod:`newscrawl.demo.words`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from newscrawl.demo.articles import Comment
from newscrawl.demo.words import ANSWERS, FOLLOWERS, OPENERS, READERS

if TYPE_CHECKING:
    import random

    from newscrawl.demo.articles import Article
    from newscrawl.demo.papers import Paper

LONG_THREAD = 0
"""Number of the article of The Harbor Ledger whose comments fill three pages."""
_LONG = 45


def add_comments(paper: Paper, story: Article, rng: random.Random, day: int) -> None:
    """Gives *story* its readers' comments, oldest first: 45 under one article, none under every fourth, else a few.

    Interfaces of the kind that the third paper has know one level of replies; the others go three deep. In the third
    paper one comment that has a reply was deleted. Day 1: the longest thread loses a comment and gains another.
    """
    long = paper.theme == "wordpress" and story.number == LONG_THREAD
    count = _LONG if long else 0 if story.number % 4 == 3 else rng.randint(2, 7)
    deepest = 1 if paper.theme == "static" else 3
    comments: list[Comment] = []
    moment = story.published.replace(second=0)
    texts = [f"{opener} {follower}" for opener in OPENERS for follower in FOLLOWERS]
    for place, text in enumerate(rng.sample(texts, count)):
        moment += timedelta(minutes=rng.randint(3, 50), seconds=rng.randint(0, 59))
        parent = _parent(comments, deepest, place, rng)
        comments.append(
            Comment(
                id=str(story.number * 100 + place + 11),
                parent=parent.id if parent else None,
                depth=parent.depth + 1 if parent else 0,
                author=rng.choice(READERS),
                text=_said(text, place, rng) if parent is None else f"{rng.choice(ANSWERS)} {text}",
                published=moment,
                likes=rng.randint(0, 9),
                dislikes=rng.randint(0, 3),
            )
        )
    if paper.theme == "static" and story.number == 0:
        _delete_first_parent(comments)
    if day and long:
        gone = next(c for c in reversed(comments) if not any(other.parent == c.id for other in comments))
        comments.remove(gone)
        comments.append(
            Comment("9001", None, 0, "late reader", "Only found this today. Worth it.", moment + timedelta(days=30))
        )
    story.comments = comments


def _said(text: str, place: int, rng: random.Random) -> str:
    """*text*, in two paragraphs now and then."""
    return f"{text}\n\n{rng.choice(FOLLOWERS)}" if place % 5 == 2 else text


def _parent(comments: list[Comment], deepest: int, place: int, rng: random.Random) -> Comment | None:
    """The comment that the next one answers: mostly none; chains grow to *deepest*."""
    if place == 0 or rng.random() < 0.55:
        return None
    if place % 2 and comments[-1].depth < deepest:
        return comments[-1]
    tops = [comment for comment in comments if comment.depth < deepest]
    return rng.choice(tops)


def _delete_first_parent(comments: list[Comment]) -> None:
    """Deletes a comment that has a reply, as its interface does: its place stays, its words and name go."""
    if not any(comment.parent == comments[0].id for comment in comments):
        comments[1].parent, comments[1].depth = comments[0].id, 1
        for comment in comments[2:]:
            if comment.parent == comments[1].id:
                comment.parent = comments[0].id
    comments[0].author = comments[0].text = None
