"""The words that name a speaker, read out of the English text beside a quotation: a name, a pronoun or a description."""

from __future__ import annotations

import re

from newscrawl.quotes.attribution import Subject
from newscrawl.quotes.languages.en.cues import DOCUMENTS, PRONOUNS, ROLES, THINGS, words
from newscrawl.quotes.languages.en.names import PLACES
from newscrawl.quotes.languages.en.people import NAME, office_behind, read_name

_WORD = re.compile(r"[\w’'-]+")
_NO_SUBJECT = words("in at of for from with to on by about near against into over under than told asked like")
"""A name behind one of these is no subject."""
_SPLIT = re.compile(
    r"\b(?:that|and|but|because|when|while|after|before|as|if|which|where|whether|though|although|until|since)\b|[;—–:]| - "
)
_DETERMINER = re.compile(
    r"\b(?:(?:the|a|an|one|another|his|her|their|its|our|this|that|some|two|three|four|several|many|most|other|both|officials?|police|"
    r"prosecutors|authorities|investigators|critics|supporters|opponents|residents|neighbors|people|experts|[a-z]+man)\b)",
    re.IGNORECASE,
)
_END = re.compile(
    r",| who\b| whose\b| in an?\b| in the\b| during\b| at an?\b| at the\b| on (?=[A-Z])| after\b| when\b| while\b| as\b|"
    r" before\b|[;:—–(]|(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])\.(?:\s|$)| - |\.\.\.| of (?=h)"
)
_TRADE = re.compile(r"(?:er|or|ist|man|woman|ian|ant|ent|ive|person|ee|host)$")
"""How nouns for trades and offices end."""
_VERB = re.compile(r"[a-z]+(?:ed|s)|was|were|is|are|has|had")
_NOUN_ENDS = words(
    "of from by in on at to for with about released issued posted sent written signed pinned that which who"
)
"""What stands behind the noun of a description."""
_RELATIVE = words("that which who whose whom")
_FULL = 2
"""Words of a name that is more than a surname."""
_APOSTROPHES = "’'‘"
_PLAIN = re.compile(r"[\w-]+")
_LOWER = re.compile(r"[a-z-]+")
_STAFF = words("""
    lawyer lawyers attorney attorneys official officials campaign aide aides adviser advisers advisor advisors supporter
    supporters administration office staff police team statement leader leaders report
""")
"""Nouns behind a name that make it another speaker's: "Lee campaign"; :func:`_is_staff` adds spokespersons."""
_AUXILIARIES = words("""
    has had have also then later once often even just never not would will could did does is was been again still only
    further jokingly repeatedly
""")
_DESCRIPTION = re.compile(r", (?:an?|the|who|whose|his|her|now|then|which|speaking|[\d]|[a-z]|[A-Z][\w.’-]+ )")
"""How an apposition or a relative clause begins."""
_LINK = re.compile(r" (?:(?:of|for|and|the|[a-z][a-z-]+) ){1,4}(?=[A-ZÀ-Þ])")
_DESCRIBED = re.compile(
    r"(?:^|, )((?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir)(?: [a-z][\w’'-]*){1,5}|"
    r"[a-z]+(?:ers|ors|ists|ents|als|men|women|ants|ians))$"
)
"""A description that fills the clause before its verb: "one witness", "officers"."""
_CAPITAL_LAST = re.compile(r"\b[A-ZÀ-Þ][\w’'.-]*$")
_TITLED = re.compile(r"the (?=(?:Rev|Revd|Hon|Very|Right|Most)\b)")
"""What stands before a title that takes an article: "the Rev. Ann Lee"."""
_UNNAMED = re.compile(r"(?<!, )\b((?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[a-z-]+ ){0,2}[a-z-]+) who$")
"""Who is told of without a name: "a man who called it"."""
_APPOSED = re.compile(r"[a-z], (?=[A-ZÀ-Þ][^,]*,$)")
"""A description is over and the name that it describes fills the rest: "the firm's director, Ann Lee,"."""


def read_subject(text: str) -> Subject | None:
    """The speaker that *text* begins with, behind a cue: "Chief Ann Lee, who ...", "the spokesman", "she"."""
    text = text.lstrip(" ,\u00a0")
    if not text or text[0] in ".:;—–\x01":
        return None
    word = _WORD.match(text)
    if word and word[0].lower() in PRONOUNS:
        return Subject(word[0], pronoun=True)
    if subject := _name_at(text, 0):
        return subject
    if (titled := _TITLED.match(text)) and (subject := _name_at(text, titled.end())):
        return subject
    end = _END.search(text)
    phrase = text[: end.start()] if end else text[:120]
    if subject := _labelled_name(phrase):
        return subject
    if end and end[0] == "," and (subject := _name_apposed(text, end.end() + 1, phrase)):
        return subject
    if _DETERMINER.match(phrase) or any(_is_staff(word[0]) for word in _WORD.finditer(phrase)):
        return Subject(" ".join(phrase.split()[:12]))
    return None


