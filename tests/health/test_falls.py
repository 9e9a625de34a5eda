"""When a field has fallen, and when it has not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.health.falls import Sample, find_fall, percent

ALPHA = 0.001 / 12


def runs(*counted):
    return [
        Sample(datetime(2026, 3, 1, tzinfo=UTC) + timedelta(days=n), had, of) for n, (had, of) in enumerate(counted)
    ]


@pytest.mark.parametrize(
    ("what", "counted", "since"),
    [
        ("a theme changed between two runs", [(38, 40), (0, 12)], 1),
        ("one run long ago, then a few articles a run", [(40, 40), (0, 2), (0, 2), (0, 2)], 1),
        ("daily, broken for three days", [(9, 10), (10, 10), (8, 9), (9, 9), (0, 8), (1, 9), (0, 10)], 4),
        ("from all to a few", [(19, 20)] * 6 + [(2, 40)], 6),
        ("broken for longer than it was well", [(10, 10)] * 5 + [(0, 10)] * 20, 5),
        ("of a field that half of the articles have", [(50, 100)] * 5 + [(0, 60)], 5),
    ],
)
def test_it_fell(what, counted, since):
    fall = find_fall("authors", runs(*counted), ALPHA)
    assert fall is not None, what
    assert fall.since == datetime(2026, 3, 1 + since, tzinfo=UTC)
    assert str(fall).startswith("authors fell from")


@pytest.mark.parametrize(
    ("what", "counted"),
    [
        ("nothing is known", []),
        ("one run", [(5, 5)]),
        ("two articles are no proof", [(38, 40), (0, 2)]),
        ("a small past is none either", [(3, 3), (0, 3)]),
        ("it never was there", [(0, 50), (0, 50)]),
        ("it is back", [(40, 40), (0, 20), (9, 10)]),
        ("it is back, by three articles", [(40, 40), (0, 20), (3, 3)]),
        ("a third less is no fall", [(100, 100), (67, 100)]),
        ("listings without authors come every fifth day", [(10, 10), (10, 10), (10, 10), (10, 10), (0, 10)] * 4),
        ("it rose", [(0, 40), (40, 40)]),
        ("it sways", [(5, 10), (8, 10), (3, 10), (9, 10), (4, 10), (7, 10), (3, 10)]),
        ("runs that read nothing", [(20, 20), (0, 0), (0, 0)]),
    ],
)
def test_it_did_not_fall(what, counted):
    assert find_fall("authors", runs(*counted), ALPHA) is None, what


def test_of_hourly_runs_the_old_ones_are_one_group():
    fall = find_fall("authors", runs(*[(1, 1)] * 900, *[(0, 1)] * 12), ALPHA)
    assert fall is not None
    assert fall.of == 12


def test_chance_alone_is_told_seldom():
    """300 papers whose authors are left out by chance, looked at after each of 20 runs."""
    from random import Random

    random, told = Random(7), 0
    for _paper in range(300):
        share, counted = random.uniform(0.2, 1), []
        for _run in range(20):
            of = random.randrange(1, 9)
            counted.append((sum(random.random() < share for _ in range(of)), of))
            told += find_fall("authors", runs(*counted), ALPHA) is not None
    assert told <= 1


@pytest.mark.parametrize(
    ("share", "shown"), [(1, "100 %"), (0.999, "99 %"), (0.5, "50 %"), (0.001, "1 %"), (0, "0 %"), (0.04, "4 %")]
)
def test_what_is_not_all_is_not_printed_so(share, shown):
    assert percent(share) == shown
