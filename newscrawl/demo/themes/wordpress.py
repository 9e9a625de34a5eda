"""The first paper: markup as a classic WordPress theme prints it, comments paged, no REST interface.

Facts: class and id names as in WordPress' own templates and themes (wp-includes/post-template.php, Twenty Nineteen,
Newspack); addresses of lists, feed and sitemap as wp-includes/rewrite.php makes them.
"""

# ruff: noqa: E501 (markup is broken where its source would be)

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.demo.articles import slug_of
from newscrawl.demo.themes import address, feeds
from newscrawl.demo.themes.comment_list import comment_pages, thread
from newscrawl.demo.themes.parts import (
    TEXT,
    XML,
    Served,
    blocks_html,
    esc,
    page,
    picture,
    summary,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newscrawl.demo.articles import Article, Comment
    from newscrawl.demo.papers import Paper

DEAD = "/2026/01/30/regatta-put-off-until-the-crew-is-found/"
"""Linked from every page and long gone."""
_POSTS_A_PAGE = 8
_ROBOTS = (
    "User-agent: *\nDisallow: /wp-admin/\nDisallow: /search/\nDisallow: /private/\n\nSitemap: {base}/wp-sitemap.xml\n"
)


def build(paper: Paper, stories: Sequence[Article]) -> dict[str, Served]:
    """Every answer of the paper, by path."""
    newest = sorted(stories, key=lambda story: story.published, reverse=True)
    last = newest[0].published
    served: dict[str, Served] = {}
    for story in newest:
        path = address(paper, story).removeprefix(paper.base)
        pages = comment_pages(story)
        changed = story.modified or story.published
        for number in range(len(pages), 0, -1):
            served[f"{path}comment-page-{number}/"] = page(_article(paper, story, newest, pages, number), changed)
        # The bare address shows the newest comments, as WordPress does out of the box.
        served[path] = page(_article(paper, story, newest, pages, len(pages) or None), changed)
        if len(pages) < 2:
            served.pop(f"{path}comment-page-1/", None)
        for image in story.images:
            served[image.path] = picture(story.number)
    served |= _lists(paper, "/", paper.title, newest)
    for section in sorted({story.section for story in newest}):
        its = [story for story in newest if story.section == section]
        served |= _lists(paper, f"/category/{slug_of(section)}/", section, its)
    for tag in sorted({tag for story in newest for tag in story.tags}):
        served |= _lists(paper, f"/tag/{slug_of(tag)}/", tag, [story for story in newest if tag in story.tags])
    for name in sorted({name for story in newest for name in story.authors}):
        served |= _lists(paper, f"/author/{slug_of(name)}/", name, [story for story in newest if name in story.authors])
    served["/about/"] = page(_frame(paper, "About us", "page", _ABOUT.format(title=esc(paper.title)), newest))
    served["/search/"] = page(_frame(paper, "Search", "search", "<p>Nothing found.</p>", newest))
    served["/private/minutes/"] = page(_frame(paper, "Minutes", "page", "<p>For members of staff.</p>", newest))
    served["/feed/"] = Served(
        feeds.rss(paper, newest[:10]).encode(), "application/rss+xml; charset=UTF-8", last_modified=last
    )
    served["/wp-sitemap.xml"] = Served(feeds.sitemap_index(paper).encode(), XML)
    served["/wp-sitemap-posts-post-1.xml"] = Served(feeds.sitemap(paper, newest).encode(), XML, last_modified=last)
    served["/robots.txt"] = Served(_ROBOTS.format(base=paper.base).encode(), TEXT)
    return served


_ABOUT = "<p>{title} has been printed since the year of the great ice. It belongs to those who write it.</p>"


def _frame(paper: Paper, title: str, body_class: str, main: str, newest: Sequence[Article], *, head: str = "") -> str:
    """A whole page: *main* between header, sidebar and footer."""
    sections = sorted({story.section for story in newest})
    menu = "".join(
        f'<li class="menu-item"><a href="/category/{slug_of(name)}/">{esc(name)}</a></li>' for name in sections
    )
    talked = [story for story in newest if story.comments][:4]
    recent = "".join(
        f'<li class="recentcomments"><span class="comment-author-link">{esc(story.comments[-1].author or "")}</span> on '
        f'<a href="{address(paper, story)}#comment-{story.comments[-1].id}">{esc(story.headline)}</a></li>'
        for story in talked
    )
    return f"""<!DOCTYPE html>
<html lang="{paper.language}"><head><meta charset="UTF-8"><meta name="viewport" content="width=device-width">
<title>{esc(title)} &#8211; {esc(paper.title)}</title>
<link rel="alternate" type="application/rss+xml" title="{esc(paper.title)} &raquo; Feed" href="{paper.base}/feed/">
<meta name="generator" content="WordPress 6.8">
{head}</head>
<body class="{body_class} wp-theme-harbor">
<a class="skip-link screen-reader-text" href="#primary">Skip to content</a>
<header id="masthead" class="site-header"><p class="site-title"><a href="{paper.base}/" rel="home">{esc(paper.title)}</a></p>
<nav id="site-navigation" class="main-navigation"><ul class="menu">{menu}<li><a href="/about/">About</a></li>\
<li><a href="/search/?s=ferry">Search</a></li><li><a href="/private/minutes/">Minutes</a></li></ul></nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main">
{main}
</main></div>
<aside id="secondary" class="widget-area"><section class="widget widget_recent_comments"><h2 class="widget-title">Recent Comments</h2>
<ul id="recentcomments">{recent}</ul></section>
<section class="widget widget_text"><h2 class="widget-title">Advertisement</h2><div class="ad-slot">Hullabaloo Paints: two coats, one price.</div></section>
<section class="widget widget_newsletter"><h2 class="widget-title">The morning tide</h2><p>Get the headlines by e-mail before the gulls do.</p>
<form action="/subscribe/"><input type="email" name="mail"><button>Sign up</button></form></section>
<section class="widget"><h2 class="widget-title">Editor&#8217;s pick</h2><ul><li><a href="{DEAD}">Regatta put off until the crew is found</a></li></ul></section>
</aside></div>
<footer id="colophon" class="site-footer"><p>&copy; 2026 {esc(paper.title)}. Call the news desk: 555-0142.</p>
<p><a href="/about/">About us</a></p></footer>
</body></html>
"""


def _lists(paper: Paper, path: str, title: str, stories: Sequence[Article]) -> dict[str, Served]:
    """The pages of a list of articles: ``/``, ``/page/2/``, ..."""
    served = {}
    pages = [stories[start : start + _POSTS_A_PAGE] for start in range(0, len(stories), _POSTS_A_PAGE)]
    for number, chunk in enumerate(pages, 1):
        cards = "".join(_card(paper, story) for story in chunk)
        older = (
            f'<a class="next page-numbers" href="{path}page/{number + 1}/">Older posts</a>'
            if number < len(pages)
            else ""
        )
        main = f'<h1 class="page-title">{esc(title)}</h1>{cards}<nav class="navigation pagination"><div class="nav-links">{older}</div></nav>'
        body = "home blog" if path == "/" else "archive category"
        served[path if number == 1 else f"{path}page/{number}/"] = page(_frame(paper, title, body, main, stories))
    return served


def _card(paper: Paper, story: Article) -> str:
    link = story.also_at[0] if story.also_at else address(paper, story)
    return (
        f'<article id="post-{story.number + 200}" class="post type-post hentry"><h2 class="entry-title"><a href="{esc(link)}" '
        f'rel="bookmark">{esc(story.headline)}</a></h2><div class="entry-summary"><p>{esc(summary(story))}</p></div></article>'
    )


def _article(
    paper: Paper, story: Article, newest: Sequence[Article], pages: list[list[Comment]], number: int | None
) -> str:
    """An article's page with one page of its comments."""
    url = address(paper, story)
    paged = number is not None and number < len(pages)
    canonical = f"{url}comment-page-{number}/" if paged else url
    head = [
        f'<link rel="canonical" href="{canonical}">',
        f'<meta property="og:type" content="article"><meta property="og:title" content="{esc(story.headline)} - {esc(paper.title)}">',
        f'<meta property="og:url" content="{url}"><meta name="description" content="{esc(summary(story))}">',
        f'<meta property="article:published_time" content="{story.published.isoformat()}">',
        f'<meta property="article:section" content="{esc(story.section)}">',
    ]
    updated = ""
    if story.modified:
        head.append(f'<meta property="article:modified_time" content="{story.modified.isoformat()}">')
        updated = f' <span class="updated-label">Updated</span> <time class="updated" datetime="{story.modified.isoformat()}">{story.modified:%B %d, %Y}</time>'
    dek = f'<p class="entry-subtitle">{esc(story.dek)}</p>' if story.dek else ""
    slug = slug_of(story.section)
    tags = ", ".join(f'<a href="{paper.base}/tag/{slug_of(tag)}/" rel="tag">{esc(tag)}</a>' for tag in story.tags)
    related = [other for other in newest if other.section == story.section and other is not story][:3] or newest[:2]
    links = "".join(f'<li><a href="{address(paper, other)}">{esc(other.headline)}</a></li>' for other in related)
    main = f"""<article id="post-{story.number + 200}" class="post-{story.number + 200} post type-post status-publish hentry category-{slug}">
<header class="entry-header"><span class="cat-links"><a href="{paper.base}/category/{slug}/" rel="category tag">{esc(story.section)}</a></span>
<h1 class="entry-title">{esc(story.headline)}</h1>{dek}
<div class="entry-meta"><span class="byline">{_byline(paper, story)}</span>
<span class="posted-on"><time class="entry-date published" datetime="{story.published.isoformat()}">{story.published:%B %d, %Y}</time></span>{updated}</div></header>
<div class="entry-content">
{_body(story)}
<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a href="{url}?share=facebook" rel="nofollow">Facebook</a></li>\
<li><a href="{url}?share=email" rel="nofollow">Email</a></li></ul></div>
<div class="jp-relatedposts"><h3 class="jp-relatedposts-headline">Related</h3><ul>{links}</ul></div>
</div>
<footer class="entry-footer"><span class="tags-links">Tagged {tags}</span></footer></article>
{thread(story, url, pages, number)}"""
    body_class = (
        f"wp-singular post-template-default single single-post postid-{story.number + 200} single-format-standard"
    )
    return _frame(paper, story.headline, body_class, main, newest, head="\n".join(head) + "\n")


def _byline(paper: Paper, story: Article) -> str:
    """The line of names as WordPress themes link it; text: :func:`newscrawl.demo.truth.byline`."""
    if not story.authors:
        return "By Staff"
    linked = [
        f'<span class="author vcard"><a class="url fn n" href="{paper.base}/author/{slug_of(name)}/">{esc(name)}</a></span>'
        for name in story.authors
    ]
    return f"By {' and '.join(linked)}" + (f", {esc(story.agency)}" if story.agency else "")


def _body(story: Article) -> str:
    figures = [
        f'<figure class="wp-block-image size-large"><img decoding="async" src="{image.path}" alt="" width="640" height="360">'
        f'<figcaption class="wp-element-caption">{esc(image.caption)} <span class="image-credit">Photo: {esc(image.credit)}</span></figcaption></figure>'
        for image in story.images
    ]
    parts = blocks_html(story.blocks, quote='<blockquote class="wp-block-quote"><p>{}</p></blockquote>')
    ad = '<div class="ad-slot ad-inline"><p>Advertisement</p><p>Gull-proof lids at Barnaby’s.</p></div>'
    return "\n".join((*figures[:1], *parts[:2], ad, *figures[1:], *parts[2:]))
