"""Ukrainian. Months and weekdays: CLDR (https://cldr.unicode.org, uk), both forms ("березень", "4 березня")."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="uk",
    months=(
        "січень січня січ", "лютий лютого лют", "березень березня бер", "квітень квітня квіт",
        "травень травня трав", "червень червня черв", "липень липня лип", "серпень серпня серп",
        "вересень вересня вер", "жовтень жовтня жовт", "листопад листопада лист", "грудень грудня груд",
    ),
    weekdays="понеділок вівторок середа четвер п’ятниця субота неділя",
    published="опубліковано",
    updated="оновлено",
    fillers="року рік о об в у",
    days={"сьогодні": 0, "вчора": 1},
    ago="тому",
)  # fmt: skip
