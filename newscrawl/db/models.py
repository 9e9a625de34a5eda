"""All tables, in one place to import from."""

from newscrawl.db.article_tables import (
    Article,
    ArticleUrl,
    Author,
    Byline,
    Image,
    Quote,
    Revision,
    Speaker,
    Story,
    Tag,
)
from newscrawl.db.base import Base
from newscrawl.db.comment_tables import Comment, CommentAlias, CommentRevision, Thread
from newscrawl.db.crawl_tables import FOUND, NO_DATE, Outlet, Page, Problem, Run

__all__ = [
    "FOUND",
    "NO_DATE",
    "Article",
    "ArticleUrl",
    "Author",
    "Base",
    "Byline",
    "Comment",
    "CommentAlias",
    "CommentRevision",
    "Image",
    "Outlet",
    "Page",
    "Problem",
    "Quote",
    "Revision",
    "Run",
    "Speaker",
    "Story",
    "Tag",
    "Thread",
]
