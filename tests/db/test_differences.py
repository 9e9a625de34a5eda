import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.db.differences import Extent, Kind, Segment, extent, word_diff


def shown(old, new):
    """The difference on one line: [-removed-] and {+added+}."""
    marks = {Kind.SAME: "{}", Kind.ADDED: "{{+{}+}}", Kind.REMOVED: "[-{}-]"}
    return " ".join(marks[part.kind].format(part.text.strip()) for part in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "difference"),
    [
        ("The mayor spoke.", "The mayor spoke.", "The mayor spoke."),
        ("Twelve people came.", "Twenty people came.", "[-Twelve-] {+Twenty+} people came."),
        ("It rained.", "", "[-It rained.-]"),
        ("", "It rained.", "{+It rained.+}"),
        ("", "", ""),
        ("a b c d", "a c d e", "a [-b-] c d {+e+}"),
        ("the cat the dog the bird", "the dog the bird the cat", "the [-cat the-] dog the bird {+the cat+}"),
        ("One.\n\nTwo.", "One.\n\nOne and a half.\n\nTwo.", "One. {+One and a half.+} Two."),
        ("x x x x y", "x x y", "x x [-x x-] y"),
    ],
)
def test_the_difference_is(old, new, difference):
    assert shown(old, new) == difference


def test_segments_keep_the_breaks_of_the_new_text():
    assert word_diff("One. Two.", "One.\n\nTwo.") == [Segment(Kind.SAME, "One.\n\nTwo.")]


words = st.lists(st.sampled_from(["a", "b", "c", "the", "mayor", "said.", "\n\n"]), max_size=40).map(" ".join)


@given(words, words)
def test_segments_make_up_both_texts(old, new):
    parts = word_diff(old, new)
    assert [w for p in parts if p.kind != Kind.REMOVED for w in p.text.split()] == new.split()
    assert [w for p in parts if p.kind != Kind.ADDED for w in p.text.split()] == old.split()
    assert all(one.kind != two.kind for one, two in pairwise(parts))
    size = extent(old, new)
    assert size.added == sum(len(p.text.split()) for p in parts if p.kind == Kind.ADDED)
    assert size.removed == sum(len(p.text.split()) for p in parts if p.kind == Kind.REMOVED)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_two_texts_have_a_difference(old, new):
    kept = "".join(p.text for p in word_diff(old, new) if p.kind != Kind.REMOVED)
    assert kept.strip() == new.strip()


LONG = " ".join(f"word{n}" for n in range(400))


@pytest.mark.parametrize(
    ("old", "new", "size"),
    [
        ("Two  spaces.", "Two spaces.\n", Extent("none", 0, 0)),
        ("Twelve came.", "Twenty came.", Extent("small", 1, 1)),
        (LONG, LONG + " Correction: it was a Tuesday.", Extent("small", 5, 0)),
        (LONG, LONG + " and" * 50, Extent("substantial", 50, 0)),
        (
            LONG[:500],
            LONG[:500] + " one more sentence that is quite long, isn't it, for this",
            Extent("substantial", 11, 0),
        ),
        ("A short note here.", "Another note altogether.", Extent("small", 2, 3)),
        ("", LONG, Extent("substantial", 400, 0)),
    ],
)
def test_the_size_of_a_change_is(old, new, size):
    assert extent(old, new) == size


def test_two_texts_of_any_kind_are_compared_in_little_time():
    rng = random.Random(1)
    hostile = [
        ("a b " * 30_000, "b a " * 30_000),
        (" ".join(rng.choices("ab", k=30_000)), " ".join(rng.choices("ab", k=30_000))),
        (" ".join(map(str, range(30_000))), " ".join(map(str, range(30_000, 0, -1)))),
        ("x" * 1_000_000, "y" * 1_000_000),
        (" " * 1_000_000, "\n" * 1_000_000),
    ]
    for old, new in hostile:
        began = time.process_time()
        extent(old, new)
        assert time.process_time() - began < 8
