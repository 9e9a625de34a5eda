"""Italian. Notes: "errata corrige" and the duty to correct of the Testo unico dei doveri del giornalista, article 9."""

from __future__ import annotations

from newscrawl.reading.wording import CORRECTION, UPDATE, Wording

WORDS = Wording(
    code="it",
    corrections=("errata corrige", "rettifica", "correzione"),
    updates=("aggiornamento", "aggiornato"),
    clarifications=("precisazione",),
    editors_notes=("nota della redazione", "nota del redattore", "ndr"),
    sentences=(
        (CORRECTION, r"(?:una|la) (?:precedente|prima) versione di questo (?:articolo|testo)\b"),
        (CORRECTION, r"questo (?:articolo|testo) [èe] stato (?:corretto|rettificato|modificato)\b"),
        (UPDATE, r"questo (?:articolo|testo) [èe] stato aggiornato\b"),
    ),
    openings="una la questo",
    dated_by=("il",),
    live_folders=("in-diretta", "diretta"),
    live_headlines=(r"in diretta\b", r"diretta\s*[:|]", r"minuto per minuto\b"),
    before_time=("alle", "ore"),
    goes_on=(
        "continua a leggere", "(?:articolo|contenuto) riservato agli abbonati", "sei gi[àa] abbonato",
        "abbonati per (?:leggere|continuare)",
    ),
)  # fmt: skip
