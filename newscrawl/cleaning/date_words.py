"""Words around dates, in English, Spanish, French and German. Another language is another column of these tables.

Months and weekdays: CLDR (https://cldr.unicode.org), wide and abbreviated forms of en, es, fr, de; "sept" and "setiembre"
as papers print them. All in lower case, without accents; short forms without their full stop.
"""

# ruff: noqa: SIM905  (a table of words reads best as words)

from __future__ import annotations

from unicodedata import category, normalize

_MONTHS = (
    "january jan enero ene janvier janv januar janner jan",
    "february feb febrero fevrier fevr fev februar",
    "march mar marzo mars marz mrz maerz",
    "april apr abril abr avril avr",
    "may mayo mai",
    "june jun junio juin juni",
    "july jul julio juillet juil juli",
    "august aug agosto ago aout",
    "september sept sep septiembre setiembre set septembre",
    "october oct octubre octobre oktober okt",
    "november nov noviembre novembre",
    "december dec diciembre dic decembre dezember dez",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
MONTHS |= {"janu": 1, "febr": 2}

WEEKDAYS = frozenset(
    "monday mon tuesday tues tue wednesday weds wed thursday thurs thur thu friday fri saturday sat sunday sun "
    "lunes lun martes mar miercoles mie jueves jue viernes vie sabado sab domingo dom "
    "lundi mardi mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim "
    "montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sa sonnabend sonntag so".split()
)

PUBLISHED = frozenset(
    "published posted publicado publicada publie publiee veroffentlicht erstellt created filed issued printed released "
    "erschienen publish pub".split()
)
UPDATED = frozenset(
    "updated modified edited revised corrected update actualizado actualizada modificado mis mise modifie modifiee "
    "aktualisiert geandert bearbeitet stand changed".split()
)
"""A date after one of these says when the page changed; a date that says when it appeared goes first."""

FILLERS = frozenset(
    "at on the of in as de del la las los el le les a l au den der dem um vom et y and und o time local date first last "
    "originally initially online est standard daylight jour etc was web print hrs uhr day "
    "st nd rd th er ere º ª t z ultima ultimo vez zuletzt".split()
)
"""Words that a date may hold and that change nothing."""

AM = frozenset({"am", "a.m", "a"})
PM = frozenset({"pm", "p.m", "p"})
CLOCK = {
    "noon": 12,
    "mediodia": 12,
    "midi": 12,
    "mittag": 12,
    "midnight": 0,
    "medianoche": 0,
    "minuit": 0,
    "mitternacht": 0,
}
HOUR_WORDS = frozenset({"h", "uhr", "heures", "hrs", "hours"})
"""After a number: an hour of the day."""

DAYS = {
    **dict.fromkeys(("today", "hoy", "aujourd'hui", "heute"), 0),
    **dict.fromkeys(("yesterday", "ayer", "hier", "gestern"), 1),
    **dict.fromkeys(("anteayer", "vorgestern"), 2),
}
"""Days before today."""

AGO = frozenset({"ago", "hace", "vor", "ilya", "earlier"})

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
UNITS = {
    word: seconds
    for seconds, words in (
        (1, "second seconds sec secs s segundo segundos seconde secondes sekunde sekunden"),
        (_MINUTE, "minute minutes min mins minuto minutos minuten m"),
        (_HOUR, "hour hours hr hrs h hora horas heure heures stunde stunden std"),
        (_DAY, "day days d dia dias jour jours tag tagen tage"),
        (7 * _DAY, "week weeks wk wks w semana semanas semaine semaines woche wochen"),
    )
    for word in words.split()
}
"""Seconds of a unit. Months and years are left out: "2 months ago" names no day."""

NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "a an one un una uno une ein eine einem einer",
            "two dos deux zwei",
            "three tres trois drei",
            "four cuatro quatre vier",
            "five cinco cinq funf",
            "six seis sechs",
            "seven siete sept sieben",
            "eight ocho huit acht",
            "nine nueve neuf neun",
            "ten diez dix zehn",
            "eleven once onze elf",
            "twelve doce douze zwolf",
        ),
        1,
    )
    for word in words.split()
}

NOW = frozenset(
    {"just now", "now", "moments ago", "a moment ago", "seconds ago", "a few seconds ago", "less than a minute ago"}
    | {"ahora", "ahora mismo", "justo ahora", "a l'instant", "gerade eben", "soeben", "jetzt"}
)


def fold(word: str) -> str:
    """The word in lower case, without accents and full stops."""
    if word.isascii():
        return word.lower().replace(".", "")
    bare = normalize("NFD", word.lower().replace("’", "'"))
    return "".join(c for c in bare if category(c) != "Mn").replace(".", "")
