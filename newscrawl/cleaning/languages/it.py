"""Italian. Months and weekdays: CLDR (https://cldr.unicode.org, it)."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="it",
    months=(
        "gennaio genn gen", "febbraio febbr feb", "marzo mar", "aprile apr", "maggio magg mag", "giugno giu",
        "luglio lug", "agosto ago", "settembre sett set", "ottobre ott", "novembre nov", "dicembre dic",
    ),
    weekdays="lunedì lun martedì mercoledì gio giovedì venerdì ven sabato sab domenica dom",
    published="pubblicato pubblicata pubblicazione",
    updated="aggiornato aggiornata aggiornamento modificato modificata",
    fillers="di il lo la le alle ore del della da e ultimo ultima",
    clock={"mezzogiorno": 12, "mezzanotte": 0},
    hours="ore",
    days={"oggi": 0, "ieri": 1, "avantieri": 2},
    ago="fa",
    units=("secondo secondi", "minuto minuti", "ora ore", "giorno giorni", "settimana settimane"),
    numbers=(
        "un uno una", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici",
    ),
    now=("adesso", "poco fa"),
    by="di",
    opens="di",
    work="scritto",
    joins="e con",
    roles="redazione redattore redattrice giornalista inviato inviata",
    papers="gazzetta corriere giornale",
    nobody="redazione",
    printed=("stampa",),
    sections={"opinion": ("opinioni", "editoriali"), "obituary": ("necrologi",)},
)  # fmt: skip
