"""How often a paper edits what it has published, and whether its sitemaps and feeds say so: its page clock goes by that."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from newscrawl.db.border import in_parts, moment
from newscrawl.db.models import Outlet
from newscrawl.db.records import same_version_stated
from newscrawl.db.standing import note_lie
from newscrawl.items import Outcome, PageKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

    from newscrawl.db.records import Reading

MISSED_ONE_IN = 20
"""Of a paper's edits one in so many may go unstated by its sources before they are believed no more."""
LOOKS_TO_JUDGE, EDITS_MUCH, EDITS_LITTLE = 50, 0.1, 0.005
"""Looks after which a paper's habits count, and the shares of them that showed an edit which are much and little."""

REMEMBERED = 1000
"""Looks at articles; beyond, all counts are halved, so that a paper's habits of long ago fade."""


@dataclass(frozen=True, slots=True)
class EditHabits:
    """How a paper edits what it has published, as looks at its articles showed."""

    looks: int = 0
    edits_stated: int = 0
    """Edits that a sitemap, feed or interface had stated before the look."""
    edits_unstated: int = 0

    def stretch(self, *, states_changes: bool) -> float:
        """By how much longer, or shorter, than usual an article of this paper is left alone.

        Args:
            states_changes: a source dates the article's last change: an edit makes it due by itself, unless the dates of
                this paper's sources have been found wanting.
        """
        if states_changes and self.edits_unstated * MISSED_ONE_IN <= self.edits_stated:
            return 4.0
        if self.looks < LOOKS_TO_JUDGE:
            return 1.0
        share = (self.edits_stated + self.edits_unstated) / self.looks
        return 0.5 if share >= EDITS_MUCH else 2.0 if share <= EDITS_LITTLE else 1.0


def count_looks(connection: Connection, readings: Sequence[Reading]) -> None:
    """Count the looks at articles that were read before, and the edits that they showed. Call before settling."""
    looks: dict[int, Counter[str]] = {}
    for reading in readings:
        page = reading.record.page
        if page.kind != PageKind.ARTICLE or reading.fetched_before is None or reading.record.reread or page.archived:
            continue
        if page.outcome not in (Outcome.READ, Outcome.UNCHANGED):
            continue
        counts = looks.setdefault(reading.outlet_id, Counter())
        counts["looks"] += 1
        if reading.known and reading.known.new_texts and not reading.known.is_new:
            stated = moment(reading.hint.get("modified"))
            counts["edits_stated" if stated and stated > reading.fetched_before else "edits_unstated"] += 1
            if same_version_stated(reading):
                note_lie(connection, reading.outlet_id, reading.now)
    if not looks:
        return
    names = ("looks", "edits_stated", "edits_unstated")
    rows = [{"of": of, **{f"a_{name}": counts[name] for name in names}} for of, counts in sorted(looks.items())]
    added = {name: getattr(Outlet, name) + bindparam(f"a_{name}", type_=Outlet.looks.type) for name in names}
    connection.execute(update(Outlet).where(Outlet.id == bindparam("of")).values(added), rows)
    for part in in_parts(sorted(looks)):
        halved = {name: getattr(Outlet, name) // 2 for name in names}
        connection.execute(update(Outlet).where(Outlet.id.in_(part), Outlet.looks > REMEMBERED).values(halved))


def habits_of(connection: Connection, outlet_id: int) -> EditHabits:
    """What is known of a paper's edits."""
    row = connection.execute(
        select(Outlet.looks, Outlet.edits_stated, Outlet.edits_unstated).where(Outlet.id == outlet_id)
    ).one()
    return EditHabits(row.looks, row.edits_stated, row.edits_unstated)
