"""Chances of small numbers: how likely is it that a paper as it was would give so little?

A share is judged by the beta-binomial distribution, a count by the negative binomial: both know that the past is a sample,
and that articles come in lumps (a page of listings without any author), for their spread is taken from the paper's own past.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from math import exp, floor, inf, lgamma, log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Counted = tuple[int, int]
"""Of so many (second) so many had it (first)."""


@dataclass(frozen=True, slots=True)
class Sums:
    """All that is asked of groups, added up: one group more costs the same however many there are."""

    groups: int = 0
    had: int = 0
    of: int = 0
    squares: float = 0.0
    """Of what each group had, divided by how many it is of."""
    of_squares: int = 0

    def __add__(self, group: Counted) -> Sums:
        """With one group more; an empty one is none."""
        had, of = group
        if of <= 0:
            return self
        return Sums(
            self.groups + 1, self.had + had, self.of + of, self.squares + had * had / of, self.of_squares + of * of
        )

    @classmethod
    def over(cls, groups: Iterable[Counted]) -> Sums:
        """Of all of them."""
        return reduce(cls.__add__, groups, cls())


def lumpiness(groups: Sequence[Counted] | Sums) -> float:
    """How alike the members of one group are beyond chance: 0 not at all, 1 wholly (intraclass correlation).

    Pearson's statistic over the groups, by the method of moments; below two groups nothing is known and 0 is said.
    """
    sums = groups if isinstance(groups, Sums) else Sums.over(groups)
    if sums.groups < 2 or sums.of <= sums.groups:
        return 0.0
    share = (sums.had + 0.5) / (sums.of + 1)
    # the sum of (had - of * share)^2 / of, multiplied out
    distance = max(sums.squares - 2 * share * sums.had + share * share * sums.of, 0.0)
    spread = distance / (share * (1 - share)) / (sums.groups - 1)
    usual = (sums.of - sums.of_squares / sums.of) / (sums.groups - 1)
    if usual <= 1:
        return 0.0
    return min(max((spread - 1) / (usual - 1), 0.0), 1.0)


def chance_of_so_few(had: int, of: int, past: Sequence[Counted] | Sums) -> float:
    """The chance that of *of* no more than *had* have it, where all is as it was in the *past* groups."""
    sums = past if isinstance(past, Sums) else Sums.over(past)
    if sums.of <= 0 or had >= of:
        return 1.0
    share = (sums.had + 0.5) / (sums.of + 1)
    alike = lumpiness(sums)
    weight = inf if alike <= 0 else (1 - alike) / alike
    known = 1 / (1 / (sums.of + 1) + (1 / weight if weight > 0 else inf))
    known = max(known, 1e-6)
    return beta_binomial(had, of, share * known, (1 - share) * known)


def beta_binomial(most: int, of: int, alpha: float, beta: float) -> float:
    """P(X <= *most*) for X of *of* tries whose chance is Beta(*alpha*, *beta*); 0 to 1."""
    if most >= of:
        return 1.0
    term = lgamma(beta + of) + lgamma(alpha + beta) - lgamma(alpha + beta + of) - lgamma(beta)
    found = exp(term)
    for number in range(most):
        term += log((of - number) / (number + 1) * (alpha + number) / (beta + of - number - 1))
        found += exp(term)
    return min(found, 1.0)


def chance_of_so_little(count: int, past: Sequence[int]) -> float:
    """The chance that a week gives no more than *count*, where the weeks of the *past* gave so many each."""
    weeks, total = len(past), sum(past)
    if not weeks or not total:
        return 1.0
    mean = total / weeks
    spread = sum((number - mean) ** 2 for number in past) / (weeks - 1) / mean if weeks > 1 else 1.0
    lump = max(spread, 1.0)  # so many articles come at once
    shape, most = total / lump + 0.5, floor(count / lump)
    term = shape * log(weeks / (weeks + 1))
    found = exp(term)
    for number in range(most):
        term += log((shape + number) / (number + 1) / (weeks + 1))
        found += exp(term)
    return min(found, 1.0)
