"""Polish. Months and weekdays: CLDR (https://cldr.unicode.org, pl), both forms ("marzec", "4 marca")."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="pl",
    months=(
        "styczeń stycznia sty", "luty lutego lut", "marzec marca mar", "kwiecień kwietnia kwi", "maj maja",
        "czerwiec czerwca cze", "lipiec lipca lip", "sierpień sierpnia sie", "wrzesień września wrz",
        "październik października paź", "listopad listopada lis", "grudzień grudnia gru",
    ),
    weekdays="poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob ndz",
    published="opublikowano opublikowany publikacji",
    updated="aktualizacja zaktualizowano",
    fillers="o godz godzina r dnia",
    days={"dziś": 0, "dzisiaj": 0, "wczoraj": 1},
    ago="temu",
    units=("sekund sekundy", "minut minuty minutę", "godzin godziny godzinę", "dni dzień", "tydzień tygodnie"),
    roles="redakcja dziennikarz dziennikarka",
    nobody="redakcja",
)  # fmt: skip
