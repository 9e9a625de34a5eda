"""The two distributions against sums by hand, and what lumps do to them."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.health.chances import beta_binomial, chance_of_so_few, chance_of_so_little, lumpiness


@pytest.mark.parametrize("most", range(6))
def test_a_flat_prior_makes_all_numbers_alike(most):
    assert beta_binomial(most, 5, 1, 1) == pytest.approx((most + 1) / 6)


def test_a_sure_chance_is_the_binomial():
    sure = 1e7
    assert beta_binomial(2, 6, sure / 2, sure / 2) == pytest.approx(sum(comb(6, k) for k in range(3)) / 64, rel=1e-4)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 50), st.integers(0, 50))
def test_a_chance_is_a_chance(before, more, had, further):
    chance = chance_of_so_few(had, had + further, [(before, before + more)])
    assert 0 <= chance <= 1


def test_more_articles_without_make_it_rarer():
    chances = [chance_of_so_few(0, of, [(38, 40)]) for of in range(1, 8)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.01
    assert chances[4] < 1e-4


def test_a_share_from_few_articles_says_little():
    assert chance_of_so_few(0, 3, [(2, 2)]) > 0.02
    assert chance_of_so_few(0, 3, [(200, 200)]) < 1e-5


def test_pages_that_come_in_lumps_are_known_as_such():
    even = [(9, 10)] * 12
    lumps = [(10, 10)] * 10 + [(0, 10), (0, 10)]  # two days of listings without any author
    assert lumpiness(even) == 0
    assert lumpiness(lumps) > 0.8
    assert chance_of_so_few(0, 10, even) < 1e-6
    assert chance_of_so_few(0, 10, lumps) > 0.05


@pytest.mark.parametrize("groups", [[], [(3, 3)], [(0, 0), (1, 1)], [(0, 1), (1, 1)]])
def test_too_little_says_nothing_of_lumps(groups):
    assert lumpiness(groups) == 0


def test_a_week_is_rare_by_what_weeks_were_like():
    assert chance_of_so_little(3, [41, 38, 44, 40, 39, 42, 41, 43]) < 1e-6
    assert chance_of_so_little(3, [4, 2, 5, 3, 1, 4, 2, 6]) > 0.3
    assert chance_of_so_little(3, [120, 2, 4, 90, 1, 0, 110, 3]) > 0.01  # it never was even
    assert chance_of_so_little(0, []) == chance_of_so_little(0, [0, 0]) == 1


@given(st.integers(0, 500), st.lists(st.integers(0, 500), max_size=9))
def test_any_weeks_give_a_chance(count, past):
    assert 0 <= chance_of_so_little(count, past) <= 1
