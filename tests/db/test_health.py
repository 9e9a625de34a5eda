"""What runs leave behind of each paper, on both engines; and what is judged by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from courier import BODY, DAY, PAPER, day, reading, rows, settled, thread
from sqlalchemy import text, update

from newscrawl.db.engine import write_transaction
from newscrawl.db.health import judge_all, last_runs, note_told, opt_outs, pasts, told
from newscrawl.db.models import Outlet
from newscrawl.db.runs import past_runs, problems_of_run, sites_of_run, this_process
from newscrawl.db.visits import FIELDS, filled_fields
from newscrawl.db.writing import finish_run, start_run, write_pages, write_problems
from newscrawl.items import FoundPage, ImageItem, PageKind, ProblemItem

LONG = [
    *BODY,
    "A fourth paragraph tells of the old ferry, whose bell now hangs in the school, and of its last day on the creek.",
]


def article(number, run=1, **more):
    of = {"paragraphs": [*LONG, f"Number {number} of run {run}."], "authors": ["Ada Reyes"], "published": day(run),
          "page": {"content_hash": f"{run}-{number}"}, **more}  # fmt: skip
    return reading(f"https://courier.example/{run}/{number}", at=day(run), **of)


def crawl(engine, at, *records, arguments=None, reason="finished"):
    """One run; its number. Without a reason it was killed."""
    run_id = start_run(engine, arguments or {"spider": "localnews"}, at, this_process())
    for record in records:
        write_pages(engine, run_id, [record])
    if reason:
        finish_run(engine, run_id, at + timedelta(minutes=5), reason, {})
    return run_id


def source(names, at=DAY, url="https://courier.example/feed"):
    found = [FoundPage(f"https://courier.example/found/{n}") for n in range(names)]
    return settled("read", url, at=at, kind=PageKind.SOURCE, found=found)


def test_a_run_is_counted_with_its_pages(engine):
    run_id = crawl(
        engine, day(1),
        source(4, day(1)),
        settled("unchanged", "https://courier.example/map", at=day(1), kind=PageKind.SOURCE),
        source(0, day(1), "https://courier.example/none"),
        article(1, section="Town", threads=[thread(article="https://courier.example/1/1")]),
        article(2, authors=[]),
        article(3, published=day(-400)),
        settled("not_article", "https://courier.example/x", at=day(1)),
        settled("unchanged", "https://courier.example/y", at=day(1)),
        settled("gone", "https://courier.example/z", at=day(1)),
        settled("failed", "https://courier.example/f", at=day(1)),
        settled("refused", "https://courier.example/r", at=day(1)),
        settled("skipped", "https://courier.example/s", at=day(1)),
        settled("read", "https://courier.example/c", at=day(1), kind=PageKind.THREAD),
        settled("failed", "https://courier.example/d", at=day(1), kind=PageKind.THREAD),
    )  # fmt: skip
    with engine.connect() as connection:
        [site] = sites_of_run(connection, run_id)
        [run] = past_runs(connection, lambda _owner: False, day(2))
    counted = {
        "pages": 14, "found": 4, "sources": 2, "sources_naming": 1, "sources_unchanged": 1, "articles": 3, "young": 2, "not_articles": 1,
        "unchanged": 1, "gone": 1, "refused": 1, "skipped": 1, "failed": 2, "threads": 1, "threads_failed": 1, "articles_new": 3,
    }  # fmt: skip
    assert {name: site[name] for name in counted} == counted
    assert site["filled"] == {
        "headline": 3,
        "authors": 2,
        "published": 3,
        "section": 1,
        "body": 3,
        "quotes": 3,
        "comments": 1,
    }
    assert site["filled_young"]["authors"] == 1
    assert (site["first_at"], site["last_at"]) == (day(1), day(1))
    assert (run.ended, run.sites, run.counts["pages"], run.counts["articles_new"]) == ("finished", 1, 14, 3)
    assert rows(engine, "SELECT outlet, articles, failed FROM v_outlet_run") == [(PAPER, 3, 2)]
    assert rows(engine, "SELECT outlets, articles_new, problems FROM v_run") == [(1, 3, 0)]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"headline": None}, "headline"),
        ({"dek": "Two years of work"}, "dek"),
        ({"authors": ["Ada Reyes"]}, "authors"),
        ({"published": None, "published_raw": None}, "published"),
        ({"section": "Town"}, "section"),
        ({"tags": ["bridges"]}, "tags"),
        ({"truncated": True}, "body"),
        ({"paragraphs": ["Short."]}, "body"),
        ({"images": [ImageItem("https://courier.example/a.jpg")]}, "images"),
        ({"images": [ImageItem("https://courier.example/a.jpg", "The bridge")]}, "captions"),
        ({"quotes": []}, "quotes"),
        ({"threads": [thread()]}, "comments"),
        ({"page": {"found": [FoundPage("https://courier.example/c", PageKind.THREAD)]}}, "comments"),
    ],
)
def test_each_field_is_seen(more, field):
    plain = set(filled_fields(reading(paragraphs=LONG)))
    assert plain == {"headline", "published", "body", "quotes"}
    given = set(filled_fields(reading(**{"paragraphs": LONG, **more})))
    assert (field in given) != (field in plain)
    assert given <= set(FIELDS)


def test_what_is_read_again_or_archived_says_nothing_of_today(engine):
    record = article(1)
    record.reread = True
    archived = article(2, page={"archived": True})
    run_id = crawl(engine, day(1), record, archived)
    with engine.connect() as connection:
        assert sites_of_run(connection, run_id) == []


def test_loose_problems_are_counted_too(engine):
    run_id = crawl(engine, day(1), article(1))
    write_problems(
        engine, run_id, [ProblemItem(outlet=PAPER, url="u", reason="why"), ProblemItem(reason="nobody's")], day(1)
    )
    with engine.connect() as connection:
        assert sites_of_run(connection, run_id)[0]["problems"] == 1
        assert [row[1] for row in problems_of_run(connection, run_id, 9)] == [PAPER, None]
        assert past_runs(connection, lambda _owner: False, day(2), run_id=run_id)[0].problems == 2
        assert past_runs(connection, lambda _owner: False, day(2), run_id=99) == []


def test_a_killed_run_keeps_its_counts_and_is_told_from_one_that_goes_on(engine):
    killed = crawl(engine, day(1), article(1), reason=None)
    with engine.connect() as connection:
        assert past_runs(connection, lambda _owner: False, day(2))[0].ended == "killed"
        assert sites_of_run(connection, killed)[0]["articles"] == 1
    lease(engine, f"{this_process()} since now (x)")
    with engine.connect() as connection:
        assert past_runs(connection, lambda _owner: False, day(2))[0].ended == "running"
        assert past_runs(connection, lambda _owner: True, day(2))[0].ended == "killed"
        assert past_runs(connection, lambda _owner: False, day(4))[0].ended == "killed"  # its lease has run out
    lease(engine, "pid 1 on elsewhere since now (x)")
    with engine.connect() as connection:
        assert past_runs(connection, lambda _owner: False, day(2))[0].ended == "killed"


def lease(engine, owner):
    with write_transaction(engine) as connection:
        connection.execute(update(Outlet).values(lease_owner=owner, lease_until=day(3)))


def weeks(engine, last=20, **broken):
    """A paper read daily, three articles a day; on the last day as *broken* says."""
    for number in range(1, last):
        crawl(engine, day(number), source(3, day(number)), *(article(n, number) for n in range(3)))
    crawl(engine, day(last), source(3, day(last)), *(article(n, last, **broken) for n in range(3)))


def test_a_broken_field_is_named_kept_and_healed(engine):
    weeks(engine, 20, authors=[])
    judged = judge_all(engine, day(20) + timedelta(hours=2))
    assert judged[PAPER].state == "broken"
    assert judged[PAPER].fields == ("authors",)
    assert rows(engine, "SELECT state, fields_fallen FROM v_outlet_health") == [("broken", "authors")]
    crawl(engine, day(21), *(article(n, 21) for n in range(3)))
    assert judge_all(engine, day(21) + timedelta(hours=2))[PAPER].state == "ok"
    assert rows(engine, "SELECT state, reason FROM v_outlet_health") == [("ok", None)]


def test_a_run_judges_its_own_papers_and_those_that_nobody_has_for_a_day(engine):
    weeks(engine, 3)
    assert set(judge_all(engine, day(3), [])) == {PAPER}
    assert judge_all(engine, day(3) + timedelta(hours=5), ["nobody"]) == {}
    assert set(judge_all(engine, day(3) + timedelta(hours=5), [PAPER])) == {PAPER}
    assert set(judge_all(engine, day(5), ["nobody"])) == {PAPER}


def test_older_runs_are_added_up_by_day(engine, monkeypatch):
    weeks(engine, 12)
    with engine.connect() as connection:
        [singly] = pasts(connection, day(13))
        monkeypatch.setattr("newscrawl.db.past_visits.SINGLY", 2)
        [folded] = pasts(connection, day(13))
    assert folded == singly  # a run a day
    for number in range(4):  # of one day: two are looked at by themselves, two together
        crawl(engine, day(13), article(number, 13))
    with engine.connect() as connection:
        [folded] = pasts(connection, day(13))
    assert len(folded.visits) == 15
    assert [visit.of("articles") for visit in folded.visits[-3:]] == [2, 1, 1]
    assert sum(visit.filled["authors"] for visit in folded.visits) == 40
    assert folded.visits[-3].at == day(13)


def test_silence_counts_to_the_last_visit_that_was_answered(engine):
    weeks(engine)
    now = day(26) + timedelta(hours=1)
    assert judge_all(engine, now)[PAPER].state == "ok"  # nobody has asked it since
    crawl(engine, day(26), settled("unchanged", "https://courier.example/feed", at=day(26), kind=PageKind.SOURCE))
    judged = judge_all(engine, now)[PAPER]
    assert judged.state == "quiet"
    assert judged.words == "no article for 5 days; its longest pause before was 0 days"
    crawl(engine, day(60))
    assert judge_all(engine, day(60))[PAPER].state == "idle"


@pytest.mark.parametrize(
    "arguments",
    [
        {"urls": "x.txt"},
        {"warc": "x.warc"},
        {"until": "2020-01-01"},
        {"since": "900d"},
        {"since": "90D"},
        {"since": "2160h"},
        {"since": " 130000m"},
        {"since": "2019-01-01"},
    ],
)
def test_runs_that_look_back_are_compared_with_nothing(engine, arguments):
    weeks(engine)
    crawl(engine, day(20) + timedelta(hours=1), *(article(n, 20, authors=[]) for n in range(9)), arguments=arguments)
    assert judge_all(engine, day(20) + timedelta(hours=2))[PAPER].state == "ok"


def test_days_are_the_papers_own(engine):
    crawl(
        engine,
        day(1),
        article(1, published=day(0).replace(hour=3)),
        article(2, published=None),
        article(3, published=day(900)),
    )
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE outlet SET timezone = 'America/Los_Angeles'"))
    with engine.connect() as connection:
        [past] = pasts(connection, day(2))
        assert past.days == {day(-1).date(): 1, day(1).date(): 1}
        assert past.last_article == day(1)
        assert pasts(connection, day(2), []) == pasts(connection, day(2), ["nobody"]) == []


def test_what_was_told_is_kept(engine):
    crawl(engine, day(1), article(1))
    judge_all(engine, day(1))
    with engine.connect() as connection:
        assert told(connection) == {PAPER: None}
        assert last_runs(connection, 5) == [day(1)]
        assert opt_outs(connection) == {}
    claims = {PAPER: (None, "broken: authors"), "nobody": (None, "ok")}
    assert note_told(engine, claims, day(1)) == {PAPER}
    assert note_told(engine, claims, day(1)) == set()  # another run was sooner
    judge_all(engine, day(2))
    with engine.connect() as connection:
        assert told(connection) == {PAPER: "broken: authors"}


def test_opt_outs_are_those_of_the_last_article(engine):
    crawl(engine, day(1), article(1, page={"opt_outs": {"tdm": True, "noai": False}, "content_hash": "1"}))
    with engine.connect() as connection:
        assert opt_outs(connection) == {PAPER: ["tdm"]}
