"""The second paper: a layout of its own, no class name of which tells anything; what a page means stands in schema.org's terms alone.

Facts: https://schema.org/NewsArticle, https://schema.org/Comment.
"""

# ruff: noqa: E501 (markup is broken where its source would be)

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from newscrawl.demo.articles import slug_of
from newscrawl.demo.themes import address, feeds
from newscrawl.demo.themes.parts import (
    TEXT,
    XML,
    Served,
    blocks_html,
    esc,
    names,
    page,
    paragraphs_html,
    picture,
    summary,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newscrawl.demo.articles import Article, Comment
    from newscrawl.demo.papers import Paper

DEAD = "/story/the-fair-that-was-called-off-3999"
"""Linked from every page and long gone."""
_STORIES_A_PAGE = 3
_ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /private/\nSitemap: {base}/news-sitemap.xml\n"
_ABOUT = "<p>{title} comes out on weekdays. Complaints are read aloud at lunch.</p>"


def build(paper: Paper, stories: Sequence[Article]) -> dict[str, Served]:
    """Every answer of the paper, by path (and query, where it has one)."""
    newest = sorted(stories, key=lambda story: story.published, reverse=True)
    served: dict[str, Served] = {}
    for story in newest:
        changed = story.modified or story.published
        served[address(paper, story).removeprefix(paper.base)] = page(_article(paper, story, newest), changed)
        for twin in story.also_at:
            served[twin.removeprefix(paper.base)] = page(_print(paper, story), changed)
        for image in story.images:
            served[image.path] = picture(story.number + 20)
    served |= _lists(paper, "/latest", "Latest", newest, newest)
    for section in sorted({story.section for story in newest}):
        its = [story for story in newest if story.section == section]
        served |= _lists(paper, f"/in/{slug_of(section)}", section, its, newest)
    served["/"] = page(_frame(paper, paper.title, "".join(_card(paper, story) for story in newest[:6]), newest))
    served["/about"] = page(_frame(paper, "About", _ABOUT.format(title=esc(paper.title)), newest))
    served["/search?q=weir"] = page(_frame(paper, "Search", "<p>No results.</p>", newest))
    served["/private/desk"] = page(_frame(paper, "Desk", "<p>Rota of the desk.</p>", newest))
    served["/news-sitemap.xml"] = Served(
        feeds.news_sitemap(paper, newest[:6]).encode(), XML, last_modified=newest[0].published
    )
    served["/robots.txt"] = Served(_ROBOTS.format(base=paper.base).encode(), TEXT)
    return served


def _frame(paper: Paper, title: str, main: str, newest: Sequence[Article], *, head: str = "", below: str = "") -> str:
    """A whole page: *main* beside the sidebar, *below* under both."""
    sections = sorted({story.section for story in newest})
    menu = " ".join(f'<a href="/in/{slug_of(name)}">{esc(name)}</a>' for name in sections)
    talk = "".join(
        f'<div><b>{esc(story.comments[-1].author or "")}</b> on <a href="{address(paper, story)}">{esc(story.headline)}</a></div>'
        for story in [story for story in newest if story.comments][:3]
    )
    return f"""<!DOCTYPE html>
<html lang="{paper.language}"><head><meta charset="utf-8"><title>{esc(title)} | {esc(paper.title)}</title>
{head}</head><body>
<header><a href="/">{esc(paper.title)}</a><nav>{menu} <a href="/latest">Latest</a> <a href="/about">About</a> \
<a href="/search?q=weir">Search</a> <a href="/private/desk">Desk</a></nav></header>
<div class="a2"><main>
{main}
</main><aside><div><p>Talk of the town</p>{talk}</div>
<div><p>Advertisement</p><p>Hobb &amp; Daughters, chimneys swept since Thursday.</p></div>
<div><p>The Echo by e-mail: every evening, before the kettle boils.</p><form action="/mail"><input name="mail"><button>Sign up</button></form></div>
<div><p>Worth another look</p><p><a href="{DEAD}">The fair that was called off</a></p></div></aside></div>
{below}
<footer><p>© 2026 {esc(paper.title)} · <a href="/about">Who we are</a></p></footer>
</body></html>
"""


def _lists(
    paper: Paper, path: str, title: str, stories: Sequence[Article], newest: Sequence[Article]
) -> dict[str, Served]:
    """A list's pages: ``/in/sport``, ``/in/sport?page=2``, ..."""
    served = {}
    pages = [stories[start : start + _STORIES_A_PAGE] for start in range(0, len(stories), _STORIES_A_PAGE)]
    for number, chunk in enumerate(pages, 1):
        further = f'<p><a href="{path}?page={number + 1}" rel="next">Next page</a></p>' if number < len(pages) else ""
        main = f"<h1>{esc(title)}</h1>{''.join(_card(paper, story) for story in chunk)}{further}"
        served[path if number == 1 else f"{path}?page={number}"] = page(_frame(paper, title, main, newest))
    return served


def _card(paper: Paper, story: Article) -> str:
    return (
        f'<div><h3><a href="{address(paper, story)}">{esc(story.headline)}</a></h3><p>{esc(summary(story))}</p></div>'
    )


def _article(paper: Paper, story: Article, newest: Sequence[Article]) -> str:
    url = address(paper, story)
    stated = json.dumps(linked_data(paper, story), ensure_ascii=False).replace("</", "<\\/")
    head = f'<link rel="canonical" href="{url}">\n<script type="application/ld+json">{stated}</script>\n'
    others = [other for other in newest if other.section == story.section and other is not story][:3] or list(
        newest[:2]
    )
    related = "".join(f'<p><a href="{address(paper, other)}">{esc(other.headline)}</a></p>' for other in others)
    twin = "".join(f' <a href="{twin}">Print this story</a>' for twin in story.also_at)
    dek = f"<p><strong>{esc(story.dek)}</strong></p>" if story.dek else ""
    main = f"""<div class="c1"><p><a href="/in/{slug_of(story.section)}">{esc(story.section)}</a></p><h1>{esc(story.headline)}</h1>{dek}
<p>{esc(byline(story))}</p><p>{story.published:%d %B %Y}, {story.published:%H:%M}</p></div>
<div class="c2">
{_body(story)}
</div>
<div class="c3"><a href="mailto:?subject=Echo">Send to a friend</a> <a href="https://social.example/share?u={url}">Share</a>{twin}</div>"""
    below = f"""<section><p>Related</p>{related}</section>
<section>{_talk(story)}</section>"""
    return _frame(paper, story.headline, main, newest, head=head, below=below)


def byline(story: Article) -> str:
    """The line of names as it is printed."""
    line = f"By {names(story.authors)}" if story.authors else "By Staff"
    return f"{line}, {story.agency}" if story.agency else line


def _body(story: Article) -> str:
    figures = [
        f'<div class="d1"><img src="{image.path}" alt="" width="640" height="360"><p>{esc(image.caption)}<br>Picture: {esc(image.credit)}</p></div>'
        for image in story.images
    ]
    parts = blocks_html(story.blocks)
    return "\n".join((*figures[:1], *parts[:2], *figures[1:], *parts[2:]))


def _talk(story: Article) -> str:
    """The comments as people see them; what answers what is told by JSON-LD only."""
    if not story.comments:
        return "<p>Nobody has said anything yet.</p>"
    shown = "".join(
        f"<div><p><b>{esc(comment.author or '')}</b>, {comment.published:%d %B, %H:%M}</p>{paragraphs_html(comment.text or '')}</div>"
        for comment in story.comments
    )
    return f"<p>{len(story.comments)} readers’ views</p>{shown}"


def linked_data(paper: Paper, story: Article) -> dict[str, Any]:
    """The page's JSON-LD."""
    url = address(paper, story)
    authors: list[dict[str, Any]] = [{"@type": "Person", "name": name} for name in story.authors]
    if story.agency:
        authors.append({"@type": "Organization", "name": story.agency})
    if story.staff:
        authors.append({"@type": "Organization", "name": paper.title})
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "OpinionNewsArticle" if story.kind == "opinion" else "NewsArticle",
        "mainEntityOfPage": url,
        "headline": story.headline,
        "author": authors,
        "datePublished": story.published.isoformat(),
        "articleSection": story.section,
        "keywords": list(story.tags),
        "inLanguage": paper.language,
        "image": [
            {
                "@type": "ImageObject",
                "url": paper.base + image.path,
                "caption": image.caption,
                "creditText": image.credit,
            }
            for image in story.images
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": paper.title},
        "commentCount": len(story.comments),
        "comment": [_comment(story, comment, url) for comment in story.comments if comment.parent is None],
    }
    if story.dek:
        data["description"] = story.dek
    if story.modified:
        data["dateModified"] = story.modified.isoformat()
    if story.agency:
        data["creditText"] = story.agency
    return data


def _comment(story: Article, comment: Comment, url: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@type": "Comment",
        "@id": f"{url}#comment-{comment.id}",
        "author": {"@type": "Person", "name": comment.author},
        "dateCreated": comment.published.isoformat(),
        "text": comment.text,
    }
    if replies := [_comment(story, reply, url) for reply in story.comments if reply.parent == comment.id]:
        data["comment"] = replies
    return data


def _print(paper: Paper, story: Article) -> str:
    """The print version: the same story under another address, which names the first as its canonical one."""
    return (
        f'<!DOCTYPE html><html lang="{paper.language}"><head><meta charset="utf-8"><title>{esc(story.headline)}</title>'
        f'<link rel="canonical" href="{address(paper, story)}"><meta name="robots" content="noindex"></head><body>'
        f"<h1>{esc(story.headline)}</h1><p>{esc(byline(story))}</p>{''.join(blocks_html(story.blocks))}</body></html>"
    )
