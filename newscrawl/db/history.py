"""What articles were: the quotes of a text are kept when another text takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from newscrawl.db.border import in_parts
from newscrawl.db.models import Article, PastQuote, Quote, Revision, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

_COPIED = ("start_char", "end_char", "paragraph", "text", "kind", "speaker_as_printed", "role", "cue", "confidence")


def keep_past_quotes(connection: Connection, article_ids: Iterable[int]) -> None:
    """Keep the quotes of these articles whose text is the article's no more; call it before they are deleted.

    The articles and their revisions must be written already.
    """
    columns = [Revision.id, *(getattr(Quote, name) for name in _COPIED), Speaker.name]
    past = (
        select(*columns)
        .select_from(Quote)
        .join(Revision, (Revision.article_id == Quote.article_id) & (Revision.number == Quote.revision))
        .join(Article, Article.id == Quote.article_id)
        .outerjoin(Speaker, Speaker.id == Quote.speaker_id)
        .where(Revision.body_hash != Article.body_hash)
    )
    for part in in_parts(article_ids):
        rows = past.where(Quote.article_id.in_(part))
        connection.execute(insert(PastQuote).from_select(["revision_id", *_COPIED, "speaker"], rows))
