"""The names of a German text, in which every noun has a capital: two of them that are no nouns, or one behind an office."""

from __future__ import annotations

import re

from newscrawl.quotes.languages.de.cues import (
    COMMON,
    FEMALE,
    FEMININE,
    HONORIFICS,
    MALE,
    MASCULINE,
    NOT_NAMES,
    ROLE_ENDS,
    ROLES,
)
from newscrawl.quotes.people import Mention, People

_LONGEST = 60
"""Letters of a word that is looked at: compounds are long, but not longer."""
FORENAMES = FEMALE | MALE
_WORD = r"(?:(?:Dr|Prof|Dipl|Ing|St)\.(?:-\w+\.)?|[A-ZÄÖÜ]\.|[A-ZÄÖÜÀ-Þ]\w*(?:[-’']\w+){0,4})"
_PARTICLE = r"(?:von der|von den|von und zu|von|van der|van|de|del|della|zu|di|da|al|el|ter)"
NAME = re.compile(rf"(?<![\w’'.-]){_WORD}(?:[ \u00a0](?:{_PARTICLE} )?{_WORD}){{0,7}}")
"""A run of words with capitals: nouns, offices, forenames, particles, surname."""
_DETERMINED = re.compile(
    r"\b(?:[Dd]e[rsmn]|[Dd]ie|[Dd]as|[Ee]ine?[rsmn]?|[Ii]m|[Aa]m|[Vv]om|[Zz]u[mr]|[Bb]eim|[Ss]eine?[rsmn]?|[Ii]hre?[rsmn]?|"
    r"[Uu]nsere?[rsmn]?|[Dd]iese?[rsmn]?|[Jj]ede[rsmn]?)(?: [a-zäöüß\d.-]+){0,3} $"
)
"""What makes a noun of the capital behind it."""
_HE = re.compile(r"\b(?:(er|ihn|ihm)|(sie (?:\w+te|ist|hat|war|sagt|meint)))\b", re.IGNORECASE)
_APPOSED = re.compile(r", (?:(?:der|die|ein|eine|ihr|sein|seine|ihre) )?((?:[a-zäöüß-]+ ){0,2}([A-ZÄÖÜ][\w-]+))\b")


def is_office(word: str) -> bool:
    """*word*, in lower case, is an office, a trade or a relation."""
    if len(word) > _LONGEST:
        return False
    stem = word.removesuffix("in")
    return word in ROLES or stem in ROLES or bool(ROLE_ENDS.search(word)) or word.rpartition("-")[2] in ROLES


def read_name(printed: str, *, determined: bool = False) -> tuple[tuple[str, ...], str | None]:
    """A run of capitals to the name in it and the offices before it; the name is empty where it is none.

    "Bürgermeisterin Anna Müller" gives (Anna, Müller) and "Bürgermeisterin". *determined*: an article stands before it,
    so that it begins with a noun.
    """
    tokens = printed.split()
    plain = [token.lower().rstrip(".") for token in tokens]
    while plain and plain[0] in NOT_NAMES:
        tokens.pop(0)
        plain.pop(0)
    before: list[str] = []
    forename = bool(plain) and (plain[0] in FEMALE or plain[0] in MALE)
    if determined and plain and not forename and plain[0] not in HONORIFICS:
        before.append(tokens.pop(0))
        plain.pop(0)
        while tokens and tokens[0][:1].islower():  # "der Treffer von Leon Stark"
            before = []
            tokens.pop(0)
            plain.pop(0)
    last = len(plain) - 1
    heads = [
        i
        for i, word in enumerate(plain)
        if word in HONORIFICS
        or ((i < last or not last or (determined and not i)) and (word in COMMON or is_office(word)))
    ]
    if not determined and len(plain) == 1 and plain[0] not in ROLES | COMMON | HONORIFICS:
        heads = []  # alone and without an article: a surname that ends like a trade ("Lindemann")
    office = max(heads, default=-1)
    if office < 0 and last > 1 and plain[0] not in FORENAMES and _three_capitals(tokens):
        office = 0  # a trade that no table has: "Tuchmacher Benno Laub"
    before += tokens[: office + 1]
    name = tokens[office + 1 :]
    if before and any(word.lower() in COMMON for word in before[-1:]):
        return (), None  # "die Stadt Selm", "Hotel Krone"
    if name and name[-1].lower() in NOT_NAMES:
        name = name[:-1]
    if before and determined and not is_office(before[-1].lower().rstrip(".")) and len(name) < 2:
        return (), None  # "die Firma Huber"
    return tuple(name), " ".join(before) or None


