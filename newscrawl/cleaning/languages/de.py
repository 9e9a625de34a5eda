"""German. Months and weekdays: CLDR (https://cldr.unicode.org, de, de-AT: "Jänner")."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="de",
    months=(
        "januar jänner jan", "februar feb", "märz mär mrz maerz marz", "april apr", "mai", "juni jun", "juli jul",
        "august aug", "september sept sep", "oktober okt", "november nov", "dezember dez",
    ),
    weekdays="montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sa sonnabend sonntag so",
    published="veröffentlicht erstellt erschienen",
    updated="aktualisiert geändert bearbeitet stand",
    fillers="den der dem am um vom und zuletzt uhr",
    clock={"mittag": 12, "mitternacht": 0},
    hours="uhr",
    days={"heute": 0, "gestern": 1, "vorgestern": 2},
    ago="vor",
    units=("sekunde sekunden", "minute minuten", "stunde stunden std", "tag tagen tage", "woche wochen"),
    numbers=(
        "ein eine einem einer", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
        "zwölf",
    ),
    now=("gerade eben", "soeben", "jetzt"),
    by="von text",
    opens="von",
    work="geschrieben text",
    pictures="fotografie bild bilder foto fotos",
    joins="und mit",
    employers="für",
    roles="redaktion autor autorin redakteur redakteurin reporterin",
    papers="zeitung tagblatt anzeiger",
    nobody="redaktion",
    home="startseite",
    printed=("drucken", "druckversion"),
    sections={"opinion": ("meinung", "kommentar", "leserbriefe"), "obituary": ("nachrufe", "traueranzeigen")},
)  # fmt: skip
