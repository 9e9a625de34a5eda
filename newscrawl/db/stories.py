"""Stories: articles of different papers that are one text, found when they are stored.

A writing notes the articles whose text is new (:func:`note_texts`); what was noted is compared in a transaction of its
own right after it (:func:`compare_texts`), by one process at a time. A process that dies in between leaves the note, and
the next writing takes it up. Nothing is held in memory from one call to the next: what is known of a text are rows of
``shingle``.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.db.border import in_parts, insert_missing
from newscrawl.db.comparison import Comparison, Text
from newscrawl.db.engine import is_out_of_reach, is_passing, write_transaction
from newscrawl.db.models import Article, Shingle, Uncompared
from newscrawl.db.originals import tell_originals
from newscrawl.db.similar import shingles_of, sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection, Engine

log = logging.getLogger(__name__)

AT_ONCE = 200
"""Articles compared in one transaction."""

_LOCK = 0x6E657774  # any number of ours: two processes that compare at once would not see each other's texts


def note_texts(connection: Connection, article_ids: Iterable[int]) -> None:
    """These articles have a new text: it is compared with others by the next :func:`compare_texts`."""
    for part in in_parts(sorted(set(article_ids))):
        insert_missing(connection, Uncompared, [{"article_id": of} for of in part])


def compare_texts(engine: Engine, at_most: int = AT_ONCE) -> int:
    """Find the stories of articles that were noted, the newest first; how many were compared.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: nothing of it is written; the notes stay.
    """
    with engine.connect() as connection:
        if connection.execute(select(Uncompared.article_id).limit(1)).first() is None:
            return 0
    with write_transaction(engine) as connection:
        _lock(connection)
        noted = select(Uncompared.article_id).order_by(Uncompared.article_id.desc()).limit(at_most)
        ids = sorted(connection.execute(noted).scalars())
        compare(connection, ids)
    return len(ids)


def compare_written(engine: Engine) -> None:
    """As :func:`compare_texts`, after a writing: what cannot be done now is left to the next one."""
    try:
        compare_texts(engine)
    except SQLAlchemyError as error:
        log.debug("texts were not compared and will be after the next writing: %s", error)
        if not is_passing(error) and not is_out_of_reach(error):
            _compare_each(engine)
    except Exception:  # the pages are written: whatever is wrong with comparing must not cost them
        log.debug("texts were not compared; trying each by itself", exc_info=True)
        _compare_each(engine)


def _compare_each(engine: Engine) -> None:
    """Compare noted texts one by one, and give one up that cannot be compared: it would be in the way for ever."""
    with engine.connect() as connection:
        noted = select(Uncompared.article_id, Article.url).join(Article, Article.id == Uncompared.article_id)
        rows = connection.execute(noted.order_by(Uncompared.article_id.desc()).limit(AT_ONCE)).all()
    for of, url in rows:
        try:
            with write_transaction(engine) as connection:
                _lock(connection)
                compare(connection, [of])
        except Exception as error:  # noqa: BLE001  (of one text, whatever it is)
            if isinstance(error, SQLAlchemyError) and (is_passing(error) or is_out_of_reach(error)):
                return
            log.warning("%s cannot be compared with other papers' texts: %s: %s", url, type(error).__name__, error)
            with suppress(SQLAlchemyError), write_transaction(engine) as connection:
                connection.execute(delete(Uncompared).where(Uncompared.article_id == of))


def _lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def leave(connection: Connection, article_ids: Iterable[int]) -> None:
    """These articles are in no story any more; call it before they are deleted, too."""
    left: set[int] = set()
    for part in in_parts(sorted(set(article_ids))):
        stories = select(Article.story_id).where(Article.id.in_(part), Article.story_id.is_not(None)).distinct()
        left |= {of for of in connection.execute(stories).scalars() if of is not None}
        connection.execute(update(Article).where(Article.id.in_(part)).values(story_id=None, is_original=False))
        connection.execute(delete(Shingle).where(Shingle.article_id.in_(part)))
    tell_originals(connection, left)


def compare(connection: Connection, article_ids: Sequence[int]) -> None:
    """Sign the texts of these articles, and put each into the story that it is one with, or into none."""
    columns = (Article.id, Article.outlet_id, Article.story_id, Article.body)
    texts: list[Text] = []
    for part in in_parts(article_ids):
        connection.execute(delete(Uncompared).where(Uncompared.article_id.in_(part)))
        connection.execute(delete(Shingle).where(Shingle.article_id.in_(part)))
        for row in connection.execute(select(*columns).where(Article.id.in_(part)).order_by(Article.id)):
            shingles = shingles_of(row.body)
            texts.append(Text(row.id, row.outlet_id, row.story_id, sign(shingles), shingles))
    comparison = Comparison(connection, texts)
    for one in texts:
        comparison.place(one)
    comparison.flush()
    note_texts(connection, comparison.again)
