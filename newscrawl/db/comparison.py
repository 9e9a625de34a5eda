"""A batch of texts against all that is stored: which are one, and what story each belongs to.

The number of rows that a look-up gives does not grow with the database: a sample that :data:`COMMON` texts have is
furniture ("The Associated Press contributed to this report") and is not looked up again, and of a story only the first
:data:`PRINTINGS` articles have samples.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from heapq import nlargest
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update

from newscrawl.db.border import in_parts, insert_missing
from newscrawl.db.bulk import among, insert_samples
from newscrawl.db.models import Article, CommonShingle, Shingle, Story
from newscrawl.db.originals import tell_originals
from newscrawl.db.similar import AKIN, DOUBTFUL, SAME, Signature, contained, samples_at, shingles_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from sqlalchemy.engine import Connection

COMMON = 20
"""Texts that have a sample; from then on it tells nothing."""
PRINTINGS = 8
"""Articles of one story whose samples are stored."""
CANDIDATES = 8
"""Articles that a text is compared with: those that share most samples with it."""
SHARED_AT_LEAST = 2
"""Samples of a candidate."""
FEW = 16
"""With fewer samples to judge by, the texts themselves are compared."""
OVERLAP = 0.25
"""Of what a text shares with one story, in what it shares with another: else it is a roundup, and they stay two."""
ALIKE = 0.8
"""Of the shorter text, in the longer one."""
VERSIONS = 12
"""Articles of one paper in a story: it prints every version of an agency's text anew. More, and what they share is
furniture, as the notice that a text is for subscribers."""
SIMILAR = 4
"""As many are furniture where less than :data:`ALIKE` of a text is the same."""


@dataclass(slots=True, eq=False)
class Text:
    """An article's text, as far as it is known."""

    id: int
    outlet_id: int
    story_id: int | None
    signature: Signature
    shingles: set[int] | None = None
    """All of them; None where the text was not read."""


class _Match(NamedTuple):
    other: Text
    share: float
    """Of the shorter text's shingles."""
    samples: AbstractSet[int]
    """That both have."""


