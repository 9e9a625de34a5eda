"""French. Months and weekdays: CLDR (https://cldr.unicode.org, fr)."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="fr",
    months=(
        "janvier janv", "février févr fév", "mars", "avril avr", "mai", "juin", "juillet juil", "août",
        "septembre sept", "octobre oct", "novembre nov", "décembre déc",
    ),
    weekdays="lundi mardi mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim",
    published="publié publiée",
    updated="mis mise modifié modifiée actualisé actualisée",
    fillers="de du le la les l à au en et jour er ère",
    clock={"midi": 12, "minuit": 0},
    hours="h heures",
    days={"aujourd'hui": 0, "hier": 1},
    ago="ilya",
    units=("seconde secondes", "minute minutes", "heure heures", "jour jours", "semaine semaines"),
    numbers=(
        "un une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    ),
    now=("à l'instant",),
    by="par de texte",
    opens="par",
    work="écrit ecrit",
    pictures="photographie",
    joins="et avec",
    places="à en",
    employers="pour",
    roles="rédaction redaction journaliste",
    papers="presse agence",
    nobody="rédaction redaction",
    home="accueil",
    printed=("imprimer",),
    sections={"opinion": ("opinions", "éditorial", "tribunes", "chroniques"), "obituary": ("nécrologie",)},
)  # fmt: skip
