"""What a perfect crawl of the demo would store: read off the same articles that the themes print.

A key is absent where the pages do not state it (theme 3 names no zone, so it has no ``published_offset``).
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from newscrawl.demo.articles import slug_of
from newscrawl.demo.papers import PAPERS
from newscrawl.demo.stories import edition
from newscrawl.demo.themes import address, plain, static, wordpress
from newscrawl.demo.themes.parts import names

if TYPE_CHECKING:
    from datetime import datetime

    from newscrawl.demo.articles import Article, Comment
    from newscrawl.demo.papers import Paper


def truth(day: int = 0) -> dict[str, Any]:
    """The articles as they stand on *day* (0 or 1), with quotes and comments, and the addresses that are no articles.

    ``articles``: dictionaries of outlet, url, headline, authors, byline, section, tags, language, published (ISO 8601,
    UTC), paragraphs, body, captions, images, quotes, comments, also_at; where stated: dek, kind, credit, modified,
    published_offset and modified_offset (minutes east). ``quotes``: text (marks left out), kind (direct, mixed), speaker
    (the fullest name in the article), paragraph (index). ``comments``: id, parent, author, text, published, depth,
    state; likes where the platform counts them. ``also_at``: further addresses that the article may be known under.
    ``never``: addresses that hold no article, or that robots.txt forbids, or that are gone.
    """
    articles = [_article(paper, story) for paper in PAPERS for story in edition(paper.name, day)]
    return {"articles": articles, "never": [url for paper in PAPERS for url in _never(paper, day)]}


def byline(paper: Paper, story: Article) -> str:
    """The line of names as the paper prints it."""
    if paper.theme == "wordpress":
        line = f"By {names(story.authors)}" if story.authors else "By Staff"
        return f"{line}, {story.agency}" if story.agency else line
    return plain.byline(story) if paper.theme == "plain" else static.byline(story)


def _article(paper: Paper, story: Article) -> dict[str, Any]:
    said: dict[str, Any] = {
        "outlet": paper.name,
        "url": address(paper, story),
        "headline": story.headline,
        "authors": list(story.authors),
        "byline": byline(paper, story),
        "section": story.section,
        "tags": list(story.tags),
        "language": paper.language,
        "published": _utc(story.published),
        "paragraphs": [block.text for block in story.blocks],
        "body": "\n\n".join(block.text for block in story.blocks),
        "captions": [image.caption for image in story.images],
        "images": [{"url": paper.base + i.path, "caption": i.caption, "credit": i.credit} for i in story.images],
        "quotes": [
            {"text": quote.text, "kind": quote.kind, "speaker": quote.speaker, "paragraph": index}
            for index, block in enumerate(story.blocks)
            for quote in block.quotes
        ],
        "comments": [_comment(paper, comment) for comment in story.comments],
        "also_at": list(story.also_at),
    }
    stated = {"dek": story.dek, "kind": story.kind, "credit": story.agency}
    said |= {key: value for key, value in stated.items() if value is not None}
    if story.modified:
        said["modified"] = _utc(story.modified)
    if paper.theme != "static":
        said["published_offset"] = _offset(story.published)
        if story.modified:
            said["modified_offset"] = _offset(story.modified)
    return said


def _comment(paper: Paper, comment: Comment) -> dict[str, Any]:
    row = {
        "id": comment.id,
        "parent": comment.parent,
        "depth": comment.depth,
        "author": comment.author,
        "text": comment.text,
        "published": _utc(comment.published),
        "state": "shown" if comment.text is not None else "deleted",
    }
    return row | ({"likes": comment.likes, "dislikes": comment.dislikes} if paper.theme == "static" else {})


def _never(paper: Paper, day: int) -> list[str]:
    sections = sorted({slug_of(story.section) for story in edition(paper.name, day)})
    if paper.theme == "wordpress":
        paths = [
            "/about/",
            "/search/?s=ferry",
            "/private/minutes/",
            wordpress.DEAD,
            *(f"/category/{s}/" for s in sections),
        ]
    elif paper.theme == "plain":
        paths = ["/about", "/latest", "/search?q=weir", "/private/desk", plain.DEAD, *(f"/in/{s}" for s in sections)]
    else:
        paths = ["/about/", "/search?q=jetty", "/private/roster.html", static.DEAD, *(f"/{s}/" for s in sections)]
    return [f"{paper.base}{path}" for path in ("/", *paths)]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _offset(moment: datetime) -> int:
    offset = moment.utcoffset()
    assert offset is not None
    return int(offset.total_seconds()) // 60
