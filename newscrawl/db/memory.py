"""Site memory in the database: learned in the transaction that writes a paper's pages, and what it mends there.

The first pages of a paper are read before anything is known of it, so what recurs on them stands in their bodies. When
enough pages have shown that a block is furniture, it is taken out of the articles that were read too early, in the
transaction that learns it: from the body, from each revision, with the spans of quotes and posts moved. Nothing is
fetched or parsed again, and nothing of it is an edit: no revision comes of it. A crawl that is killed loses the pages
under way and what they would have taught, and nothing else.

``article.left_out`` keeps what was left out of an article. Two texts that differ in such lines alone are one text
(:func:`differs_by`), so that a page that is read with more memory, with less or with none is not edited by that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select, update

from newscrawl.db.border import in_parts, storable
from newscrawl.db.identity import body_hash
from newscrawl.db.models import Article, PastQuote, Revision, Sighting
from newscrawl.db.rows import insert_rows
from newscrawl.reading import memory as site

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy.engine import Connection

    from newscrawl.db.identity import Identities, Known
    from newscrawl.db.records import Reading

_BREAK = "\n\n"
_BLOCKS_AT_MOST = site.BLOCKS_AT_MOST + site.OTHERS_AT_MOST
_TRACE = re.compile(r"[\w-]+")
"""What is kept of a page's traces: they are stored with spaces between them."""
_PAST = tuple(column.name for column in PastQuote.__table__.columns)
_MOST = 0.3
"""More than this share of a text is never taken out afterwards."""


def load_memory(connection: Connection, outlet_id: int) -> site.Memory:
    """What is known of a paper's pages."""
    return site.Memory(tuple(seen for _, seen in _sightings(connection, outlet_id)))


def _sightings(connection: Connection, outlet_id: int) -> list[tuple[int, site.Sighting]]:
    """The paper's sightings, oldest first, each with its article's id."""
    rows = connection.execute(
        select(Sighting.article_id, Article.url, Sighting.place, Sighting.blocks)
        .join(Article, Article.id == Sighting.article_id)
        .where(Sighting.outlet_id == outlet_id)
        .order_by(Sighting.id.desc())
        .limit(site.PAGES_KEPT)
    ).all()
    return [(row.article_id, site.Sighting(row.url, row.place, tuple(row.blocks.split()))) for row in reversed(rows)]


class Learning:
    """What the readings of a batch teach of their papers. Made when each reading knows its article."""

    def __init__(self, connection: Connection, readings: Sequence[Reading]) -> None:
        self._readings: dict[int, list[tuple[Known, site.Sighting]]] = defaultdict(list)
        for reading in readings:
            if reading.known is not None and reading.record.article is not None and reading.record.page.sighting:
                self._readings[reading.outlet_id].append((reading.known, _sighting(reading)))
        self._mended: list[tuple[Known, set[str]]] = []
        self._known = {outlet_id: _sightings(connection, outlet_id) for outlet_id in self._readings}

    def mend(self, connection: Connection, identities: Identities) -> list[Known]:
        """Take out of articles what is known now to be no part of them; those that changed."""
        marks: dict[int, set[str]] = defaultdict(set)
        fresh: list[tuple[Known, set[str]]] = []
        for outlet_id, readings in self._readings.items():
            rows = self._known[outlet_id]
            before = memory = site.Memory(tuple(seen for _, seen in rows))
            for _, seen in readings:
                memory = memory.learn(seen)
            new = memory.furniture - before.furniture
            for article_id, seen in rows if new else ():
                marks[article_id] |= _marks(new.intersection(seen.blocks))
            for known, seen in readings:
                fresh.append((known, _marks(memory.furniture.intersection(seen.blocks))))
        wanted = {article_id: found for article_id, found in marks.items() if found}
        there = identities.also(connection, wanted)  # for one that this batch found to be another: that other one
        old = [(known, wanted[known.id]) for known in there if known.id is not None and known.id in wanted]
        self._mended = [(known, found) for known, found in (*fresh, *old) if found and leave_out(known, found)]
        return [known for known, _ in self._mended]

    def write(self, connection: Connection) -> None:
        """Keep the sightings, the last ones of each paper alone. Called when every article has its id."""
        _mend_older(connection, self._mended)
        for outlet_id, readings in self._readings.items():
            rows = {}
            for known, seen in readings:
                row = {"outlet_id": outlet_id, "place": seen.place, "blocks": " ".join(seen.blocks)}
                rows[known.id] = {**row, "article_id": known.id}
            for part in in_parts(rows):
                connection.execute(delete(Sighting).where(Sighting.article_id.in_(part)))
            insert_rows(connection, Sighting, list(rows.values()))
            kept = select(Sighting.id).where(Sighting.outlet_id == outlet_id).order_by(Sighting.id.desc())
            oldest = connection.execute(kept.offset(site.PAGES_KEPT - 1).limit(1)).scalar()
            if oldest is not None:
                connection.execute(delete(Sighting).where(Sighting.outlet_id == outlet_id, Sighting.id < oldest))


def _sighting(reading: Reading) -> site.Sighting:
    told = reading.record.page.sighting or {}
    assert reading.known is not None
    traces = (trace for trace in told.get("blocks") or () if isinstance(trace, str) and _TRACE.fullmatch(trace))
    blocks = list(islice(traces, _BLOCKS_AT_MOST))
    return site.Sighting(reading.known.values["url"], storable(told.get("place")) or "", tuple(blocks))


def _marks(traces: Iterable[str]) -> set[str]:
    return {site.mark_in(trace) for trace in traces}


