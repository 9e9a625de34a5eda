"""What stands beside a German quotation to the attribution in it: "sagte Müller", "so die Sprecherin", "laut Polizei"."""

from __future__ import annotations

import re

from newscrawl.quotes.attribution import RUN, SEVERAL, Claim, Subject, placed
from newscrawl.quotes.languages.de.cues import (
    DOCUMENTS,
    FEMALE,
    MALE,
    MIXED,
    NOT_NAMES,
    PARTICIPLES,
    PLURAL,
    PRONOUNS,
    SAYING,
    words,
)
from newscrawl.quotes.languages.de.people import NAME, apposed, is_office, read_name

_WORD = re.compile(r"[\w’'-]+")
_DETERMINER = re.compile(
    r"(?:[Dd]e[rsmn]|[Dd]ie|[Dd]as|[Ee]ine?[rsmn]?|[Ss]eine?[rsmn]?|[Ii]hre?[rsmn]?|[Dd]essen|[Dd]eren|[Vv]iele|[Mm]ehrere|[Ee]inige|"
    r"[Uu]nsere?[rsmn]?|[Bb]eide|[Zz]wei|[Dd]rei) "
)
_ADJECTIVES = re.compile(r"(?:(?:\d{1,3}-)?[a-zäöüß-]+(?:e|en|er|es) ){0,3}")
_YEARS = re.compile(r"([Dd]er|[Dd]ie) (?:\d{1,3}-|[A-ZÄÖÜ][a-zäöüß]+-?)[Jj]ährige\b(?! [A-ZÄÖÜ])")
_GENITIVE = re.compile(
    r" (?:des|der|von|vom|für|beim|im|am|zur|zum)(?: [a-zäöüß-]+(?:en|er|es))?(?: [A-ZÄÖÜ][\w-]*){1,3}"
)
_CLAUSE = re.compile(r"[;:–—]|\b(?:dass|weil|und|aber|als|wenn|während|nachdem|denn|doch)\b")
_ADVERBS = words("""
    auch dann dazu weiter noch aber und später zudem außerdem nun einst jetzt schon immer wieder gleich kurz nur sogar
    schließlich daraufhin anschließend hierzu abschließend dabei wiederum jedenfalls deshalb darauf danach damals
    heute gestern schmunzelnd lachend erneut
""")
_ADVERBIAL = re.compile(
    r" (?:am|im|beim|nach|vor|in|bei|auf|zu|während|gestern|heute)(?: (?:der|dem|den|einer|einem|des))?"
    r"(?: [a-zäöüß]+(?:en|er|em))?(?: [A-ZÄÖÜ]\w+)?(?= [A-ZÄÖÜde])"
)
_DEFINITE = words("der die das")
_IN_WHICH = re.compile(r"\b[Ii][nm] ((?:[a-zäöüß]+ ){0,3}[A-ZÄÖÜ][^,.:;]{2,60}?) (heißt|hieß|steht|stand|lautet)\b")
"""In the notice it says: "In der Mitteilung heißt es:"."""
_LONG = 300


def claim_after(text: str) -> Claim | None:
    """The attribution in *text*, which follows a segment: ", sagte Anna Müller", ", so die Sprecherin", ", fügt sie hinzu"."""
    return placed(_read_after(RUN.sub("\x01", text)[:_LONG]), text)


def claim_before(text: str) -> Claim | None:
    """The attribution in *text*, the sentence before a segment: "Müller sagte:", "Laut Polizei", "Müller nannte es"."""
    return placed(_read_before(RUN.sub("\x01", text)), text)


def _read_after(text: str) -> Claim | None:
    found = list(_WORD.finditer(text))[:30]
    for at, word in enumerate(found):
        cue = word[0].lower()
        plain = [w[0].lower() for w in found[:at]]
        if cue in ("so", "laut") and all(w in _ADVERBS for w in plain):
            subject = read_subject(text[word.end() :])
            return Claim(subject, cue, 0.93, span=word.span()) if subject else None
        if cue == "wie" and not plain:
            return _as_said(text, word.end())
        if cue in ("heißt", "hieß") and text[word.end() : word.end() + 7] == " es in ":
            subject = _noun_phrase(text[word.end() + 7 :])
            return Claim(subject, cue, 0.9, span=word.span()) if subject else None
        if cue in ("hat", "hatte", "habe") and not plain and (claim := _perfect(text, word)):
            return claim
        if cue not in SAYING and cue not in MIXED:
            continue
        if all(w in _ADVERBS for w in plain) or (plain and _is_adverbial(text[: word.start()])):
            rest = text[word.end() :]
            adverbial = _ADVERBIAL.match(rest)  # "sagte am Dienstag Max Huber"
            subject = read_subject(rest[adverbial.end() :] if adverbial else rest, plural=_is_plural(cue))
            return Claim(subject, cue, 0.96 if subject else 0.5, span=word.span())
        subject = _whole_subject(text[: word.start()], plural=_is_plural(cue))
        return Claim(subject, cue, 0.93, span=word.span()) if subject else None
    if behind := re.match(r"[\s,–—-]*([^,.;:]{2,60}?) (zufolge)\b", text):
        subject = read_subject(behind[1])
        return Claim(subject, "zufolge", 0.93, span=behind.span(2)) if subject else None
    return None


