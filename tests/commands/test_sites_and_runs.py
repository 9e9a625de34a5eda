"""``scrapy sites`` and ``scrapy runs``, as a person and as cron type them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from courier import PAPER, reading
from typed import Typist

from newscrawl.db.writing import finish_run, start_run, write_pages, write_problems
from newscrawl.items import ProblemItem

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def crawled(engine, database, capsys):
    """A paper that was read daily for sixteen days; the last run found no author."""
    for back in range(16, -1, -1):
        at = NOW - timedelta(days=back)
        run_id = start_run(engine, {"spider": "localnews"}, at, "pid 1 on mapleton")
        write_pages(engine, run_id, [
            reading(f"https://courier.example/{back}/{n}", at=at, published=at - timedelta(minutes=n), authors=["Ada Reyes"] if back else [],
                    paragraphs=[f"Number {n} of {back} days ago tells of the bridge."], quotes=[])
            for n in range(4)
        ])  # fmt: skip
        if back:
            finish_run(engine, run_id, at + timedelta(minutes=2), "shutdown" if back == 1 else "finished", {})
    write_problems(
        engine,
        run_id,
        [ProblemItem(outlet=PAPER, url="https://courier.example/x", stage="fetch", reason="\x1b[31mno")],
        NOW,
    )
    return Typist(database, capsys)


def test_a_broken_paper_is_named_and_cron_is_told(crawled):
    said = crawled("sites")
    assert said.code == 1
    [row] = said.rows
    assert row[:2] == ["broken", PAPER]
    assert row[6] == "authors fell from 100 % to 0 % of 4"
    [shown] = json.loads(crawled("sites", "--json").out)
    assert (shown["state"], shown["fields_fallen"][0]["field"], len(shown["days"])) == ("broken", "authors", 28)
    assert crawled("sites", "--wrong", "--csv").out.count("\n") == 2
    detail = crawled("sites", "--site", PAPER).out
    for words in ("courier: broken since", "weekday\tlast\tusual", "authors\t0 %\t100 %", "run 17 at"):
        assert words in detail


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sites", "courier"], "--site NAME shows one paper"),
        (["sites", "--site", "courir"], "courier"),
        (["runs", "x"], "takes the number of one run"),
        (["runs", "1", "2"], "takes the number of one run"),
    ],
)
def test_what_is_typed_wrong_is_told_with_the_fix(crawled, words, said):
    answer = crawled(*words)
    assert answer.code == 2
    assert said in answer.err


def test_nobody_to_tell_is_told(crawled):
    answer = crawled("sites", "--tell")
    assert answer.code == 1
    assert "set ALARM_WEBHOOK or ALARM_COMMAND" in answer.err


def test_that_no_run_begins_any_more_is_told(crawled):
    answer = crawled("sites", CLOCK_OFFSET="9d")
    assert answer.code == 1
    assert "no run has begun for 9.0 days; usually one begins every 24.0 hours" in answer.err


def test_runs_are_listed_and_one_is_shown(crawled):
    listed = crawled("runs", "--limit", "2")
    assert [(row[0], row[3], row[5], row[9], row[10]) for row in listed.rows] == [
        ("17", "1", "4", "1", "killed"),
        ("16", "1", "4", "0", "interrupted"),
    ]
    shown = crawled("runs", "17").out
    assert "run 17: killed; pid 1 on mapleton; spider=localnews" in shown
    assert "\x1b" not in shown
    told = json.loads(crawled("runs", "17", "--json").out)
    assert (told["owner"], told["at_sites"][0]["site"], len(told["problem_list"])) == ("pid 1 on mapleton", PAPER, 1)
    assert crawled("runs", "17", "--csv").out.startswith("at,site,stage")
    answer = crawled("runs", "99999999999999999999999")
    assert (answer.code, "there is no run" in answer.err) == (1, True)


def test_an_empty_database_is_told(engine, database, capsys):
    typist = Typist(database, capsys)
    assert "no paper is in this database yet" in typist("sites").err
    assert "no run is in this database yet" in typist("runs").err
