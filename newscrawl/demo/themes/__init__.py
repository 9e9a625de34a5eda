"""The three clothes that the papers come in, and where each keeps its articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newscrawl.demo.articles import Article
    from newscrawl.demo.papers import Paper


def address(paper: Paper, story: Article) -> str:
    """The article's canonical URL."""
    if paper.theme == "wordpress":
        return f"{paper.base}/{story.published:%Y/%m/%d}/{story.slug}/"
    if paper.theme == "plain":
        return f"{paper.base}/story/{story.slug}-{4000 + story.number}"
    return f"{paper.base}/news/{story.slug}.html"


def twin_address(paper: Paper, story: Article) -> str:
    """Another address of the same article: a tracked link, a print version, or an old one that redirects."""
    if paper.theme == "wordpress":
        return f"{address(paper, story)}?utm_source=newsletter&utm_medium=email"
    if paper.theme == "plain":
        return f"{paper.base}/print/{story.slug}-{4000 + story.number}"
    return f"{paper.base}/archive/{story.number + 700}.html"
