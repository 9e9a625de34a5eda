from __future__ import annotations

import json

import pytest
from courier import BODY, day, reading, write

from newscrawl.commands import diff
from newscrawl.progress import Screen


def test_an_edit_is_shown_with_marks_in_a_pipe(filled):
    said = filled("diff", filled.url)
    assert said.code == 0, said.err
    heading, headline, body, *_ = said.out.splitlines()
    assert heading.startswith("1 → 2  edited, seen 2026-03-03 12:00 UTC")
    assert headline == "[-Bridge-] {+Footbridge+} opens"
    assert "\x1b" not in said.out
    assert "{+" in said.out.split("\n", 2)[2]
    assert "… " in body
    assert BODY[0] not in said.out
    assert BODY[0] in filled("diff", filled.url, "--whole").out


def test_colour_on_a_terminal(filled, monkeypatch):
    monkeypatch.setattr(
        diff, "Screen", lambda **more: Screen(force_terminal=True, color_system="standard", width=100, **more)
    )
    said = filled("diff", filled.url)
    assert "\x1b[32mFootbridge" in said.out
    assert "{+" not in said.out


def test_json_gives_the_segments(filled):
    [edit] = json.loads(filled("diff", filled.url, "--json").out)
    assert (edit["from"], edit["to"], edit["reread"]) == (1, 2, False)
    assert [segment["kind"] for segment in edit["headline"]] == ["removed", "added", "same"]
    new = "".join(segment["text"] for segment in edit["body"] if segment["kind"] != "removed")
    assert (
        new.split()
        == " ".join(
            [*BODY[:2], "The county paid for the steel and the lamps; a bakery gave the first bread that crosses it."]
        ).split()
    )


def test_texts_are_chosen_by_number(filled):
    write(filled.engine, reading(at=day(3), headline="Footbridge opens at last", page={"content_hash": "3"}))
    assert [edit["to"] for edit in json.loads(filled("diff", filled.url, "--json").out)] == [2, 3]
    [edit] = json.loads(filled("diff", filled.url, "--json", "--from", "1", "--to", "3").out)
    assert (edit["from"], edit["to"]) == (1, 3)
    assert len(json.loads(filled("diff", filled.url, "--json", "--from", "2").out)) == 1


def test_an_article_that_was_never_edited_says_so(filled):
    said = filled("diff", "https://courier.example/2026/03/ferry")
    assert said.code == 1
    assert "never edited" in said.err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("https://courier.example/nothing",), 1, "no article answers under"),
        ((), 2, "give the address"),
        (("URL", "--from", "x"), 2, "--from x: give a number"),
    ],
)
def test_wrong_use_is_told(filled, words, code, told):
    said = filled("diff", *words)
    assert (said.code, told in said.err) == (code, True)
    assert filled("diff", filled.url, "--to", "9").err.endswith("the article has had 1, 2\n")
