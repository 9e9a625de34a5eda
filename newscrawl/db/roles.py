"""One name in two articles: is it one person? By the name's form and by what is printed of its bearer. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from newscrawl.db.role_words import (
    ADULT,
    BODIES,
    DETERMINERS,
    FAMILIES,
    LINKS,
    MEN,
    NEUTRAL,
    OPEN_TO_THE_YOUNG,
    TITLES,
    WOMEN,
    YOUNG,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

K = TypeVar("K")


_SCHOOL_SPORT, _STAFF = frozenset({"pupil", "sport"}), frozenset({"school", "business"})
"""Players of a school's team are its pupils; coaches and managers are not."""
_OF_AGE = 18
_YEARS = 10
"""Two ages of one person differ by so many years at most: a paper's articles lie that far apart."""
_COMPOUNDS = (
    (re.compile(r"\bchief (?:executive|[a-z]+)(?: officer)\b|\bchief executive\b"), "ceo"),
    (re.compile(r"\battorneys? general\b"), "attorney-general"),
    (re.compile(r"\bdistrict attorney\b"), "district-attorney"),
    (re.compile(r"\bgeneral manager\b"), "manager"),
    (re.compile(r"\bpress secretary\b"), "spokesperson"),
    (re.compile(r"\bmanaging editor\b"), "editor"),
)
"""Offices of several words that mean another one than each word alone."""
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_AGE = re.compile(r"^(?:aged? )?(\d{1,3})\b|\b(\d{1,3})[- ](?:year|jährig)", re.IGNORECASE)
_HEAD_ENDS = re.compile(
    r" (?:of|for|at|in|with|from|on|to|by|who|which|der|des|von|vom|im|am|bei|für)\b|,|;| and | und "
)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Read:
    """What a role says of its bearer."""

    families: frozenset[str]
    heads: frozenset[str]
    age: int | None
    young: bool
    adult: bool
    gender: str | None

    @property
    def tells(self) -> bool:
        """It names an office or a trade."""
        return bool(self.families or self.heads)


@lru_cache(maxsize=4096)
def _read(role: str) -> _Read:
    text = role[:_LONGEST].lower()
    for compound, office in _COMPOUNDS:
        text = compound.sub(office, text)
    found = _WORD.findall(text.replace(".", " "))
    stated = _AGE.search(text)
    age = int(stated[1] or stated[2]) if stated else None
    content = [word for word in found if word not in NEUTRAL]
    families = frozenset(name for name, of in FAMILIES.items() if any(word in of for word in content))
    heads = set()
    for part in _HEAD_ENDS.split(text):
        nouns = [word for word in _WORD.findall(part) if word not in ("year", "old", "year-old")]
        if nouns and nouns[-1] not in NEUTRAL:
            heads.add(nouns[-1])
            break  # what follows says where, not what
    if not families and heads <= ADULT:
        heads.clear()
    told = set(found)
    men, women = bool(told & MEN), bool(told & WOMEN)
    young = (age is not None and age < _OF_AGE) or (age is None and bool(told & YOUNG))
    adult = bool(told & ADULT) or (age is not None and age >= _OF_AGE)
    gender = None if men == women else "m" if men else "f"
    return _Read(families, frozenset(heads), age, young, adult, gender)


def compatible(one: str | None, other: str | None) -> bool:
    """May one person be called both? *one* and *other* are roles as printed ("Police Chief", "14, a pupil"), or None.

    No where they contradict each other (a child's age and an office, two ages far apart, "Mr." and "Mrs.") or both name
    an office or trade and these neither share a word nor belong to one family; yes wherever one of them tells nothing.
    """
    if not one or not other or one.casefold() == other.casefold():
        return True
    left, right = _read(one), _read(other)
    return not _contradict(left, right) and (not left.tells or not right.tells or _share(left, right))