def _labelled_name(phrase: str) -> Subject | None:
    """The name in *phrase* that a trade in lower case leads to: "longtime harbour master Ann Lee"."""
    for match in NAME.finditer(phrase):
        head = phrase[: match.start()].split()
        if match.start() and _labels(head) and (subject := _name_at(phrase, match.start())):
            subject.role = subject.role or " ".join(head)
            return subject
    return None


def _name_apposed(text: str, at: int, phrase: str) -> Subject | None:
    """The name at *at*, behind the description *phrase* and a comma: "the firm's director, Ann Lee,"."""
    name = NAME.match(text, at)
    if name is None or text[name.end() : name.end() + 1] not in (",", "", ".", " ") or not _DETERMINER.match(phrase):
        return None
    subject = _name_at(text, at)
    if subject is None or len(subject.name) < _FULL:
        return None
    subject.role = phrase
    return subject


def _is_staff(word: str) -> bool:
    return word in _STAFF or word.startswith("spokes")


def _labels(before: list[str]) -> bool:
    """Lower-case words right before a name that say what its bearer is, with no preposition between."""
    if not before or not before[-1][:1].islower():
        return False
    last = before[-1].strip(",")
    return last in ROLES or (bool(_TRADE.search(last)) and last not in _NO_SUBJECT | {"after"})


def _name_at(text: str, at: int) -> Subject | None:
    match = NAME.match(text, at)
    if not match:
        return None
    tokens, role = read_name(match[0])
    if inner := _name_behind(text, match.end()):
        inner.role = text[match.start() : text.find(inner.printed, match.end())].strip() or inner.role
        return inner
    possessed = _possessed(text, match.end())
    if possessed is not None and (inner := _office_and_name(text, possessed)):  # "Sheriff’s Deputy Ann Lee"
        return inner
    if not tokens:
        alone = role and match.start() == at and role.lower().rstrip(".") not in ("mr", "ms", "mrs")
        return Subject(match[0]) if alone else None
    if possessed is not None and text[possessed : possessed + 1].islower():
        return _possession(text, match, possessed)
    if (
        text[match.end() : match.end() + 1] == " "
        and (staff := _WORD.match(text, match.end() + 1))
        and _is_staff(staff[0])
    ):
        if text[staff.end() : staff.end() + 1] == " " and text[staff.end() + 1 : staff.end() + 2].isupper():
            return _name_at(text, staff.end() + 1)
        return Subject(f"{match[0]} {staff[0]}")
    return Subject(match[0], tokens, role=role or office_behind(text, match.end()))


def _possessed(text: str, at: int) -> int | None:
    """Where begins what a name possesses that ends at character *at*; None where it stands in no genitive."""
    if text[at : at + 1] not in _APOSTROPHES or not text[at : at + 1]:
        return None
    at += 2 if text[at + 1 : at + 2] == "s" else 1
    return at + 1 if text[at : at + 1] == " " else None


def _possession(text: str, owner: re.Match[str], at: int) -> Subject | None:
    """Who or what is called by its owner: "Lee's husband, Tom Oak", "Lee's lawyer Tom Oak", "Lee's office"."""
    named = NAME.search(text, at)
    if named and _labels(text[at : named.start()].split()):
        return _name_at(text, named.start())
    end = _run_of_words(text, at, 7)
    if text[end : end + 2] == ", " and text[end + 2 : end + 3].isupper():
        apposed = _name_at(text, end + 2)
        if apposed and len(apposed.name) >= _FULL:
            return apposed
    thing = text[owner.start() : _run_of_words(text, at, 5, lower=True)]
    return Subject(thing.partition(" who ")[0])


def _run_of_words(text: str, at: int, most: int, *, lower: bool = False) -> int:
    """Where the words end that begin at *at*, one space apart; *lower*: as far as they have no capital."""
    form = _LOWER if lower else _PLAIN
    end = at
    for number in range(most):
        word = form.match(text, end + 1 if number else at)
        if word is None or (number and text[end : end + 1] != " "):
            break
        end = word.end()
    return end


def _name_behind(text: str, at: int) -> Subject | None:
    """The name that an office begun with capitals leads to: "Union representative Ann Lee", "Chamber of Trade Head Ann Lee"."""
    link = _LINK.match(text, at)
    found = NAME.match(text, link.end()) if link else None
    if link is None or found is None:
        return None
    tokens, role = read_name(found[0])
    between = link[0].split()
    if len(tokens) > 1 and (role or (between[-1] != "of" and _labels(between))):
        return Subject(found[0], tokens, role=role)
    return None


def _office_and_name(text: str, at: int) -> Subject | None:
    found = NAME.match(text, at)
    tokens, role = read_name(found[0]) if found else ((), None)
    return (
        Subject(found[0], tokens, role=role) if found and len(tokens) > 1 and tokens[-1].lower() not in PLACES else None
    )


