"""Whole articles, with every quotation and its speaker."""

import pytest
from quotes import written, written_german

from newscrawl.quotes import find_quotes


@pytest.mark.parametrize("name", written.ARTICLES | written_german.ARTICLES)
def test_every_quotation_of_an_article_goes_to_its_speaker_and_nothing_else_is_one(name):
    paragraphs, said = (written.ARTICLES | written_german.ARTICLES)[name]
    found = [(row["text"], row["speaker"]) for row in find_quotes(paragraphs)]
    assert [(text[: len(begins)], speaker) for (text, speaker), (begins, _) in zip(found, said, strict=False)] == said
    assert len(found) == len(said)
