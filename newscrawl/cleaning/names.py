"""Bylines to names: who wrote it, and for whom.

A byline is cut at what parts names (commas, "and", bars, "By"), and each part is a person, an organisation, a role, a
place or nothing, by the words in it (:mod:`newscrawl.cleaning.name_words`).
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any, overload

from newscrawl.cleaning import name_words as words
from newscrawl.cleaning.text import squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"<[^<>]{0,500}>")
_ADDRESS = re.compile(r"\(?\b(?:https?://|www\.)\S+|\S+@\S+|(?<!\w)@\w+|\bhttps?\b")
_PHONE = re.compile(r"\(?\+?\d[\d\s().-]{6,}\d|\b\d{3}-\d{4}\b")
_SEPARATORS = re.compile(
    r"\s*[,;|/•·●▪()\[\]\u2022\u2013\u2014\n]\s*|\s+[-~]\s+|\s*:\s+|\s*\b[Bb][Yy]\b(?::\s*|\s+)(?=[A-Z])"
)
_PICTURE = "(?:" + "|".join(sorted(words.PICTURES)) + ")"
_WORK = "(?:" + "|".join(sorted(words.WORK)) + ")"
_WROTE_AND_PICTURED = re.compile(rf"\b{_WORK}\s*(?:and|&|,|/|\+)\s*{_PICTURE}\s+by\b:?", re.IGNORECASE)
""""Story and photos by": the one who wrote."""
_PICTURED = re.compile(
    rf"\b{_PICTURE}(?:\s*(?:and|&|,|/)\s*{_PICTURE})?(?:\s+credits?)?(?:\s+(?:by|par|von|por)\b|\s*:)[^;|\n]*",
    re.IGNORECASE,
)
""""Photos by Rob Roe": nobody in it wrote."""
_CHECKED = re.compile(
    rf"(?<=\S)\W{{1,5}}(?:[^\W\d_]{{1,20}}ly )?(?:{'|'.join(sorted(words.CHECKS))})\s+by\b[^;|\n]*", re.IGNORECASE
)
""""Written by Ada Reyes, medically reviewed by Rob Roe": Rob Roe did not write."""
_WORD = re.compile(r"\S+")
_LONGEST = 1_000
_MOST_WORDS = 6
"""Words of a name."""
_LONGEST_PART = 12
_LONGEST_BODY = 8


class Byline(dict[str, list[str]]):
    """``{"persons": [...], "organisations": [...]}``; unpacks into the two lists, too: ``persons, papers = byline``."""

    def __init__(self, persons: list[str], organisations: list[str]) -> None:
        super().__init__(persons=persons, organisations=organisations)

    def __iter__(self) -> Iterator[list[str]]:  # type: ignore[override]
        return iter((super().__getitem__("persons"), super().__getitem__("organisations")))

    @overload
    def __getitem__(self, key: int) -> list[str]: ...
    @overload
    def __getitem__(self, key: str) -> list[str]: ...
    def __getitem__(self, key: Any) -> list[str]:
        return list(self.values())[key] if isinstance(key, int) else super().__getitem__(key)


def read_byline(text: str) -> Byline:
    """The persons of a byline, in order, and the organisations apart. Never raises.

    "By ADA REYES and Tom Oak, Staff Writers | Mapleton Courier" gives Ada Reyes and Tom Oak, and Mapleton Courier. Roles,
    places, addresses, times and photographers are left out; "Staff", "Admin" and single words are nobody. Names in capitals
    get their usual case (McKay, O'Neill, de la Cruz).
    """
    parts = _parts(text)
    persons: list[str] = []
    organisations: list[str] = []
    for number, part in enumerate(parts):
        if persons and (suffix := _suffix(part)):
            persons[-1] = f"{persons[-1]} {suffix}"
            continue
        person, organisation = _read_part(
            part, later=number > 0 and bool(persons or organisations), alone=len(parts) == 1
        )
        if person and person.casefold() not in {p.casefold() for p in persons}:
            persons.append(person)
        if organisation and organisation.casefold() not in {o.casefold() for o in organisations}:
            organisations.append(organisation)
    return Byline(persons, organisations)


def _parts(text: str) -> list[list[str]]:
    """The byline's parts, each a list of words; parts that credit a picture are out."""
    text = text[:_LONGEST]
    if "<" in text or "&" in text:
        text = unescape(_TAG.sub(" ", text))
    text = "\n".join(line for line in (squeeze(line) for line in text.splitlines()) if line)
    text = _PHONE.sub("\n", _ADDRESS.sub("\n", text))
    text = _PICTURED.sub(" ; ", _WROTE_AND_PICTURED.sub(" ; ", text))
    text = _CHECKED.sub(" ; ", text)
    joins = words.JOINS | words.JOINS_AFTER.get(_fold(text[:20].partition(" ")[0]), frozenset())
    return [part for piece in _SEPARATORS.split(text) for part in _joined(_WORD.findall(piece), joins)]


def _joined(found: list[str], joins: frozenset[str]) -> Iterator[list[str]]:
    """Cut a piece at "and", one of *joins*."""
    part: list[str] = []
    for word in found:
        if _fold(word) in joins and not (word == "e" and not part):
            if part:
                yield part
            part = []
        else:
            part.append(word)
    if part:
        yield part


def _fold(word: str) -> str:
    return word.lower().strip(".,:;'\"’“”*")


def _suffix(part: list[str]) -> str | None:
    """What belongs to the name before the comma ("Jr.")."""
    return _cased(part[0], whole=True) if len(part) == 1 and _fold(part[0]) in words.SUFFIXES else None


def _read_part(part: list[str], *, later: bool, alone: bool) -> tuple[str | None, str | None]:
    """A part's person and organisation."""
    if len(part) > _LONGEST_PART:
        return None, None
    if split := _agency_at(part):
        writer = [w for w in _without_leads(part[: max(split, 0)]) if _fold(w) not in words.EMPLOYERS]
        return _person(writer, later=later, alone=alone), _organisation(part[max(split, 0) :], known=True)
    part = _without_leads(part)
    if not part:
        return None, None
    folded = [_fold(w) for w in part]
    if folded[0] in words.EMPLOYERS and len(part) > 1:  # "For the Courier", "Special to The Bee"
        return None, _organisation(_after_employer(part))
    if part[0] == "the":
        return None, _organisation(part[1:])
    if len(part) > 2 and folded[1] == "of" and folded[0] in words.BODIES_OF:
        return None, _organisation(part)
    for at, word in enumerate(folded[1:], 1):
        if word in words.EMPLOYERS and part[at].islower():
            return _person(part[:at], later=later, alone=alone), _organisation(_after_employer(part[at:]))
        if word in words.PLACES and part[at].islower():
            part, folded = part[:at], folded[:at]
            break
    stripped = _without_roles(part)
    if _is_body(stripped, part):
        return _split_body(stripped, writes=folded[-1] in words.ONE_WRITES)
    return _person(stripped, later=later, alone=alone), None


def _without_leads(part: list[str]) -> list[str]:
    while len(part) > 1 and (_fold(part[0]) in words.LEADS | words.WORK):
        part = part[1:]
    return [] if len(part) == 1 and _fold(part[0]) in words.LEADS | words.WORK else part


def _after_employer(part: list[str]) -> list[str]:
    while part and _fold(part[0]) in words.EMPLOYERS:
        part = part[1:]
    return part[1:] if part and part[0] in ("the", "The", "THE") and len(part) > 1 else part


def _agency_at(part: list[str]) -> int | None:
    """Where an agency's name begins that ends the part; -1 where it is the whole part."""
    folded = [_fold(w) for w in part]
    for agency in words.AGENCIES:
        name = agency.split()
        if folded[-len(name) :] == name and (len(agency) > 4 or part[-1].isupper() or folded == name):
            return len(folded) - len(name) or -1
    return None


def _without_roles(part: list[str]) -> list[str]:
    """The part without roles at its ends, and without titles and credentials; nothing where it is all roles."""
    end = len(part)
    while end and _fold(part[end - 1]) in words.ROLES - _KEPT_LAST:
        end -= 1
    if all(_fold(w) in words.ROLES for w in part[:end]):
        return []
    start = 0
    while end - start > 2 and _fold(part[start]) in words.ROLES:
        start += 1
    kept = part[start:end]
    while len(kept) > 2 and _fold(kept[0]) in words.TITLES:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1].strip(".").lower() in words.CREDENTIALS and kept[-1].isupper():
        kept = kept[:-1]
    return kept


