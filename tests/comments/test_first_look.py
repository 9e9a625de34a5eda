"""The cheap first look that says whether a page's text may hold a thread at all."""

import pytest

from newscrawl.comments.phrases import mentions_comments

PARAGRAPH = "The council met on Tuesday, and there was much discussion of the bridge. " * 3


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Bridge closes", "3 Comments", "Ada"], True),
        (["Bridge closes", PARAGRAPH], False),
        (["Bridge closes", PARAGRAPH, "Kommentare (2)"], True),
        (["Gus", "Reply", "Nan", "Reply"], True),
        (["Gus", "Reply", "Nan"], False),
        (["Gus", "Reply to Gus " + PARAGRAPH, "Reply to Nan " + PARAGRAPH], True),
        ([], False),
    ],
)
def test_short_lines_are_looked_through_and_the_beginnings_of_long_ones(lines: list[str], *, expected: bool) -> None:
    assert mentions_comments("\n".join(lines)) is expected
