"""Dates on lines of their own, what their labels say, and where else a page prints when it was written."""

import pytest

from newscrawl.reading import read_article
from newscrawl.reading.date_lines import printed, read_line

from .pages import ONE, STORY, read

PLAIN = "https://mapletoncourier.example/bridge"


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("March 2, 2026", [("2026-03-02", None)]),
        ("Published March 2, 2026", [("2026-03-02", False)]),
        ("Last updated: March 3, 2026 at 5 pm", [("2026-03-03T17:00:00", True)]),
        ("Updated March 3, 2026 | Published March 2, 2026", [("2026-03-03", True), ("2026-03-02", False)]),
        ("Published: Mar 2, 2026 / Updated: Mar 3, 2026", [("2026-03-02", False), ("2026-03-03", True)]),
        ("March 2, 2026 – Updated March 3, 2026 5:03 p.m. ET", [("2026-03-02", None), ("2026-03-03T17:03:00-05:00", True)]),
        ("Published March 2, 2026 6 pm, updated 10:41 pm", [("2026-03-02T18:00:00", False)]),
        ("Diese Seite wurde zuletzt am 3. März 2026 um 13:22 Uhr geändert.", [("2026-03-03T13:22:00", True)]),
        ("Aggiornato il 3 marzo 2026, ore 14.05", [("2026-03-03T14:05:00", True)]),
        ("By Ada Reyes, posted March 2, 2026", [("2026-03-02", False)]),
        ("Updated at noon", []),
        ("The bridge of 2026", []),
        ("March 2, 2026 " + "and so on " * 20, []),
    ],
)  # fmt: skip
def test_a_line_says_what_its_dates_are_of(line, dates):
    assert [(dated.iso, dated.is_update) for dated in read_line(line)] == dates


def test_a_line_with_one_date_is_kept_whole():
    assert [dated.text for dated in read_line("Last updated: March 3, 2026")] == ["Last updated: March 3, 2026"]


@pytest.mark.parametrize(
    ("lines", "published", "modified"),
    [
        (["March 2, 2026", "Updated March 3, 2026"], "2026-03-02", "2026-03-03"),
        (["Updated March 3, 2026", "Published March 2, 2026"], "2026-03-02", "2026-03-03"),
        (["Updated March 3, 2026", "(Valid since March 1, 2026)"], None, "2026-03-03"),  # of something else
        (["March 2, 2026", "March 1, 2026"], "2026-03-02", None),
        ([], None, None),
    ],
)
def test_of_several_lines_the_first_of_each_kind_counts(lines, published, modified):
    found = printed([dated for line in lines for dated in read_line(line)])
    assert tuple(dated and dated.iso for dated in found) == (published, modified)


@pytest.mark.parametrize(
    ("parts", "published", "source"),
    [
        # A paper that prints but one date, of a change, has published by then.
        ({"above": "<div>Updated March 3, 2026</div>"}, "2026-03-03", "modified"),
        ({"head": '<meta property="article:modified_time" content="2026-03-03T08:00:00-08:00">'}, "2026-03-03T08:00:00-08:00",
         "modified"),
        ({"below": f"<p>{ONE}</p>" * 8 + "<ul><li id='footer-info-lastmod'>This page was last changed on 3 March 2026.</li></ul>"},
         "2026-03-03", "modified"),
        # Between headline and text, however much stands there.
        ({"above": "<div>March 2, 2026</div>" + "<div>Share</div>" * 20}, "2026-03-02", "printed"),
        ({"head": '<meta name="published-date" content="2026-03-02">'}, "2026-03-02", "meta:published-date"),
        # A script that stands where the date is to be seen, and writes it there.
        ({"above": "<div><script>showDate('2026/03/02 08:15:09')</script></div>"}, "2026-03-02T08:15:09", "state"),
        ({"above": "<div><script>show('2026/03/02 08:15:09')</script></div>"}, None, None),
        ({"below": "<div class='post-footer'>Dieser Artikel wurde am 2. März 2026 um 14:48 von Ada Reyes geschrieben und unter "
          "dem Stichwort Brücken in die Kategorie Stadt eingeordnet.<br></div>"}, "2026-03-02T14:48:00", "printed"),
    ],
)  # fmt: skip
def test_published_is_found_where_no_machine_is_told(parts, published, source):
    raw = read(url=PLAIN, **parts)
    assert (raw["published"], raw["sources"].get("published")) == (published, source)


@pytest.mark.parametrize(
    ("language", "host", "published"),
    [
        ("en-US", "mapletoncourier.example", "2026-03-04"), ("en", "mapletoncourier.example", "2026-03-04"),
        ("", "mapletoncourier.example", "2026-03-04"), ("en-GB", "mapletoncourier.example", "2026-04-03"),
        ("en", "courier.co.uk", "2026-04-03"), ("", "courier.com.au", "2026-04-03"), ("en-US", "courier.co.uk", "2026-03-04"),
        ("de", "kurier.example", "2026-04-03"), ("fr_FR", "courrier.example", "2026-04-03"), ("pt-BR", "jornal.example", "2026-04-03"),
    ],
)  # fmt: skip
def test_the_language_of_a_page_says_which_figure_is_the_day(language, host, published):
    html = f"<html lang='{language}'><h1>Bridge opens</h1><div>03/04/2026</div><div>{STORY}</div></html>"
    assert read_article(html.encode(), f"https://{host}/bridge")["published"] == published
    assert read_article(html.replace("03/04", "24/12").encode(), f"https://{host}/bridge")["published"] == "2026-12-24"


def test_a_date_of_change_alone_does_not_make_a_page_an_article():
    why = read(url=PLAIN, above="<div>Updated March 3, 2026</div>")["why"]
    assert "against: no date of publication" in why


def test_an_old_revision_of_a_wiki_has_the_date_of_the_revision():
    html = (
        '<script type="application/ld+json">{"@type": "Article", "datePublished": "2005-07-26T16:22:26Z"}</script><h1>Alder Creek</h1>'
        f"<div id='mw-diff-ntitle1'><a href='#'>Latest revision as of 05:33, 2 March 2026</a></div>{STORY}"
    )
    url = "https://wiki.example/index.php?title=Alder_Creek&diff=7&oldid=6"
    assert read_article(html.encode(), url)["published"] == "2026-03-02T05:33:00"
    assert read_article(html.encode(), "https://wiki.example/wiki/Alder_Creek")["published"][:4] == "2005"