@dataclass(slots=True)
class _Postings:
    """Which texts have a sample."""

    texts: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Sample to articles."""
    outlets: dict[int, int] = field(default_factory=dict)
    """Article to outlet."""
    common: set[int] = field(default_factory=set)
    new: list[tuple[int, int, int]] = field(default_factory=list)
    new_common: set[int] = field(default_factory=set)

    def load(self, connection: Connection, samples: Iterable[int]) -> None:
        for part in in_parts(sorted(samples), 10_000):
            common = select(CommonShingle.hash).where(among(connection, CommonShingle.hash, part))
            self.common |= set(connection.execute(common).scalars())
            found = select(Shingle.hash, Shingle.article_id, Shingle.outlet_id)
            for sample, article_id, outlet_id in connection.execute(found.where(among(connection, Shingle.hash, part))):
                self.texts[sample].append(article_id)
                self.outlets[article_id] = outlet_id

    def add(self, one: Text) -> None:
        self.outlets[one.id] = one.outlet_id
        for sample in one.signature.samples - self.common:
            self.texts[sample].append(one.id)
            self.new.append((sample, one.id, one.outlet_id))
            if len(self.texts[sample]) >= COMMON:
                self.new_common.add(sample)
        self.common |= self.new_common

    def candidates(self, one: Text) -> list[int]:
        """The articles of other papers that share most samples with a text."""
        lists = [found for sample in one.signature.samples - self.common if (found := self.texts.get(sample))]
        shared = [
            (of, number)
            for of, number in Counter(chain.from_iterable(lists)).items()
            if number >= SHARED_AT_LEAST and self.outlets[of] != one.outlet_id
        ]
        return [of for of, _ in nlargest(CANDIDATES, shared, key=itemgetter(1))]

    def forget(self, samples: Iterable[int]) -> None:
        """These samples tell nothing."""
        self.new_common |= set(samples)
        self.common |= self.new_common

    def flush(self, connection: Connection) -> None:
        insert_samples(connection, [row for row in self.new if row[0] not in self.new_common])
        insert_missing(connection, CommonShingle, [{"hash": sample} for sample in sorted(self.new_common)])
        for part in in_parts(sorted(self.new_common)):
            connection.execute(delete(Shingle).where(Shingle.hash.in_(part)))


class Comparison:
    """One batch of texts against all that is stored, and against each other."""

    def __init__(self, connection: Connection, texts: Sequence[Text]) -> None:
        self._connection = connection
        self._postings = _Postings()
        self._postings.load(connection, {sample for one in texts for sample in one.signature.samples})
        self._texts = {one.id: one for one in texts}
        self._before = {one.id: one.story_id for one in texts}
        self._joined: dict[int, int] = {}
        """A story that was found to be another one, and that other one."""
        self._judged: dict[int, Signature] = {}
        """Text's id to :meth:`_uncommon` of it, as long as no further sample becomes common."""
        self._judged_by = len(self._postings.common)
        self.again: set[int] = set()
        """Articles of stories that furniture made: to be compared once more."""
        self._touched: set[int] = {one.story_id for one in texts if one.story_id is not None}
        for one in texts:
            one.story_id = None
        self._load({of for one in texts for of in self._postings.candidates(one)})

    def place(self, one: Text) -> None:
        """Find a text's story. Two texts of one paper are no story, and may be in one."""
        matches = self._matches(one)
        for best in matches:
            story_id = self._story(best.other, self._before[one.id])
            if not self._fits(one, story_id, best):
                continue
            if self._is_furniture(one, story_id, best):
                self._postings.forget(best.samples)
                self.again |= set(self._members_of(story_id))
                continue
            one.story_id = story_id
            for match in matches:
                self._bridge(one, story_id, best, match)
            break
        if one.story_id is None or self._printings(one) < PRINTINGS:
            self._postings.add(one)

    def flush(self) -> None:
        """Write samples and stories."""
        self._postings.flush(self._connection)
        for gone in self._joined:
            kept = self._last(gone)
            self._connection.execute(update(Article).where(Article.story_id == gone).values(story_id=kept))
            self._touched |= {gone, kept}
        moved = []
        for one in self._texts.values():
            story_id = self._last(one.story_id) if one.story_id is not None else None
            if story_id != self._before.get(one.id):
                moved.append({"of": one.id, "a_story": story_id})
                self._touched |= {of for of in (story_id, self._before.get(one.id)) if of is not None}
        if moved:
            self._connection.execute(
                update(Article)
                .where(Article.id == bindparam("of"))
                .values(story_id=bindparam("a_story"), is_original=False),
                moved,
            )
        tell_originals(self._connection, self._touched)

    def _matches(self, one: Text) -> list[_Match]:
        """The texts that are one with this one, the most alike first."""
        found = []
        ids = self._postings.candidates(one)
        self._load(set(ids))
        for of in ids:
            other = self._texts.get(of)
            if other is not None and (match := self._match(one, other)) is not None:
                found.append(match)
        return sorted(found, key=lambda match: (-match.share, -len(match.samples), match.other.id))

    def _match(self, one: Text, other: Text) -> _Match | None:
        a, b = self._telling(one, other)
        fewer = min(len(a), len(b))
        if not fewer:
            return None
        share = len(a & b) / fewer
        low, high = DOUBTFUL
        if share < low:
            return None
        if fewer < FEW or share < high:
            share = contained(self._read(one), self._read(other))
            if share < SAME:
                return None
        return _Match(other, share, a & b)

    def _telling(self, one: Text, other: Text) -> tuple[AbstractSet[int], AbstractSet[int]]:
        """The samples that both would have if their texts were the same, common ones left out."""
        a, b = self._uncommon(one), self._uncommon(other)
        return (
            samples_at(b.share, a) if a.share < b.share else a.samples,
            samples_at(a.share, b) if b.share < a.share else b.samples,
        )

    def _uncommon(self, one: Text) -> Signature:
        """The signature of a text without the samples that are common by now."""
        if self._judged_by != len(self._postings.common):
            self._judged_by = len(self._postings.common)
            self._judged.clear()
        found = self._judged.get(one.id)
        if found is None:
            share, samples = one.signature
            found = self._judged[one.id] = Signature(share, samples - self._postings.common)
        return found

    def _read(self, one: Text) -> set[int]:
        if one.shingles is None:
            body = self._connection.execute(select(Article.body).where(Article.id == one.id)).scalar_one()
            one.shingles = shingles_of(body)
        return one.shingles

    def _story(self, other: Text, before: int | None) -> int:
        """The story of a text that was met; a new one where it had none. *before*: that of the article that met it."""
        if other.story_id is None:
            # Two that were edited in one batch, and still are one, do not leave their story and enter a new one.
            other.story_id = before if before == self._before.get(other.id) and before else self._new_story()
        return self._last(other.story_id)

    def _new_story(self) -> int:
        row = {"first_seen": datetime.now(UTC)}
        return self._connection.execute(insert(Story).values(row).returning(Story.id)).scalar_one()

    def _fits(self, one: Text, story_id: int, best: _Match) -> bool:
        """Has the text something in common with most of the story, or with one article alone that holds many texts?"""
        members = self._members(story_id, but=one)
        if len(members) < 2:
            return True
        akin = 0
        for member in members:
            a, b = self._telling(one, member)
            fewer = min(len(a), len(b))
            akin += member is best.other or not fewer or len(a & b) / fewer >= AKIN
        return akin * 2 > len(members)

    def _members(self, story_id: int, but: Text) -> list[Text]:
        """Some articles of a story whose samples are known."""
        here = [t for t in self._texts.values() if t.story_id is not None and self._last(t.story_id) == story_id]
        if len(here) < PRINTINGS:
            members = select(Article.id).where(Article.story_id == story_id).order_by(Article.id).limit(PRINTINGS)
            self._load(set(self._connection.execute(members).scalars()))
            here = [t for t in self._texts.values() if t.story_id is not None and self._last(t.story_id) == story_id]
        return [t for t in here if t is not but and t.signature.samples][:PRINTINGS]

    def _bridge(self, one: Text, story_id: int, best: _Match, match: _Match) -> None:
        """A text is one with two stories: they are one, unless it has a different part in common with each."""
        both = len(best.samples & match.samples)
        if both < OVERLAP * min(len(best.samples), len(match.samples)):
            return
        other, first = match.other, self._last(story_id)
        if other.story_id is None:
            if self._fits(other, first, match._replace(other=one)):
                other.story_id = first
        elif (second := self._last(other.story_id)) != first and self._fits(one, second, match):
            kept, gone = sorted((first, second))
            self._joined[gone] = kept

    def _is_furniture(self, one: Text, story_id: int, best: _Match) -> bool:
        """Is what the text shares with a story printed by its own paper again and again?"""
        known = select(func.count()).where(Article.story_id == story_id, Article.outlet_id == one.outlet_id)
        stored = self._connection.execute(known.where(Article.id != one.id)).scalar_one()
        here = sum(
            t.story_id is not None and self._last(t.story_id) == story_id and self._before[t.id] != story_id
            for t in self._texts.values()
            if t.outlet_id == one.outlet_id
        )
        return stored + here >= (VERSIONS if best.share >= ALIKE else SIMILAR)

    def _members_of(self, story_id: int) -> list[int]:
        return list(self._connection.execute(select(Article.id).where(Article.story_id == story_id)).scalars())

    def _printings(self, one: Text) -> int:
        """Articles of the text's story that have samples of it."""
        story_id = self._last(one.story_id or 0)
        ids = {of for sample in one.signature.samples for of in self._postings.texts.get(sample, ())}
        return sum(
            t.story_id is not None and self._last(t.story_id) == story_id
            for of in ids
            if (t := self._texts.get(of)) is not None
        )

    def _last(self, story_id: int) -> int:
        while story_id in self._joined:
            story_id = self._joined[story_id]
        return story_id

    def _load(self, ids: set[int]) -> None:
        """What is stored of these texts, as far as it is not known yet."""
        missing = sorted(ids - self._texts.keys())
        samples: dict[int, set[int]] = defaultdict(set)
        for part in in_parts(missing):
            found = select(Shingle.article_id, Shingle.hash).where(among(self._connection, Shingle.article_id, part))
            for of, sample in self._connection.execute(found):
                samples[of].add(sample)
            rows = select(Article.id, Article.outlet_id, Article.story_id).where(
                among(self._connection, Article.id, part)
            )
            for of, outlet_id, story_id in self._connection.execute(rows):
                known = Text(of, outlet_id, story_id, Signature.of_samples(samples[of]))
                self._texts[of] = known
                self._before[of] = story_id
