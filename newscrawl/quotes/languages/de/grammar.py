"""German, as the reader of quotations knows it."""

from __future__ import annotations

import re

from newscrawl.quotes.languages.de import cues
from newscrawl.quotes.languages.de.claims import claim_after, claim_before, first_subject, is_document
from newscrawl.quotes.languages.de.people import find_people
from newscrawl.quotes.languages.language import Language

GERMAN = Language(
    code="de",
    function_words=cues.FUNCTION_WORDS,
    saying=cues.SAYING | cues.PARTICIPLES | {"so", "laut", "zufolge", "heißt", "hieß"},
    mixed=cues.MIXED,
    words=cues.WORDS,
    things=cues.THINGS,
    documents=cues.DOCUMENTS,
    works=cues.WORKS,
    little=cues.LITTLE,
    roles=cues.ROLES,
    places=cues.COMMON,
    companies=cues.BODIES,
    abbreviation=cues.ABBREVIATION,
    introduced=re.compile(
        r"\b(?:heißt es|hieß es|schreibt|schrieb|lautet|lautete|erklärt|erklärte|sagte)\b[^.]{0,60}:\s*$"
    ),
    told_later=re.compile(
        r"(?:Das (?:sagte?|sind|waren|ist)|So (?:beschreibt|beschrieb|sagte?|schilderte?|erinnert)(?: sich)?) "
    ),
    claim_after=claim_after,
    claim_before=claim_before,
    first_subject=first_subject,
    find_people=find_people,
    is_document=is_document,
)
