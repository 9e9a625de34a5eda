from __future__ import annotations

import csv
import io
import json

import pytest

from newscrawl.commands import printed
from newscrawl.commands.printed import print_rows
from newscrawl.db.files import harmless_cell
from newscrawl.db.questions import QUESTIONS
from newscrawl.terminal import harmless


def test_without_a_name_the_questions_are_listed(filled):
    said = filled("query")
    assert said.code == 0
    assert [row[0].split()[0] for row in said.rows] == list(QUESTIONS)


def test_a_pipe_gets_lines_with_tabs(filled):
    said = filled("query", "most-quoted")
    assert said.out.splitlines()[0] == "speaker\trole\toutlet\tquotes\tarticles\tlast_at"
    assert said.rows[0][0] == "Ada Reyes"


def test_json_and_csv_hold_the_same_rows(filled):
    as_json = json.loads(filled("query", "wire", "--json").out)
    as_csv = list(csv.DictReader(io.StringIO(filled("query", "wire", "--csv").out)))
    assert as_json == [{"outlet": "courier", "articles": 2, "wire": 1, "percent": 50.0}]
    assert as_csv == [{"outlet": "courier", "articles": "2", "wire": "1", "percent": "50.0"}]


def test_search_takes_what_is_typed(filled):
    assert [row[0] for row in filled("query", "search", "nunez", "bell").rows] == ["article"]
    assert [row[3] for row in filled("query", "search", "=SUM(A1)", "OR", "shame").rows] == ["Eve", "Tom Oak"]


def test_a_cell_that_a_spreadsheet_would_run_is_made_text(filled):
    found = list(csv.reader(io.StringIO(filled("query", "said", "Ada", "--csv").out)))
    assert found[0][0] == "published_at"
    assert harmless_cell("=1") == "'=1"
    assert [harmless_cell(text) for text in ("+1", "-1", "@a", "\ta", "\ra", "a=1", "")] == [
        "'+1",
        "'-1",
        "'@a",
        "'\ta",
        "'\ra",
        "a=1",
        "",
    ]


def test_nothing_found_is_said_and_is_no_failure(filled):
    said = filled("query", "search", "unicorn")
    assert said.code == 0
    assert said.err == "nothing was found\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("most-quotd",), "did you mean 'most-quoted'"),
        (("speaker",), "wants the speaker's name"),
        (("search", "--limit", "5"), "wants words"),
        (("search", '"-"'), "asks for no word"),
        (("wire", "bridge"), "takes no words"),
        (("wire", "--since", "soon"), "--since soon: no date"),
        (("wire", "--since", "999999999999d"), "no date"),
        (("wire", "--since", "2026-03-02", "--until", "2026-03-01"), "nothing lies between"),
        (("wire", "--limit", "0"), "a number from 1 up"),
        (("wire", "--limit", "many"), "a number from 1 up"),
        (("today", "--since", "7d"), "takes no --since"),
        (("wire", "--outlet", "courer"), "did you mean 'courier'"),
        (("wire", "--color"), "no such option: --color"),
    ],
)
def test_wrong_use_ends_with_code_2_and_names_the_fix(filled, words, told):
    said = filled("query", *words)
    assert said.code == 2, said
    assert told in said.err


def test_a_terminal_is_not_steered_by_what_strangers_wrote(capsys, monkeypatch):
    evil = "Bridge\x1b[2J\x1b]0;owned\x07 \u202eopens\nnow"
    assert harmless(evil) == "Bridge\ufffd[2J\ufffd]0;owned\ufffd \ufffdopens now"
    monkeypatch.setattr(printed.sys.stdout, "isatty", lambda: True, raising=False)
    print_rows(("headline", "n"), [(evil, 1234), ("x" * 500, None), ("[bold]not markup[/bold]", 2)])
    shown = capsys.readouterr().out
    assert "\x1b]0" not in shown
    assert "[bold]not markup[/bold]" in shown.replace("\n", "")
    assert "1,234" in shown
    assert "x…" in shown
