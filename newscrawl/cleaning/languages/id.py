"""Indonesian. Months and weekdays: CLDR (https://cldr.unicode.org, id)."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="id",
    months=(
        "januari jan", "februari feb", "maret mar", "april apr", "mei", "juni jun", "juli jul",
        "agustus agt agu", "september sep", "oktober okt", "november nov", "desember des",
    ),
    weekdays="senin selasa rabu kamis jumat sabtu minggu",
    published="diterbitkan dipublikasikan terbit",
    updated="diperbarui diperbaharui",
    fillers="pada pukul jam tanggal",
    days={"kemarin": 1},
    by="oleh",
    opens="oleh",
    work="ditulis",
    joins_after_by="dan",
    roles="redaksi wartawan penulis",
    nobody="redaksi",
)  # fmt: skip
