"""The third paper: a static site, dates without a zone, comments by an interface in the shape of Isso's.

Facts: Isso 0.14 (https://isso-comments.de/docs/reference/client-config/ and .../server-api/): the thread is the element
``#isso-thread``, its key ``data-isso-id``; ``GET {root}/?uri=...`` gives one level of replies, times in seconds UTC,
``mode`` 1 shown and 4 deleted; without ``nested_limit``, ``limit`` and ``offset`` bite in the replies as well.
"""

# ruff: noqa: E501 (markup is broken where its source would be)

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

from newscrawl.demo.articles import slug_of
from newscrawl.demo.themes import address, feeds
from newscrawl.demo.themes.parts import TEXT, Served, blocks_html, esc, names, page, paragraphs_html, picture, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newscrawl.demo.articles import Article, Comment
    from newscrawl.demo.papers import Paper

DEAD = "/news/silo-art-trail-opens-without-a-silo.html"
"""Linked from every page and long gone."""
INTERFACE = "/comments-api"
_ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /private/\n"
_ABOUT = "<p>The {title} is put together in a former net loft, one flight up.</p>"


def build(paper: Paper, stories: Sequence[Article]) -> dict[str, Served]:
    """Every answer of the paper, by path; those of the comment interface are :func:`answer`'s."""
    newest = sorted(stories, key=lambda story: story.published, reverse=True)
    served: dict[str, Served] = {}
    for story in newest:
        path = _uri(paper, story)
        served[path] = page(_article(paper, story, newest), story.modified or story.published)
        for old in story.also_at:
            served[old.removeprefix(paper.base)] = Served(b"", status=301, location=address(paper, story))
        for image in story.images:
            served[image.path] = picture(story.number + 40)
    served["/"] = page(_frame(paper, paper.title, "".join(_card(paper, story) for story in newest), newest))
    for section in sorted({story.section for story in newest}):
        cards = "".join(_card(paper, story) for story in newest if story.section == section)
        served[f"/{slug_of(section)}/"] = page(_frame(paper, section, f"<h1>{esc(section)}</h1>{cards}", newest))
    served["/about/"] = page(_frame(paper, "About", _ABOUT.format(title=esc(paper.title)), newest))
    served["/search?q=jetty"] = page(_frame(paper, "Search", "<p>Type a word.</p>", newest))
    served["/private/roster.html"] = page(_frame(paper, "Roster", "<p>Who makes tea.</p>", newest))
    served["/feed.atom"] = Served(feeds.atom(paper, newest[:12]).encode(), "application/atom+xml; charset=utf-8")
    served["/comments-api/js/embed.min.js"] = Served(
        b"/* the demo needs no script */\n", "text/javascript; charset=utf-8"
    )
    served["/robots.txt"] = Served(_ROBOTS.encode(), TEXT)
    return served


def answer(paper: Paper, stories: Sequence[Article], query: str) -> Served:
    """What the comment interface says to ``GET /comments-api/?uri=...``: a page of a thread as JSON."""
    asked = {key: values[0] for key, values in parse_qs(query).items()}
    story = next((story for story in stories if _uri(paper, story) == asked.get("uri")), None)
    rows = sorted(story.comments if story else [], key=lambda c: c.published, reverse=asked.get("sort") == "newest")
    parent = asked.get("parent") or None
    limit, offset = _whole(asked.get("limit")), _whole(asked.get("offset")) or 0
    nested = asked.get("nested_limit")
    tops = [row for row in rows if row.parent == parent]
    shown = tops[offset:][:limit]
    replies = []
    for top in shown:
        below = [row for row in rows if row.parent == top.id]
        some = below[: _whole(nested)] if nested is not None else below[offset:][:limit]
        extra = {
            "total_replies": len(below),
            "hidden_replies": len(below) - len(some),
            "replies": [_json(r) for r in some],
        }
        replies.append(_json(top) | (extra if parent is None else {}))
    body = {
        "id": _whole(parent),
        "total_replies": len(rows) if parent is None else len(tops),
        "hidden_replies": len(tops) - len(shown),
        "replies": replies,
        "config": {
            "reply-to-self": False,
            "require-email": False,
            "require-author": False,
            "gravatar": False,
            "feed": False,
        },
    }
    return Served(json.dumps(body).encode(), "application/json")


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


def _json(comment: Comment) -> dict[str, Any]:
    return {
        "id": int(comment.id),
        "parent": int(comment.parent) if comment.parent else None,
        "created": comment.published.timestamp(),
        "modified": None,
        "mode": 1 if comment.text is not None else 4,
        "text": paragraphs_html(comment.text or ""),
        "author": comment.author,
        "website": None,
        "likes": comment.likes,
        "dislikes": comment.dislikes,
        "notification": None,
        "hash": "0" * 12,
    }


