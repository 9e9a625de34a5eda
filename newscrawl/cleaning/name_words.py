"""Words of bylines: what stands before, after and between names, and what is no name.

What a language has of its own is a file in :mod:`newscrawl.cleaning.languages`; here stands what bylines of all of them
share, and the words for agencies and names. Collected from the shapes of bylines in general use; agencies by their own
sites. All in lower case.
"""

# ruff: noqa: SIM905  (a table of words reads best as words)

from __future__ import annotations

from newscrawl.cleaning.languages import LANGUAGES, words_of_all

LEADS = words_of_all("by")
"""Before the names, alone: "By", "Por", "Commentary:"."""

WORK = words_of_all("work")
"""What was done, before a lead: "Written by", "Opinion by"."""

PICTURES = words_of_all("pictures")
"""Before a lead these credit somebody who did not write: pictures, editing."""

CHECKS = words_of_all("checks")
"""As those, but only after another name: "Reviewed by" alone signs a review."""

JOINS = words_of_all("joins")
"""Between names."""

JOINS_AFTER = {
    word: frozenset(language.joins_after_by.split()) for language in LANGUAGES for word in language.opens.split()
}
"""Between names where the line opens with that word."""

PLACES = words_of_all("places")
"""After a name: where the writer was, or when."""

EMPLOYERS = words_of_all("employers")
"""After a name or a comma: whom the writer works for."""

ROLES = words_of_all("roles")
"""What people are at a paper, and what they write about: a run of these is no name."""

OCCUPATIONS = words_of_all("occupations")
"""What ends the line about somebody, after their name: "Security Expert"."""

FAMILY_NAMES = frozenset({"coach", "designer", "engineer", "minister", "nurse", "officer", "planner", "trainer"})
"""Of these, what people are called, too."""

NOT_NAMES = (
    frozenset(
        "minutes minute hours hour ago email e-mail mail the author read more view all posts post follow share updated "
        "published posted about contact tweet print comment comments sign subscribe subscriber newsletter click here "
        "see this these our your their subject today yesterday monday tuesday wednesday thursday friday saturday sunday "
        "january february march april june july august september october november december jan feb apr jun jul aug sept "
        "sep oct nov dec am pm min edt est pdt pst cdt cst mdt mst et pt bst gmt utc advertisement sponsored content "
        "copyright rights reserved last first on was were is are has have had been not profile bio twitter facebook "
        "instagram linkedin website none null undefined n/a na tba".split()
    )
    - {"june", "april", "august"}
    | words_of_all("published")
    | words_of_all("updated")
)
"""A line with one of these is no name: buttons, times, sentences."""
FIRST_NAMES = frozenset({"jan", "jun"})
"""Of these, what people are called by, where the line begins with it."""

PAPERS = words_of_all("papers")
"""Last or inner words of papers, agencies and bodies."""

AGENCIES = (
    "local democracy reporting service", "city news service", "report for america", "the associated press",
    "associated press", "bay city news foundation", "bay city news service", "bay city news",
    "agence france-presse", "the canadian press", "canadian press", "the conversation", "states newsroom",
    "stateline",
    "kaiser health news", "kff health news", "the texas tribune", "the marshall project", "tribune news service",
    "press association", "pa media", "bbc news", "cnn", "afp", "ap", "upi", "reuters", "bloomberg", "npr",
    "capitol news illinois", "cronkite news", "chalkbeat", "calmatters", "propublica", "patch", "dpa", "efe",
    "europa press", "ansa", "aap", "pa", "cbs news", "abc news", "nbc news", "fox news", "wire reports",
    "wire services",
)  # fmt: skip
"""Agencies that lines end in without a comma; longest first."""

NO_BODY = frozenset({"wire reports", "wire services"})
"""Agencies' words that name none."""

PARTICLES = frozenset(
    "de la las los del della di da das dos do du des le van von der den ter ten zu zum y e i bin ibn al el ap af av "
    "st mac san dela delos d' vander vom".split()
)
"""Parts of family names that may stand in lower case."""
CAPITAL_PARTICLES = frozenset({"van", "le", "st", "mac", "san", "al", "el", "do", "i", "e", "ap", "den"})
"""Of these, what an all-capital line more often stands for with a capital ("VAN BUREN", "LE GUIN", "AL SMITH")."""

TITLES = frozenset(
    "dr mr mrs ms miss prof professor rev sir dame sgt lt capt col gen sen rep gov mayor hon father sister".split()
)
CREDENTIALS = frozenset("md m.d phd ph.d esq rn dds dvm mba ma ba jd cpa mph msw lcsw do edd ed.d rd cfp".split())
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "jr.", "sr."})

PLACE_STARTS = frozenset(
    "san santa los las new fort mount port lake north south east west saint st. el palo half".split()
)
"""First words of places of two words: after a comma "San Mateo" is where, not who."""

BODIES_OF = frozenset(
    "city county town village township university state department office board bank diocese port ministry".split()
)
"""Before "of": a body, not a writer and an employer."""
ONE_WRITES = frozenset(
    "writer writers reporter reporters correspondent correspondents columnist columnists contributor".split()
)

STATES = frozenset(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana "
    "iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana "
    "nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont washington wisconsin wyoming "
    "ontario quebec alberta manitoba ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn "
    "miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo".split()
)
