"""Which papers become jobs."""

from datetime import timedelta

import pytest
from courier import DAY, PAPER, URL, reading, said, settled, thread, write
from sqlalchemy import update

from newscrawl.db.due_outlets import OutletClock, outlet_clocks
from newscrawl.db.engine import write_transaction
from newscrawl.db.forgotten import OUTLET, outlet_digest, remember
from newscrawl.db.frontier import Frontier
from newscrawl.db.models import Page, Thread
from newscrawl.items import FoundPage, PageKind
from newscrawl.queue.due import State, judge, span, verdicts

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("clock", "state", "why"),
    [
        (OutletClock("p"), State.DUE, "it was never crawled"),
        (OutletClock("p", asked_at=DAY - HOUR), State.DUE, "asked 60 min ago"),
        (OutletClock("p", asked_at=DAY - 59 * MINUTE), State.NOT_YET, "asked 59 min ago"),
        (OutletClock("p", asked_at=DAY - 11 * MINUTE, has_due_page=True), State.DUE, "a page of it is due"),
        (OutletClock("p", asked_at=DAY - 9 * MINUTE, has_due_page=True), State.NOT_YET, "asked 9 min ago"),
        (OutletClock("p", asked_at=DAY - 5 * HOUR, ask_again_at=DAY + HOUR), State.REFUSES, "left alone until"),
        (OutletClock("p", asked_at=DAY - 5 * HOUR, ask_again_at=DAY - HOUR), State.DUE, "asked 5 h ago"),
        (OutletClock("p", holder="pid 7 on host a"), State.CRAWLED, "by pid 7 on host a"),
        (OutletClock("p", forgotten=True, has_due_page=True), State.FORGOTTEN, "scrapy forget"),
    ],
)
def test_a_paper_is_due_by_its_clock(clock, state, why):
    verdict = judge(clock, DAY, HOUR)
    assert (verdict.state, why in verdict.why) == (state, True), verdict


@pytest.mark.parametrize(
    ("clock", "state"),
    [
        (OutletClock("p", asked_at=DAY), State.DUE),
        (OutletClock("p", asked_at=DAY, ask_again_at=DAY + HOUR), State.DUE),
        (OutletClock("p", holder="pid 7 on host a"), State.CRAWLED),
        (OutletClock("p", forgotten=True), State.FORGOTTEN),
    ],
)
def test_all_are_wanted_but_for_those_that_must_not_be(clock, state):
    assert judge(clock, DAY, HOUR, anyway=True).state is state


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (-5, "0 s"), (89, "89 s"), (90, "2 min"), (5399, "90 min"), (5400, "2 h"), (172_800, "2 d")],
)
def test_a_span_is_said_as_a_person_would(seconds, words):
    assert span(timedelta(seconds=seconds)) == words


# --- what the database says -------------------------------------------------------------------------------------------
NAMES = {PAPER: "courier.example"}


def clock(engine, now, name=PAPER):
    with engine.connect() as connection:
        return outlet_clocks(connection, {**NAMES, name: NAMES.get(name, f"{name}.example")}, now, now)[name]


@pytest.fixture
def outlet(engine):
    return Frontier(engine).outlet_id(PAPER, "courier.example", "Mapleton", "UTC")


def test_a_paper_that_the_database_does_not_know_was_never_asked(engine):
    assert clock(engine, DAY) == OutletClock(PAPER)


def test_a_page_that_was_found_is_due_and_no_page_of_another_paper(engine, outlet):
    assert not clock(engine, DAY).has_due_page
    Frontier(engine).note_found(outlet, [FoundPage("https://courier.example/a")], DAY)
    Frontier(engine).outlet_id("herald", "herald.example", "Mapleton", "UTC")
    assert clock(engine, DAY).has_due_page
    assert not clock(engine, DAY - HOUR).has_due_page
    assert not clock(engine, DAY, "herald").has_due_page


def test_an_article_that_was_read_is_due_again_on_its_day(engine, outlet):
    Frontier(engine).note_found(outlet, [FoundPage(URL)], DAY)
    write(engine, reading(published=DAY))
    with write_transaction(engine) as connection:
        connection.execute(update(Page).values(due_at=DAY + HOUR))
    assert not clock(engine, DAY + HOUR / 2).has_due_page
    assert clock(engine, DAY + HOUR).has_due_page


def test_a_thread_is_due_by_its_own_growth(engine, outlet):
    write(engine, reading(published=DAY, threads=[thread()], comments=[said("1", "So it does.")]))
    with write_transaction(engine) as connection:
        connection.execute(update(Page).values(due_at=None))
        connection.execute(update(Thread).values(due_at=DAY + HOUR))
    assert not clock(engine, DAY + HOUR / 2).has_due_page
    assert clock(engine, DAY + HOUR).has_due_page


def test_the_last_answer_of_a_list_says_when_a_paper_was_asked(engine, outlet):
    Frontier(engine).note_found(outlet, [FoundPage("https://courier.example/feed/", kind=PageKind.SOURCE)], DAY)
    assert clock(engine, DAY).asked_at is None
    write(engine, settled("failed", "https://courier.example/feed/", at=DAY + HOUR, kind=PageKind.SOURCE))
    assert clock(engine, DAY + HOUR).asked_at == DAY + HOUR


def test_who_holds_refuses_or_was_forgotten_is_told(engine, outlet):
    frontier = Frontier(engine)
    assert frontier.take_lease(outlet, "pid 7 on host a since 12:00", DAY, 45) is None
    assert clock(engine, DAY).holder == "pid 7 on host a since 12:00"
    assert clock(engine, DAY + MINUTE).holder is None
    frontier.note_refusal(outlet, "HTTP 403", DAY)
    assert clock(engine, DAY).ask_again_at > DAY
    with write_transaction(engine) as connection:
        remember(connection, OUTLET, [outlet_digest("herald.example")], DAY)
    assert clock(engine, DAY, "herald").forgotten
    assert not clock(engine, DAY).forgotten


def test_those_that_wait_longest_come_first_and_new_ones_before_them(engine):
    frontier = Frontier(engine)
    for name, hours in (("late", 1), ("early", 5)):
        of = frontier.outlet_id(name, f"{name}.example", "Mapleton", "UTC")
        frontier.note_found(of, [FoundPage(f"https://{name}.example/", kind=PageKind.SOURCE)], DAY)
        with write_transaction(engine) as connection:
            connection.execute(update(Page).where(Page.outlet_id == of).values(fetched_at=DAY - hours * HOUR))
    papers = {name: f"{name}.example" for name in ("late", "early", "brand_new")}
    assert [verdict.name for verdict in verdicts(engine, papers, DAY, HOUR)] == ["brand_new", "early", "late"]