def _uri(paper: Paper, story: Article) -> str:
    return address(paper, story).removeprefix(paper.base)


def _frame(paper: Paper, title: str, main: str, newest: Sequence[Article], head: str = "") -> str:
    menu = "".join(
        f'<li><a href="/{slug_of(name)}/">{esc(name)}</a></li>' for name in sorted({s.section for s in newest})
    )
    old = "".join(f'<li><a href="{twin}">{esc(s.headline)}</a></li>' for s in newest for twin in s.also_at)
    return f"""<!doctype html>
<html lang="{paper.language}">
<head>
<meta charset="utf-8">
<title>{esc(title)} | {esc(paper.title)}</title>
<link rel="alternate" type="application/atom+xml" href="/feed.atom">
{head}</head>
<body>
<header class="masthead"><a href="/">{esc(paper.title)}</a><nav><ul>{menu}<li><a href="/about/">About</a></li>\
<li><a href="/search?q=jetty">Search</a></li><li><a href="/private/roster.html">Roster</a></li></ul></nav></header>
<main>
{main}
</main>
<aside class="sidebar"><section><h2>Most read</h2><ul>{old}<li><a href="{DEAD}">Silo art trail opens without a silo</a></li></ul></section>
<section class="promo"><p>Advertisement</p><p>Dunk’s Dairy: we deliver before you wake.</p></section>
<section class="newsletter"><h2>Gulf weather by e-mail</h2><form action="/mail"><input name="mail"><button>Subscribe</button></form></section></aside>
<footer class="site-footer"><p>© 2026 {esc(paper.title)}. Printed on Smelter Street.</p></footer>
</body>
</html>
"""


def _card(paper: Paper, story: Article) -> str:
    return (
        f'<article class="teaser"><h2><a href="{_uri(paper, story)}">{esc(story.headline)}</a></h2>'
        f"<p>{esc(summary(story))}</p></article>"
    )


def _article(paper: Paper, story: Article, newest: Sequence[Article]) -> str:
    url = address(paper, story)
    wall = story.published.replace(tzinfo=None).isoformat()
    head = [
        f'<link rel="canonical" href="{url}">',
        f'<meta property="og:title" content="{esc(story.headline)}"><meta property="og:type" content="article">',
        f'<meta property="article:section" content="{esc(story.section)}">',
        *(f'<meta property="article:tag" content="{esc(tag)}">' for tag in story.tags),
        f'<script data-isso="{INTERFACE}/" src="{INTERFACE}/js/embed.min.js"></script>',
    ]
    stamp = f'<time datetime="{wall}" itemprop="datePublished">{story.published:%d %B %Y, %H:%M}</time>'
    if story.modified:
        edited = story.modified.replace(tzinfo=None)
        stamp += f' <span>Updated <time datetime="{edited.isoformat()}" itemprop="dateModified">{edited:%d %B %Y, %H:%M}</time></span>'
    dek = f'<p class="standfirst">{esc(story.dek)}</p>' if story.dek else ""
    others = [other for other in newest if other.section == story.section and other is not story][:3] or list(
        newest[:2]
    )
    links = "".join(f'<li><a href="{_uri(paper, other)}">{esc(other.headline)}</a></li>' for other in others)
    main = f"""<article class="story">
<header><p class="kicker"><a href="/{slug_of(story.section)}/">{esc(story.section)}</a></p><h1>{esc(story.headline)}</h1>{dek}
<p class="byline">{esc(byline(story))}</p><p class="dateline">{stamp}</p></header>
<div class="story-body">
{_body(story)}
</div>
<ul class="share"><li><a href="mailto:?body={url}">Mail</a></li><li><a href="https://social.example/share?u={url}">Share</a></li></ul>
<section class="related"><h2>Read next</h2><ul>{links}</ul></section>
</article>
<section id="isso-thread" data-isso-id="{_uri(paper, story)}" data-title="{esc(story.headline)}">
<noscript>Comments need JavaScript.</noscript></section>"""
    return _frame(paper, story.headline, main, newest, "\n".join(head) + "\n")


def byline(story: Article) -> str:
    """The line of names as it is printed."""
    return f"By {names(story.authors)}" if story.authors else "By Staff"


def _body(story: Article) -> str:
    figures = [
        f'<figure><img src="{image.path}" alt="" width="640" height="360"><figcaption>{esc(image.caption)} <small>Picture: {esc(image.credit)}</small></figcaption></figure>'
        for image in story.images
    ]
    parts = blocks_html(story.blocks)
    return "\n".join((*figures[:1], *parts[:2], *figures[1:], *parts[2:]))
