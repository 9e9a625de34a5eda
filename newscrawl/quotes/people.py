"""The persons and organisations of an article: names found by their shape, each surname taken to its fullest name.

Names are read from capitals, offices before them and repetition alone; no list of names decides what is one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from newscrawl.quotes.cues import FEMALE, HONORIFICS, MALE, NOT_NAMES, ROLES, SAYING, WOMEN_CALLED, words

_UPPER = "A-ZÀ-ÖØ-Þ"
_SHORT = r"(?:Mrs?|Ms|Dr|Prof|Rev|Sens?|Reps?|Govs?|Lt|Sgt|Capt|Col|Gen|Maj|Cpl|Det|Jr|Sr|St|Hon|Pres|Supt|Adm|Atty)\."
_TOKEN = rf"(?:[{_UPPER}]\.(?:[{_UPPER}]\.)*|{_SHORT}|[{_UPPER}]\w*(?:[’'‘](?!s\b)\w+|-\w+){{0,4}})"
_PARTICLE = (
    r"(?:de la|de los|van der|van den|von der|de|del|della|van|von|der|den|la|le|bin|ibn|al|el|da|dos|du|di|ter)"
)
NAME = re.compile(rf"(?:\b{_PARTICLE} )?(?<![\w’'.-]){_TOKEN}(?:[ \u00a0](?:{_PARTICLE} )?{_TOKEN}){{0,9}}")
"""A run of capitalised words: offices, forenames, initials, particles, surname."""
_NEVER_FIRST = NOT_NAMES | SAYING
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md", "qc", "kc"})
_SURNAMES_TOO = words("""
    king bishop judge baker white parks prince major marshal house farmer mason page pope dean porter lord star
    singer friend coach driver cook head coleman warden ranger clerk engineer price barber constable gov day sheriff
""")
"""Words for offices that are surnames as well: they stay where a forename stands before them."""
PLACES = words("""
    street road avenue lane drive park county city council university college school department committee association
    party club center centre hospital church court house senate commission agency office bureau institute
    foundation company inc corp llc group bank news times post journal tribune herald board union league act law bill
    bridge river lake island valley springs heights beach hills state states kingdom district authority service
    services society trust fund project movement campaign administration congress parliament tower hall airport station
    museum library hotel cup bowl award day week show york hampshire jersey carolina dakota virginia angeles francisco
    orleans vegas press chamber coalition convention column debate caucus primary election international
    network television tv radio magazine airlines force army navy police guard
""")
"""Last words of names that are no person's: places, offices and organisations."""
COMPANIES = words("""
    council department committee association party club company inc corp ltd llc plc group bank commission agency board
    union foundation authority services society trust chamber coalition ministry university hospital
""")
"""Last words of names of what speaks as "they" or "it"."""
_TRADE = re.compile(r"(?:[^aeiou]er|tor|ist|woman|man|ian|ant)$")
"""How names of trades end: the first of three capitalised words is one, not a forename ("Fiddler Ann Lee")."""
_ELSEWHERE = words("new north south east west national united los las san santa saint fort mount lake")
"""First words of names of places."""
_MEN = words("mr sir lord king congressman councilman spokesman father brother son husband")
_WOMEN = words("mrs ms miss lady queen congresswoman councilwoman spokeswoman mother sister daughter wife")
_IN_FULL = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "det": "detective",
    "sgt": "sergeant",
    "lt": "lieutenant",
    "pres": "president",
    "dr": "doctor",
}
_AGED = re.compile(r", (?:who|a|an|the|\d\d|aged|[a-z’-]+ (?:of|at|for|who))\b")
_OFFICE_BEHIND = re.compile(
    r", (?:the|an?|its|their) ((?:[a-z][\w’-]* ){0,3}([a-z]+))(?=[,.;]| (?:of|for|at|in|with|who|and)\b)"
)
_CALLED = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Mm]y)(?: [a-z][a-z’-]*){0,2} ([a-z]{4,}), $")
"""What a name between commas says over again: "the seamstress, Ann Lee,"."""
_PERSONAL = re.compile(r"(?:[^aeiou]er|[^o]or|ist|man|woman|ian|[tn]ess)$")
"""How nouns for trades end."""
NAMESAKES = 40
"""So many bearers of one surname are looked at: no article has more, and a hostile text stays linear."""
_HE = re.compile(r"\b(he|him|his)\b|\b(she|her|hers)\b", re.IGNORECASE)


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
    _places: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    _memory: dict[tuple[tuple[str, ...], int, str | None], str] = field(default_factory=dict)

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
        gender, office = _gender_of(role), office_of(role)
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