def _as_said(text: str, at: int) -> Claim | None:
    """The attribution of ", wie Müller am Montag sagte"."""
    subject = read_subject(text[at:])
    verb = next((w for w in _WORD.finditer(text, at) if w[0].lower() in SAYING), None)
    if subject is None or verb is None:
        return None
    if subject.means == "she" and _is_plural(verb[0].lower()):
        subject.means = SEVERAL
    return Claim(subject, verb[0].lower(), 0.93, span=verb.span())


def _perfect(text: str, aux: re.Match[str]) -> Claim | None:
    """The attribution of ", hat Müller gesagt"."""
    said = next((w for w in _WORD.finditer(text, aux.end()) if w[0].lower() in PARTICIPLES), None)
    subject = read_subject(text[aux.end() :]) if said else None
    return Claim(subject, said[0].lower(), 0.9, span=said.span()) if said and subject else None


def _read_before(text: str) -> Claim | None:
    tail = text.rstrip(" \x01")
    colon = tail.endswith(":")
    found = list(_WORD.finditer(text))[-50:]
    tries = 4  # verbs looked at: a sentence of nothing but verbs is no attribution
    for word in reversed(found):
        cue = word[0].lower()
        if cue not in SAYING and cue not in MIXED and cue not in ("laut", "zufolge") and cue not in PARTICIPLES:
            continue
        tries -= 1
        if tries < 0:
            break
        claim = _at_verb(text, word, cue)
        if claim and claim.subject:
            return claim
    if told := _IN_WHICH.search(text):
        subject = _noun_phrase(told[1])
        return Claim(subject, told[2], 0.9, span=told.span(2)) if subject else None
    angaben = re.search(
        r"\b([Nn]ach (?:den )?Angaben|[Nn]ach Auskunft|[Nn]ach Meinung|[Nn]ach Ansicht) (?:von )?", text
    )
    if angaben and (subject := read_subject(text[angaben.end() :])):
        return Claim(subject, angaben[1].lower(), 0.9, tight=False, span=angaben.span(1))
    if colon and (subject := read_subject(text)) and len(text) < 100:
        return Claim(subject, ":", 0.8, span=(len(tail) - 1, len(tail)))
    return None


def _at_verb(text: str, word: re.Match[str], cue: str) -> Claim | None:
    between = text[word.end() :]
    if cue == "laut":
        subject = read_subject(between)
        return Claim(subject, cue, 0.92, tight=False, span=word.span())
    if cue == "zufolge":
        subject = _whole_subject(text[: word.start()]) or read_subject(text[: word.start()])
        return Claim(subject, cue, 0.92, tight=False, span=word.span())
    plural = _is_plural(cue)
    clause = text[: word.start()]
    if cue in PARTICIPLES:  # "Müller hat dazu gesagt:"
        aux = re.search(r"\b(?:hat|hatte|habe)\b", clause)
        if aux is None:
            return None
        clause = clause[: aux.start()]
        subject = _whole_subject(clause) or read_subject(text[aux.end() :])
        return Claim(subject, cue, 0.9, span=word.span())
    parts = [part for part in _CLAUSE.split(clause) if part.strip(" ,\x01")]
    own = parts[-1] if parts else ""
    behind = read_subject(between, plural=plural)
    if behind and (behind.pronoun or behind.name) and clause.rstrip().endswith(","):  # "Es sei spät, sagte er:"
        subject = behind
    else:
        subject = (_whole_subject(own, plural=plural) if own.strip() else None) or behind
    if subject is None and len(parts) > 1:  # "Müller kam und sagte:"
        subject = _whole_subject(parts[0], plural=plural)
    tight = bool(re.fullmatch(r"[^,:\x01]{0,80}[,:]\s*|[\s,:–—-]*", between))
    return Claim(subject, cue, 0.93 if tight else 0.85, tight=tight and cue in SAYING, span=word.span())


def _is_plural(verb: str) -> bool:
    return bool(PLURAL.search(verb))


