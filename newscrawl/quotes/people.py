"""The persons and organisations of an article and who bears which name: each surname taken to its fullest name.

How names are read out of a text is each language's (``languages/*/people.py``); no list of names decides what is one.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from newscrawl.quotes.languages.en.cues import FEMALE, MALE, WOMEN_CALLED
from newscrawl.quotes.languages.en.names import IN_FULL, MEN, PLACES, WOMEN

NAMESAKES = 40
"""So many bearers of one surname are looked at: no article has more, and a hostile text stays linear."""


@dataclass(slots=True)
class Mention:
    """A name in a paragraph."""

    paragraph: int
    start: int
    end: int
    tokens: tuple[str, ...]
    role: str | None
    """Offices printed before it."""


@dataclass(slots=True)
class People:
    """Every name of an article and who bears it."""

    mentions: list[list[Mention]] = field(default_factory=list)
    """By paragraph, in order."""
    fulls: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    """Last word, lower case, to the names of two words and more that end in it, as first found."""
    firsts: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    counts: dict[tuple[str, ...], int] = field(default_factory=dict)
    articled: set[tuple[str, ...]] = field(default_factory=set)
    """Runs of capitals first found behind "the", which no person's name is: "the Selby Courier Lee" hides a "Lee"."""
    persons: set[str] = field(default_factory=set)
    """Names (fullest) that belong to a person for all that the article shows."""
    genders: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    """What else is printed behind a name of who bears it: "14", "58, a plumber", "owner of the mill"; resolves nothing."""
    _places: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    _memory: dict[tuple[tuple[str, ...], int, str | None], str] = field(default_factory=dict)

    def record(self, tokens: tuple[str, ...], paragraph: int) -> None:
        """*tokens* are printed in *paragraph*; call in the order of the text."""
        self.counts[tokens] = self.counts.get(tokens, 0) + 1
        self._places.setdefault(tokens, []).append(paragraph)
        if len(tokens) > 1 and self.counts[tokens] == 1:
            self.fulls.setdefault(tokens[-1].lower(), []).append(tokens)
            self.firsts.setdefault(tokens[0].lower(), []).append(tokens)

    def forget_answers(self) -> None:
        """What was resolved so far is looked up anew: offices and genders are known only now."""
        self._memory.clear()

    def resolve(self, tokens: tuple[str, ...], paragraph: int, role: str | None = None) -> str:
        """The fullest name in the article of who is called *tokens* in *paragraph*; the words themselves where none is."""
        if len(tokens) > 1:
            role = None
        key = (tokens, paragraph, role)
        if key not in self._memory:
            self._memory[key] = self._resolve(tokens, paragraph, role)
        return self._memory[key]

    def _resolve(self, tokens: tuple[str, ...], paragraph: int, role: str | None) -> str:
        last = tokens[-1].lower()
        bearers = self.fulls.get(last, [])[:NAMESAKES]
        if self.articled and (persons := [full for full in bearers if full not in self.articled]):
            bearers = persons
            if tokens in self.articled and (tokens[-1],) in self.counts:
                tokens = tokens[-1:]
        near: list[tuple[str, ...]] = [full for full in bearers if _fits(tokens, full)]
        if not near and len(tokens) == 1:
            near = [full for full in self.firsts.get(last, [])[:NAMESAKES] if full[-1].lower() not in PLACES]
        if not near:
            return " ".join(tokens)
        if len(tokens) > 1:
            longest = max(near, key=self._weight)
            return " ".join(longest)
        if role and len(near) > 1:
            near = self._of_role(near, role)
        best = max(near, key=lambda full: self._rank(full, paragraph))
        same = [full for full in near if full[0] == best[0]]
        longest = max(same, key=self._weight)
        return " ".join(longest)

    def _of_role(self, bearers: list[tuple[str, ...]], role: str) -> list[tuple[str, ...]]:
        """Those of several *bearers* of a surname who may be called *role*: by gender, then by the office printed of them."""
        gender, office = gender_of(role), office_of(role)
        if gender:
            genders = {full: self.gender(" ".join(full)) for full in bearers}
            sure = [full for full in bearers if genders[full] == gender]
            bearers = sure or [full for full in bearers if genders[full] is None] or bearers
        held = {full: office_of(self.roles[name]) for full in bearers if (name := " ".join(full)) in self.roles}
        if office in held.values():
            return [full for full in bearers if held.get(full) == office]
        if not gender:  # an office that none of them is known to hold is rather theirs of whom no other is known
            return [full for full in bearers if full not in held] or bearers
        return bearers

    def _rank(self, full: tuple[str, ...], paragraph: int) -> tuple[int, ...]:
        return self._before(full, paragraph), self.counts.get(full, 0)

    def _weight(self, full: tuple[str, ...]) -> tuple[int, int]:
        return len(full), self.counts.get(full, 0)

    def _before(self, full: tuple[str, ...], paragraph: int) -> int:
        """The last paragraph at or before *paragraph* that prints *full*; -1 where none does."""
        places = self._places.get(full, [])
        at = bisect_right(places, paragraph)
        return places[at - 1] if at else -1

    def is_known(self, name: str, paragraph: int) -> bool:
        """*name* was printed in full in *paragraph* or before it."""
        return self._before(tuple(name.split()), paragraph) >= 0

    def heard(self, paragraph: int, end: int) -> list[Mention]:
        """The last names printed in *paragraph* up to character *end*, in order; 60 at most."""
        mentions = self.mentions[paragraph]
        at = bisect_right(mentions, end, key=lambda mention: mention.end)
        return mentions[max(0, at - 60) : at]

    def role_of(self, name: str) -> str | None:
        """What the article prints of *name*: an office, else "14, a pupil"."""
        return self.roles.get(name) or self.descriptions.get(name)

    def gender(self, name: str) -> str | None:
        """The letter f or m, by honorific, pronoun or forename; None where nothing tells."""
        if name not in self.genders:
            first = name.partition(" ")[0].lower()
            return "f" if first in FEMALE else "m" if first in MALE else None
        return self.genders[name]


def _fits(tokens: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """*tokens* may be a shorter way to write *full*: its end, or its first and last word."""
    if len(tokens) > len(full):
        return False
    if full[-len(tokens) :] == tokens or len(tokens) == 1:
        return True
    first, other = tokens[0].lower().rstrip("."), full[0].lower().rstrip(".")
    return first == other or (len(first) <= 2 and other.startswith(first[:1]))


def office_of(role: str) -> str:
    """The office that a role ends in, in full: "governor" of "former Gov."."""
    last = role.lower().split()[-1].rstrip(".")
    return IN_FULL.get(last, last)


def gender_of(role: str) -> str | None:
    """The letter f or m where a role tells it."""
    offices = {word.lower().rstrip(".") for word in role.split()}
    return "m" if offices & MEN else "f" if offices & (WOMEN | WOMEN_CALLED) else None
