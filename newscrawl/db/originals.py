"""Which article of a story is the one that the others were taken from."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from newscrawl.db.border import in_parts
from newscrawl.db.bulk import among
from newscrawl.db.models import Article, Outlet, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

MEMBERS_COMPARED = 40
"""Of a story that more papers printed than this, only what was printed before its original can take that place."""

_CLOCK_TIME = re.compile(r"\d[:.h]\d\d|\d\s*[ap]\.?\s?m\b|\d{9,}|T\d\d", re.IGNORECASE)
_NAME_AT_LEAST = 5
"""Letters of a paper's name by which a credit line can name it."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What is known of one printing of a story."""

    id: int
    outlet: str
    domain: str
    credit: str | None
    byline: str | None
    published: datetime | None
    published_raw: str | None
    first_seen: datetime
    is_original: bool = False


def original_of(copies: Sequence[Copy]) -> int:
    """The id of the article that the others were taken from, as far as they tell.

    The paper that another one's credit or byline names; else what was printed first: a day without a clock time is over
    before it counts, an article without a date comes after all that have one. At one moment, one that credits nobody
    comes first.
    """
    named = [copy for copy in copies if any(other is not copy and _names(other, copy) for other in copies)]
    return min(named or copies, key=_printed).id


def _names(other: Copy, copy: Copy) -> bool:
    """Does *other* say that it was taken from the paper of *copy*? A paper that names itself says nothing."""
    if other.outlet == copy.outlet:
        return False
    said = _letters(f"{other.credit or ''} {other.byline or ''}")
    names = {_letters(copy.outlet).removeprefix("the"), _label(copy.domain)}
    return any(len(name) >= _NAME_AT_LEAST and name in said for name in names)


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


def _label(domain: str) -> str:
    """The word "harborledger" of "www.harborledger.example:8080"."""
    return _letters(domain.casefold().removeprefix("www.").split(":")[0].split(".")[0])


def _printed(copy: Copy) -> tuple[bool, datetime, bool, datetime, int]:
    moment = copy.published or copy.first_seen
    if copy.published and copy.published_raw and not _CLOCK_TIME.search(copy.published_raw):
        moment += timedelta(days=1, seconds=-1)
    return copy.published is None, moment, bool(copy.credit), copy.first_seen, copy.id


def tell_originals(connection: Connection, stories: Iterable[int]) -> None:
    """Mark the original of each story; a story of fewer than two articles is none any more."""
    for part in in_parts(sorted(set(stories))):
        counted = select(Article.story_id, func.count()).where(Article.story_id.in_(part)).group_by(Article.story_id)
        counts = {of: number for of, number in connection.execute(counted)}  # noqa: C416  (rows are no pairs to mypy)
        over = [of for of in part if counts.get(of, 0) < 2]
        if over:
            connection.execute(
                update(Article).where(Article.story_id.in_(over)).values(story_id=None, is_original=False)
            )
            connection.execute(delete(Story).where(Story.id.in_(over)))
        _tell(connection, [of for of in part if 2 <= counts.get(of, 0) <= MEMBERS_COMPARED])
        for of in part:
            if counts.get(of, 0) > MEMBERS_COMPARED:
                _tell(connection, [of], at_most=MEMBERS_COMPARED)


def _tell(connection: Connection, stories: Sequence[int], at_most: int | None = None) -> None:
    """Mark the originals of stories. *at_most*: so many articles are compared, those printed first; of one story."""
    if not stories:
        return
    statement = (
        select(
            Article.story_id,
            Article.id,
            Outlet.name,
            Outlet.domain,
            Article.credit,
            Article.byline,
            Article.published,
            Article.published_raw,
            Article.first_seen,
            Article.is_original,
        )
        .join(Outlet, Outlet.id == Article.outlet_id)
        .where(among(connection, Article.story_id, stories))
    )
    if at_most is not None:
        statement = statement.order_by(Article.is_original.desc(), Article.published.asc().nulls_last(), Article.id)
        statement = statement.limit(at_most)
    printings: dict[int | None, list[Copy]] = defaultdict(list)
    for story_id, *told in connection.execute(statement):
        printings[story_id].append(Copy(*told))
    firsts = {original_of(copies) for copies in printings.values()}
    wrong = [copy.id for copies in printings.values() for copy in copies if copy.is_original != (copy.id in firsts)]
    for part in in_parts(wrong):
        connection.execute(
            update(Article)
            .where(among(connection, Article.id, part))
            .values(is_original=among(connection, Article.id, sorted(firsts)))
        )
