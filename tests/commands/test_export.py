from __future__ import annotations

import csv
import json
import sys
from datetime import UTC, datetime

import pytest
from courier import day, rows

from newscrawl.db.condition import ConditionError, one_condition
from newscrawl.db.export import EXPORTED, columns_of


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("what", EXPORTED)
def test_each_thing_in_each_format(filled, tmp_path, what):
    import pyarrow.parquet

    paths = [tmp_path / f"{what}.{ending}" for ending in ("csv", "jsonl", "parquet")]
    for path in paths:
        said = filled("export", what, "-o", str(path))
        assert said.code == 0, said.err
    number = rows(filled.engine, f"SELECT count(*) FROM {EXPORTED[what].view}")[0][0]
    with paths[0].open(newline="", encoding="utf-8") as file:
        from_csv = list(csv.DictReader(file))
    from_lines = lines(paths[1])
    table = pyarrow.parquet.read_table(paths[2])
    assert len(from_csv) == len(from_lines) == table.num_rows == number
    for one, two, three in zip(from_csv, from_lines, table.to_pylist(), strict=True):
        assert list(one) == list(two) == list(three)
        for name, value in two.items():
            if isinstance(three[name], datetime):
                assert datetime.fromisoformat(value) == datetime.fromisoformat(one[name]) == three[name]
            else:
                assert value == three[name], name
    assert list(tmp_path.glob(".*.part")) == []


def test_types_are_the_same_on_both_engines(engine):
    kinds = {what: columns_of_engine(engine, exported.view) for what, exported in EXPORTED.items()}
    assert kinds["articles"]["authors"] == kinds["articles"]["tags"] == kinds["quotes"]["candidates"] == "list"
    assert (
        kinds["articles"]["published_at"]
        == kinds["comments"]["first_seen"]
        == kinds["threads"]["last_read"]
        == "moment"
    )
    assert kinds["comments"]["gone"] == kinds["articles"]["truncated"] == kinds["stories"]["is_original"] == "truth"
    assert kinds["articles"]["revisions"] == kinds["threads"]["comments"] == kinds["quotes"]["start_char"] == "number"
    assert kinds["quotes"]["confidence"] == "fraction"
    assert kinds["comments"]["platform_id"] == kinds["articles"]["body"] == "text"


def columns_of_engine(engine, view):
    with engine.connect() as connection:
        return columns_of(connection, view)


def test_every_exported_column_has_one_kind_on_both_engines(postgres_server, tmp_path):
    import uuid

    from newscrawl.db.engine import open_engine, prepare

    name = f"test_{uuid.uuid4().hex}"
    postgres_server.psql(f"CREATE DATABASE {name}")
    urls = [f"sqlite:///{tmp_path / 'a.db'}", postgres_server.get_uri(database=name)]
    kinds = []
    for url in urls:
        engine = open_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        prepare(engine, lambda _: None)
        kinds.append({view.view: columns_of_engine(engine, view.view) for view in EXPORTED.values()})
        engine.dispose()
    assert kinds[0] == kinds[1]
    postgres_server.psql(f"DROP DATABASE {name} WITH (FORCE)")


def test_values_arrive_as_they_are(filled, tmp_path):
    path = tmp_path / "a.jsonl"
    filled("export", "articles", "-o", str(path))
    first, second = lines(path)
    assert (first["headline"], first["revisions"], first["truncated"], first["authors"]) == (
        "Footbridge opens",
        2,
        False,
        [],
    )
    assert datetime.fromisoformat(second["published_at"]) == day(1)
    assert "José Núñez" in second["body"]


def test_a_formula_in_csv_is_text_and_elsewhere_untouched(filled, tmp_path):
    filled("export", "comments", "-o", str(tmp_path / "c.csv"))
    filled("export", "comments", "-o", str(tmp_path / "c.jsonl"))
    with (tmp_path / "c.csv").open(newline="", encoding="utf-8") as file:
        texts = {row["author"]: row["text"] for row in csv.DictReader(file)}
    assert texts["Eve"] == "'=SUM(A1) to the bridge"
    assert {row["text"] for row in lines(tmp_path / "c.jsonl")} >= {"=SUM(A1) to the bridge"}


@pytest.mark.parametrize(
    ("options", "number"),
    [
        (("--where", "author = 'Eve'"), 1),
        (("--where", "author = 'O''Hara' OR likes IS NULL"), 3),
        (("--where", "text LIKE '%:shame%' OR text LIKE '%shame.'"), 1),
        (("--where", "(length(text) > 10) AND NOT gone"), 2),
        (("--where", "text = 'A shame.; --'"), 0),
        (("--since", "2026-03-01", "--outlet", "courier"), 0),
        (("--outlet", "courier"), 3),
    ],
)
def test_rows_are_chosen(filled, tmp_path, options, number):
    path = tmp_path / "c.jsonl"
    said = filled("export", "comments", "-o", str(path), *options)
    assert said.code == 0, said.err
    assert len(lines(path)) == number


