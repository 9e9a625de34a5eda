import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.cleaning import keep_lines, squeeze

any_text = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Bridge \n\t opens\u00a0early ", "Bridge opens early"),
        ("co\u00adoperate", "cooperate"),
        ("\ufeffBridge\u200b opens\u2060", "Bridge opens"),
        ("\u202eegdirB\u202c \u2066opens\u2069\u200e", "egdirB opens"),
        ("Bri\x00dge\x07 \x85 opens", "Bridge opens"),
        ("cafe\u0301", "café"),
        ("half \ud800 a pair", "half \ufffd a pair"),
        ("\ud83d\ude00", "😀"),
        ("1\u2009000\u202fkm", "1 000 km"),
        (" \u200b\u00ad ", None),
        ("", None),
        ("<script>alert(1)</script> opens", "<script>alert(1)</script> opens"),
        ("it’s “so” — yes…", "it’s “so” — yes…"),
    ],
)
def test_a_line_is_squeezed(raw, clean):
    assert squeeze(raw) == clean


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d💻",  # woman technologist
        "👨🏽\u200d🚒",  # with a skin tone
        "🏳\ufe0f\u200d🌈",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # flag of England
        "می\u200cخواهم",  # Persian: a joiner parts the prefix
        "क्\u200dष",  # Hindi: half form
        "ন্\u200d",  # Bengali, at the end of a word
    ],
)
def test_joiners_stay_where_they_mean_something(text):
    assert squeeze(text) == text


@pytest.mark.parametrize("text", ["wa\u200dter", "wa\u200cter", "a\u200d💻", "a\U000e0067b", "\u200d"])
def test_joiners_and_tags_go_elsewhere(text):
    assert (squeeze(text) or "").isprintable()


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\n \n\n\n two ", "one\n\ntwo"),
        ("\n\n one \t two \n", "one two"),
        (" \n ", None),
        ("one\u2028two", "one\ntwo"),
    ],
)
def test_a_comment_keeps_its_lines(raw, clean):
    assert keep_lines(raw) == clean


@given(any_text)
def test_any_text_is_squeezed_once_for_all(text):
    clean = squeeze(text)
    if clean is not None:
        assert clean == squeeze(clean) == clean.strip()
        assert unicodedata.is_normalized("NFC", clean)
        assert "\n" not in clean
        clean.encode()  # fits into a database


@given(any_text)
def test_any_text_keeps_its_lines_once_for_all(text):
    clean = keep_lines(text)
    if clean is not None:
        assert clean == keep_lines(clean) == clean.strip()
        assert "\n\n\n" not in clean
        clean.encode()
