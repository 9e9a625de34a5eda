"""``scrapy read``: what would be stored from one page, as a user types it."""

from __future__ import annotations

import json

import pytest
from loopback import Paper, article_page, comment, scrapy, thread

PAGE = article_page(comments=thread(comment(7, "Tom Oak", "So it does.", replies=comment(9, "Eve", "It does not."))))
URL = "https://mapletoncourier.example/2026/03/01/bridge"


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "bridge.html"
    path.write_text(PAGE.replace("Footbridge opens", "Footbridge\x1b[2J opens"))
    return path


def test_a_saved_page_is_shown_with_its_quotes_marked_and_its_comments_as_a_tree(typist, saved):
    said = typist("read", str(saved), "--url", URL)
    assert said.code == 0
    assert "[We waited eleven years for this,](Lena Oak)" in said.out
    assert "  Tom Oak 2026-03-02 04:00: So it does.\n  └─ Eve 2026-03-02 04:00: It does not.\n" in said.out
    assert "\x1b" not in said.out
    assert "dates without a zone are taken as UTC" in said.err


def test_why_says_where_values_stood_and_what_was_left_out(typist, saved):
    said = typist("read", str(saved), "--url", URL, "--why")
    assert "published  2026-03-01 09:30-08:00  (time)" in said.out
    assert "blocks left out" in said.out
    assert "So it does.  (" not in said.out  # a comment is none of what was left out


def test_json_is_json(typist, saved):
    told = json.loads(typist("read", str(saved), "--url", URL, "--json", "--why").out)
    assert told["quotes"][0]["speaker"] == "Lena Oak"
    assert [(one["id"], one.get("parent")) for one in told["comments"]] == [("7", None), ("9", "7")]
    assert {"text", "reason"} == set(told["left_out"][0])


def test_a_page_that_is_no_article_ends_with_code_1_and_the_reason(typist, tmp_path):
    path = tmp_path / "contact.html"
    path.write_text("<html><title>Contact</title><p>Write to us, at the desk of the Courier in Mill Street.</p></html>")
    said = typist("read", str(path))
    assert said.code == 1
    assert "nothing would be stored: no article" in said.err
    told = json.loads(typist("read", str(path), "--json").out)
    assert told["article"] is None
    assert "no article" in told["reason"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "give the address of one page"),
        (("/no/such/page.html",), "No such file"),
        (("mapletoncourier.example",), "an address begins with https://"),
        (("https://mapletoncourier.example/bridge",), "NEWSCRAWL_CONTACT"),
        (("x.html", "--url", "bridge"), "is no http address"),
        (("x.html", "--sites", "/no/such.toml"), "--sites: /no/such.toml: No such file"),
    ],
)
def test_wrong_use_names_the_fix(typist, monkeypatch, words, said):
    monkeypatch.delenv("NEWSCRAWL_CONTACT", raising=False)
    result = typist("read", *words)
    assert result.code in {1, 2}
    assert said in result.err


def test_a_page_is_fetched_politely_with_its_later_pages(tmp_path):
    later = article_page(
        paragraphs=("On its second page the story goes on, and says who will paint the bridge in spring.",)
    )
    with Paper(
        {"/bridge": PAGE.replace("</head>", '<link rel="next" href="/bridge/2/"></head>'), "/bridge/2/": later}
    ) as paper:
        said = scrapy("read", f"{paper.url}/bridge", "--allow-private", "--json")
        assert said.returncode == 0, said.stderr
        assert json.loads(said.stdout)["article"]["paragraphs"][-1].startswith("On its second page")
        assert paper.asked() == ["/robots.txt", "/bridge", "/bridge/2/"]
        kept = scrapy("save", f"{paper.url}/bridge", "--allow-private", "-s", f"CASES_FOLDER={tmp_path}")
        assert kept.returncode == 0, kept.stderr
        missing = scrapy("read", f"{paper.url}/nothing", "--allow-private")
        assert missing.returncode == 1
        assert "404 Not Found" in missing.stderr
    assert [path.name for path in sorted(tmp_path.glob("*/*/*.html"))] == ["page-2.html", "page.html"]
    proven = scrapy("prove", "-s", f"CASES_FOLDER={tmp_path}")
    assert proven.returncode == 0, proven.stdout