def subject_before(text: str, *, first: bool = False) -> Subject | None:
    """The subject of a verb that follows *text*: its last noun phrase, or the one that an apposition follows.

    *first*: the text begins behind a quotation, so the subject is what it begins with.
    """
    text = _without_auxiliaries(text.strip(" \x01"))
    if not text:
        return None
    if first and (subject := read_subject(text)):
        return subject
    if not text.endswith(","):
        clause = _last_clause(text)
        return _ends_in(clause) or first_subject(clause) or first_subject(text)
    apposed = _APPOSED.search(text)
    whole = NAME.match(text, apposed.end()) if apposed else None
    if whole and whole.end() == len(text) - 1:
        subject = _name_at(text, whole.start())
        if subject and len(subject.name) >= _FULL:
            return subject
    return _described_behind(text)


def _without_auxiliaries(text: str) -> str:
    """*text* without the adverbs and auxiliary verbs that it ends in: they belong to the verb behind it."""
    while (at := max(text.rfind(" "), text.rfind(","))) >= 0:
        last = text[at + 1 :]
        if last not in _AUXILIARIES and not (last.endswith("ly") and last.isalpha() and last.islower()):
            break
        text = text[:at].rstrip(" ,")
    return text


def _described_behind(text: str) -> Subject | None:
    """The name that an apposition or a relative clause up to the end of *text* describes: "Lee, who was there,"."""
    best: Subject | None = None
    for match in NAME.finditer(text):
        if not _DESCRIPTION.match(text, match.end(), match.end() + 30):
            continue
        subject = _name_at(text, match.start())
        is_place = subject is None or not subject.name or subject.name[-1].lower() in PLACES
        if not is_place and not _after_preposition(text, match.start()):
            return subject
        best = best or subject
    return first_subject(text) or best


def _last_clause(text: str) -> str:
    parts = [part for part in _SPLIT.split(text) if part and part.strip(" ,")]
    return (
        parts[-1]
        if parts and (NAME.search(parts[-1]) or _has_pronoun(parts[-1]) or _DETERMINER.search(parts[-1]))
        else text
    )


def _has_pronoun(text: str) -> bool:
    return any(word.lower() in PRONOUNS for word in _WORD.findall(text))


def _ends_in(text: str) -> Subject | None:
    """The name, pronoun or description that *text* ends in."""
    text = text.strip(" ,")
    last = text.rpartition(" ")[2]
    if last.lower() in PRONOUNS:
        if last.lower() != "who":
            return Subject(last, pronoun=True)
        unnamed = _UNNAMED.search(text, max(0, len(text) - 80))
        return Subject(unnamed[1]) if unnamed else first_subject(text)
    tail = text[-120:]
    for match in NAME.finditer(tail):
        if match.end() == len(tail) and not _after_preposition(tail, match.start()):
            return _name_at(tail, match.start())
    described = _DESCRIBED.search(tail)
    if described and not (
        described.start() and _CAPITAL_LAST.search(tail, max(0, described.start() - 30), described.start())
    ):
        return Subject(described[1])
    return None


def _after_preposition(text: str, at: int) -> bool:
    before = text[max(0, at - 40) : at].split()
    if before and before[-1].lower() in ("the", "a", "an", "his", "her", "their"):
        before.pop()
    return bool(before) and before[-1].lower() in _NO_SUBJECT


def first_subject(text: str) -> Subject | None:
    """The first name, pronoun or description in *text* that no preposition governs."""
    found: Subject | None = None
    at = len(text)
    for word in _WORD.finditer(text):
        if word[0].lower() in PRONOUNS and word[0].lower() not in ("it", "who"):
            found, at = Subject(word[0], pronoun=True), word.start()
            break
    for match in NAME.finditer(text, 0, at):
        if _after_preposition(text, match.start()):
            continue
        subject = _name_at(text, match.start())
        if (
            subject
            and (subject.name or subject.printed)
            and not (subject.name and subject.name[-1].lower() in PLACES and len(subject.name) < 2)
        ):
            return subject
    if found:
        return found
    start = text.lstrip(" ,")
    if _DETERMINER.match(start):
        subject = read_subject(start)
        if subject and not subject.name and subject.printed.split()[-1].lower() not in THINGS:
            subject.printed = _noun_phrase(subject.printed.split())
        return subject
    return None


def _noun_phrase(phrase: list[str]) -> str:
    """The words of a description up to what looks like its verb; ten at most."""
    verb = next(
        (
            i
            for i, word in enumerate(phrase)
            if i > 1 and (word in _RELATIVE or (phrase[i + 1 :] and _VERB.fullmatch(word)))
        ),
        len(phrase),
    )
    return " ".join(phrase[: min(verb, 10)])


def is_document(speaker: str) -> bool:
    """The words of a description whose noun is a thing to read: "the report", "a note on the door"."""
    words = speaker.split()
    if not words or not (words[0].islower() or _DETERMINER.match(speaker)):
        return False
    head = next((i for i, word in enumerate(words) if i and word in _NOUN_ENDS), len(words))
    return words[head - 1].lower() in DOCUMENTS
