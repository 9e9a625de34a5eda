"""German.

Notes: "Richtigstellung" of the press code, section 3 (https://www.presserat.de/pressekodex.html); "Anm. d. Red.", Duden.
"""

from __future__ import annotations

from newscrawl.reading.wording import CORRECTION, UPDATE, Wording

_PIECE = "(?:Artikels?|Beitrags?|Texte?s?|Meldung|Berichts?|Überschrift)"
_WAS = rf"diese[rs]? {_PIECE} wurde (?:\S+ ){{0,8}}"

WORDS = Wording(
    code="de",
    corrections=("korrektur", "korrekturhinweis", "berichtigung", "richtigstellung", "korrigendum"),
    updates=("update", "aktualisierung", "aktualisiert", "nachtrag", "ergänzung"),
    clarifications=("klarstellung", "präzisierung"),
    editors_notes=(
        "anmerkung der redaktion", "anm. d. red.", "anm. der redaktion", "hinweis der redaktion", "in eigener sache",
        "redaktionelle anmerkung",
    ),
    sentences=(
        (CORRECTION, r"in einer (?:früheren|ersten|vorherigen|älteren|ursprünglichen) (?:version|fassung)\b"),
        (CORRECTION, rf"(?:eine|die) (?:frühere|erste|ursprüngliche) (?:version|fassung) (?:dieses|des|dieser) {_PIECE}\b"),
        (CORRECTION, rf"{_WAS}(?:korrigiert|berichtigt|geändert)\b"),
        (UPDATE, rf"{_WAS}(?:aktualisiert|ergänzt|erweitert|überarbeitet)\b"),
    ),
    openings="in eine die diese dieser dieses",
    dated_by=("am", "vom"),
    asks=("fehler (?:melden|gefunden)",),
    note_boxes="richtigstellung korrektur berichtigung",
    live_folders=("liveticker", "live-ticker", "newsticker", "ticker", "newsblog"),
    live_headlines=(r"live-?ticker\b", r"news-?ticker\b", r"news-?blog\b", r"live-?blog\b", r"ticker\s*[:|+]"),
    before_time=("um", "aktualisiert"),
    after_time=("uhr", "mesz", "mez", "cest", "cet"),
    goes_on=(
        "(?:jetzt |um )?weiter(?:zu)?lesen", "(?:diesen|den ganzen|den vollständigen) artikel (?:weiter)?lesen",
        r"(?:dieser|der) (?:artikel|inhalt|beitrag) ist (?:\S+ ){0,4}(?:abonnenten|registrierten?|mitglieder)",
        "(?:nur|exklusiv) für (?:abonnenten|mitglieder)", "(?:schon|bereits|sie sind bereits) abonnent",
        "jetzt (?:abonnieren|anmelden|registrieren|testen) und (?:weiter)?lesen", "lesen sie (?:weiter mit|diesen artikel mit)",
    ),
)  # fmt: skip
