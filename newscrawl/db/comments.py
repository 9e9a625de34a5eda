"""Readings of comment threads to rows.

A comment is known by its platform's id within its thread. Where a paper moved its threads to another platform, the old
comments come back under new ids: they are known again by author and text, and get a second id (``comment_alias``).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from newscrawl.db.border import in_parts, insert_missing, key, matching
from newscrawl.db.bulk import among
from newscrawl.db.comment_values import COLUMNS, Said, row_of, take_over
from newscrawl.db.commenters import with_known_names
from newscrawl.db.identity import fold
from newscrawl.db.looks import is_quick
from newscrawl.db.models import Comment, CommentAlias, CommentRevision, Thread
from newscrawl.db.rows import insert_rows
from newscrawl.db.threads import hear_threads, write_threads

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from newscrawl.db.identity import Identities
    from newscrawl.db.records import Reading, WriteReport
    from newscrawl.db.threads import Heard, ThreadName
    from newscrawl.items import CommentItem

_A_MINUTE = timedelta(minutes=1)
DEEPEST = 1000
"""Replies to replies that are followed."""


def write_comments(
    connection: Connection, identities: Identities, readings: Sequence[Reading], report: WriteReport
) -> None:
    """Write threads and comments of the readings. Articles must be written already."""
    heard = hear_threads(identities, readings)
    if not heard:
        return
    threads = write_threads(connection, heard)
    talk = _Talk(connection, heard, threads)
    for reading, name, comments in heard:
        counts = report.of(reading.outlet)
        for comment in comments:
            new, changed = talk.hear(reading, threads[name], comment)
            counts.comments_new += new
            reading.comments_new += new
            counts.comments_changed += changed
    talk.flush()


class _Talk:
    """The comments of a batch's threads: those stored, and what the readings add."""

    def __init__(self, connection: Connection, heard: Heard, threads: dict[ThreadName, int]) -> None:
        self._connection = connection
        self._by_id: dict[int, Said] = {}
        self._at: dict[tuple[int, str], Said] = {}
        self._aliases: list[dict[str, Any]] = []
        self._new_alias: list[tuple[tuple[int, str], Said]] = []
        self._also: dict[tuple[int, str], tuple[int, str]] = {}
        """Further names of this batch's comments, and their first."""
        self._elsewhere: dict[int, dict[tuple[str, str], list[Said]]] = {}
        """Thread's id to the comments of the same article's other threads, by author and text."""
        self._beside: dict[int, set[int]] = {}
        """Thread's id to those other threads that bring unknown comments, too."""
        self._read_at: dict[int, datetime | None] = {}
        self._whose = {threads[name]: (reading.outlet_id, name[1]) for reading, name, _ in heard}
        """Thread's id to its paper's and its platform."""
        names: set[tuple[int, str]] = set()
        for _, name, comments in heard:
            for comment in comments:
                names |= {(threads[name], key(of)) for of in (comment.id, comment.parent) if of}
        self._load_named(names)
        self._load_orphans(
            {(threads[name], key(of)) for _, name, said in heard for one in said for of in (one.id, *one.also) if of}
        )
        self._load_elsewhere(heard, threads)

    def hear(self, reading: Reading, thread_id: int, item: CommentItem) -> tuple[bool, bool]:
        """Take in one comment: is it new, was it changed?"""
        row = row_of(reading, thread_id, item)
        if row is None:
            reading.problems.append(("comments", "id", "a comment without id, or without text and not deleted"))
            return False, False
        name = (thread_id, row["platform_id"])
        said = self._at.get(name)
        if said is None and (said := self._same_elsewhere(thread_id, row)) is not None:
            self._at[name] = said
            self._new_alias.append((name, said))
        for further in item.also:
            self._also.setdefault((thread_id, key(further)), name)
        if said is None:
            if reading.record.reread:  # a better reader's find on a page that still is what it was: it is not gone
                row["last_seen"] = max(reading.now, self._last_read(thread_id) or reading.now)
            said = self._at[name] = Said(row, is_new=True, touched=True)
            for other in self._beside.get(thread_id, ()):  # two platforms in one batch
                self._elsewhere[other][_voice(row)].append(said)
            return True, False
        moved = said.values["thread_id"] != thread_id
        changed = take_over(said, row, reading.now, moved=moved, quick=is_quick(reading.hint))
        if reading.record.reread:
            said.old_texts.clear()  # another reader's words for the same bytes: nobody edited them
        return False, changed

    def flush(self) -> None:
        """Write what was taken in; then each reply's parent, once every id is known."""
        for further, name in self._also.items():
            if further not in self._at:
                self._at[further] = self._at[name]
                self._new_alias.append((further, self._at[name]))
        everyone = list({id(said): said for said in self._at.values()}.values())
        fresh = [said for said in everyone if said.is_new]
        with_known_names(self._connection, [(*self._whose[said.values["thread_id"]], said.values) for said in fresh])
        self._insert(fresh)
        insert_missing(
            self._connection,
            CommentAlias,
            [{"thread_id": name[0], "platform_id": name[1], "comment_id": said.id} for name, said in self._new_alias],
        )
        for said in everyone:
            self._find_parent(said)
        for said in everyone:
            self._find_depth(said)
        changed = [said for said in everyone if said.changed and said.id is not None]
        _update_rows(self._connection, changed, COLUMNS)
        seen = [said for said in everyone if said.touched and not said.changed and not said.is_new]
        _update_rows(self._connection, seen, ("last_seen", "page_id"))
        old = [{"comment_id": said.id, **text} for said in everyone for text in said.old_texts]
        insert_missing(self._connection, CommentRevision, old)

    def _last_read(self, thread_id: int) -> datetime | None:
        if thread_id not in self._read_at:
            last = select(Thread.last_read).where(Thread.id == thread_id)
            self._read_at[thread_id] = self._connection.execute(last).scalar()
        return self._read_at[thread_id]

    def _insert(self, fresh: list[Said]) -> None:
        for part in in_parts(fresh):
            insert_rows(self._connection, Comment, [said.values for said in part])
            names = [(said.values["thread_id"], said.values["platform_id"]) for said in part]
            found = select(Comment.id, Comment.thread_id, Comment.platform_id)
            ids: dict[tuple[int, str], int] = {}
            for named in matching((Comment.thread_id, Comment.platform_id), names):
                rows = self._connection.execute(found.where(named))
                ids |= {(row.thread_id, row.platform_id): row.id for row in rows}
            for said in part:
                said.id = ids[said.values["thread_id"], said.values["platform_id"]]
                self._by_id[said.id] = said

    def _find_parent(self, said: Said) -> None:
        """Give a reply its parent; without one it is an orphan until that comes."""
        values = said.values
        if values["parent_id"] is not None or not values["parent_platform_id"]:
            return
        parent = self._at.get((values["thread_id"], values["parent_platform_id"]))
        if parent is not None and parent.id is not None and not self._answers(parent, said):
            values["parent_id"] = parent.id
            if values["state"] == "orphan":
                values["state"] = "shown"
            said.changed = True
        elif values["state"] == "shown":
            values["state"] = "orphan"
            said.changed = True

    def _find_depth(self, said: Said) -> None:
        """A reply that came without its parent has no depth: it is one more than the parent's, once that is known."""
        path: list[Said] = []
        at: Said | None = said
        while at is not None and at.values["depth"] is None and len(path) < DEEPEST:
            path.append(at)
            above = at.values["parent_id"]
            at = self._by_id.get(above) if above is not None else None
        if at is None or at.values["depth"] is None:
            return
        for depth, step in enumerate(reversed(path), start=at.values["depth"] + 1):
            step.values["depth"] = depth
            step.changed = True

    def _answers(self, said: Said | None, other: Said) -> bool:
        """Does *said* answer *other*, over any number of steps? Then it cannot be its parent, too."""
        for _ in range(DEEPEST):
            if said is None:
                return False
            if said is other:
                return True
            above = said.values["parent_id"]
            said = self._by_id.get(above) if above is not None else None
        return True

    def _keep(self, row: Any) -> Said:
        values = dict(row)
        said = self._by_id.get(values["id"])
        if said is None:
            said = Said(values, id=values.pop("id"))
            self._by_id[said.id or 0] = said
        return said

    def _load_named(self, names: set[tuple[int, str]]) -> None:
        for named in matching((Comment.thread_id, Comment.platform_id), names):
            for row in self._connection.execute(select(Comment.__table__).where(named)).mappings():
                self._at[row["thread_id"], row["platform_id"]] = self._keep(row)
        unknown = names - self._at.keys()
        if unknown:  # few threads have any
            threads = sorted({thread_id for thread_id, _ in unknown})
            with_aliases = select(CommentAlias.thread_id).where(
                among(self._connection, CommentAlias.thread_id, threads)
            )
            having = set(self._connection.execute(with_aliases.distinct()).scalars())
            unknown = {name for name in unknown if name[0] in having}
        for named in matching((CommentAlias.thread_id, CommentAlias.platform_id), unknown):
            aliases = self._connection.execute(
                select(CommentAlias.thread_id.label("at"), CommentAlias.platform_id.label("called"), Comment.__table__)
                .join(Comment, Comment.id == CommentAlias.comment_id)
                .where(named)
            ).mappings()
            for row in aliases:
                values = {name: row[name] for name in ("id", *COLUMNS) if name not in ("thread_id", "platform_id")}
                values |= {"thread_id": row["thread_id"], "platform_id": row["platform_id"]}
                self._at[row["at"], row["called"]] = self._keep(values)

    def _load_orphans(self, names: set[tuple[int, str]]) -> None:
        """Replies that came before their parent, which is in this batch."""
        for named in matching((Comment.thread_id, Comment.parent_platform_id), names):
            rows = self._connection.execute(
                select(Comment.__table__).where(
                    named, Comment.parent_id.is_(None), Comment.parent_platform_id.is_not(None)
                )
            ).mappings()
            for row in rows:
                self._at.setdefault((row["thread_id"], row["platform_id"]), self._keep(row))

    def _load_elsewhere(self, heard: Heard, threads: dict[ThreadName, int]) -> None:
        """For threads that bring unknown comments, those of the same article's other threads."""
        asking: dict[int, set[int]] = defaultdict(set)
        times: dict[int, list[datetime | None]] = defaultdict(list)
        for _, name, comments in heard:
            unknown = [one for one in comments if one.id and (threads[name], key(one.id)) not in self._at]
            if unknown:
                asking[name[0]].add(threads[name])
                times[name[0]] += [one.published for one in unknown]
        for part in in_parts(sorted(asking)):
            beside: dict[int, list[int]] = defaultdict(list)
            for of, article_id in self._connection.execute(
                select(Thread.id, Thread.article_id).where(Thread.article_id.in_(part))
            ):
                beside[article_id].append(of)
            for article_id, all_threads in beside.items():
                if len(all_threads) > 1:
                    self._load_voices(asking[article_id], all_threads, times[article_id])

    def _load_voices(self, asking: set[int], all_threads: list[int], times: list[datetime | None]) -> None:
        """The comments of an article's other threads that may be among the unknown ones, which are of these *times*."""
        others = set(all_threads) - (asking if len(asking) == 1 else set())
        statement = select(Comment.__table__).where(Comment.thread_id.in_(others))
        known = [time for time in times if time is not None]
        if len(known) == len(times):
            within = Comment.published.between(min(known) - _A_MINUTE, max(known) + _A_MINUTE)
            statement = statement.where(Comment.published.is_(None) | within)
        rows = self._connection.execute(statement.order_by(Comment.published, Comment.id)).mappings()
        everyone = [self._keep(row) for row in rows]
        aliased = defaultdict(set)
        for of, thread_id in self._connection.execute(
            select(CommentAlias.comment_id, CommentAlias.thread_id).where(CommentAlias.thread_id.in_(all_threads))
        ):
            aliased[thread_id].add(of)
        for thread_id in asking:
            voices: dict[tuple[str, str], list[Said]] = defaultdict(list)
            for said in everyone:
                if said.values["thread_id"] != thread_id and said.id not in aliased[thread_id]:
                    voices[_voice(said.values)].append(said)
            self._elsewhere[thread_id] = voices
            self._beside[thread_id] = asking - {thread_id}

    def _same_elsewhere(self, thread_id: int, row: dict[str, Any]) -> Said | None:
        """The same comment in another thread of the article; each is found once.

        One without words (deleted, or of a forgotten commenter) is like any other of its kind: it is never known again.
        """
        voice = _voice(row)
        others = self._elsewhere.get(thread_id, {}).get(voice, []) if voice[1] else []
        for said in others:
            one, two = said.values["published"], row["published"]
            if (
                one is None
                or two is None
                or one.replace(second=0, microsecond=0) == two.replace(second=0, microsecond=0)
            ):
                others.remove(said)
                return said
        return None


def _voice(values: dict[str, Any]) -> tuple[str, str]:
    text = values["text"] or ""
    return fold(values["author"]), fold(text) or " ".join(text.split())  # "👍" has no words, and is no other's sign


def _update_rows(connection: Connection, comments: Sequence[Said], names: Sequence[str]) -> None:
    if comments:
        connection.execute(
            update(Comment)
            .where(Comment.id == bindparam("of"))
            .values({name: bindparam(f"a_{name}") for name in names}),
            [{"of": said.id, **{f"a_{name}": said.values[name] for name in names}} for said in comments],
        )
