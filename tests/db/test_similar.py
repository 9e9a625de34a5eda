import random
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.db.similar import SAMPLES, WORDS_AT_LEAST, Signature, contained, samples_at, shingles_of, sign, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor’s “plan”", ["the", "mayor", "s", "plan"]),
        ("ＦＵＬＬ width, STRASSE straße", ["full", "width", "strasse", "strasse"]),
        ("東京 tower", ["東", "京", "tower"]),
        ("…—!", []),
    ],
)
def test_words_for_comparing_are(text, words):
    assert words_of(text) == words


@given(st.text(max_size=3000))
def test_any_text_has_a_signature(text):
    signature = sign(shingles_of(text))
    assert len(signature.samples) <= SAMPLES
    assert all(0 <= sample < 1 << 48 and sample % signature.share == 0 for sample in signature.samples)


def test_the_numbers_of_runs_are_those_that_released_databases_hold():
    """Stored signatures are compared with new ones, so that their numbers never change."""
    factor, rng = 0x9E3779B97F4B, random.Random(3)
    for number in (WORDS_AT_LEAST, 31, 64, 1000):
        words = [rng.choice(("zoë", "東", "ab", f"w{rng.random()}"[:6].replace(".", "x"))) for _ in range(number)]
        numbers = [crc32(word.encode()) for word in words]
        runs = zip(*(numbers[n:] for n in range(5)), strict=False)
        wanted = {sum(of * factor ** (4 - n) for n, of in enumerate(run)) % (1 << 48) for run in runs}
        assert shingles_of(" ".join(words)) == wanted
    text = "one two three four five six seven eight nine ten " * 3
    assert sorted(shingles_of(text))[:2] == [12224963752618, 70992044246000]


def test_a_text_is_sampled_alike_whatever_its_length():
    rng = random.Random(1)
    words = [f"word{rng.randrange(2000)}" for _ in range(20_000)]
    for number in (WORDS_AT_LEAST, 60, 200, 700, 3000, 20_000):
        signature = sign(shingles_of(" ".join(words[:number])))
        assert min(number - 4, SAMPLES // 3) <= len(signature.samples) <= SAMPLES
        assert Signature.of_samples(signature.samples) == signature


def test_a_part_shares_the_samples_that_both_would_have():
    rng = random.Random(2)
    words = [f"word{rng.randrange(2000)}" for _ in range(1200)]
    whole, part = (shingles_of(" ".join(words[:number])) for number in (1200, 400))
    one, two = sign(whole), sign(part)
    assert one.share > two.share
    assert samples_at(one.share, two) <= one.samples
    assert contained(whole, part) == contained(part, whole) == 1


def test_texts_that_are_too_short_or_too_long_are_no_trouble():
    assert shingles_of("four words or five") == set()
    assert len(shingles_of("word " * 1_000_000)) == 1
    assert contained(set(), {1}) == 0
    assert sign(set()) == Signature(1, frozenset())
    assert shingles_of("half \ud800 of a pair " * 30)