def read_name(printed: str) -> tuple[tuple[str, ...], str | None]:
    """A run of capitalised words to the name in it and the offices before it; the name is empty where it is none.

    "City Attorney Ann Lee" gives (Ann, Lee) and "City Attorney".
    """
    tokens = printed.split()
    while tokens and tokens[0].lower().rstrip(".") in _NEVER_FIRST:
        tokens.pop(0)
    plain = [t.lower().rstrip(".") for t in tokens]
    while tokens and plain[-1] in _SUFFIXES:
        tokens.pop()
        plain.pop()
    office = max((i for i, word in enumerate(plain) if _is_office(word)), default=-1)
    if (
        office == len(tokens) - 1
        and office >= 1
        and plain[office] in _SURNAMES_TOO
        and not _is_office(plain[office - 1])
    ):
        office = max((i for i, word in enumerate(plain[:-1]) if _is_office(word)), default=-1)
    if office < 0 and len(tokens) > 2 and _TRADE.search(plain[0]) and plain[0] not in MALE and plain[0] not in FEMALE:
        office = 0
    name, before = tokens[office + 1 :], tokens[: office + 1]
    if name and len(name[-1]) > 2:
        name[-1] = name[-1].rstrip(".")
    return tuple(name), " ".join(before) or None


def _is_office(word: str) -> bool:
    return (
        word in ROLES
        or word in HONORIFICS
        or (word[-1:] == "s" and word[:-1] in ROLES and len(word) > 7)
        or (len(word) > 3 and "-" in word and word.rpartition("-")[2] in ROLES)
    )


def find_people(paragraphs: list[str], masked: list[str]) -> People:
    """Reads every name; *masked* are the paragraphs with quoted words blanked out (same offsets)."""
    people = People()
    for number, text in enumerate(masked):
        found: list[Mention] = []
        for match in NAME.finditer(text):
            tokens, role = read_name(match[0])
            if tokens:
                end = match.end()
                start = text.find(tokens[0], match.start(), end)
                found.append(Mention(number, start, end, tokens, role))
                if len(tokens) > 2 and role is None and text[max(0, start - 4) : start].lower() == "the ":
                    people.articled.add(tokens)
                _record(people, tokens, number)
        people.mentions.append(found)
    for number, text in enumerate(paragraphs):  # names that only quoted words give in full
        for match in NAME.finditer(text) if text != masked[number] else ():
            tokens, _ = read_name(match[0])
            if len(tokens) > 1 and tokens not in people.counts:
                _record(people, tokens, number)
    _judge(people, masked)
    people._memory.clear()  # noqa: SLF001 - its own builder; offices and genders are known only now
    return people


def _record(people: People, tokens: tuple[str, ...], number: int) -> None:
    people.counts[tokens] = people.counts.get(tokens, 0) + 1
    people._places.setdefault(tokens, []).append(number)  # noqa: SLF001 - its own builder
    if len(tokens) > 1 and people.counts[tokens] == 1:
        people.fulls.setdefault(tokens[-1].lower(), []).append(tokens)
        people.firsts.setdefault(tokens[0].lower(), []).append(tokens)


def _judge(people: People, masked: list[str]) -> None:
    """Which names are persons', their offices and genders."""
    votes: dict[str, list[int]] = {}
    for number, mentions in enumerate(people.mentions):
        text = masked[number]
        for at, mention in enumerate(mentions):
            full = people.resolve(mention.tokens, number, mention.role)
            first, last = mention.tokens[0].lower(), mention.tokens[-1].lower()
            if last in PLACES:
                continue
            if first in _ELSEWHERE:
                continue
            known = first in FEMALE or first in MALE
            alone = len(mention.tokens) > 1 and (mention.tokens[-1],) in people.counts
            if known or mention.role or alone or (len(mention.tokens) > 1 and _AGED.match(text, mention.end)):
                people.persons.add(full)
            called = _CALLED.search(text, max(0, mention.start - 60), mention.start)
            if called and len(mention.tokens) > 1 and text[mention.end : mention.end + 1] in (",", ".", ""):
                noun = called[1]
                if noun in ROLES or noun in WOMEN_CALLED or _PERSONAL.search(noun):
                    people.persons.add(full)
                    people.roles.setdefault(full, noun)
                    _by_honorific(people, full, noun)
            role = mention.role or office_behind(text, mention.end)
            if role:
                people.roles.setdefault(full, role)
                _by_honorific(people, full, role)
            stop = mentions[at + 1].start if len(mentions) > at + 1 else min(len(text), mention.end + 200)
            if (pronoun := _HE.search(text, mention.end, min(stop, mention.end + 200))) is not None:
                votes.setdefault(full, [0, 0])[0 if pronoun[1] else 1] += 1
    for name, (he, she) in votes.items():
        if people.gender(name) is None and abs(he - she) > min(he, she):
            people.genders[name] = "m" if he > she else "f"


def _by_honorific(people: People, full: str, role: str) -> None:
    if gender := _gender_of(role):
        people.genders[full] = gender


def office_behind(text: str, at: int) -> str | None:
    """The office in apposition to a name that ends at character *at*: "coach" of "Ann Lee, the coach,"."""
    found = _OFFICE_BEHIND.match(text, at)
    return found[1] if found and found[2] in ROLES else None


def office_of(role: str) -> str:
    """The office that a role ends in, in full: "governor" of "former Gov."."""
    last = role.lower().split()[-1].rstrip(".")
    return _IN_FULL.get(last, last)


def _gender_of(role: str) -> str | None:
    offices = {word.lower().rstrip(".") for word in role.split()}
    return "m" if offices & _MEN else "f" if offices & (_WOMEN | WOMEN_CALLED) else None
