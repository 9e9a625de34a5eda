"""Labels that stand in the headline's own element."""

import pytest

from newscrawl.reading import read_article

from .pages import STORY, URL

TITLE = "Bridge opens on Saturday"


def headline(heading, title=f"{TITLE} - Mapleton Courier", stated=TITLE):
    html = (
        f"<head><title>{title}</title><meta property='og:title' content='{stated}'></head>"
        f"<body><h1>{heading}</h1><p class=dek>It took eleven months.</p>{STORY}</body>"
    )
    raw = read_article(html.encode(), URL)
    assert raw["dek"] == "It took eleven months."
    return raw["title"]


@pytest.mark.parametrize(
    "heading",
    [
        TITLE,
        f"<span class=kicker>Opinion</span> {TITLE}",
        f"<span>Live</span>{TITLE}",
        f"<a href=/x><b>Live</b> <!-- one --> <span>{TITLE}</span></a>",
        f"<em>Letter</em> <i>|</i> {TITLE}",
        f"<em>Letter</em> | {TITLE}",
        f"Council<br>{TITLE}",
        f"<span>Council</span><br>{TITLE.replace('on', '<em>on</em>')}",
        f"<div>Analysis</div><div>{TITLE}</div>",
    ],
)
def test_a_label_before_the_stated_title_is_left_out(heading):
    assert headline(heading) == TITLE


@pytest.mark.parametrize(
    ("heading", "parts", "printed"),
    [
        (f"Opinion: {TITLE}", {}, f"Opinion: {TITLE}"),  # no element of its own
        (f"<i>Opinion:</i> {TITLE}", {"stated": f"Opinion: {TITLE}"}, f"Opinion: {TITLE}"),  # stated with it
        (f"<span>{TITLE}</span> <span>at last</span>", {}, f"{TITLE} at last"),  # the stated title is a short one
        (
            f"<i>Old</i> {TITLE}",
            {"stated": "Ferry sold", "title": "Old bridge opens"},
            f"Old {TITLE}",
        ),  # nobody states it
    ],
)
def test_what_may_be_of_the_headline_stays(heading, parts, printed):
    assert headline(heading, **parts) == printed


def test_headings_of_many_parts_are_left_alone():
    assert headline("<b>a</b> " * 5_000 + TITLE).endswith(TITLE)
