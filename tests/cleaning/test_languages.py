"""Another language is another file: what each says, and that all are searched together."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newscrawl.cleaning import languages, read_byline, read_date
from newscrawl.cleaning.date_words import MONTHS, fold, says_update
from newscrawl.cleaning.languages import LANGUAGES, words_of_all

NOW = datetime(2026, 11, 4, 20, tzinfo=UTC)


def test_every_file_of_the_folder_is_a_language_named_for_its_code():
    files = sorted(path.stem for path in Path(languages.__file__).parent.glob("*.py") if path.stem != "__init__")
    assert [language.code for language in LANGUAGES] == files
    assert {"en", "es", "fr", "de"} <= set(files)


def test_every_file_says_where_its_words_are_from():
    for path in Path(languages.__file__).parent.glob("??.py"):
        assert "https://" in path.read_text("utf-8").partition('"""\n')[0], path.name


def test_no_word_is_a_month_in_one_language_and_another_month_in_the_next():
    for language in LANGUAGES:
        for number, words in enumerate(language.months, 1):
            assert {MONTHS[fold(word)] for word in words.split()} == {number}, (language.code, words)


def test_words_of_all_holds_the_words_of_each():
    assert {"by", "von", "par", "por", "di", "door"} <= words_of_all("by")


@pytest.mark.parametrize(
    "text",
    [
        "March 3, 2026", "3 de marzo de 2026", "3 mars 2026", "3. März 2026", "3 marzo 2026", "3 de março de 2026",
        "dinsdag 3 maart 2026", "3 марта 2026 г.", "3 березня 2026 року", "3 marca 2026 r.", "den 3 mars 2026",
        "3 Mart 2026 Salı", "Selasa, 3 Maret 2026", "الثلاثاء 3 آذار / مارس 2026", "٣ مارس ٢٠٢٦", "3 mrt 2026", "3 mar. 2026",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_language(text):
    assert read_date(text, NOW, "UTC") == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("martedì 3 marzo 2026, ore 14.05", 14), ("3 de março de 2026 às 14h05", 14), ("3 maart 2026 om 14:05 uur", 14),
        ("3 марта 2026 г., 14:05", 14), ("3 marca 2026, godz. 14:05", 14), ("نشر 3 مارس 2026 02:05 مساءً", 14),
        ("نشر 3 مارس 2026 02:05 صباحا", 2), ("2 ore fa", 18), ("há 2 horas", 18), ("2 uur geleden", 18), ("2 часа назад", 18),
    ],
)  # fmt: skip
def test_an_hour_is_read_in_every_language(text, hour):
    found = read_date(text, NOW, "UTC")
    assert isinstance(found, datetime)
    assert found.hour == hour


@pytest.mark.parametrize(
    "line",
    [
        "Updated March 3, 2026", "Last updated: March 3, 2026", "Actualizado el 3 de marzo de 2026", "Mis à jour le 3 mars 2026",
        "Zuletzt geändert am 3. März 2026", "Stand: 3.3.2026", "Aggiornato il 3 marzo 2026", "Atualizado em 3/3/2026",
        "Bijgewerkt op 3 maart 2026", "Обновлено 3 марта 2026", "Uppdaterad 3 mars 2026", "Zaktualizowano 3 marca 2026",
    ],
)  # fmt: skip
def test_a_line_says_that_its_date_is_one_of_a_change(line):
    assert says_update(line)


@pytest.mark.parametrize(
    "line", ["March 3, 2026", "Published March 3, 2026, updated later", "3 March 2026 updated", ""]
)
def test_a_line_of_publication_is_no_update(line):
    assert not says_update(line)


@pytest.mark.parametrize(
    ("line", "persons"),
    [
        ("By Ada Reyes and Tom Oak", ["Ada Reyes", "Tom Oak"]),
        ("Por Ana Reyes y Luis Roble", ["Ana Reyes", "Luis Roble"]),
        ("Par Anne Rey et Luc Chêne", ["Anne Rey", "Luc Chêne"]),
        ("Von Ada Reyes und Tom Eich, Redakteure", ["Ada Reyes", "Tom Eich"]),
        ("Di Ada Reyes e Luca Quercia", ["Ada Reyes", "Luca Quercia"]),
        ("Por Ana Reyes e Luís Carvalho", ["Ana Reyes", "Luís Carvalho"]),
        ("Door Ada Reyes en Tom Eik", ["Ada Reyes", "Tom Eik"]),
        ("Oleh Ada Reyes dan Tom Jati", ["Ada Reyes", "Tom Jati"]),
        ("Dan Oak", ["Dan Oak"]),  # "and" in Indonesian, where the line opens so
        ("Автор: Анна Рей", ["Анна Рей"]),
        ("Von Ada Reyes Aktualisiert 3.3.2026", ["Ada Reyes"]),
        ("Por Ana Reyes Actualizado 3 de marzo", ["Ana Reyes"]),
        ("Redazione", []),
        ("Da Redação", []),
    ],
)
def test_a_byline_is_read_in_every_language(line, persons):
    assert read_byline(line)["persons"] == persons
