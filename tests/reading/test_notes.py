"""Correction and update notes: by label, by sentence, by place; in four languages."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.reading.notes import note_of
from newscrawl.reading.wordings import WORDINGS

from .pages import ONE, STORY, THREE, TWO, read

FOUR = "The county paid for the steel, the town for the rest, and the old ferry will stop running in the autumn."
LONG = "".join(f"<p>{n}. {text}</p>" for n in (1, 2, 3) for text in (ONE, THREE, FOUR))


def notes(body=STORY, **parts):
    return [(note["kind"], note["text"]) for note in read(body, **parts)["corrections"]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Correction: The footbridge is 30 metres long, not 40 as this story said.", "correction"),
        ("CORRECTION — The footbridge is 30 metres long, not 40 as this story said.", "correction"),
        ("Correction, March 2, 2026: The footbridge is 30 metres long, not 40.", "correction"),
        ("Clarification: The steel was paid for by the county alone.", "clarification"),
        ("UPDATE (3 p.m. Tuesday): The footbridge is closed again, the county says.", "update"),
        ("Update: The footbridge is closed again, the county says.", "update"),
        ("[Editor’s note: This interview was shortened, and a name was changed.]", "editors_note"),
        ("Editor's note. The writer is a cousin of the mayor of Mapleton.", "editors_note"),
        ("Editor's note: An earlier version of this story misspelled the name of the mill.", "correction"),
        ("An earlier version of this article gave the wrong length of the footbridge.", "correction"),
        ("This story has been updated with the answer of the county.", "update"),
        ("This article was amended on 2 March 2026 because the footbridge is 30 metres long.", "correction"),
        ("This article has been clarified to say who paid for the steel.", "clarification"),
        ("This story originally misstated the length of the footbridge.", "correction"),
        ("Because of an editing error, the length of the footbridge was wrong in this story.", "correction"),
        ("A correction was made on March 2, 2026: the footbridge is 30 metres long.", "correction"),
        ("Fe de errores: La pasarela mide 30 metros, y no 40 como decía esta nota.", "correction"),
        ("Una versión anterior de este artículo daba otra longitud de la pasarela.", "correction"),
        ("Actualización (2 de marzo de 2026): La pasarela está cerrada de nuevo.", "update"),
        ("Esta noticia ha sido actualizada con la respuesta del condado.", "update"),
        ("Nota de la redacción: El autor es primo de la alcaldesa de Mapleton.", "editors_note"),
        ("Aclaración: El acero lo pagó solamente el condado de Alder.", "clarification"),
        ("Rectificatif : la passerelle mesure 30 mètres, et non 40 comme écrit.", "correction"),
        ("Une première version de cet article donnait une autre longueur.", "correction"),
        ("Mise à jour du 2 mars 2026 à 18 h 05 : la passerelle est refermée pour la nuit.", "update"),
        ("Cet article a été mis à jour avec la réponse du comté.", "update"),
        ("NDLR : l'auteur est un cousin de la maire de Mapleton.", "editors_note"),
        ("Richtigstellung: Die Brücke ist 30 Meter lang und nicht 40.", "correction"),
        ("In einer früheren Version dieses Artikels stand eine falsche Länge.", "correction"),
        ("Dieser Artikel wurde am 2. März 2026 um 18 Uhr aktualisiert.", "update"),
        ("Anm. d. Red.: Der Autor ist ein Vetter der Bürgermeisterin von Mapleton.", "editors_note"),
        ("Update, 18.30 Uhr: Die Brücke ist wieder gesperrt, sagt der Landkreis.", "update"),
    ],
)
def test_a_note_is_known_by_its_words_and_stays_in_the_text(text, kind):
    for body in (f"{LONG}<p>{text}</p>", f"<p>{text}</p>{LONG}"):
        raw = read(body)
        assert [(note["kind"], note["text"]) for note in raw["corrections"]] == [(kind, text)]
        assert text in raw["paragraphs"]


@pytest.mark.parametrize(
    "text",
    [
        "Updated 1:39 a.m. EST, Wednesday, March 4, 2026",
        "Updated on: March 4, 2026 / 10:07 AM / Courier News",
        "Update on the footbridge: the county has a plan at last, it says.",
        "Correction officers went on strike on Monday at the county jail.",
        "Corrections: If you see an error in this story, write to the desk.",
        "See an error? Report a correction to this story to our newsroom.",
        "This story originally appeared in the Oak Hill Herald last week.",
        "This article was edited by Ada Reyes and by Tom Oak of the Courier.",
        "The earlier version of the bridge was built in 1931, of wood.",
        "Note: the footbridge is closed on Mondays until the end of May.",
        "Precisión y fuerza: el equipo de Mapleton ganó otra vez el sábado.",
    ],
)
def test_what_only_sounds_like_a_note_is_none(text):
    assert notes(f"{LONG}<p>{text}</p>") == []


TEXT = "Correction: The footbridge is 30 metres long, not 40 as this story said."


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        (f"<p>{TEXT}</p>", False),  # in the middle, and like any other paragraph
        (f"<p><em>{TEXT}</em></p>", True),
        (f"<p><strong>Correction:</strong> {TEXT.partition(': ')[2]}</p>", True),
        (f"<div class='correction-box'><p>{TEXT}</p></div>", True),
        (f"<aside class='editors-note'><p>{TEXT}</p></aside>", True),
        (f"<div class='comment-list'><p><em>{TEXT}</em></p></div>", False),
    ],
)
def test_in_the_middle_of_a_text_a_note_must_look_like_one(markup, found):
    assert notes(f"{LONG}{markup}{LONG.replace('. ', '.. ')}") == ([("correction", TEXT)] if found else [])


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"below": f"<div class='correction'><p>{TEXT}</p></div>"}, [("correction", TEXT)]),
        ({"below": f"<div class='x'><h4>Correction</h4><p>{TEXT.partition(': ')[2]}</p></div>"}, [("correction", TEXT.partition(": ")[2])]),
        ({"below": "<div class='corrections'><h4>Corrections</h4><p>If you see an error in this story, write to us at once.</p></div>"}, []),
        ({"below": f"<p><a href='/corrections'>{TEXT}</a></p>"}, []),
        ({"above": f"<p class='note'>{TEXT}</p>"}, [("correction", TEXT)]),
        ({"below": f"<ol class='commentlist'><li><p>{TEXT}</p></li></ol>"}, []),
    ],
)  # fmt: skip
def test_notes_around_the_text(parts, found):
    assert notes(LONG, **parts) == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("The footbridge is 30 metres long, not 40.", [("correction", None)]),
        ({"@type": "CorrectionComment", "text": TEXT, "datePublished": "2026-03-02T08:00:00-08:00"}, [("correction", "2026-03-02T08:00:00-08:00")]),
        ([{"text": TEXT}, {"text": "Clarification: The steel was paid for by the county alone."}], [("correction", None), ("clarification", None)]),
        ("https://mapletoncourier.example/corrections", []),
        (7, []),
    ],
)  # fmt: skip
def test_notes_that_json_ld_states(value, found):
    head = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "correction": value})}</script>'
    assert [(note["kind"], note["dated"]) for note in read(STORY, head=head)["corrections"]] == found


def test_a_note_that_is_stated_and_printed_is_one():
    head = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "correction": TEXT})}</script>'
    assert notes(f"{STORY}<p>{TEXT}</p>", head=head) == [("correction", TEXT)]


@pytest.mark.parametrize(
    ("text", "dated", "raw"),
    [
        ("Correction, March 2, 2026: The footbridge is 30 metres long, not 40.", "2026-03-02", "March 2, 2026"),
        ("Update 2026-03-02: The footbridge is closed again, the county says.", "2026-03-02", "2026-03-02"),
        ("UPDATE (3 p.m. Tuesday): The footbridge is closed again, the county says.", None, "3 p.m. Tuesday"),
        ("This article was amended on 2 March 2026 to give the right length.", "2026-03-02", "2 March 2026"),
        ("Cet article a été mis à jour le 2 mars 2026 avec la réponse du comté.", "2026-03-02", "2 mars 2026"),
        ("Correction: The footbridge opened in 2026, not in 2025 as it was said.", None, None),
    ],
)
def test_the_date_of_a_note_is_the_one_that_it_states_itself(text, dated, raw):
    note = note_of(text)
    assert (note.dated, note.dated_raw) == (dated, raw)


@pytest.mark.parametrize(("label", "kind"), sorted({item for words in WORDINGS for item in words.labels().items()}))
def test_every_label_of_the_tables_opens_a_note(label, kind):
    text = f"{label.upper()}: {TWO}"
    assert (note_of(text).kind, note_of(text).text) == (kind, text)


def test_a_label_means_the_same_in_every_language():
    kinds = {}
    for words in WORDINGS:
        for label, kind in words.labels().items():
            assert kinds.setdefault(label, kind) == kind, label


@given(st.text(max_size=3_000))
def test_any_text_is_a_note_or_none_without_an_error(text):
    assert note_of(text).kind
    read(f"<p>{text}</p>{STORY}<p><i>Correction: {text}</i></p>")