def _is_adverbial(text: str) -> bool:
    """*text* opens with words that are no subject: "am Montag", "nach der Sitzung"."""
    first = _WORD.search(text)
    return first is not None and first[0].lower() in NOT_NAMES - PRONOUNS.keys() - _DEFINITE - {"ein", "eine"}


def _whole_subject(text: str, *, plural: bool = False) -> Subject | None:
    """The subject that *text* up to its verb begins with; None where it begins with an adverb or a preposition."""
    text = text.strip(" ,\x01")
    if not text or _is_adverbial(text):
        return None
    return read_subject(text, plural=plural)


def read_subject(text: str, *, plural: bool = False) -> Subject | None:
    """The speaker that *text* begins with: a name with its offices, a pronoun, a description."""
    text = text.lstrip(" ,\u00a0")
    word = _WORD.match(text)
    if word is None:
        return None
    first = word[0].lower()
    if first == "sich" or first in _ADVERBS:
        return read_subject(text[word.end() :], plural=plural) if len(text) < 2 * _LONG and first == "sich" else None
    if first in PRONOUNS and not _DETERMINER.match(text):
        means = SEVERAL if first in ("sie", "diese") and plural else PRONOUNS[first]
        return Subject(word[0], pronoun=True, means=means)
    if aged := _YEARS.match(text):
        return Subject(aged[0], means="he" if aged[1].lower() == "der" else "she")
    determiner = _DETERMINER.match(text)
    start = _ADJECTIVES.match(text, determiner.end() if determiner else 0)
    at = start.end() if start else 0
    run = NAME.match(text, at)
    if run is None:
        return None
    young = start is not None and "jährige" in start[0]  # "die achtjährige Lina"
    tokens, role = read_name(run[0], determined=bool(determiner) and not young)
    if tokens:
        return Subject(run[0], tokens, role=role or apposed(text, run.end()))
    return _described(text, run, determined=determiner is not None)


def _described(text: str, run: re.Match[str], *, determined: bool) -> Subject | None:
    """A description, or the name in apposition to it: "der Vorsitzende des Vereins, Max Huber,"."""
    head = run[0].split()[0]
    if not determined and head.lower() in NOT_NAMES:
        return None
    genitive = _GENITIVE.match(text, run.end())
    end = run.end()
    if genitive:
        parts = _capitals_at_end(genitive[0])
        if len(parts) > 2 or (len(parts) == 2 and parts[0].lower() in FEMALE | MALE):  # "des Vereins Max Huber"
            name = parts[-2:]
            return Subject(
                " ".join(name), tuple(name), role=text[run.start() : genitive.end() - len(" ".join(name)) - 1]
            )
        end = genitive.end()
    apposition = re.compile(r", ").match(text, end)
    if apposition and (name_run := NAME.match(text, apposition.end())):
        tokens, _ = read_name(name_run[0])
        if len(tokens) > 1:
            return Subject(name_run[0], tokens, role=text[run.start() : end])
    office = run[0].split()[-1].lower()
    subject = Subject(text[:end])
    if text[:4].lower() in ("der ", "die ") and is_office(office) and not genitive:
        subject.office = office
        subject.means = "she" if office.endswith(("in", "frau")) else "he" if text[:3].lower() == "der" else "someone"
    return subject


def _capitals_at_end(text: str) -> list[str]:
    found = text.split()
    first = next((at for at in range(len(found), 0, -1) if not found[at - 1][:1].isupper()), 0)
    return found[first:]


def _noun_phrase(text: str) -> Subject | None:
    """What "heißt es in" is followed by, its article left out: "Mitteilung der Stadt"."""
    determiner = _DETERMINER.match(text)
    at = determiner.end() if determiner else 0
    start = _ADJECTIVES.match(text, at)
    run = NAME.match(text, start.end() if start else at)
    if run is None:
        return None
    genitive = _GENITIVE.match(text, run.end())
    return Subject(text[run.start() : genitive.end() if genitive else run.end()])


def first_subject(text: str) -> Subject | None:
    """The subject that a sentence begins with, or the first pronoun in it."""
    if subject := _whole_subject(text[:_LONG]):
        return subject
    for word in _WORD.finditer(text[:_LONG]):
        if word[0].lower() in ("er", "sie"):
            return Subject(word[0], pronoun=True, means=PRONOUNS[word[0].lower()])
    return None


def is_document(speaker: str) -> bool:
    """The words of a description whose noun is a thing to read: "die Mitteilung der Stadt"."""
    found = [word.lower() for word in speaker.split()[:4]]
    return any(word in DOCUMENTS or word.rpartition("-")[2] in DOCUMENTS for word in found[:2])
