"""French. Notes: "rectificatif", "erratum" and "NDLR" (note de la rédaction) of the Lexique des règles typographiques."""

from __future__ import annotations

from newscrawl.reading.wording import CORRECTION, UPDATE, Wording

_PIECE = "(?:article|texte|papier|billet|reportage|d[ée]p[êe]che|titre)"
_THIS = rf"(?:cet|ce|cette) {_PIECE}"

WORDS = Wording(
    code="fr",
    corrections=("correction", "rectificatif", "rectification", "erratum", "errata"),
    updates=("mise à jour", "mis à jour", "actualisation", "actualisé"),
    clarifications=("clarification", "précision", "précisions"),
    editors_notes=("note de la rédaction", "note de l'éditeur", "note de l’éditeur", "ndlr", "note aux lecteurs"),
    sentences=(
        (CORRECTION, rf"une (?:premi[èe]re|pr[ée]c[ée]dente|ancienne) version de {_THIS}\b"),
        (CORRECTION, rf"une version (?:ant[ée]rieure|pr[ée]c[ée]dente) de {_THIS}\b"),
        (CORRECTION, rf"{_THIS} a [ée]t[ée] (?:corrig|rectifi|modifi)[ée]e?\b"),
        (UPDATE, rf"{_THIS} a [ée]t[ée] (?:actualis[ée]e?|compl[ée]t[ée]e?|enrichie?|mise? [àa] jour)\b"),
    ),
    openings="une cet ce cette",
    dated_by=("le", "du"),
    asks=("si vous (?:constatez|avez)", "signaler une erreur"),
    note_boxes="erratum errata rectificatif",
    live_folders=("en-direct", "direct", "suivez-en-direct"),
    live_headlines=(r"en direct\b", r"direct\s*[:|.]", r"minute par minute\b"),
    before_time=("à", "publié", "mis à jour"),
    goes_on=(
        "(?:pour )?(?:lire|voir|d[ée]couvrir|acc[ée]der [àa]) la suite", "(?:pour )?continuer (?:la|votre) lecture",
        "la suite (?:de cet article )?est r[ée]serv[ée]e", "(?:cet|ce) (?:article|contenu) est r[ée]serv[ée]",
        "(?:article|contenu) r[ée]serv[ée] (?:aux|[àa] nos) abonn[ée]s", "il vous reste .{1,12} (?:[àa] lire|de cet article)",
        "(?:abonnez|connectez|inscrivez)-vous pour (?:lire|continuer|acc[ée]der)", "d[ée]j[àa] abonn[ée]",
    ),
)  # fmt: skip
