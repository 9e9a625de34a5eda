"""Times told in words that count from the moment of reading ("3 hours ago", "vor 2 Stunden", "5分钟前", "8d").

Words of Unicode CLDR 46 (relative-time fields) for the languages that news sites of Europe, the Americas and East Asia
are written in, and the short forms that platforms print.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

from newscrawl.comments.vocabulary import names

_UNITS = {
    "second": """second seconds sec secs s seconde secondes seconden segundo segundos secondo secondi sekunde sekunden
        sekund sekunder sekundy sekuntia sekuntti секунд секунду секунды сек saniye 秒 秒鐘 秒钟 초 ثانية ثوان שניות""",
    "minute": """minute minutes min mins minuten minuto minutos minuti minuut minuter minutter minut minuty minuta
        minuuttia minuutti минут минуту минуты мин хвилин dakika 分 分钟 分鐘 분 دقيقة دقائق دقيقتين דקות דקה λεπτα λεπτο
        perc menit phut""",
    "hour": """hour hours hr hrs h stunde stunden std heure heures hora horas ora ore uur uren timme timmar tim timer time
        tunti tuntia godzina godziny godzin godz hodina hodiny hodin hodinami hodinou час часа часов годин saat
        時間 小时 小時 시간 ساعة ساعات ساعتين שעות שעה ωρες ωρα oraval oraja jam gio""",
    "day": """day days d tag tage tagen t jour jours j dia dias giorno giorni g dag dagen dage dagar dager paiva paivaa pv
        dzien dni den dnem dny день дня дней днів gun 日 天 일 يوم أيام يومين ימים יום
        μερες ημερες μερα ημερα nap napja hari ngay""",
    "week": """week weeks wk wks w woche wochen wo semaine semaines sem semana semanas settimana settimane weken vecka
        veckor uke uker uge uger viikko viikkoa tydzien tygodnie tygodni tyden tydny неделю недели недель тиждень
        hafta 週間 周 週 个星期 주 أسبوع أسابيع שבוע שבועות εβδομαδες εβδομαδα het hete minggu tuan""",
    "month": """month months mo mos monat monate monaten mois mes meses mese mesi maand maanden manad manader maned
        maneder kuukausi kuukautta miesiac miesiace miesiecy mesic mesice mesicu месяц месяца месяцев місяць ay
        か月 ヶ月 个月 個月 개월 شهر أشهر חודש חודשים μηνες μηνα honap honapja bulan thang""",
    "year": """year years yr yrs y jahr jahre jahren an ans annee annees ano anos anno anni jaar jaren ar vuosi vuotta
        rok roku lata lat roky год года лет рік yil 年 년 سنة سنوات שנה שנים χρονια χρονο ev eve tahun nam""",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400}
_SHORT = names("s m min mins h hr hrs std d t j w wk wks mo mos yr yrs y")
"""Units that platforms print with a number and nothing else."""
_ONE = names(
    """a an one ein eine einer einem einen un une uno una um uma unu en ett et een yhden jedna jednu jeden egy bir один одну
    ένα μια"""
)
_BEFORE = r"vor|il y a|hace|há|ha|منذ|قبل|לפני|πριν(?: από)?|för|for|před|pred|przed|cách đây"
_AFTER = r"ago|fa|atrás|atras|geleden|sedan|siden|sitten|temu|назад|тому|önce|once|earlier|"
_AFTER += r"zpět|前|전|trước|yang lalu|lalu|ezelőtt"
_ABOUT = r"about|over|almost|ca\.?|etwa|rund|über|fast|environ|plus de|cerca de|circa|casi|"
_ABOUT += r"ongeveer|más de|mais de|более|около|около"
_NUMBER = r"(\d{1,3})|(" + "|".join(sorted(_ONE, key=len, reverse=True)) + r")\b['’]?"
_AMOUNT = rf"(?:(?:{_ABOUT})\s+)?(?:{_NUMBER})\s*([^\W\d_]{{1,9}})\.?"
_TOLD = re.compile(
    rf"(?<![^\W\d_])(?:({_BEFORE})\s+{_AMOUNT}(?:\s+({_AFTER}))?|{_AMOUNT}\s?(?:{_AFTER})(?![a-z]))", re.IGNORECASE
)
_CJK = re.compile(
    r"(\d{1,3})\s*(秒|分|時間|日|週間|か月|ヶ月|年|分钟|分鐘|小时|小時|天|周|个月|個月)\s*(?:ほど)?(?:之)?前|(\d{1,3})\s?(초|분|시간|일|주|개월|년)\s?전"
)
_BARE = re.compile(r"\W*(\d{1,3})\s?([a-z]{1,4})\.?\W*", re.IGNORECASE)
_DAYS = {
    0: "today heute hoy hoje oggi vandaag idag tänään dzisiaj dziś сегодня сьогодні bugün 今天 今日 오늘 اليوم היום",
    1: "yesterday gestern ayer ontem ieri gisteren igår eilen wczoraj včera вчера вчора dün 昨天 昨日 어제 أمس אתמול",
    2: "vorgestern anteayer anteontem eergisteren",
}
_PHRASES = {"aujourd'hui": 0, "aujourd’hui": 0, "hier": 1, "avant-hier": 2, "i dag": 0, "i går": 1}
_DAY_WORDS = {word: ago for ago, words in _DAYS.items() for word in words.split() if len(word) > 1} | _PHRASES
_DAY = re.compile(
    r"(?<![^\W_])(" + "|".join(sorted(map(re.escape, _DAY_WORDS), key=len, reverse=True)) + r")(?![^\W\d_])",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\W*(just now|right now|a moment ago|moments ago|(?:a few )?seconds ago|gerade eben|soeben|eben|jetzt|"
    r"à l['’]instant|"
    r"ahora(?: mismo)?|agora(?: mesmo)?|adesso|zojuist|nyss|akkurat nå|lige nu|только что|刚刚|剛剛|たった今|방금|الآن|"
    r"less than a minute ago|vor wenigen Sekunden|vor wenigen Augenblicken)\W*",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\d.:])(\d{1,2})\s?(?:[:.h]|Uhr)\s?(\d\d)(?!\d)(?:\s*([ap])\.?m\b)?|(?<![\d.:])(\d{1,2})\s?([ap])\.?m\b",
    re.IGNORECASE,
)
_MAX_TEXT = 120


class Told(NamedTuple):
    """A relative time: so many units before the reading, or a day so long before it with a clock."""

    start: int
    """Where in the text it begins."""
    amount: int
    unit: str
    """second, minute, hour, day, week, month, year."""
    clock: tuple[int, int] | None = None
    """Hour and minute, where the words name a day ("yesterday at 10:15")."""


_STEMS = frozenset(
    {*_BEFORE.replace("(?: από)?", "").split("|"), *_AFTER.split("|"), *_DAY_WORDS, "now", "nyss", "soeben", "eben"}
    | {
        "jetzt",
        "ahora",
        "agora",
        "adesso",
        "zojuist",
        "только",
        "刚刚",
        "剛剛",
        "たった今",
        "방금",
        "الآن",
        "instant",
        "y",
        "lige",
    }
)
_STEM_WORDS = frozenset(word for stem in _STEMS for word in stem.split())
_UNSPACED = tuple(stem for stem in _STEMS if ord(stem[0]) > 0x2E80)


def may_tell(text: str) -> bool:
    """A cheap first look: is there any word of a relative time, or hardly more than a figure?"""
    if len(text) <= 8 and any(char.isdigit() for char in text):
        return True
    low = text.lower()
    if not _STEM_WORDS.isdisjoint(low.replace("'", " ").replace("’", " ").replace(",", " ").split()):
        return True
    return not text.isascii() and any(stem in low for stem in _UNSPACED)


@lru_cache(maxsize=2048)
def told(text: str) -> Told | None:
    """The relative time in *text*; None where it tells none. Day words count only near the beginning of a short text."""
    text = text[:_MAX_TEXT]
    if found := _CJK.search(text):
        number, word = (found[1], found[2]) if found[1] else (found[3], found[4])
        return Told(found.start(), int(number), _UNIT_OF[word])
    for found in _TOLD.finditer(text):
        number, word = (found[2], found[4]) if found[1] else (found[6], found[8])
        unit = _unit(word)
        if unit is not None and (found[1] is None or _prefix_fits(found)):
            return Told(found.start(), int(number) if number else 1, unit)
    if found := _NOW.fullmatch(text):
        return Told(found.start(1), 0, "minute")
    if (found := _BARE.fullmatch(text)) and found[2].lower() in _SHORT:
        return Told(found.start(1), int(found[1]), "minute" if found[2].lower() == "m" else _UNIT_OF[found[2].lower()])
    return _day_told(text)


def _prefix_fits(found: re.Match[str]) -> bool:
    """Does the word before fit? "for 3 hours" is a length, "för 3 timmar sedan" a time; "ha 3 ore" belongs to "fa"."""
    return found[1].lower() not in ("for", "för", "ha") or found[5] is not None


def _unit(word: str) -> str | None:
    bare = "".join(char for char in normalize("NFD", word.lower()) if category(char) != "Mn")
    return _UNIT_OF.get(word.lower()) or _UNIT_OF.get(bare)


def _day_told(text: str) -> Told | None:
    found = _DAY.search(text) if len(text) <= 60 else None
    if found is None or found.start() > 30:
        return None
    ago = _DAY_WORDS.get(found[1].lower())
    if ago is None:  # case folds further in a pattern than lower() does: "yeſterday", "İ dag"
        return None
    rest = text[found.end() :]
    clock = _CLOCK.search(rest)
    if clock is None and (rest.strip(" .,;|·•-–—") or text[: found.start()].strip(" .,;|·•-–—:")):
        return None
    time = None
    if clock is not None:
        hour, minute, half = (clock[1], clock[2], clock[3]) if clock[1] else (clock[4], "0", clock[5])
        number = int(hour) % 12 + (12 if half.lower() == "p" else 0) if half else int(hour)
        if number > 23 or int(minute) > 59:
            return None
        time = (number, int(minute))
    return Told(found.start(), ago, "day", time)


def resolved(text: str, now: datetime) -> tuple[str, str] | None:
    """The time that *text* tells, as ISO 8601, and how precise it is ("relative hour"); None where it tells none.

    Args:
        text: What is printed beside a comment.
        now: When the page or reply came, aware. Days are counted in its zone, and given without a clock; hours and
            minutes give a moment in UTC.
    """
    found = told(text)
    if found is None:
        return None
    now = now if now.tzinfo else now.replace(tzinfo=UTC)
    try:
        if found.unit in ("month", "year"):
            when: date = _months_before(now.date(), found.amount * (12 if found.unit == "year" else 1))
            return when.isoformat(), f"relative {found.unit}"
        then = now - timedelta(seconds=found.amount * _SECONDS[found.unit])
    except (OverflowError, ValueError):
        return None
    if found.clock is not None:  # the site's own clock: no offset is invented
        return f"{then.date().isoformat()}T{found.clock[0]:02}:{found.clock[1]:02}", "relative minute"
    if found.unit in ("day", "week"):
        return then.date().isoformat(), f"relative {found.unit}"
    return then.astimezone(UTC).isoformat(timespec="seconds"), f"relative {found.unit}"


def _months_before(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