def _mend_older(connection: Connection, mended: Iterable[tuple[Known, set[str]]]) -> None:
    """Take the same lines out of the revisions before the last, so that two texts differ in what was edited alone."""
    rows: list[dict[str, Any]] = []
    moved: dict[int, _Moved] = {}
    for known, marks in mended:
        if known.id is None or len(known.texts) < 2:
            continue
        older = select(Revision.id, Revision.body).where(
            Revision.article_id == known.id, Revision.number < known.texts[-1]["number"]
        )
        for row in connection.execute(older).all():
            texts = row.body.split(_BREAK)
            found = _Moved(texts, [site.text_mark(text) not in marks for text in texts])
            if found.body and found.body != row.body:
                rows.append({"of": row.id, "a_body": found.body, "a_hash": body_hash(found.body)})
                moved[row.id] = found
    if rows:
        statement = update(Revision).where(Revision.id == bindparam("of"))
        connection.execute(statement.values(body=bindparam("a_body"), body_hash=bindparam("a_hash")), rows)
        _move_past_quotes(connection, moved)


def _move_past_quotes(connection: Connection, moved: Mapping[int, _Moved]) -> None:
    """The quotes of earlier texts go where their words stand now; those in what was taken out go with it."""
    for part in in_parts(moved):
        mine = PastQuote.revision_id.in_(part)
        found = connection.execute(select(*(getattr(PastQuote, name) for name in _PAST)).where(mine)).mappings().all()
        if not found:
            continue
        connection.execute(delete(PastQuote).where(mine))
        stay = [quote for row in found if (quote := moved[row["revision_id"]].quote(dict(row))) is not None]
        insert_rows(connection, PastQuote, stay)


# --- texts ----------------------------------------------------------------------------------------------------------------
def joined(left_out: Sequence[str]) -> str | None:
    """The lines as ``article.left_out`` holds them."""
    return storable(_BREAK.join(left_out))


def differs_by(one: str, other: str, lines: Collection[str]) -> bool:
    """Whether two texts are one but for *lines*."""
    if not lines:
        return False
    texts = [body_hash(_BREAK.join(t for t in text.split(_BREAK) if t not in lines)) for text in (one, other)]
    return texts[0] == texts[1]


def lines_of(left_out: str | None) -> set[str]:
    """The lines that ``article.left_out`` holds."""
    return set(left_out.split(_BREAK)) if left_out else set()


def leave_out(known: Known, marks: Collection[str]) -> bool:
    """Take the paragraphs with these marks out of an article, its last text, quotes and posts; whether there were any.

    Never takes most of a text.
    """
    values = known.values
    texts = values["body"].split(_BREAK)
    stays = [site.text_mark(text) not in marks for text in texts]
    out = [text for text, kept in zip(texts, stays, strict=True) if not kept]
    if not out or sum(map(len, out)) > _MOST * len(values["body"]):
        return False
    moved = _Moved(texts, stays)
    body = moved.body
    values |= {"body": body, "body_hash": body_hash(body)}
    values["left_out"] = joined(list(dict.fromkeys([*sorted(lines_of(values["left_out"])), *out])))
    known.texts[-1] |= {"body": body, "body_hash": values["body_hash"]}
    known.quotes = [quote for quote in map(moved.quote, known.quotes) if quote is not None]
    known.posts = [moved.post(post) for post in known.posts]
    known.changed |= {"article", "text", "quotes", "posts"}
    return True


class _Moved:
    """Where each character of a body stands after some of its paragraphs were taken out."""

    def __init__(self, texts: Sequence[str], stays: Sequence[bool]) -> None:
        self.body = _BREAK.join(text for text, kept in zip(texts, stays, strict=True) if kept)
        self._spans: list[tuple[int, int, int | None, int]] = []  # old start and end, new start, new number
        old = new = number = 0
        for text, kept in zip(texts, stays, strict=True):
            self._spans.append((old, old + len(text), new if kept else None, number))
            old += len(text) + len(_BREAK)
            if kept:
                new += len(text) + len(_BREAK)
                number += 1

    def _at(self, place: int) -> tuple[int, int] | None:
        """The new place of a character, and the new number of its paragraph; None where it was taken out."""
        for start, end, new, number in self._spans:
            if start <= place <= end:
                return None if new is None else (place - start + new, number)
        return None

    def quote(self, quote: dict[str, Any]) -> dict[str, Any] | None:
        """The quote with its spans moved; None where it stood in, or over, what was taken out."""
        moved = dict(quote)
        for name, value in quote.items():
            if name.endswith(("_start", "_end")) and value is not None:
                place = self._at(value)
                moved[name] = place[0] if place else None
        start, end = self._at(quote["start_char"]), self._at(quote["end_char"])
        if start is None or end is None or self.body[start[0] : end[0]] != quote["text"]:
            return None
        return moved | {"start_char": start[0], "end_char": end[0], "paragraph": start[1]}

    def post(self, post: dict[str, Any]) -> dict[str, Any]:
        """The post with its span moved; without one where nothing of it is left."""
        first = post["paragraph"]
        if first is None:
            return post
        left = [span for span in self._spans[first : first + post["paragraphs"]] if span[2] is not None]
        if not left:
            return post | {"paragraph": None, "paragraphs": 0, "start_char": None, "end_char": None}
        start, last = left[0][2] or 0, left[-1]
        end = (last[2] or 0) + last[1] - last[0]
        return post | {"paragraph": left[0][3], "paragraphs": len(left), "start_char": start, "end_char": end}
