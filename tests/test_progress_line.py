"""How far a crawl is, in one line and in bars; a log line as one JSON object."""

from __future__ import annotations

import io
import json
import logging
import sys

import pytest
from rich.console import Console

from newscrawl.json_log import JsonFormatter
from newscrawl.progress_line import Rate, line, live, span, standing

STATS = {"downloader/response_count": 120, "newscrawl/courier/fetched": 90, "newscrawl/echo/fetched": 30, "store/articles/new": 40,
         "store/quotes/new": 1, "store/problems": 2}  # fmt: skip


def how(left=None, under_way=("courier", "echo"), **more):
    return standing(STATS, 2.0, {"courier": 10, "echo": 60} if left is None else left, under_way, 60.0, **more)


def test_the_slowest_paper_says_when_it_ends():
    assert (
        line(how()) == "120 pages (2.0/s) · 70 to go, about 2 min · 40 new · 1 quote · 2 problems · now echo and 1 more"
    )
    assert how().seconds == 120  # echo: 60 left at 30 a minute


@pytest.mark.parametrize(
    ("left", "words"),
    [({}, "120 pages (2.0/s) · 40 new"), (100, "100 to go, about 50 s"), ({"courier": 3}, "3 to go, about 2 s")],
)
def test_what_is_left_may_be_known_in_parts(left, words):
    assert words in line(how(left))


def test_a_crawl_that_waits_for_the_database_says_so():
    assert line(how(waits=True)).endswith("waiting for the database")


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_bars_fit_into_any_window(width):
    many = tuple(f"paper_of_a_very_long_name_number_{n}" for n in range(30))
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=False).print(live(how(dict.fromkeys(many, 5), many), width))
    assert all(len(row) <= width for row in out.getvalue().splitlines())
    assert "and 22 papers more" in out.getvalue() or width < 20


def test_the_rate_is_that_of_late():
    now = [0.0]
    rate = Rate(lambda: now[0])
    for second in range(60):
        now[0] = float(second)
        rate.of(min(second, 30) * 10)
    assert rate.of(300) == 0


@pytest.mark.parametrize(("seconds", "words"), [(40, "40 s"), (600, "10 min"), (9000, "2.5 h")])
def test_a_span_is_said_as_a_person_would(seconds, words):
    assert span(seconds) == words


def test_a_log_line_is_one_object():
    record = logging.LogRecord("a.b", logging.WARNING, "", 0, "two\nlines of %s", ("“it”",), None)
    record.url, record.site = "https://courier.example/1", "courier"
    written = JsonFormatter().format(record)
    assert "\n" not in written
    told = json.loads(written)
    assert (told["message"], told["url"], told["site"], told["level"]) == (
        "two\nlines of “it”",
        record.url,
        "courier",
        "WARNING",
    )
    assert told["time"].endswith("+00:00")


def test_a_line_that_does_not_fit_its_values_is_written_all_the_same():
    assert (
        json.loads(JsonFormatter().format(logging.LogRecord("a", logging.INFO, "", 0, "%d", ("x",), None)))["message"]
        == "%d"
    )
    try:
        int("no")
    except ValueError:
        record = logging.LogRecord("a", logging.ERROR, "", 0, "it failed", None, sys.exc_info())
    assert "ValueError: invalid literal" in json.loads(JsonFormatter().format(record))["exception"]
