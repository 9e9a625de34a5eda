"""The names of an English text: read from capitals, offices before them and repetition alone."""

from __future__ import annotations

import re

from newscrawl.quotes.languages.en.cues import FEMALE, HONORIFICS, MALE, NOT_NAMES, ROLES, SAYING, WOMEN_CALLED
from newscrawl.quotes.languages.en.names import COMPANIES, ELSEWHERE, PLACES, SUFFIXES, SURNAMES_TOO
from newscrawl.quotes.people import Mention, People, gender_of

_UPPER = "A-ZÀ-ÖØ-Þ"
_SHORT = r"(?:Mrs?|Ms|Dr|Prof|Rev|Sens?|Reps?|Govs?|Lt|Sgt|Capt|Col|Gen|Maj|Cpl|Det|Jr|Sr|St|Hon|Pres|Supt|Adm|Atty)\."
_TOKEN = rf"(?:[{_UPPER}]\.(?:[{_UPPER}]\.)*|{_SHORT}|[{_UPPER}]\w*(?:[’'‘](?!s\b)\w+|-\w+){{0,4}})"
_PARTICLE = (
    r"(?:de la|de los|van der|van den|von der|de|del|della|van|von|der|den|la|le|bin|ibn|al|el|da|dos|du|di|ter)"
)
NAME = re.compile(rf"(?:\b{_PARTICLE} )?(?<![\w’'.-]){_TOKEN}(?:[ \u00a0](?:{_PARTICLE} )?{_TOKEN}){{0,9}}")
"""A run of capitalised words: offices, forenames, initials, particles, surname."""
_NEVER_FIRST = NOT_NAMES | SAYING
_TRADE = re.compile(r"(?:[^aeiou]er|tor|ist|woman|man|ian|ant)$")
"""How names of trades end: the first of three capitalised words is one, not a forename ("Fiddler Ann Lee")."""
_AGED = re.compile(r", (?:who|a|an|the|\d\d|aged|[a-z’-]+ (?:of|at|for|who))\b")
_OFFICE_BEHIND = re.compile(
    r", (?:the|an?|its|their) ((?:[a-z][\w’-]* ){0,3}([a-z]+))(?=[,.;]| (?:of|for|at|in|with|who|and)\b)"
)
_AGED_BEHIND = re.compile(
    r", (\d{1,3}, (?:an?|the) (?:[a-z][\w’-]* ){0,2}[a-z][\w’-]*|(?:an? )?(?:\d|1[0-7])(?:-year-old [a-z-]+)?)"
    r"(?=[,.;]| (?:of|at|from|in|for|with|who|and|said|says)\b)"
)
_BARE_OFFICE = re.compile(r", ((?:[a-z][\w’-]* ){0,3}([a-z]+)) (?:of|for|at|with)\b")
_CALLED = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Mm]y)(?: [a-z][a-z’-]*){0,2} ([a-z]{4,}), $")
"""What a name between commas says over again: "the seamstress, Ann Lee,"."""
_PERSONAL = re.compile(r"(?:[^aeiou]er|[^o]or|ist|man|woman|ian|[tn]ess)$")
"""How nouns for trades end."""
_HE = re.compile(r"\b(he|him|his)\b|\b(she|her|hers)\b", re.IGNORECASE)


def read_name(printed: str) -> tuple[tuple[str, ...], str | None]:
    """A run of capitalised words to the name in it and the offices before it; the name is empty where it is none.

    "City Attorney Ann Lee" gives (Ann, Lee) and "City Attorney".
    """
    tokens = printed.split()
    while tokens and tokens[0].lower().rstrip(".") in _NEVER_FIRST:
        tokens.pop(0)
    plain = [t.lower().rstrip(".") for t in tokens]
    while tokens and plain[-1] in SUFFIXES:
        tokens.pop()
        plain.pop()
    if len(plain) > 2 and plain[-1] in COMPANIES and plain[-2] not in COMPANIES:
        return tuple(tokens), None
    office = max((i for i, word in enumerate(plain) if _is_office(word)), default=-1)
    if (
        office == len(tokens) - 1
        and office >= 1
        and plain[office] in SURNAMES_TOO
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
                people.record(tokens, number)
        people.mentions.append(found)
    for number, text in enumerate(paragraphs):  # names that only quoted words give in full
        for match in NAME.finditer(text) if text != masked[number] else ():
            tokens, _ = read_name(match[0])
            if len(tokens) > 1 and tokens not in people.counts:
                people.record(tokens, number)
    _judge(people, masked)
    people.forget_answers()
    return people


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
            if first in ELSEWHERE:
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
            if len(mention.tokens) > 1 and (described := description_behind(text, mention.end)):
                people.descriptions.setdefault(full, described)
            stop = mentions[at + 1].start if len(mentions) > at + 1 else min(len(text), mention.end + 200)
            if (pronoun := _HE.search(text, mention.end, min(stop, mention.end + 200))) is not None:
                votes.setdefault(full, [0, 0])[0 if pronoun[1] else 1] += 1
    for name, (he, she) in votes.items():
        if people.gender(name) is None and abs(he - she) > min(he, she):
            people.genders[name] = "m" if he > she else "f"


def description_behind(text: str, at: int) -> str | None:
    """As printed, a child's age, an age with a noun, or an office without an article, behind a name."""
    if aged := _AGED_BEHIND.match(text, at):
        return aged[1]
    bare = _BARE_OFFICE.match(text, at)
    return bare[1] if bare and bare[2] in ROLES else None


def _by_honorific(people: People, full: str, role: str) -> None:
    if gender := gender_of(role):
        people.genders[full] = gender


def office_behind(text: str, at: int) -> str | None:
    """The office in apposition to a name that ends at character *at*: "coach" of "Ann Lee, the coach,"."""
    found = _OFFICE_BEHIND.match(text, at)
    return found[1] if found and found[2] in ROLES else None
