"""Whom a pronoun, an office or silence beside a quotation stands for, by who was named and who spoke before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.quotes.attribution import REACH, SEVERAL, Subject, name_of, sentence_start
from newscrawl.quotes.people import Mention, People, office_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newscrawl.quotes.languages.language import Language

_GENDER = {"he": "m", "she": "f"}
_BODIES = frozenset({"they", "it"})
SOMEONE = "someone"
"""A person of either gender."""
_LOOK_BACK = 4
"""So many paragraphs before the quotation are read for the person meant."""
_SENTENCES = 5
_WRITERS = frozenset({"i", "we", "you"})
"""Pronouns for who writes or reads the article."""
_CANDIDATES = 5
"""So many names are given where nobody is chosen."""
_PERSON = re.compile(r"(?:[a-z]{2}er|or|ist|man|woman|ian|mother|father|year-old|host|native|governor)$")
"""How nouns for persons end."""
_NOBODY = frozenset(
    {
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "officer",
        "judge",
        "police",
        "paper",
        "newspaper",
        "letter",
        "order",
        "poster",
        "caller",
        "driver",
    }
)
"""Persons who are seldom named before they are called so, and things."""
_ACTS = re.compile(r"([A-ZÀ-Þ][\w’'-]+) (?:also |then |later |still |never )?[a-z]{2,}ed\b")
_ASKED = re.compile(r"(?:When )?[Aa]sked (?:if|whether|about|what|why|how)\b")
_A_PERSON = re.compile(
    r"(?<![,–—] )\b(?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[a-z-]+ ){0,2}?([a-z-]+)\b(?= (?:who|whose|in|from|with|at|near) )"
)
"""A person brought in without a name: "a customer who was there"."""
_OFFICE_HEAD = re.compile(
    r"The (?:[a-z-]+ )?([a-z-]+) (?:also |then |later |has |had |was |is )?(?:[a-z]+(?:ed|s)|said|told)\b"
)
_A_THING = re.compile(
    r"\b((?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ne) (?:[a-z-]+ ){0,2}?(?:[a-z-]+))\b(?=[,.;]| (?!of\b)[a-z]+)"
)
_AGE = re.compile(r"[Tt]he (?:\d\d|[a-z]+)-year-old\b")


@dataclass(slots=True)
class Memory:
    """What was read of an article so far."""

    masked: list[str]
    people: People
    language: Language
    last: str | None = None
    """Who spoke last in the paragraphs before, and in which."""
    last_paragraph: int = -10
    here: str | None = None
    """Who spoke last in this paragraph, and up to which character."""
    here_until: int = 0
    asked: dict[str, int] = field(default_factory=dict)
    """Up to where in this paragraph nobody was found for a pronoun ("" for a quotation that nobody claims)."""
    _barren: int = -1
    """The paragraph in which nobody was found for a quotation that the next one leaves unclaimed."""
    _narrated: dict[tuple[int, int, int], list[str | None]] = field(default_factory=dict)

    def _told(self, number: int, low: int, high: int) -> list[str | None]:
        """Who is said to have said something, with no marks, between two characters of a paragraph; the last one first.

        None stands for one who is only called by a pronoun there.
        """
        key = (number, low, high)
        if key not in self._narrated:
            found: list[str | None] = []
            for sentence in self._sentences(number, low, high):
                claim = self.language.claim_before(sentence)
                if claim and claim.cue in self.language.saying and claim.subject and claim.subject.name:
                    name = name_of(claim.subject, self.people, number)
                    self.people.persons.add(name)
                    found.append(name)
                elif claim and claim.cue in self.language.saying and claim.subject and claim.subject.pronoun:
                    found.append(None)
            self._narrated[key] = found
        return self._narrated[key]

    def narrated(self, number: int, low: int, high: int) -> list[str]:
        """Who is said by name to have said something, with no marks, between two characters; the last one first."""
        return [name for name in self._told(number, low, high) if name]

    def _subjects(self, number: int, low: int, high: int) -> list[str]:
        """As :meth:`heads`; nobody where the paragraph tells what "she" said: the names in it are not hers."""
        return [] if None in self._told(number, low, high) else self.heads(number, low, high)

    def _sentences(self, number: int, low: int, high: int) -> Iterator[str]:
        text = self.masked[number]
        for _ in range(_SENTENCES):
            start = sentence_start(text, max(low, high - REACH), high, self.language.abbreviation)
            if sentence := text[start:high].strip(" \x01"):
                yield sentence
            high = start
            while high > low and text[high - 1].isspace():
                high -= 1
            high -= 1
            if high <= low:
                return

    def heads(self, number: int, low: int, high: int) -> list[str]:
        """Persons who are the first name of a sentence between two characters of a paragraph; the last one first."""
        text, names, start = self.masked[number], [], -1
        for mention in self.people.heard(number, high):
            if mention.start < low:
                continue
            begin = sentence_start(text, max(0, mention.start - 300), mention.start, self.language.abbreviation)
            if _ASKED.match(text, begin):
                continue  # who is asked about is not who answers
            if begin != start and self._may_be_person(mention):
                name = self.people.resolve(mention.tokens, number, mention.role)
                if name in self.people.persons:
                    names.append(name)
                    start = begin
        return names[::-1]

    def _may_be_person(self, mention: Mention) -> bool:
        return mention.tokens[-1].lower() not in self.language.places

    def whom(self, number: int, until: int, pronoun: str) -> tuple[str | None, float]:
        """The person that *pronoun* stands for before character *until* of a paragraph, and how sure that is."""
        if pronoun in _WRITERS:
            return None, 0.3
        if pronoun in _BODIES or pronoun == SEVERAL:
            name, sure = self._body(number, until, "it" if pronoun == "it" else "they")
            if name or pronoun != "they":
                return name, sure
        gender = _GENDER.get(pronoun)

        def fits(name: str) -> bool:
            if gender is None:
                return True
            theirs = self.people.gender(name)
            # "Opponents" and "Milbrook" were never anybody's whole name: they are no "he"
            is_someone = theirs or " " in name or name in self.people.roles or name in (self.here, self.last)
            return bool(is_someone) and theirs in (None, gender)

        low = max(self.asked.get(pronoun, 0), self.here_until if self.here else 0)
        for name in [*self.narrated(number, low, until), *self.heads(number, low, until)]:
            if fits(name):
                return name, 0.9
        if gender and (acting := self._acting(number, low, until)) and fits(acting):
            return acting, 0.75
        if bearer := self._office_before(number, low, until, fits):
            return bearer, 0.75
        self.asked[pronoun] = until
        if self.here and fits(self.here):
            return self.here, 0.92
        return self._whom_before(number, fits)

    def _body(self, number: int, until: int, pronoun: str) -> tuple[str | None, float]:
        """The company, council or group that "they" and "it" stand for: who spoke or is named last, here or just before."""
        for back in range(number, max(-1, number - 2), -1):
            size = until if back == number else len(self.masked[back])
            low = max(0, size - 3 * REACH)
            if back == number:
                low = max(low, self.asked.get(pronoun, 0), self.here_until if self.here else 0)
            spoke = self.here if back == number else self.last if back == self.last_paragraph else None
            told = self.narrated(back, low, size)
            for name in [*told, *([spoke] if spoke else [])]:
                if self._is_body(name, pronoun):
                    return name, 0.85
            if pronoun == "they" and (spoke or back < number):
                continue  # one person may be "they"
            for mention in reversed(self.people.heard(back, size)):
                if mention.start >= low and mention.tokens[-1].lower() in self.language.companies:
                    return self.people.resolve(mention.tokens, back), 0.7
        if pronoun == "it":
            self.asked[pronoun] = until
        return None, 0.3

    def _is_body(self, name: str, pronoun: str) -> bool:
        words = name.split()
        last = words[-1].lower()
        if words[0].islower() or words[0].lower() in ("the", "a", "an"):
            person = last in self.language.roles or bool(_PERSON.search(last))
            return not person if pronoun == "it" else last.endswith(("s", "men", "women", "people")) or not person
        if last in self.language.places:
            return True
        return (
            pronoun == "it" and len(words) == 1 and self.people.gender(name) is None and name not in self.people.roles
        )

    def _acting(self, number: int, low: int, until: int) -> str | None:
        """Who is only called by a surname, and does something, at the head of the sentence before: "Lee declined."."""
        sentence = next(self._sentences(number, low, until), "")
        found = _ACTS.match(sentence)
        mention = (found[1],) if found else ()
        if len(mention) != 1 or mention[0].lower() in self.language.places:
            return None
        name = self.people.resolve(mention, number)
        return name if self.people.counts.get(mention, 0) > 1 or self.people.gender(name) else None

    def _office_before(self, number: int, low: int, until: int, fits: Callable[[str], bool]) -> str | None:
        """The one bearer of an office that the sentence before is about: "The sheriff does."."""
        sentence = next(self._sentences(number, low, until), "")
        found = _OFFICE_HEAD.match(sentence)
        if found is None or found[1] not in self.language.roles:
            return None
        bearers = {name for name, role in self.people.roles.items() if office_of(role) == found[1]}
        name = bearers.pop() if len(bearers) == 1 else ""
        return name if name and fits(name) else None

    def _brought_in(self, number: int) -> str | None:
        """Who the last sentence of a paragraph brings in: "Among them was Ann Lee, who came by boat."."""
        text = self.masked[number]
        mentions = self.people.heard(number, len(text))
        start = sentence_start(text, max(0, len(text) - REACH), len(text), self.language.abbreviation)
        for mention in reversed(mentions):
            if mention.start < start:
                return None
            if len(mention.tokens) > 1 and text.startswith(", who ", mention.end) and self._may_be_person(mention):
                return self.people.resolve(mention.tokens, number)
        return None

    def _whom_before(self, number: int, fits: Callable[[str], bool]) -> tuple[str | None, float]:
        for back in range(number - 1, max(-1, number - 1 - _LOOK_BACK), -1):
            if back == self.last_paragraph and self.last and fits(self.last):
                return self.last, 0.88
            size = len(self.masked[back])
            low = max(0, size - 3 * REACH)
            for names, sure in ((self.narrated(back, low, size), 0.8), (self._subjects(back, low, size), 0.7)):
                if name := next((name for name in names if fits(name)), None):
                    return name, sure
        return (self.last, 0.5) if self.last and fits(self.last) else (None, 0.3)

    def nobody(self, number: int, until: int) -> tuple[str | None, float]:
        """Who speaks where nobody is named beside the quotation, and how sure that is."""
        low = max(self.asked.get("", 0), self.here_until if self.here else 0)
        sentence = next(self._sentences(number, low, until), "")
        subject = self.language.first_subject(sentence)
        if subject and subject.pronoun and subject.printed.lower() in _GENDER:
            start = self.masked[number].rfind(sentence, low, until)
            name, sure = self.whom(number, start + sentence.find(subject.printed), subject.printed.lower())
            if name:
                return name, sure * 0.8
        for name in [*self.narrated(number, low, until), *self.heads(number, low, until)]:
            return name, 0.6
        self.asked[""] = until
        if not number:
            return None, 0.0
        if self.last and self.last_paragraph == number - 1:
            return self.last, 0.78
        if self._barren == number - 1:
            return None, 0.0
        size = len(self.masked[number - 1])
        low = max(0, size - 3 * REACH)
        if names := self.narrated(number - 1, low, size):
            return names[0], 0.65
        for sentence in self._sentences(number - 1, low, size):
            claim = self.language.claim_before(sentence)
            if claim and claim.subject and claim.subject.pronoun and claim.cue in self.language.saying:
                return self.whom(number, 0, claim.subject.printed.lower())
        if newcomer := self._brought_in(number - 1):
            return newcomer, 0.55
        self._barren = number - 1
        return None, 0.0

    def document(self, number: int, until: int) -> str | None:
        """The thing to read that was spoken of last in the paragraph: "a notice on the clock"."""
        text = self.masked[number]
        low = max(0, until - REACH)
        for word in reversed(list(_A_THING.finditer(text, low, until))):
            if word[1].rpartition(" ")[2].lower() in self.language.documents:
                return word[1]
        return None

    def candidates(self, number: int, until: int, pronoun: str = "") -> list[str]:
        """Who may be meant where nobody is chosen: who spoke last, then persons named before, the nearest first."""
        if pronoun in _WRITERS:
            return []
        gender = _GENDER.get(pronoun)
        found = [name for name in (self.here, self.last) if name]
        for back in range(number, max(-1, number - 1 - _LOOK_BACK), -1):
            heard = self.people.heard(back, until if back == number else len(self.masked[back]))
            for mention in reversed(heard[-_CANDIDATES * 4 :]):
                name = self.people.resolve(mention.tokens, back, mention.role)
                if name in self.people.persons and self._may_be_person(mention):
                    found.append(name)
        fit = [name for name in dict.fromkeys(found) if gender is None or self.people.gender(name) in (None, gender)]
        return fit[:_CANDIDATES]

    def described(self, subject: Subject, number: int, until: int) -> tuple[str, float]:
        """The person that "the mayor" or "the 41-year-old" is, where the article leaves one choice; else those words."""
        printed = " ".join(subject.printed.split())
        if subject.means:
            return self._called(subject, printed, number, until)
        if _AGE.match(printed):
            name, sure = self.whom(number, until, SOMEONE)
            return (name, sure * 0.9) if name else (printed, 0.9)
        words = printed.lower().partition(" of ")[0].split()
        office = words[-1]
        if (
            words[0] != "the"
            or not 1 < len(words) <= 4
            or not (office in self.language.roles or _PERSON.search(office))
        ):
            return printed, 0.9
        if self._is_unnamed(office, number, until):
            return printed, 0.85
        bearers = {name for name, role in self.people.roles.items() if office_of(role) == office}
        if office in _NOBODY:
            bearers = {name for name in bearers if self.people.is_known(name, number)}
        if len(bearers) == 1:
            return bearers.pop(), 0.8
        recent = [name for name in (self.here, self.last) if name in bearers]
        if recent:
            return str(recent[0]), 0.7
        if office not in _NOBODY and (self.last_paragraph >= number - 1 or self.here or number):
            name, sure = self.whom(number, until, _gender_of(office))
            if name and sure >= (0.7 if _gender_of(office) != SOMEONE else 0.8):
                return name, sure * 0.8
        return printed, 0.9

    def _is_unnamed(self, office: str, number: int, until: int) -> bool:
        """One of that office was brought in without a name shortly before: "a customer who asked not to be named"."""
        for back in range(number, max(-1, number - _LOOK_BACK), -1):
            size = until if back == number else len(self.masked[back])
            for found in _A_PERSON.finditer(self.masked[back], max(0, size - 2 * REACH), size):
                if found[1] == office:
                    return True
        return False

    def _called(self, subject: Subject, printed: str, number: int, until: int) -> tuple[str, float]:
        """As :meth:`described`, of a description whose language told office and gender."""
        bearers = {name for name, role in self.people.roles.items() if office_of(role) == subject.office}
        if len(bearers) == 1:
            return bearers.pop(), 0.8
        if recent := next((name for name in (self.here, self.last) if name in bearers), None):
            return recent, 0.7
        name, sure = self.whom(number, until, subject.means or SOMEONE)
        known = bool(name and name in self.people.roles)  # of another office
        return (name, sure * 0.85) if name and sure >= 0.7 and not (subject.office and known) else (printed, 0.9)


def _gender_of(office: str) -> str:
    """The pronoun that would stand for "the spokeswoman", "the father"; :data:`SOMEONE` where both might."""
    if office.endswith("woman") or office in ("mother", "wife", "daughter", "sister", "actress"):
        return "she"
    return "he" if office.endswith("man") or office in ("father", "husband", "son", "brother") else SOMEONE