_KEPT_LAST = words.ROLES & words.PAPERS
"""Words that are a role or the last word of a paper's name ("News", "Reporter")."""


def _is_body(stripped: list[str], part: list[str]) -> bool:
    if not stripped:
        return False
    if stripped[0] in ("The", "THE") and len(stripped) > 1:
        return True
    last = _fold(stripped[-1]).rpartition("-")[2]
    if last in words.PAPERS and not (last in words.ROLES and len(stripped) == len(part) == 1):
        return True
    if len(stripped) == 1:
        word = stripped[0]  # "CNN"
        return word.isupper() and word.isascii() and word.isalpha() and 2 < len(word) <= 5 and last not in words.ROLES
    return any(_fold(w) in words.PAPERS - words.ROLES and at > 1 for at, w in enumerate(stripped))


def _split_body(part: list[str], *, writes: bool) -> tuple[str | None, str | None]:
    """Tell a person from a paper: "Jane Doe Lakeport Courier" is a person and a paper, "Lakeport Courier" a paper."""
    for at, word in enumerate(part[2:], 2):
        if word in ("The", "THE"):
            return _person(part[:at], later=False, alone=False), _organisation(part[at:])
    two_and_two = len(part) == 4 and _fold(part[2]) not in words.PAPERS
    if (two_and_two or (writes and len(part) == 3)) and _fold(part[0]) not in words.PLACE_STARTS | {"the"}:
        return _person(part[:2], later=False, alone=False), _organisation(part[2:])
    return None, _organisation(part)


