"""Comment systems that have no reader of their own and no names to go by, and pages that only look like threads.

The pages stand in ``invented/``; a name's letter is the round in which it was written (``n``: no thread at all).
"""

import hashlib
import re

import pytest
from comments.invented_pages import invented, names

from newscrawl.comments import read_thread


def read(name):
    page = invented(name)
    return page, read_thread(page.html, page.url, now=page.now)


@pytest.mark.parametrize("name", [name for name in names() if name[0] != "n"])
def test_each_system_is_read_whole(name):
    page, rows = read(name)
    numbers = {row["id"]: str(number) for number, row in enumerate(rows, 1)}
    assert [(row["author"], row["text"], numbers.get(row["parent"])) for row in rows] == [
        (one["author"], one["text"] or None, one["parent"]) for one in page.comments
    ]
    for row, one in zip(rows, page.comments, strict=True):
        assert one["published"] is None or row["published"][: len(one["published"])] == one["published"]
        assert (row["text"] is None) == (row["state"] == "deleted")


@pytest.mark.parametrize("name", names("n*"))
def test_what_only_looks_like_a_thread_gives_nothing(name):
    assert read(name)[1] == []


NEED_NAMES = {
    "b06_drupal_theme",
    "b07_typo3_comments",
    "b09_removed_and_pinned",
    "b16_livefyre_like",
    "c06_hebrew_talkback",
}
"""Where no heading, button or place says which piece is the name, or the heading is too far off."""


def veiled(found):
    """The class attribute with every name in it made into one that says nothing, the same for the same."""
    tokens = (hashlib.sha256(token.encode()).hexdigest() for token in found[1].decode().split())
    return b'class="%s"' % " ".join("v" + re.sub(r"\d", "q", token[:7]) for token in tokens).encode()


@pytest.mark.parametrize("name", [name for name in names() if name not in NEED_NAMES])
def test_a_system_is_read_without_its_class_names(name):
    page = invented(name)
    rows = read_thread(re.sub(rb'class="([^"]*)"', veiled, page.html), page.url, now=page.now)
    assert [(row["author"], row["text"]) for row in rows] == [
        (one["author"], one["text"] or None) for one in page.comments
    ]
