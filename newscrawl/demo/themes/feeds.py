"""Feeds and sitemaps.

Facts: RSS 2.0 (https://www.rssboard.org/rss-specification), Atom (RFC 4287), sitemaps (https://www.sitemaps.org/protocol.html),
news sitemaps (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
"""

# ruff: noqa: E501 (markup is broken where its source would be)

from __future__ import annotations

from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING

from newscrawl.demo.themes import address
from newscrawl.demo.themes.parts import esc, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newscrawl.demo.articles import Article
    from newscrawl.demo.papers import Paper


def rss(paper: Paper, stories: Sequence[Article]) -> str:
    """RSS 2.0 as WordPress writes it (wp-includes/feed-rss2.php)."""
    items = "".join(
        f"<item><title>{esc(story.headline)}</title><link>{address(paper, story)}</link>"
        f'<pubDate>{format_datetime(story.published.astimezone(UTC))}</pubDate><guid isPermaLink="false">{paper.base}/?p={story.number + 200}</guid>'
        f"<description>{esc(esc(summary(story)))}</description></item>"
        for story in stories
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{esc(paper.title)}</title>'
        f"<link>{paper.base}/</link><description>News of {esc(paper.town)}</description>{items}</channel></rss>"
    )


def sitemap_index(paper: Paper) -> str:
    """The index that robots.txt names (wp-includes/sitemaps)."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{paper.base}/wp-sitemap-posts-post-1.xml</loc></sitemap></sitemapindex>"
    )


def sitemap(paper: Paper, stories: Sequence[Article]) -> str:
    """Every article with the day of its last change."""
    rows = "".join(
        f"<url><loc>{address(paper, story)}</loc><lastmod>{(story.modified or story.published).isoformat()}</lastmod></url>"
        for story in stories
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def news_sitemap(paper: Paper, stories: Sequence[Article]) -> str:
    """The newest articles, with titles and dates."""
    rows = "".join(
        f"<url><loc>{address(paper, story)}</loc><news:news><news:publication><news:name>{esc(paper.title)}</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>{story.published.isoformat()}"
        f"</news:publication_date><news:title>{esc(story.headline)}</news:title></news:news></url>"
        for story in stories
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'
    )


def atom(paper: Paper, stories: Sequence[Article]) -> str:
    """Atom; its moments are in UTC, as RFC 4287 has them, while the pages name no zone."""
    entries = "".join(
        f'<entry><title>{esc(story.headline)}</title><link href="{address(paper, story)}"/><id>{address(paper, story)}</id>'
        f"<updated>{(story.modified or story.published).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</updated>"
        f"<summary>{esc(summary(story))}</summary></entry>"
        for story in stories
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{esc(paper.title)}</title>'
        f'<link href="{paper.base}/"/><id>{paper.base}/</id>'
        f"<updated>{max(s.published for s in stories).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</updated>{entries}</feed>"
    )
