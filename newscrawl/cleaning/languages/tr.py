"""Turkish. Months and weekdays: CLDR (https://cldr.unicode.org, tr)."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="tr",
    months=(
        "ocak oca", "şubat şub", "mart mar", "nisan nis", "mayıs", "haziran haz", "temmuz tem",
        "ağustos ağu", "eylül eyl", "ekim", "kasım kas", "aralık ara",
    ),
    weekdays="pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    published="yayınlanma yayınlandı yayımlanma",
    updated="güncelleme güncellenme güncellendi",
    fillers="saat tarihi",
    days={"bugün": 0, "dün": 1},
    ago="önce",
    units=("saniye", "dakika", "saat", "gün", "hafta"),
)  # fmt: skip
