"""Lines of the log hold nothing that steers a terminal, forges a line or names a commenter."""

import logging

import pytest

from newscrawl.items import CommentItem
from newscrawl.log_lines import HarmlessRecord, QuietLogFormatter, harmless

NASTY = "\x1b]0;owned\x07\x1b[31mred\x9b2J\u202eevil"


def line(name, words, *values, error=None):
    info = (type(error), error, None) if error else None
    record = HarmlessRecord(name, logging.WARNING, __file__, 1, words, values, info)
    return logging.Formatter("%(levelname)s: %(message)s").format(record)


@pytest.mark.parametrize("name", ["newscrawl.problems", "localnews", "scrapy.core.engine"])
def test_what_steers_a_terminal_is_taken_out(name):
    said = line(name, "%s: the reason %s", NASTY, ValueError(NASTY))
    assert "evil" in said
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 or character == "\u202e" for character in said)


def test_a_line_of_ours_is_one_line():
    assert line("localnews", "%s", "a\r\nCRITICAL: forged") == "WARNING: a CRITICAL: forged"
    assert line("scrapy.middleware", "Enabled:\n%s", "a\nb").count("\n") == 2


def test_an_error_behind_a_line_is_harmless_too():
    said = line("newscrawl.x", "failed", error=ValueError(NASTY))
    assert "\x1b" not in said
    assert "ValueError" in said


@pytest.mark.parametrize("text", ["plain", "Jörg Müller — 日本語", "tab\tand\nline"])
def test_words_stay_as_they_are(text):
    assert harmless(text) == text


def test_with_the_formatter_every_record_is_one_and_no_commenter_is_named():
    before = logging.getLogRecordFactory()
    try:
        told = QuietLogFormatter().scraped(CommentItem(page="https://a.example/", author="Tom", text="So."), None, None)
        assert logging.getLogRecordFactory() is HarmlessRecord
    finally:
        logging.setLogRecordFactory(before)
    assert "Tom" not in str(told)
    assert "So." not in str(told)
