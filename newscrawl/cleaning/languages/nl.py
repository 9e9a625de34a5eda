"""Dutch. Months and weekdays: CLDR (https://cldr.unicode.org, nl)."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="nl",
    months=(
        "januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun", "juli jul", "augustus aug",
        "september sep", "oktober okt", "november nov", "december dec",
    ),
    weekdays="maandag ma dinsdag di woensdag wo donderdag do vrijdag vr zaterdag za zondag zo",
    published="gepubliceerd geplaatst",
    updated="bijgewerkt gewijzigd aangepast",
    fillers="op om de het van en uur laatst",
    clock={"middernacht": 0},
    hours="uur",
    days={"vandaag": 0, "gisteren": 1, "eergisteren": 2},
    ago="geleden",
    units=("seconde seconden", "minuut minuten", "uur uren", "dag dagen", "week weken"),
    numbers=("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
    now=("zojuist", "zonet"),
    by="door",
    opens="door",
    work="geschreven",
    joins_after_by="en",
    roles="redactie redacteur verslaggever verslaggeefster journalist correspondent",
    papers="krant dagblad courant",
    nobody="redactie",
    printed=("afdrukken",),
    sections={"opinion": ("opinie",), "obituary": ("overlijdensberichten",)},
)  # fmt: skip
