"""English, as the reader of quotations knows it."""

from __future__ import annotations

import re

from newscrawl.quotes.languages.en import cues, names
from newscrawl.quotes.languages.en.claims import claim_after, claim_before
from newscrawl.quotes.languages.en.people import find_people
from newscrawl.quotes.languages.en.subjects import first_subject, is_document
from newscrawl.quotes.languages.language import Language

ENGLISH = Language(
    code="en",
    function_words=cues.words("""
        the and of to with that for his her is are were this which by from have has been at it he she they but on not
        you we who said
    """),
    saying=cues.SAYING,
    mixed=cues.MIXED,
    words=cues.WORDS,
    things=cues.THINGS,
    documents=cues.DOCUMENTS,
    works=cues.WORKS,
    little=cues.LITTLE,
    roles=cues.ROLES,
    places=names.PLACES,
    companies=names.COMPANIES,
    abbreviation=cues.ABBREVIATION,
    introduced=re.compile(r"\b(?:read|reads|said|says|wrote|writes|stated|states|posted|added)\b[^.]{0,60}:\s*$"),
    told_later=re.compile(
        r"(?:That(?:’s|'s| is| was)|Th[eo]se (?:were|are)|Such (?:was|were)|So (?:said|says|wrote)|Thus) "
    ),
    claim_after=claim_after,
    claim_before=claim_before,
    first_subject=first_subject,
    find_people=find_people,
    is_document=is_document,
)
