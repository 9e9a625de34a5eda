"""Who is quoted: the rows of ``speaker``, joined over an outlet's articles by full name and compatible role.

A name that is no full one ("Smith", "the mayor") is a speaker of its article alone. Articles that print one full name are
sorted into persons by :func:`newscrawl.db.roles.persons`. Most often a new article fits the one speaker of that name, and
nothing else is read; only where it does not, or where there are several, all that is stored of the name is sorted anew.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite

from newscrawl.db.border import in_parts, matching
from newscrawl.db.models import Quote, Speaker
from newscrawl.db.roles import is_joined, persons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.engine import Connection

ROLES_KEPT = 60
"""Roles gathered of a speaker at most."""
_ROLE_LENGTH = 200

Name = tuple[int, str]
"""An outlet's id, and a name as its key."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that an article gives quotes to, and what it prints of its bearer."""

    outlet_id: int
    article_id: int
    name: str
    roles: frozenset[str]


@dataclass(slots=True)
class _Person:
    """A row of ``speaker``, as it is stored or is to be."""

    namesake: int
    roles: list[str]
    id: int = 0
    articles: list[int] = field(default_factory=list)
    """Those of them that are being written."""
    moved: list[tuple[int, int]] = field(default_factory=list)
    """Stored articles that come to it, each with the speaker that had them."""


def mentions_of(outlet_id: int, article_id: int, quotes: Iterable[Mapping[str, Any]]) -> list[Mention]:
    """The speakers of one article's quotes (``speaker`` and ``role`` of each)."""
    roles: dict[str, set[str]] = {}
    for quote in quotes:
        if quote["speaker"]:
            told = roles.setdefault(quote["speaker"], set())
            if quote["role"]:
                told.add(quote["role"][:_ROLE_LENGTH])
    return [Mention(outlet_id, article_id, name, frozenset(told)) for name, told in roles.items()]


def held_by(connection: Connection, article_ids: Iterable[int]) -> dict[int, set[int]]:
    """The speakers of stored articles, by article. Ask before their quotes are deleted."""
    held: dict[int, set[int]] = defaultdict(set)
    for part in in_parts(article_ids):
        found = select(Quote.article_id, Quote.speaker_id).where(
            Quote.article_id.in_(part), Quote.speaker_id.is_not(None)
        )
        for article_id, speaker_id in connection.execute(found.distinct()):
            held[article_id].add(speaker_id or 0)
    return held


def assign(
    connection: Connection, mentions: Sequence[Mention], held: Mapping[int, set[int]]
) -> tuple[dict[tuple[int, str], int], set[int]]:
    """The speaker's id of each article and name; and the speakers that other articles were taken from.

    Rows that are missing are made, and roles gathered. The quotes of the mentions' articles must not be there (yet, or
    any more); speakers who lost their last quote stay until :func:`drop_unused`.

    Args:
        connection: in a transaction.
        mentions: one for each article and name.
        held: the speakers that the articles had so far (:func:`held_by`).
    """
    plan: dict[Name, list[_Person]] = defaultdict(list)
    named: dict[Name, dict[int, frozenset[str]]] = defaultdict(dict)
    for mention in mentions:
        key = (mention.outlet_id, mention.name)
        if is_joined(mention.name):
            named[key][mention.article_id] = mention.roles
        else:
            plan[key].append(_Person(mention.article_id, sorted(mention.roles), articles=[mention.article_id]))
    stored = _stored(connection, named, {speaker for article_id in held for speaker in held[article_id]})
    unsettled: dict[Name, dict[int, frozenset[str]]] = {}
    for key, said in named.items():
        there = stored.get(key, [])
        told = there[0].roles if there else []
        new = sorted({role for roles in said.values() for role in roles}.difference(told))
        if len(there) < 2 and (not new or _one_person([*told, *new])):  # none or one
            plan[key] = [_Person(there[0].namesake if there else 0, _kept(told, new), articles=list(said))]
        else:
            unsettled[key] = said
    texts = _texts(connection, [person.id for key in unsettled for person in stored.get(key, [])])
    for key, said in unsettled.items():
        plan[key] = _sorted_anew(said, stored.get(key, []), texts, held)
    return _write(connection, plan, stored), _left(plan)


def _left(plan: Mapping[Name, Sequence[_Person]]) -> set[int]:
    """The speakers whose stored articles went to another one."""
    return {old for them in plan.values() for person in them for _, old in person.moved}


def drop_unused(connection: Connection, speaker_ids: Iterable[int]) -> None:
    """Delete those speakers that have no quote."""
    for part in in_parts(sorted(set(speaker_ids))):
        used = exists().where(Quote.speaker_id == Speaker.id)
        connection.execute(delete(Speaker).where(Speaker.id.in_(part), ~used))


def _one_person(roles: Sequence[str]) -> bool:
    return len(persons({role: frozenset([role]) for role in roles})) < 2  # nobody or one


def _kept(told: Sequence[str], new: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*told, *new]))[:ROLES_KEPT]


