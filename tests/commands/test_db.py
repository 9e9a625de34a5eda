from __future__ import annotations

import csv
import io
import json

import pytest
from courier import URL, day, reading, rows, write
from sqlalchemy import text

from newscrawl.db.engine import write_transaction
from newscrawl.db.models import Base
from newscrawl.db.reference import VIEW_ROWS, column_comments, reference
from newscrawl.db.views import VIEWS


def break_it(engine, *statements):
    with write_transaction(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_a_sound_database_passes_every_check(filled):
    said = filled("db", "check")
    assert said.code == 0, said.out
    assert {row[0] for row in said.rows} == {"ok"}
    assert len(said.rows) >= 9


@pytest.mark.parametrize(
    ("damage", "question"),
    [
        ("UPDATE quote SET text = 'X' || substr(text, 2)", "every quote is what stands at its place"),
        ("UPDATE quote SET cue_start = 0, cue_end = 4", "every cue is what stands at its place"),
        ("UPDATE revision SET body = 'another' WHERE number = 2", "its last one is the article's text"),
        ("DELETE FROM article_url", "every article answers under an address"),
        (
            "UPDATE comment SET parent_id = (SELECT min(id) FROM comment) WHERE id = (SELECT max(id) FROM comment)",
            "every reply stands in the article",
        ),
    ],
)
def test_damage_is_found_and_named(filled, damage, question):
    break_it(filled.engine, damage)
    said = filled("db", "check", "--json")
    assert said.code == 1
    wrong = [found for found in json.loads(said.out) if found["result"] != "ok"]
    assert [question in found["question"] for found in wrong] == [True]
    assert wrong[0]["detail"].startswith("rows ")


def test_full_text_out_of_step_is_found_and_mended(filled):
    if filled.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps a generated column itself")
    break_it(filled.engine, "DROP TRIGGER article_fts_update", "UPDATE article SET headline = 'Otters'")
    said = filled("db", "check")
    assert said.code == 1
    assert "article: its words are not those of its rows" in said.out
    assert filled("db", "check", "--mend").code == 0
    assert len(filled("query", "search", "otters").rows) == 2


def test_stats_count_rows_and_bytes(filled):
    found = {row["table"]: row for row in json.loads(filled("db", "stats", "--json").out)}
    assert {table.name for table in Base.metadata.sorted_tables} <= found.keys()
    assert found["comment"]["rows"] == 3
    assert found["article"]["bytes"] > 0
    table = list(csv.reader(io.StringIO(filled("db", "stats", "--csv").out)))
    assert table[0] == ["table", "rows", "bytes"]


def test_upgrade_says_what_it_did(filled):
    said = filled("db", "upgrade")
    assert said.code == 0
    assert "as before" in said.err


def test_what_was_merged_is_split(filled):
    twin = "https://courier.example/print/7"
    write(filled.engine, reading(twin, at=day(3), canonical=URL, addresses=[twin, URL], page={"content_hash": "t"}))
    assert rows(filled.engine, "SELECT count(*) FROM article") == [(2,)]
    answer = filled("db", "split", twin, "--outlet", "courier")
    assert answer.code == 0, answer.err
    assert f"{twin} is an article of its own again" in answer.err
    assert rows(filled.engine, "SELECT count(*) FROM article") == [(3,)]
    assert filled("db", "check").code == 0
    assert filled("db", "split", URL).code == 1
    assert filled("db", "split", "https://courier.example/nothing").code == 1
    assert filled("db", "split", twin, "--outlet", "courer").code == 2


def test_every_view_and_table_is_in_the_reference_with_its_words(typist):
    said = typist("db", "schema")
    assert said.code == 0
    for name in [*VIEWS, *(table.name for table in Base.metadata.sorted_tables)]:
        assert f"### {name}\n" in said.out, name
    assert VIEWS.keys() <= VIEW_ROWS.keys()
    for mapper in Base.registry.mappers:
        assert mapper.class_.__doc__, mapper.class_
    assert "| start_char | number, never empty | characters of the body, not bytes;" in reference()
    assert column_comments(Base.registry._class_registry["Article"])["url"] == "canonical"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("db",), "say what to do"),
        (("db", "chek"), "did you mean 'check'"),
        (("db", "check", "--mendd"), "no such option: --mendd"),
        (("db", "stats", "articles"), "takes no 'articles'"),
        (("db", "split"), "name the one address"),
    ],
)
def test_wrong_use_ends_with_code_2_and_names_the_fix(filled, words, said):
    answer = filled(*words)
    assert answer.code == 2
    assert said in answer.err


@pytest.mark.parametrize(
    "words", [("db", "check"), ("db", "stats"), ("query", "wire"), ("export", "quotes", "-o", "x.csv")]
)
@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////no/such/news.db", "there is no database"),
        ("postgresql+psycopg://nobody@127.0.0.1:1/none", "cannot be reached"),
        ("oracle://x", "oracle"),
        ("news.db", "names no database"),
    ],
)
def test_a_database_that_is_not_there_ends_with_code_3(typist, words, url, said):
    typist.database = url
    answer = typist(*words)
    assert answer.code == 3
    assert said in answer.err


def test_reading_commands_write_nothing_and_ask_for_an_upgrade(filled, tmp_path):
    break_it(filled.engine, "UPDATE alembic_version SET version_num = '0001'")
    said = filled("query", "wire")
    assert said.code == 3
    assert "run 'scrapy db upgrade'" in said.err
    assert rows(filled.engine, "SELECT version_num FROM alembic_version") == [("0001",)]


def test_a_file_of_somebody_else_is_told(typist, tmp_path):
    (tmp_path / "list.db").write_text("bread, milk\n" * 300)
    typist.database = f"sqlite:///{tmp_path / 'list.db'}"
    said = typist("query", "wire")
    assert said.code == 3
    assert "no SQLite database" in said.err
    assert "mode=ro" not in said.err


def test_every_command_teaches_with_an_example(typist):
    from pathlib import Path

    import newscrawl.commands

    names = [path.stem for path in Path(newscrawl.commands.__file__).parent.glob("*.py")]
    commands = [name for name in names if name not in {"__init__", "asking", "printed", "crawl"}]
    assert {"db", "query", "export"} <= set(commands)
    for name in commands:
        said = typist(name, "--help")
        assert said.code == 0
        assert f"  scrapy {name}" in said.out, name
        assert "Exit code: 0;" in said.out