def test_a_window_takes_what_was_published_then(filled, tmp_path):
    path = tmp_path / "a.jsonl"
    filled("export", "articles", "-o", str(path), "--since", "2026-03-02", "--until", "2026-03-02")
    assert [row["headline"] for row in lines(path)] == ["Ferry stops"]


@pytest.mark.parametrize(
    "condition",
    [
        "1=1; DELETE FROM comment", "1=1) OR (1=1", "1=1 -- x", "1=1 /* x", "'", '"a', "((a)", "a)", "", "  ",
        "author = E'\\'' OR 1=1", "author = $$x$$", "a \\ b", "x" * 20_000, "a = '\x00'", "author = 'it''s",
    ],
)  # fmt: skip
def test_what_is_no_single_condition_is_refused(filled, tmp_path, condition):
    with pytest.raises(ConditionError):
        one_condition(condition)
    said = filled("export", "comments", "-o", str(tmp_path / "c.csv"), "--where", condition)
    assert said.code == 2
    assert "--where: " in said.err
    assert not (tmp_path / "c.csv").exists()


@pytest.mark.parametrize(
    "condition", ["a = 'e;--'", '"like" = 1', "name = 'x' AND (b > 1 OR c < 2)", "note = 'E''s'", "e = 'x'"]
)
def test_what_is_one_condition_is_taken_as_it_is(condition):
    assert one_condition(f" {condition} ") == condition


@pytest.mark.parametrize(
    "condition", [r"text = 'a\b :c'", r"text LIKE '%\:)'", "published_at > '2026-03-01T10:00'", "a = ':x:y::z'"]
)
def test_a_condition_reaches_the_database_as_it_was_typed(condition):
    from sqlalchemy.dialects import sqlite

    from newscrawl.db.export import statement_of

    assert f"({condition}\n)" in str(statement_of("comments", where=condition).compile(dialect=sqlite.dialect()))


@pytest.mark.parametrize(
    ("condition", "told"), [("likez > 3", "did you mean 'likes'"), ("likes >", "syntax"), ("nosuch(1)", "nosuch")]
)
def test_a_condition_that_the_database_does_not_know_is_told_in_words(filled, tmp_path, condition, told):
    said = filled("export", "comments", "-o", str(tmp_path / "c.csv"), "--where", condition)
    assert said.code == 2, said
    assert told in said.err
    assert "v_comment has: comment_id" in said.err


def test_the_connection_cannot_write_whatever_the_condition_says(filled, tmp_path):
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    from newscrawl.db.opening import open_for_reading

    engine = open_for_reading(filled.database)
    with engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text("DELETE FROM comment"))
    engine.dispose()


def test_no_file_is_overwritten_unless_that_is_said(filled, tmp_path):
    path = tmp_path / "c.csv"
    path.write_text("mine")
    said = filled("export", "comments", "-o", str(path))
    assert said.code == 2
    assert "--force" in said.err
    assert path.read_text() == "mine"
    assert filled("export", "comments", "-o", str(path), "--force").code == 0
    assert path.read_text().startswith("comment_id,")


def test_where_it_fails_there_is_no_file(filled, tmp_path, monkeypatch):
    from newscrawl.db import files

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.CsvWriter, "write", full)
    said = filled("export", "comments", "-o", str(tmp_path / "c.csv"))
    assert said.code == 1
    assert "No space left on device" in said.err
    assert [path.name for path in tmp_path.iterdir() if "c.csv" in path.name] == []


def test_a_file_that_came_meanwhile_is_not_lost(filled, tmp_path, monkeypatch):
    from newscrawl.db import files

    write = files.CsvWriter.write

    def slow(self, rows):
        (tmp_path / "c.csv").write_text("another's")
        write(self, rows)

    monkeypatch.setattr(files.CsvWriter, "write", slow)
    assert filled("export", "comments", "-o", str(tmp_path / "c.csv")).code == 2
    assert (tmp_path / "c.csv").read_text() == "another's"


def test_a_missing_package_is_named_with_its_command(filled, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    said = filled("export", "comments", "-o", str(tmp_path / "c.parquet"))
    assert said.code == 2
    assert "pip install 'newscrawl[parquet]'" in said.err
    assert list(tmp_path.glob("*.part*")) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "say what to export"),
        (("comment",), "did you mean 'comments'"),
        (("comments",), "name the file"),
        (("comments", "-o", "x.xlsx"), "the ending says the format"),
        (("comments", "-o", "/no/such/folder/x.csv"), "mkdir -p /no/such/folder"),
        (("comments", "quotes", "-o", "x.csv"), "2 were given"),
    ],
)
def test_wrong_use_ends_with_code_2_and_names_the_fix(filled, words, told):
    said = filled("export", *words)
    assert said.code == 2
    assert told in said.err


def test_moments_of_any_zone_are_written_in_utc():
    from newscrawl.db.export import plain_columns

    [column] = plain_columns([(datetime(2026, 3, 1, 12, tzinfo=UTC),), (None,)], ["moment"])
    assert column == ["2026-03-01T12:00:00+00:00", None]