def _stored(connection: Connection, names: Iterable[Name], ids: Iterable[int]) -> dict[Name, list[_Person]]:
    """The speakers of full *names*, and those of *ids*, by name and number."""
    found: dict[Name, dict[int, _Person]] = defaultdict(dict)
    rows = select(Speaker.id, Speaker.outlet_id, Speaker.name, Speaker.namesake, Speaker.roles)
    asked = [*matching((Speaker.outlet_id, Speaker.name), names)]
    asked += [Speaker.id.in_(part) for part in in_parts(sorted(ids))]
    for condition in asked:
        for row in connection.execute(rows.where(condition)):
            person = _Person(row.namesake, list(row.roles or []), row.id)
            found[row.outlet_id, row.name][row.namesake] = person
    return {key: [them[number] for number in sorted(them)] for key, them in found.items()}


def _texts(connection: Connection, speaker_ids: Iterable[int]) -> dict[int, dict[int, set[str]]]:
    """The roles that stored articles print of these speakers, by speaker and article."""
    found: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for part in in_parts(sorted(speaker_ids)):
        rows = select(Quote.speaker_id, Quote.article_id, Quote.role).where(Quote.speaker_id.in_(part)).distinct()
        for speaker_id, article_id, role in connection.execute(rows):
            told = found[speaker_id or 0][article_id]
            if role:
                told.add(role[:_ROLE_LENGTH])
    return found


def _sorted_anew(
    said: Mapping[int, frozenset[str]],
    there: Sequence[_Person],
    texts: Mapping[int, Mapping[int, set[str]]],
    held: Mapping[int, set[int]],
) -> list[_Person]:
    """The persons of one name, each with the number that its articles had before, as far as no other one has it."""
    by_id = {person.id: person for person in there}
    before: dict[int, set[int]] = defaultdict(set)  # article to the numbers that its quotes have or had
    roles: dict[int, set[str]] = defaultdict(set)
    of: dict[int, set[int]] = defaultdict(set)
    for person in there:
        for article_id, told in texts.get(person.id, {}).items():
            before[article_id].add(person.namesake)
            of[article_id].add(person.id)
            roles[article_id] |= told
    for article_id, told_now in said.items():
        before[article_id] |= {by_id[i].namesake for i in held.get(article_id, ()) if i in by_id}
        roles[article_id] |= told_now
    groups = persons({article_id: frozenset(told) for article_id, told in roles.items()})
    taken: set[int] = set()
    found = []
    for group in groups:
        had = sorted({number for article_id in group for number in before[article_id]} - taken)
        free = (number for number in range(len(there) + len(groups) + 1) if number not in taken and number not in had)
        others = {person.namesake for person in there}
        number = had[0] if had else next((n for n in free if n not in others), len(others) + len(taken))
        taken.add(number)
        now = sorted({role for article_id in group for role in roles[article_id]})
        own = next((person for person in there if person.namesake == number), None)
        kept = [role for role in own.roles if role in now] if own else []
        person = _Person(number, _kept(kept, now), articles=[i for i in group if i in said])
        person.moved = [(i, old) for i in group for old in sorted(of[i]) if not own or old != own.id]
        found.append(person)
    return found


def _write(
    connection: Connection, plan: Mapping[Name, Sequence[_Person]], stored: Mapping[Name, Sequence[_Person]]
) -> dict[tuple[int, str], int]:
    """The rows as planned; the id of each article's name."""
    there = {(key, person.namesake): person for key, them in stored.items() for person in them}
    missing = [
        {"outlet_id": key[0], "name": key[1], "namesake": person.namesake, "roles": person.roles}
        for key, them in sorted(plan.items())
        for person in them
        if (key, person.namesake) not in there
    ]
    ids = {(key, number): person.id for (key, number), person in there.items()} | _add(connection, missing)
    told = [
        {"of": person.id, "now": planned.roles}
        for key, them in sorted(plan.items())
        for planned in them
        if (person := there.get((key, planned.namesake))) and person.roles != planned.roles
    ]
    if told:
        connection.execute(
            update(Speaker)
            .where(Speaker.id == bindparam("of"))
            .values(roles=bindparam("now", type_=Speaker.roles.type)),
            told,
        )
    moved = [
        {"of": article_id, "old": old, "now": ids[key, person.namesake]}
        for key, them in plan.items()
        for person in them
        for article_id, old in person.moved
    ]
    if moved:
        connection.execute(
            update(Quote)
            .where(Quote.article_id == bindparam("of"), Quote.speaker_id == bindparam("old"))
            .values(speaker_id=bindparam("now")),
            moved,
        )
    return {
        (article_id, key[1]): ids[key, person.namesake]
        for key, them in plan.items()
        for person in them
        for article_id in person.articles
    }


def _add(connection: Connection, missing: Sequence[dict[str, Any]]) -> dict[tuple[Name, int], int]:
    """New speakers; one that is there by now (another process made it) is taken as it is. Ids by natural key."""
    ids: dict[tuple[Name, int], int] = {}
    if not missing:
        return ids
    keys = (Speaker.id, Speaker.outlet_id, Speaker.name, Speaker.namesake)
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    for row in connection.execute(insert(Speaker).on_conflict_do_nothing().returning(*keys), list(missing)):
        ids[(row.outlet_id, row.name), row.namesake] = row.id
    wanted = [(row["outlet_id"], row["name"], row["namesake"]) for row in missing]
    late = [key for key in wanted if (key[:2], key[2]) not in ids]
    for named in matching((Speaker.outlet_id, Speaker.name, Speaker.namesake), late):
        for row in connection.execute(select(*keys).where(named)):
            ids[(row.outlet_id, row.name), row.namesake] = row.id
    return ids
