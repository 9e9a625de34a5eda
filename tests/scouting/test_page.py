"""One page as a crawl would store it: shown, kept, proven, compared."""

from __future__ import annotations

import json

import pytest
from loopback import article_page, comment, thread
from rich.console import Console
from scrapy.settings import Settings

from newscrawl.markup import open_page
from newscrawl.scouting import cases
from newscrawl.scouting.compared import differences
from newscrawl.scouting.left_out import left_out
from newscrawl.scouting.page import Part, read_one, reader_for, utc_now
from newscrawl.scouting.shown import as_json, folded, page_lines
from newscrawl.scouting.taking import TakingError, take
from newscrawl.spiders.site import Site

URL = "https://mapletoncourier.example/2026/03/01/bridge"
SITE = Site("mapleton_courier", "mapletoncourier.example", "Mapleton, Oregon", "America/Los_Angeles")
PAGE = article_page(
    comments=thread(
        comment(7, "Tom Oak", "So it does.", replies=comment(9, "Eve\x1b[2J", "It does not.")),
        comment(8, "Ada", "A shame."),
    )
)


def read(html: str = PAGE, *more: str, sites=(SITE,), url: str = URL):
    reader, _ = reader_for(url, sites)
    parts = [
        Part(url if not number else f"{url}/{number + 1}/", page.encode()) for number, page in enumerate((html, *more))
    ]
    return read_one(parts, reader, Settings(), utc_now())


def lines(record, **more) -> str:
    return "\n".join(line.plain for line in page_lines(record, **{"colour": False, **more}))


def test_a_page_is_read_loaded_and_checked_as_in_a_crawl():
    record = read().record
    assert record.article.headline == "Footbridge opens in Mapleton"
    assert record.article.published.isoformat() == "2026-03-01T17:30:00+00:00"
    assert [quote.speaker for quote in record.quotes] == ["Lena Oak"]
    assert [(one.id, one.parent) for one in record.comments] == [("7", None), ("9", "7"), ("8", None)]


def test_in_a_pipe_quotes_are_marked_with_their_speaker_and_comments_stand_as_a_tree():
    said = lines(read().record)
    assert "“[We waited eleven years for this,](Lena Oak)” said Mayor Lena Oak" in said
    tree = said[said.index("3 comments") :].splitlines()
    assert [line[:8] for line in tree[1:]] == ["  Tom Oa", "  └─ Eve", "  Ada 20"]
    assert "\x1b" not in said
    assert "h1" not in said


def test_why_says_where_each_value_stood_and_what_was_left_out():
    record = read().record
    page = open_page(PAGE.encode(), URL)
    said = lines(record, why=True, left=left_out(page, record.article.paragraphs))
    assert "headline   Footbridge opens in Mapleton  (h1)" in said
    assert "cue “said”" in said
    assert "(readers' comments or navigation: <" in said
    assert "© Mapleton Courier" in said


def test_a_page_that_is_no_article_says_why():
    nothing = read("<html><title>Contact</title><p>Write to us.</p></html>")
    assert nothing.record is None
    assert "no article" in nothing.reason


def test_a_later_page_that_is_not_there_leaves_the_article_cut():
    first = PAGE.replace("</head>", f'<link rel="next" href="{URL}/2/"></head>')
    cut = read(first).record
    assert cut.article.truncated
    assert "a part of the article is missing" in cut.problems[0].reason
    later = article_page(
        paragraphs=("On its second page the story goes on, and says who will paint the bridge in spring.",)
    )
    assert read(first, later).record.article.paragraphs[-1].startswith("On its second page")


def test_json_holds_plain_values_alone():
    told = json.loads(json.dumps(as_json(read().record)))
    assert set(told) == {"article", "quotes", "threads", "comments", "problems"}
    assert told["article"]["published"] == "2026-03-01T17:30:00+00:00"
    assert told["comments"][1]["parent"] == "7"
    assert "page" not in told["article"]


def test_a_tree_as_deep_as_strangers_like_is_shown():
    record = read().record
    one = record.comments[0]
    record.comments = [type(one)(**{**{name: getattr(one, name) for name in one.__slots__}, "id": str(n), "parent": str(n - 1), "depth": n})
                       for n in range(3_000)]  # fmt: skip
    record.comments[0].parent = "2999"  # a ring, which is nobody's reply
    record.comments[1].parent = None
    assert lines(record).count("Tom Oak") >= 2_999