def _share(left: _Read, right: _Read) -> bool:
    if left.heads & right.heads or left.families & right.families:
        return True
    both = left.families | right.families
    return both >= _SCHOOL_SPORT and not both & _STAFF


def _contradict(left: _Read, right: _Read) -> bool:
    if left.gender and right.gender and left.gender != right.gender:
        return True
    if left.age is not None and right.age is not None:
        return abs(left.age - right.age) > _YEARS
    for young, old in ((left, right), (right, left)):
        if young.young and (old.adult or bool(old.families and not old.families & OPEN_TO_THE_YOUNG)):
            return True
    return False


def is_joined(name: str) -> bool:
    """Is *name* joined over articles: a person's full name, an organisation's, a document's? Else it is one article's.

    "Ann Lee", "Selby Town Council", "NASA", "Selby Climate Report" are; "Lee", "Ann", "Mrs. Lee", "A. Lee", "the mayor",
    "Lee’s lawyer", "one witness" are not.
    """
    parts = name.split()
    if len(parts) > 1 and parts[0].lower() in DETERMINERS and parts[0].lower() != "von":
        parts = parts[1:]
    if not parts or any(not _capital(word) and word.lower() not in LINKS for word in parts):
        return False
    last = parts[-1].lower().rstrip(".")
    if len(parts) == 1:
        return len(parts[0]) > 2 and parts[0].isalpha() and parts[0].isupper()
    if last in BODIES:
        return True
    while parts and parts[0].lower().rstrip(".") in TITLES:
        parts = parts[1:]
    named = [word for word in parts if word.lower() not in LINKS]
    if len(named) < 2:  # a forename and a surname
        return False
    fore = [word for word in named[:-1] if len(word.rstrip(".")) > 1]
    return bool(fore) or len(named) > 2  # two initials are a name, one may be anybody's


def _capital(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or (word[:1] in "“\"'‘(" and word[1:2].isupper())


def persons(mentions: Mapping[K, frozenset[str]]) -> list[list[K]]:
    """The persons whom articles that print one full name are about, the one with most articles first.

    Articles are one person's where their roles share an office, if over a third article; roles that one article prints of
    a name are one person's. An article that tells no office is the first person's that it does not contradict. The
    answer depends on the articles alone, not on their order.

    Args:
        mentions: by article, the roles printed there.
    """
    roles = sorted({role for told in mentions.values() for role in told})
    strong = [role for role in roles if _read(role).tells]
    root = {role: role for role in strong}

    def find(role: str) -> str:
        while root[role] != role:
            root[role] = root[root[role]]
            role = root[role]
        return role

    def join(one: str, other: str) -> None:
        low, high = sorted((find(one), find(other)))
        root[high] = low

    for at, one in enumerate(strong):
        for other in strong[at + 1 :]:
            if find(one) != find(other) and _share(_read(one), _read(other)) and compatible(one, other):
                join(one, other)
    for told in mentions.values():
        tells = sorted(role for role in told if role in root)
        for other in tells[1:]:
            join(tells[0], other)
    groups: dict[str, list[K]] = defaultdict(list)
    weak: dict[tuple[str, ...], list[K]] = defaultdict(list)
    for of, told in mentions.items():
        tells = [role for role in told if role in root]
        if tells:
            groups[find(tells[0])].append(of)
        else:
            weak[tuple(sorted(told))].append(of)
    found = [
        (sorted({role for of in group for role in mentions[of]}), group)
        for _, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    for said, group in sorted(weak.items(), key=lambda item: (not item[0], item[0])):
        home = next((one for one in found if _all_compatible(said, one[0])), None)
        if home:
            home[0].extend(said)
            home[1].extend(group)
        else:
            found.append((list(said), group))
    return [group for _, group in sorted(found, key=lambda one: -len(one[1]))]


def _all_compatible(some: Sequence[str], others: Sequence[str]) -> bool:
    return all(compatible(one, other) for one in some for other in others)