def _three_capitals(tokens: list[str]) -> bool:
    return all(token[:1].isupper() and len(token.rstrip(".")) > 1 for token in tokens[:3])


def is_determined(text: str, at: int) -> bool:
    """An article or the like stands before character *at*."""
    return bool(_DETERMINED.search(text, max(0, at - 60), at))


def find_people(paragraphs: list[str], masked: list[str]) -> People:
    """Reads every name; *masked* are the paragraphs with quoted words blanked out (same offsets)."""
    people = People()
    found: list[list[Mention]] = []
    for number, text in enumerate(masked):
        here = []
        for match in NAME.finditer(text):
            tokens, role = read_name(match[0], determined=is_determined(text, match.start()))
            if not tokens:
                continue
            start = text.find(tokens[0], match.start(), match.end())
            end = start + len(" ".join(tokens))
            here.append(Mention(number, start, end, tokens, role))
            if len(tokens) > 1 and not _common(tokens):
                people.record(tokens, number)
        found.append(here)
    for number, text in enumerate(paragraphs):  # names that only quoted words give in full
        for match in NAME.finditer(text) if text != masked[number] else ():
            tokens, _ = read_name(match[0], determined=is_determined(text, match.start()))
            if len(tokens) > 1 and tokens[0].lower() in FORENAMES and tokens not in people.counts:
                people.record(tokens, number)
    for here in found:  # one capital alone is a name where it is known as one, or stands behind an office
        kept = []
        for mention in here:
            word = mention.tokens[-1].lower()
            known = word in people.fulls or word in people.firsts
            if len(mention.tokens) > 1 or known or (mention.role and word not in COMMON):
                kept.append(mention)
                if len(mention.tokens) == 1:
                    people.record(mention.tokens, mention.paragraph)
        people.mentions.append(kept)
    _judge(people, masked)
    people.forget_answers()
    return people


def _common(tokens: tuple[str, ...]) -> bool:
    return any(token.lower() in COMMON or token.lower() in NOT_NAMES for token in tokens)


def _judge(people: People, masked: list[str]) -> None:
    """Which names are persons', their offices and genders."""
    votes: dict[str, list[int]] = {}
    for number, mentions in enumerate(people.mentions):
        text = masked[number]
        for at, mention in enumerate(mentions):
            full = people.resolve(mention.tokens, number, mention.role)
            first = mention.tokens[0].lower()
            role = mention.role or _role_behind(text, mention.end)
            if first in FEMALE or first in MALE or role or (mention.tokens[-1],) in people.counts:
                people.persons.add(full)
            if role:
                people.roles.setdefault(full, role)
            if full not in people.genders and (gender := _gender(first, role)):
                people.genders[full] = gender
            stop = mentions[at + 1].start if len(mentions) > at + 1 else len(text)
            if (pronoun := _HE.search(text, mention.end, min(stop, mention.end + 200))) is not None:
                votes.setdefault(full, [0, 0])[0 if pronoun[1] else 1] += 1
    for name, (he, she) in votes.items():
        if name not in people.genders and he != she:
            people.genders[name] = "m" if he > she else "f"


def _gender(first: str, role: str | None) -> str | None:
    told = {word.lower().rstrip(".") for word in (role or "").split()}
    if told & FEMININE or first in FEMALE:
        return "f"
    if told & MASCULINE or first in MALE:
        return "m"
    offices = [word for word in told if is_office(word)]
    if any(word.endswith(("in", "frau")) for word in offices):
        return "f"
    return None


def _role_behind(text: str, at: int) -> str | None:
    """The office in apposition to a name that ends at character *at*: "Leiterin" of "Anna Müller, Leiterin des Amtes,"."""
    found = _APPOSED.match(text, at)
    return found[1] if found and is_office(found[2].lower()) else None


def apposed(text: str, at: int) -> str | None:
    """As printed, the office behind a name."""
    return _role_behind(text, at)
