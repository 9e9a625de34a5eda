from __future__ import annotations

import pytest
from courier import BODY, day, reading, rows, said, thread, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from newscrawl.db.engine import write_transaction
from newscrawl.db.questions import QUESTIONS, Asked, ask
from newscrawl.db.search import SEARCHED, out_of_step, rebuild
from newscrawl.db.words import read_search

NOW = day(30)


def found(engine, typed, **asked):
    with engine.connect() as connection:
        answer = ask(connection, QUESTIONS["search"], Asked(NOW, typed, **asked))
    return sorted(row[0] for row in answer)


@pytest.fixture
def paper(engine):
    write(
        engine,
        reading(
            headline="Bridge opens",
            paragraphs=[
                *BODY,
                "José Núñez walked from Straße to naïve café on 2026-03-01, wrote to press@town.example.",
            ],
            threads=[thread()],
            comments=[said("1", "Well-known toll road, don’t you think?"), said("2", "Мост открыт. 桥 開通")],
        ),
    )
    return engine


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("steel", ["article"]),
        ("STEEL lamps", ["article"]),
        ("steel unicorn", []),
        ('"the steel"', ["article"]),
        ('"steel lamps"', []),
        ("“the steel”", ["article"]),
        ("unicorn OR toll", ["comment"]),
        ("toll -road", []),
        ("toll NOT unicorn", ["comment"]),
        ('toll -"known road"', ["comment"]),
        ("kno*", ["comment"]),
        ("kno", []),
        ("well known", ["comment"]),
        ('"well known toll"', ["comment"]),
        ("well-known", ["comment"]),
        ("don't", ["comment"]),
        ("jose nunez", ["article"]),
        ("José", ["article"]),
        ("NAIVE CAFÉ", ["article"]),
        ("press@town.example", ["article"]),
        ("town", ["article"]),
        ("2026-03-01", ["article"]),
        ("мост", ["comment"]),
        ("МОСТ AND открыт", ["comment"]),
        ("開通", ["comment"]),
        ("wait", ["article", "quote"]),
        ("opens", ["article"]),
    ],
)
def test_words_find_what_holds_them_on_both_engines(paper, typed, where):
    assert found(paper, typed) == where


@pytest.mark.parametrize("typed", ["", "-toll", '"', "* - OR", "AND", "…", "\x00", "NOT toll"])
def test_a_search_without_a_word_is_no_search(paper, typed):
    assert read_search(typed).empty
    with pytest.raises(ValueError, match="asks for no word"):
        found(paper, typed)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\"'()*:^-+{}\\&|!<> aORNEAR"), max_size=60))
def test_whatever_is_typed_is_no_syntax_error(paper, typed):
    if not read_search(typed).empty:
        found(paper, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "NEAR(a b, 5)",
        "headline:bridge",
        "a ^ b",
        "toll)",
        "'; DROP TABLE article; --",
        "a:* & | !",
        "x" * 5000,
        "b " * 900,
    ],
)
def test_operators_of_the_engines_are_only_words(paper, typed):
    found(paper, typed)
    assert rows(paper, "SELECT count(*) FROM article") == [(1,)]


def test_what_is_edited_or_deleted_is_found_no_more(paper):
    assert found(paper, "bakery") == ["article"]
    write(paper, reading(at=day(1), paragraphs=[BODY[0], BODY[1], "A baker gave bread."], page={"content_hash": "2"}))
    assert found(paper, "bakery") == []
    assert found(paper, "baker") == ["article"]
    with write_transaction(paper) as connection:
        connection.execute(text("DELETE FROM article"))  # quotes and comments go with it, by reference
    for table in SEARCHED:
        assert rows(paper, f"SELECT count(*) FROM {table}") == [(0,)]
    assert found(paper, "baker OR toll OR wait") == []
    with write_transaction(paper) as connection:
        assert out_of_step(connection) == []


def test_rows_that_do_not_change_cost_the_full_text_nothing(paper):
    if paper.dialect.name != "sqlite":
        pytest.skip("about SQLite's triggers")
    before = rows(paper, "SELECT id, length(block) FROM article_fts_data ORDER BY id")
    write(
        paper,
        reading(
            at=day(1),
            paragraphs=[
                *BODY,
                "José Núñez walked from Straße to naïve café on 2026-03-01, wrote to press@town.example.",
            ],
        ),
    )
    assert rows(paper, "SELECT id, length(block) FROM article_fts_data ORDER BY id") == before


def test_rebuilding_changes_no_answer(paper):
    with write_transaction(paper) as connection:
        rebuild(connection)
    assert found(paper, "steel") == ["article"]


def test_a_text_too_long_for_the_index_is_stored_all_the_same(engine):
    words = " ".join(f"word{number}é" for number in range(150_000))
    write(engine, reading(paragraphs=[*BODY, words]))
    assert found(engine, "word17e") == ["article"]


def test_the_words_stand_in_the_answer(paper):
    with paper.connect() as connection:
        [row] = ask(connection, QUESTIONS["search"], Asked(NOW, "lamps", outlet="courier"))
    assert row[0] == "article"
    assert "[lamps]" in row[4]
    assert row[1] == day(0)
    assert found(paper, "lamps", outlet="herald") == []
    assert found(paper, "lamps", since=day(1)) == []


def test_an_older_database_is_searched_after_its_upgrade(database):
    from first_schema import first_database

    from newscrawl.db.engine import open_engine, prepare

    engine = open_engine(database)
    first_database(engine)
    prepare(engine, lambda _: None)
    for table, column in (("article", "headline"), ("quote", "text"), ("comment", "text")):
        text_ = rows(engine, f"SELECT {column} FROM {table} WHERE length({column}) > 20 ORDER BY id LIMIT 1")[0][0]
        assert table in found(engine, '"' + text_.replace('"', " ") + '"', limit=2000), text_
    with write_transaction(engine) as connection:
        assert out_of_step(connection) == []
    engine.dispose()
