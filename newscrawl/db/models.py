"""All tables, in one place to import from."""

from newscrawl.db.article_tables import (
    Article,
    ArticleUrl,
    Author,
    Byline,
    Correction,
    Image,
    Post,
    Quote,
    Revision,
    Speaker,
    Story,
    Tag,
)
from newscrawl.db.base import Base
from newscrawl.db.comment_tables import Comment, CommentAlias, CommentRevision, Thread
from newscrawl.db.crawl_tables import FOUND, NO_DATE, STATED, Outlet, Page, Problem, Run, SiteFile, Source
from newscrawl.db.health_tables import OutletRun, OutletState
from newscrawl.db.history_tables import Apart, Merge, PastQuote
from newscrawl.db.kept_tables import Capture, Forgotten
from newscrawl.db.memory_tables import Sighting
from newscrawl.db.story_tables import CommonShingle, Shingle, Uncompared

__all__ = [
    "FOUND",
    "NO_DATE",
    "STATED",
    "Apart",
    "Article",
    "ArticleUrl",
    "Author",
    "Base",
    "Byline",
    "Capture",
    "Comment",
    "CommentAlias",
    "CommentRevision",
    "CommonShingle",
    "Correction",
    "Forgotten",
    "Image",
    "Merge",
    "Outlet",
    "OutletRun",
    "OutletState",
    "Page",
    "PastQuote",
    "Post",
    "Problem",
    "Quote",
    "Revision",
    "Run",
    "Shingle",
    "Sighting",
    "SiteFile",
    "Source",
    "Speaker",
    "Story",
    "Tag",
    "Thread",
    "Uncompared",
]
