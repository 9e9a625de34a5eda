"""``scrapy schedule`` as it is typed. What it does with a queue: tests/queue."""

import json

import psycopg
import pytest
from courier import DAY, PAPER
from sqlalchemy import update

from newscrawl.commands.schedule import positive
from newscrawl.db.engine import write_transaction
from newscrawl.db.frontier import Frontier
from newscrawl.db.models import Page, Thread
from newscrawl.items import FoundPage, PageKind


@pytest.fixture
def sites(tmp_path):
    file = tmp_path / "papers.toml"
    file.write_text(
        "".join(
            f'[[site]]\nname = "{name}"\ndomain = "{name}.example"\nplace = "Mapleton"\ntimezone = "UTC"\n'
            for name in (PAPER, "herald")
        ),
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("herald",), 2, "papers are named by -a sites=herald"),
        (("-a", "urls=x"), 2, "-a urls=x: there are sites=, since="),
        (("-a", "sites"), 2, "-a sites: there are sites="),
        (("-a", "sites=demo"), 2, "scrapy crawl localnews -a sites=demo"),
        (("-a", "sites=48hils"), 2, "did you mean '48hills'"),
        (("-a", "sites=/no/such.toml"), 2, "No such file"),
        (("--interval", "soon"), 2, "--interval soon: give a span of time, as in 10m"),
        (("--every", "0"), 2, "--every 0: give a span of time"),
        (("--evry", "1h"), 2, "no such option: --evry"),
    ],
)
def test_a_wrong_argument_ends_with_code_2_and_names_the_fix(typist, words, code, said):
    answer = typist("schedule", *words)
    assert (answer.code, said in answer.err) == (code, True), answer.err


def test_again_and_again_a_file_that_is_half_saved_and_a_lost_connection_cost_one_look(
    typist, tmp_path, sites, monkeypatch
):
    whole, looks = sites.read_text(), []
    states = iter([whole[:-5], "", whole, whole])  # of the file, before each further look

    async def put(_url, papers, _judged):
        looks.append(sorted(papers))
        if len(looks) == 2:
            raise psycopg.OperationalError("the connection is closed")
        return []

    def sleep(_seconds):
        state = next(states, None)
        if state is None:
            raise KeyboardInterrupt
        sites.write_text(state)

    monkeypatch.setattr("newscrawl.queue.jobs.put_into_queue", put)
    monkeypatch.setattr("newscrawl.commands.schedule.Command._prepare", lambda _command: None)
    monkeypatch.setattr("newscrawl.commands.schedule.time.sleep", sleep)
    answer = typist("schedule", "-a", f"sites={sites}", "--every", "1s")
    assert answer.code == 130
    assert looks == [["courier", "herald"]] * 3
    said = [line for line in answer.err.splitlines() if line.startswith("scrapy schedule: ")]
    assert len(said) == 4, answer.err
    assert str(sites) in said[0]
    assert str(sites) in said[1]
    assert said[2] == "scrapy schedule: the queue cannot be reached (the connection is closed)"


def test_sqlite_ends_with_code_3_and_the_way_out(typist, tmp_path, sites):
    typist.database = f"sqlite:///{tmp_path / 'news.db'}"
    answer = typist("schedule", "-a", f"sites={sites}")
    assert answer.code == 3
    assert "NEWSCRAWL_DATABASE_URL=postgresql://" in answer.err


def test_a_dry_run_lists_each_paper_with_its_reason_on_both_engines(filled, engine, sites):
    of = Frontier(engine).outlet_id(PAPER, f"{PAPER}.example", "Mapleton", "UTC")
    Frontier(engine).note_found(of, [FoundPage("https://courier.example/", kind=PageKind.SOURCE)], DAY)
    with write_transaction(engine) as connection:
        connection.execute(update(Page).values(fetched_at=DAY, due_at=None))
        connection.execute(update(Thread).values(due_at=None))
    ask = ("schedule", "-a", f"sites={sites}", "--dry-run")
    found = filled(*ask)
    assert found.code == 0
    assert found.rows[0] == ["herald", "due", "it was never crawled"]
    assert found.rows[1][:2] == [PAPER, "due"]
    assert json.loads(filled(*ask, "--json").out)[0] == {
        "paper": "herald",
        "state": "due",
        "why": "it was never crawled",
    }
    assert filled(*ask, "--interval", "9999w").rows[1][:2] == [PAPER, "not yet"]
    assert filled(*ask, "--interval", "9999w", "--all").rows[1][:2] == [PAPER, "due"]


def test_a_dry_run_of_no_database_says_so(typist, tmp_path, sites):
    typist.database = f"sqlite:///{tmp_path / 'news.db'}"
    answer = typist("schedule", "-a", f"sites={sites}", "--dry-run")
    assert answer.code == 3
    assert "there is no database" in answer.err


@pytest.mark.parametrize(("text", "seconds"), [("10m", 600), ("1h", 3600), ("90", 90), ("2d", 172_800)])
def test_spans_are_read(text, seconds):
    assert positive("--every", text).total_seconds() == seconds


def test_help_teaches_when_a_paper_is_due(typist):
    answer = typist("schedule", "--help")
    for word in ("--every", "--interval", "--dry-run", "--all", "sites=", "A paper is due where", "no\nsites file"):
        assert word in answer.out, word
