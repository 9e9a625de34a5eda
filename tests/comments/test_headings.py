"""The number in the heading over the comments, and not one of the article's title that it quotes."""

import pytest

from newscrawl.comments.headings import claimed_in_heading
from newscrawl.markup import open_page


@pytest.mark.parametrize(
    ("heading", "claimed"),
    [
        ("143 comments", 143),
        ("Comments (15)", 15),
        ("1,204 Comments", 1204),
        ("7 responses to “What a $17.5 million bond would buy”", 7),
        ("One response to “Heat breaks a record set in 1936”", 1),
        ("One thought on Storm of 1936", 1),
        ("Ein Kommentar zu „1936“", 1),
        ('Comments on "Bridge 66": 5', 5),
        ("Comments on “Route 66 is closed", None),
        ("Comments", None),
    ],
)
def test_the_heading_says_how_many_comments_there_are(heading, claimed):
    page = open_page(f"<h2 class=comments-title>{heading}</h2>".encode(), "https://millbrook.example/")
    assert claimed_in_heading(page) == claimed
