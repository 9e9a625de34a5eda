from __future__ import annotations

from datetime import UTC, datetime

import pytest
from courier import BODY, day, reading, rows, said, settled, thread, write
from sqlalchemy import text

from newscrawl.db.engine import write_transaction
from newscrawl.db.questions import QUESTIONS, Asked, ask
from newscrawl.items import PageKind, QuoteItem

AT = "https://courier.example/2026/03/"


def answer(engine, name, now=None, **asked):
    question = QUESTIONS[name]
    with engine.connect() as connection:
        answered = ask(connection, question, Asked(now or day(30), **asked))
    return [dict(zip(question.columns, row, strict=True)) for row in answered]


def quote(words, speaker, role, start):
    return QuoteItem(
        paragraph=0, start=start, end=start + len(words), text=words, kind="direct", speaker=speaker, role=role
    )


def article(number, *, speakers=(), **more):
    said = " ".join(f"We walk {n}." for n in range(len(speakers)))
    quotes = [
        quote(f"We walk {n}.", name, role, said.index(f"We walk {n}.")) for n, (name, role) in enumerate(speakers)
    ]
    body = [
        said or "A short first paragraph.",
        f"Article {number} of the paper tells more of the bridge, the ferry and the town.",
        *BODY,
    ]
    return reading(f"{AT}{number}", at=day(number), published=day(number), headline=f"Article {number}", paragraphs=body,
                   quotes=quotes, **more)  # fmt: skip


def place(engine, name, where, zone="UTC"):
    with write_transaction(engine) as connection:
        connection.execute(
            text("UPDATE outlet SET place = :p, timezone = :z WHERE name = :n"), {"p": where, "z": zone, "n": name}
        )


def test_who_is_quoted_most(engine):
    ada, tom = ("Ada Reyes", "Mayor"), ("Tom Oak", None)
    write(engine, article(1, speakers=[ada, ada, tom]), article(2, speakers=[("Ada Reyes", None), tom]),
          article(3, speakers=[ada]))  # fmt: skip
    first, second = answer(engine, "most-quoted")
    assert (first["speaker"], first["role"], first["quotes"], first["articles"]) == ("Ada Reyes", "Mayor", 4, 3)
    assert first["last_at"] == day(3)
    assert (second["speaker"], second["role"], second["quotes"]) == ("Tom Oak", None, 2)
    narrowed = answer(engine, "most-quoted", since=day(2), until=day(3))
    assert {row["speaker"]: row["quotes"] for row in narrowed} == {"Ada Reyes": 1, "Tom Oak": 1}
    assert answer(engine, "most-quoted", outlet="herald") == []
    assert len(answer(engine, "most-quoted", limit=1)) == 1


def test_quotes_of_a_speaker_over_time(engine):
    ada = ("Ada Reyes", "Mayor")
    write(engine, article(1, speakers=[ada, ada]), article(2, speakers=[ada]), article(40, speakers=[ada]))
    months = [(row["month"], row["quotes"], row["articles"]) for row in answer(engine, "speaker", words="reyes")]
    assert months == [("2026-04", 1, 1), ("2026-03", 3, 2)]
    assert answer(engine, "speaker", words="%") == []
    assert answer(engine, "speaker", words="_da") == []
    said = answer(engine, "said", words="Ada Reyes", limit=2)
    assert [(row["published_at"], row["said"]) for row in said] == [(day(40), "We walk 0."), (day(2), "We walk 0.")]


def test_wire_share_by_outlet(engine):
    write(engine, article(1), article(2, credit="Associated Wire"), article(3), article(4))
    [row] = answer(engine, "wire")
    assert row == {"outlet": "courier", "articles": 4, "wire": 1, "percent": 25.0}


