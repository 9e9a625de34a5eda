"""Arabic. Months and weekdays: CLDR (https://cldr.unicode.org, ar); Gregorian months, and those of the Levant of one word."""

from __future__ import annotations

from newscrawl.cleaning.language import Language

WORDS = Language(
    code="ar",
    months=(
        "يناير", "فبراير شباط", "مارس آذار", "أبريل ابريل إبريل نيسان", "مايو أيار", "يونيو حزيران",
        "يوليو تموز", "أغسطس آب", "سبتمبر أيلول", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
    weekdays="الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    published="نشر نشره نشرت النشر",
    updated="تحديث التحديث محدث",
    fillers="في يوم من تم الساعة الأول الثاني كانون تشرين آخر",
    am="ص صباحا",
    pm="م مساء",
    days={"اليوم": 0, "أمس": 1},
    joins="و",
)  # fmt: skip
