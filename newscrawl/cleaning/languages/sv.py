"""Swedish. Months and weekdays: CLDR (https://cldr.unicode.org, sv)."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="sv",
    months=(
        "januari jan", "februari feb", "mars mar", "april apr", "maj", "juni jun", "juli jul", "augusti aug",
        "september sep", "oktober okt", "november nov", "december dec",
    ),
    weekdays="måndag mån tisdag tis onsdag ons torsdag tors fredag fre lördag lör söndag sön",
    published="publicerad publicerat",
    updated="uppdaterad uppdaterat ändrad",
    fillers="den kl klockan senast",
    days={"idag": 0, "igår": 1},
    ago="sedan",
    units=("sekunder", "minut minuter", "timme timmar", "dag dagar", "vecka veckor"),
    by="av",
    opens="av",
    joins="och",
    roles="redaktionen redaktion reporter",
    nobody="redaktionen",
)  # fmt: skip