def test_on_a_terminal_the_speaker_stands_behind_the_mark_and_long_rows_are_set_in():
    console = Console(width=60, force_terminal=True)
    record = read().record
    assert "for this,” (→ Lena Oak) said Mayor" in lines(record, colour=True)
    rows = [row.plain for line in page_lines(record, colour=True, why=True) for row in folded(line, console)]
    assert any(row.startswith("      ") and "printed: Mayor Lena Oak" in row for row in rows)


# --- cases ----------------------------------------------------------------------------------------------------------------
@pytest.fixture
def kept(tmp_path):
    saved = tmp_path / "bridge.html"
    saved.write_text(PAGE)
    sites = tmp_path / "papers.toml"
    sites.write_text('[[site]]\nname = "mapleton_courier"\ndomain = "mapletoncourier.example"\nplace = "Mapleton, Oregon"\n'
                     'timezone = "America/Los_Angeles"\n[site.fields]\nheadline = "h1"\n')  # fmt: skip
    taken = take(str(saved), Settings(), url=URL, sites=str(sites))
    return cases.keep(taken, tmp_path / "cases")


def test_a_kept_page_reads_as_expected(kept):
    assert str(kept) == f"mapleton_courier/{kept.folder.name}"
    assert sorted(path.name for path in kept.folder.iterdir()) == ["expected.json", "meta.json", "page.html"]
    assert kept.expected()["article"]["sources"]["title"].startswith("site:")  # by the entry that was kept with it
    assert cases.difference(kept) == ""


def test_a_change_of_reader_is_shown_word_by_word(kept):
    told = kept.expected()
    told["article"]["paragraphs"][0] = told["article"]["paragraphs"][0].replace("Saturday", "Sunday")
    told["article"]["authors"] = ["Ada Reyes", "Tom Oak"]
    told["article"]["dek"] = "A long wait"
    told["quotes"][0] |= {"speaker": "Tom Oak", "start": 1}
    del told["comments"][2]
    told["comments"][0]["likes"] = 4
    cases.write_expected(kept, told)
    said = cases.difference(kept)
    assert "[-Sunday-] {+Saturday+}" in said
    assert "authors[1]: [-Tom Oak-]" in said
    assert "dek: [-A long wait-]" in said
    assert "speaker: [-Tom-] {+Lena+} Oak" in said
    assert "comments: {+Ada: A shame.+}" in said
    assert "likes: [-4-]" in said
    assert " start:" not in said  # places move with the text before them


def test_an_article_that_is_none_any_more_is_said(kept):
    (kept.folder / "page.html").write_text("<p>Write to us.</p>")
    assert "an article was expected; today: no article" in cases.difference(kept)


def test_another_entry_wins_over_the_kept_one(kept):
    other = Site("mapleton_courier", "mapletoncourier.example", "Mapleton", "UTC", fields={"headline": "p.byline"})
    assert "headline: [-Footbridge opens in Mapleton-]{+By Ada Reyes+}" in cases.difference(kept, [other])


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [("meta.json", "{", "no JSON"), ("meta.json", "[]", "an object"), ("meta.json", "{}", "no url"),
     ("expected.json", "x", "no JSON"),
     ("meta.json", '{"url": "https://p.example/", "fetched_at": "soon", "parts": [1]}', "meta.json: "),
     ("meta.json", '{"url": "https://p.example/", "fetched_at": "2026-01-01T00:00:00+00:00", "parts": [{"file": "../../x"}]}',
      "No such file")],
)  # fmt: skip
def test_a_broken_case_says_which_file(kept, file, text, said):
    (kept.folder / file).write_text(text)
    with pytest.raises(cases.CaseError, match=said):
        cases.difference(kept)


@pytest.mark.parametrize(
    ("url", "slug"),
    [("https://p.example/2026/03/bridge-opens/", "bridge-opens"), ("https://p.example/a.html", "a-"), ("https://p.example/", "page-"),
     ("https://p.example/story.php?id=1", "story-"), ("https://p.example/../../etc/passwd", "passwd-"), ("x" * 500, "x" * 60)],
)  # fmt: skip
def test_a_folder_is_named_by_the_address(url, slug):
    found = cases.slug_of(url)
    assert found.startswith(slug)
    assert "/" not in found
    assert len(found) <= 70


def test_differences_of_the_same_are_none():
    told = as_json(read().record)
    assert list(differences(told, told, colour=True)) == []


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(TakingError, match="No such file"):
        take(str(tmp_path / "nothing.html"), Settings())
