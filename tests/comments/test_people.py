"""What is kept of commenters, and what a log says of items."""

import logging
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.comments.people import Commenters, commenters_of
from newscrawl.items import CommentItem
from newscrawl.log_lines import QuietLogFormatter
from pipelines.dropped import Dropped

KEY = "sixteen letters!"


@pytest.mark.parametrize(
    ("author", "key", "kept"),
    [
        ("Ada Reyes", "ada", ("Ada Reyes", "ada")),
        ("ada.reyes@mail.example", None, ("ada.reyes", None)),
        ("192.0.2.7", None, (None, None)),
        ("2001:db8::1", "7", (None, "7")),
        ("Ada @ home", None, ("Ada @ home", None)),
        ("Ada", "0bc83cb571cd1c50ba6f3e8a78ef1346", ("Ada", None)),
        ("Ada", "a" * 64, ("Ada", None)),
        ("Ada", "ada@mail.example", ("Ada", None)),
        ("Ada", "00000000-0000-4000-8000-00000000a001", ("Ada", "00000000-0000-4000-8000-00000000a001")),
        (None, None, (None, None)),
    ],
)
def test_names_as_printed_lead_to_no_mailbox(author, key, kept):
    assert Commenters("as printed").kept("isso", author, key) == kept


def test_a_pseudonym_is_of_the_account_where_there_is_one_and_of_the_name_elsewhere():
    kept = Commenters("pseudonym", KEY).kept
    assert kept("coral", "Ada", "a1") == kept("coral", "Ada R.", "a1")
    assert kept("coral", "Ada", "a1") != kept("coral", "Ada", "a2")
    assert kept("isso", "Ada", None) == kept("isso", "Ada", None) != kept("isso", "Bo", None)
    name, key = kept("isso", "Ada", None)
    assert name == f"reader-{key[:12]}"
    assert kept("viafoura", None, "a1") == kept("viafoura", "Ada", "a1")
    assert kept("isso", None, None) == (None, None)
    assert Commenters("pseudonym", KEY + "another").kept("isso", "Ada", None) != (name, key)


@given(st.text(), st.text(), st.text())
def test_a_pseudonym_never_holds_the_name(platform, author, key):
    name, word = Commenters("pseudonym", KEY).kept(platform, author, key)
    for kept in (name, word):
        assert kept is None or set(kept) <= set("reader-0123456789abcdef")


@pytest.mark.parametrize(
    ("way", "key", "said"),
    [
        ("pseudonym", None, "NEWSCRAWL_COMMENT_AUTHOR_KEY"),
        ("pseudonym", "short", "16 characters"),
        ("initials", KEY, "'none'"),
    ],
)
def test_a_setting_that_makes_no_sense_names_the_fix(way, key, said):
    with pytest.raises(ValueError, match=said):
        Commenters(way, key)


def test_the_key_may_stand_in_the_environment():
    settings = {"COMMENT_AUTHORS": "Pseudonym", "COMMENT_AUTHOR_KEY": None}
    assert commenters_of(settings, {"NEWSCRAWL_COMMENT_AUTHOR_KEY": KEY}).way == "pseudonym"
    assert commenters_of({}, {}).way == "as printed"


def test_log_lines_name_pages_and_no_people():
    item = CommentItem(page="https://a.example/1", author="Ada Reyes", text="Hello.")
    spider = SimpleNamespace(crawler=SimpleNamespace(settings={"DEFAULT_DROPITEM_LOG_LEVEL": "DEBUG"}))
    formatter = QuietLogFormatter()
    lines = [
        formatter.scraped(item, None, spider),
        formatter.dropped(item, Dropped("no id"), None, spider),
        formatter.item_error(item, ValueError("x"), None, spider),
    ]
    for line in lines:
        said = line["msg"] % line["args"]
        assert "https://a.example/1" in said
        assert "Ada" not in said
        assert "Hello" not in said
    assert lines[1]["level"] == logging.DEBUG
