"""A database that a crawl has filled, and somebody who types."""

from __future__ import annotations

import pytest
from courier import BODY, URL, day, reading, said, thread, write
from typed import Typist

OTHER = "https://courier.example/2026/03/ferry"
FERRY = ["The old ferry at Alder Creek stops in autumn, and José Núñez sold its bell to the school of the town.",
         "“We will miss the bell,” said Ada Reyes, who has crossed with it since she was a child in Mapleton."]  # fmt: skip


@pytest.fixture
def typist(capsys):
    """Somebody who types, at no database in particular."""
    return Typist(None, capsys)


@pytest.fixture
def filled(engine, database, capsys):
    """Two articles of one paper, one edited, three quotes, three comments; and who types at it."""
    write(
        engine,
        reading(threads=[thread()], comments=[said("1", "So it does."), said("2", "=SUM(A1) to the bridge", author="Eve")]),
        reading(OTHER, at=day(1), paragraphs=FERRY, headline="Ferry stops", published=day(1), credit="Associated Wire",
                threads=[thread(article=OTHER)], comments=[said("1", "A shame.", article=OTHER)]),
    )  # fmt: skip
    edited = [*BODY[:2], "The county paid for the steel and the lamps; a bakery gave the first bread that crosses it."]
    write(engine, reading(at=day(2), headline="Footbridge opens", paragraphs=edited, page={"content_hash": "2"}))
    typist = Typist(database, capsys)
    typist.engine = engine
    typist.url = URL
    return typist