def _organisation(part: list[str], *, known: bool = False) -> str | None:
    """The body's name without "Staff"; *known*: an agency, whose name may be made of such words."""
    part = _trim(part)
    while not known and part and _fold(part[-1]) in words.ROLES - _KEPT_LAST:
        part = part[:-1]
    if (
        not part
        or _fold(part[-1]) == "the"
        or len(part) > _LONGEST_BODY
        or not part[0][0].isalpha()
        or (part[0].islower() and not known)
    ):
        return None
    if " ".join(_fold(w) for w in part) in words.NO_BODY or (not known and all(_fold(w) in words.ROLES for w in part)):
        return None
    capitals = all(w.upper() == w for w in part) and len(part) > 1
    return " ".join(
        _cased(w, whole=True) if capitals and (len(w) > 4 or _fold(w) in words.PAPERS | {"the"}) else w for w in part
    )


def _trim(part: list[str]) -> list[str]:
    trimmed = [w.strip(",;:*") for w in part]
    if (
        trimmed and len(last := trimmed[-1].rstrip(".")) > 2 and "." not in last
    ):  # the line's full stop is off, that of "Jr." stays
        trimmed[-1] = last
    return [w for w in trimmed if w]


def _person(part: list[str], *, later: bool, alone: bool) -> str | None:
    """The name, in its usual case; None for what is none."""
    part = _trim(part)
    for at, word in enumerate(part[2:], 2):  # "Ada Reyes Nov 4": a date, a button, a sentence
        if _fold(word) in words.NOT_NAMES or any(c.isdigit() for c in word):
            part = part[:at]
            break
    part = _without_roles(part)
    if not 1 < len(part) <= _MOST_WORDS:
        return _other_script(part)
    folded = [_fold(w) for w in part]
    if any(w in words.NOT_NAMES for w in folded[folded[0] in words.FIRST_NAMES :]) or all(
        w in words.ROLES for w in folded
    ):
        return None
    if folded[-1] in words.OCCUPATIONS:  # "Ada Reyes Security Expert"
        if len(part) == 4 and not any(map(str.islower, part)):
            part, folded = part[:2], folded[:2]
        elif later or folded[-1] not in words.FAMILY_NAMES:
            return None
    if later and (folded[-1] in words.STATES or (folded[0] in words.PLACE_STARTS and not part[0].isupper())):
        return None
    if any(any(c.isdigit() for c in w) for w in part):
        return None
    if alone and all(w.islower() for w in part) and len(part) <= 3 and all(w.isalpha() for w in part):
        part = [w.capitalize() for w in part]
    if not all(_may_be_name(w) for w in part) or part[-1][0].islower() or sum(not w[0].islower() for w in part) < 2:
        return None
    whole = all(w.upper() == w for w in part if len(w.strip(".")) > 1)
    return " ".join(_cased(w, whole=whole, first=at == 0) for at, w in enumerate(part))


def _other_script(part: list[str]) -> str | None:
    """A name of one word, in a script that puts no spaces or capitals."""
    if len(part) == 1 and 2 <= len(part[0]) <= 12 and part[0].isalpha() and part[0].lower() == part[0].upper():
        return part[0]
    return None


def _may_be_name(word: str) -> bool:
    if _fold(word) in words.PARTICLES or word[:2].lower() in ("d'", "d’", "l'"):
        return True
    first = word[0] if word[0] not in "\"“'‘(" else word[1:2]
    return bool(first) and first.isalpha() and (first.isupper() or first.lower() == first.upper())


def _cased(word: str, *, whole: bool, first: bool = False) -> str:
    """A word in capitals in its usual case; *whole*: all the name is in capitals."""
    bare = word.strip(".")
    if word.upper() != word or len(bare) < 2 or "." in bare:
        return word
    low = word.lower()
    if bare.lower() in ("ii", "iii", "iv"):
        return word
    if not whole and len(bare) <= 3 and low not in words.SUFFIXES:  # "JD Vance"
        return word
    if (
        len(bare) == 2
        and (bare[1] == "J" or not set(bare) & set("AEIOUYÁÉÍÓÚ"))
        and low.strip(".") not in words.SUFFIXES | words.PARTICLES
    ):
        return word
    if not first and low in words.PARTICLES - words.CAPITAL_PARTICLES:
        return low
    return "-".join(_capital(piece) for piece in low.split("-"))


def _capital(word: str) -> str:
    for mark in ("'", "’"):
        head, found, tail = word.partition(mark)
        if found and len(head) <= 2 and len(tail) > 1:
            return head.capitalize() + mark + tail.capitalize()
    if word.startswith("mc") and len(word) > 3:
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