def test_busiest_threads(engine):
    url = f"{AT}1"
    write(engine, article(1, threads=[thread(article=url, claimed=9)],
                          comments=[said(str(n), f"Words {n}", author=f"Reader {n % 2}", article=url) for n in range(5)]),
          article(2, threads=[thread(article=f"{AT}2")], comments=[said("1", "Alone", article=f"{AT}2")]))  # fmt: skip
    rows = answer(engine, "busy-threads")
    assert [(row["comments"], row["people"], row["claimed"], row["url"]) for row in rows] == [
        (5, 2, 9, url),
        (1, 1, None, f"{AT}2"),
    ]
    assert [row["url"] for row in answer(engine, "busy-threads", since=day(2))] == [f"{AT}2"]


def test_silent_edits_are_headlines_changed_without_a_note(engine):
    write(engine, article(1), article(2))
    changed = article(1)
    changed.article.headline, changed.page.fetched_at, changed.page.content_hash = "Bridge shuts", day(5), "2"
    write(engine, changed)
    body = article(2)
    body.article.paragraphs[-1], body.page.fetched_at, body.page.content_hash = "Another end of the text.", day(6), "3"
    write(engine, body)
    [row] = answer(engine, "silent-edits")
    assert (row["before"], row["after"], row["seen_at"]) == ("Article 1", "Bridge shuts", day(5))
    assert answer(engine, "silent-edits", since=day(6)) == []
    article_id = rows(engine, "SELECT id FROM article WHERE headline = 'Bridge shuts'")[0][0]
    with write_transaction(engine) as connection:
        connection.execute(
            text(
                "INSERT INTO correction (article_id, number, kind, text, first_seen) VALUES (:a, 1, 'correction', 'x', :at)"
            ),
            {"a": article_id, "at": day(5) if engine.dialect.name == "postgresql" else day(5).isoformat()},
        )
    assert answer(engine, "silent-edits") == []


def test_today_is_each_papers_own_day(engine):
    write(engine, article(1), article(2))
    place(engine, "courier", "Mapleton, Oregon", "America/Los_Angeles")
    late = datetime(2026, 3, 4, 2, tzinfo=UTC)  # the evening of the third in Oregon: nothing was published that day
    assert [row["headline"] for row in answer(engine, "today", now=late)] == ["Article 2"]
    assert answer(engine, "today", now=datetime(2026, 3, 4, 20, tzinfo=UTC)) == []
    assert len(answer(engine, "today", now=late, place="oregon")) == 1
    assert answer(engine, "today", now=late, place="Ohio") == []
    place(engine, "courier", "Mapleton", "No/Where")
    assert answer(engine, "today", now=datetime(2026, 3, 3, 20, tzinfo=UTC))[0]["headline"] == "Article 2"


def test_papers_gone_quiet(engine):
    def asked(number):
        write(engine, settled("unchanged", "https://courier.example/feed", at=day(number), kind=PageKind.SOURCE))

    write(engine, *(article(number) for number in range(40)))
    asked(40)
    assert answer(engine, "quiet", now=day(40)) == []
    assert answer(engine, "quiet", now=day(50)) == []  # nobody has asked it since
    asked(50)
    [row] = answer(engine, "quiet", now=day(50))
    assert (row["outlet"], row["last_week"], row["last_at"]) == ("courier", 0, day(39))
    assert row["usual_week"] == 6.5
    asked(400)
    assert len(answer(engine, "quiet", now=day(400))) == 1
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE outlet SET name = 'herald', place = 'H'"))
        connection.execute(text("DELETE FROM article"))
    assert [(row["outlet"], row["last_at"]) for row in answer(engine, "quiet", now=day(401))] == [("herald", None)]
    assert answer(engine, "quiet", now=day(401), place="Ohio") == []


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_can_be_asked_in_every_way(engine, name):
    question = QUESTIONS[name]
    ways = {"since": day(1), "until": day(2), "outlet": "courier", "place": "O'Hare_100%"}
    for way in [
        {},
        *({key: value} for key, value in ways.items() if key in question.takes),
        {k: v for k, v in ways.items() if k in question.takes},
    ]:
        assert isinstance(answer(engine, name, words="bridge", **way), list)
