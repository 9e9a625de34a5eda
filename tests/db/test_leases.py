from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from db.courier import DAY, PAPER

from newscrawl.db.frontier import Frontier

ONE, TWO = "pid 1 on host a since 12:00", "pid 2 on host b since 12:01"


@pytest.fixture
def frontier(engine):
    return Frontier(engine)


@pytest.fixture
def outlet(frontier):
    return frontier.outlet_id(PAPER, "courier.example", "Mapleton", "UTC")


def later(seconds):
    return DAY + timedelta(seconds=seconds)


def test_a_lease_keeps_others_out_until_it_ends(frontier, outlet):
    assert frontier.take_lease(outlet, ONE, DAY) is None
    assert frontier.take_lease(outlet, TWO, later(60)) == ONE
    assert frontier.take_lease(outlet, ONE, later(100)) is None
    assert frontier.take_lease(outlet, TWO, later(200)) == ONE
    assert frontier.take_lease(outlet, TWO, later(221)) is None
    assert frontier.take_lease(outlet, ONE, later(221)) == TWO


def test_leases_are_renewed_and_what_was_lost_is_told(frontier, outlet):
    other = frontier.outlet_id("herald", "herald.example", "Mapleton", "UTC")
    third = frontier.outlet_id("times", "times.example", "Mapleton", "UTC")
    for of in (outlet, other):
        assert frontier.take_lease(of, ONE, DAY) is None
    assert frontier.take_lease(other, TWO, later(121)) is None
    assert frontier.renew_leases([outlet, other, third], ONE, later(130)) == {other: TWO, third: None}
    assert frontier.take_lease(outlet, TWO, later(200)) == ONE
    assert frontier.take_lease(third, TWO, later(200)) is None


def test_what_is_given_back_is_free_at_once(frontier, outlet):
    other = frontier.outlet_id("herald", "herald.example", "Mapleton", "UTC")
    assert frontier.take_lease(outlet, ONE, DAY) is None
    assert frontier.take_lease(other, TWO, DAY) is None
    frontier.release_leases(ONE)
    assert frontier.take_lease(outlet, TWO, DAY) is None
    assert frontier.take_lease(other, ONE, DAY) == TWO


def test_of_many_that_ask_at_once_one_gets_it(frontier, outlet):
    owners = [f"pid {n} on host a since 12:00" for n in range(8)]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda owner: frontier.take_lease(outlet, owner, DAY), owners))
    assert answers.count(None) == 1
    assert {answer for answer in answers if answer} == {owners[answers.index(None)]}


def test_an_outlet_that_is_brought_up_to_date_keeps_its_lease(frontier, outlet):
    assert frontier.take_lease(outlet, ONE, DAY) is None
    frontier.outlet_id(PAPER, "courier.example", "Mapleton", "UTC")
    assert frontier.take_lease(outlet, TWO, DAY) == ONE
