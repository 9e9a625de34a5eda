"""The demo's pages hold what its truth says, and nothing of the truth is a guess."""

import json
import re
import subprocess
import sys
from datetime import datetime
from html import unescape

import pytest
from selectolax.lexbor import LexborHTMLParser

from newscrawl.demo import SITES, truth
from newscrawl.demo.papers import PAPERS
from newscrawl.demo.server import answer
from newscrawl.demo.themes import static, wordpress

ARTICLES = truth()["articles"]
DIGEST = (
    "import hashlib, json; from newscrawl.demo import truth; from newscrawl.demo.server import site; "
    "from newscrawl.demo.papers import PAPERS; h = hashlib.sha256(); "
    "[h.update(p.encode() + s.body) for d in (0, 1) for n in PAPERS for p, s in sorted(site(n.name, d).items())]; "
    "[h.update(json.dumps(truth(d)).encode()) for d in (0, 1)]; print(h.hexdigest())"
)
theme_of = {paper.name: paper.theme for paper in PAPERS}


def of(name):
    return [article for article in ARTICLES if article["outlet"] == name]


def text_of(html):
    """The visible words of a page, white space collapsed."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style"])
    return " ".join(tree.body.text().split())


def links_of(url, html):
    base = url.split("/")[2]
    for node in LexborHTMLParser(html).css("a[href], link[href], img[src], script[src]"):
        target = node.attributes.get("href") or node.attributes.get("src")
        if target.startswith("/"):
            yield f"http://{base}{target}".split("#")[0]
        elif target.startswith(f"http://{base}/"):
            yield target.split("#")[0]


def test_there_are_three_papers_with_sixty_articles():
    assert len(SITES) == 3
    assert len(ARTICLES) == 60
    assert len({article["url"] for article in ARTICLES}) == 60
    assert all(set(site) == {"name", "domain", "place", "timezone", "scheme", "allow_private"} for site in SITES)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["url"])
def test_a_page_holds_every_word_of_its_truth(article):
    served = answer(article["url"])
    assert (served.status, served.content_type) == (200, "text/html; charset=utf-8")
    text = text_of(served.body)
    wanted = [article["headline"], article["byline"], article["section"], *article["paragraphs"], *article["captions"]]
    wanted += [image["credit"] for image in article["images"]] + ([article["dek"]] if "dek" in article else [])
    assert [words for words in wanted if words not in text] == []
    html = served.body.decode()
    assert f'<html lang="{article["language"]}">' in html
    assert [tag for tag in article["tags"] if tag not in unescape(html)] == []


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["url"])
def test_a_quote_is_part_of_its_paragraph_and_its_speaker_is_named(article):
    for quote in article["quotes"]:
        paragraph = article["paragraphs"][quote["paragraph"]]
        assert f"“{quote['text']}" in paragraph or paragraph == quote["text"]  # a block quotation has no marks
        assert quote["speaker"] in article["body"]
        assert quote["kind"] in {"direct", "mixed"}


def test_no_two_articles_of_one_paper_share_half_of_their_sentences():
    seen = [({s for p in a["paragraphs"] for s in re.split(r"(?<=[.”?!]) ", p)}, a.get("credit")) for a in ARTICLES]
    for n, (mine, wire) in enumerate(seen):
        for other, other_wire in seen[:n]:
            assert len(mine & other) < 0.5 * len(mine) or (wire and wire == other_wire)


def test_the_wire_story_is_in_two_papers():
    wire = [article for article in ARTICLES if "credit" in article]
    assert len({article["outlet"] for article in wire}) == 2
    assert wire[0]["body"] == wire[1]["body"]


def test_wordpress_prints_every_comment_under_its_parent():
    for article in of("harbor_ledger"):
        printed = {}
        pages, done = [article["url"]], set()
        while pages:
            url = pages.pop()
            done.add(url)
            tree = LexborHTMLParser(answer(url).body)
            for node in tree.css("ol.comment-list li"):
                above = node.parent
                while above and above.tag != "li":
                    above = above.parent
                printed[node.id.removeprefix("comment-")] = {
                    "parent": above.id.removeprefix("comment-") if above else None,
                    "author": node.css_first("b.fn").text(),
                    "text": "\n\n".join(p.text() for p in node.css_first(".comment-content").css("p")),
                    "published": node.css_first("time").attributes["datetime"],
                }
            more = [a.attributes["href"].split("#")[0] for a in tree.css(".comment-navigation a")]
            pages += [url for url in more if url not in done and url not in pages]
        assert len(printed) == len(article["comments"])
        for comment in article["comments"]:
            told = printed[comment["id"]]
            assert datetime.fromisoformat(told.pop("published")) == datetime.fromisoformat(comment["published"])
            assert told == {key: comment[key] for key in told}


def test_the_longest_thread_fills_three_pages_and_goes_three_deep():
    url = of("harbor_ledger")[wordpress_long()]["url"]
    assert [answer(f"{url}comment-page-{n}/").status for n in (1, 2, 3, 4)] == [200, 200, 200, 404]
    assert b"comment-page-2" in answer(url).body
    assert max(comment["depth"] for comment in of("harbor_ledger")[0]["comments"]) == 3


def wordpress_long():
    return max(range(20), key=lambda n: len(of("harbor_ledger")[n]["comments"]))


def test_schema_org_states_every_comment_with_its_replies():
    for article in of("wrenfield_echo"):
        tree = LexborHTMLParser(answer(article["url"]).body)
        data = json.loads(tree.css_first('script[type="application/ld+json"]').text())
        told = []

        def walk(rows, parent, depth, told=told):
            for row in rows:
                key = row["@id"].rpartition("-")[2]
                told.append(
                    (key, parent, depth, row["author"]["name"], row["text"], datetime.fromisoformat(row["dateCreated"]))
                )
                walk(row.get("comment", []), key, depth + 1)

        walk(data["comment"], None, 0)
        keys = ("id", "parent", "depth", "author", "text")
        wanted = [(*(c[key] for key in keys), datetime.fromisoformat(c["published"])) for c in article["comments"]]
        assert sorted(told) == sorted(wanted)
        assert data["commentCount"] == len(told)
        assert datetime.fromisoformat(data["datePublished"]) == datetime.fromisoformat(article["published"])


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_the_comment_interface_gives_every_comment_page_by_page(limit):
    for article in of("coorabin_times"):
        path = article["url"].removeprefix("http://coorabintimes.example")
        assert f'data-isso-id="{path}"' in answer(article["url"]).body.decode()
        told, offset = {}, 0
        while True:
            url = f"http://coorabintimes.example{static.INTERFACE}/?uri={path}&sort=oldest&limit={limit}&offset={offset}&nested_limit=1000"
            served = answer(url)
            assert served.content_type == "application/json"
            reply = json.loads(served.body)
            for row in reply["replies"]:
                told |= {str(each["id"]): each for each in (row, *row["replies"])}
            offset += limit
            if not reply["replies"]:
                break
        assert len(told) == len(article["comments"]) == reply["total_replies"]
        for comment in article["comments"]:
            row = told[comment["id"]]
            assert row["author"] == comment["author"]
            assert row["created"] == datetime.fromisoformat(comment["published"]).timestamp()
            assert (row["mode"] == 4) == (comment["state"] == "deleted")
            assert text_of(row["text"] or "<p>").replace(" ", "") == re.sub(r"\s", "", comment["text"] or "")


def test_a_deleted_comment_has_replies():
    rows = [comment for article in of("coorabin_times") for comment in article["comments"]]
    deleted = [row["id"] for row in rows if row["state"] == "deleted"]
    assert len(deleted) == 1
    assert any(row["parent"] == deleted[0] for row in rows)


@pytest.mark.parametrize("site", SITES, ids=lambda site: site["name"])
def test_every_article_can_be_reached_and_only_the_dead_link_is_dead(site):
    home = f"{site['scheme']}://{site['domain']}/"
    queue, seen, dead = [home], {home}, set()
    while queue:
        url = queue.pop()
        served = answer(url)
        if served.status == 404:
            dead.add(url)
        if served.content_type.startswith("text/html") and served.status == 200:
            for link in links_of(url, served.body):
                if link not in seen:
                    seen.add(link)
                    queue.append(link)
    assert len(dead) == 1
    assert dead <= set(truth()["never"])
    assert {article["url"] for article in of(site["name"])} <= seen
    assert {twin for article in of(site["name"]) for twin in article["also_at"]} <= seen


def test_no_rest_interface_answers_and_none_is_named():
    home = answer("http://harborledger.example/")
    assert b"api.w.org" not in home.body
    assert answer("http://harborledger.example/wp-json/").status == 404


@pytest.mark.parametrize("site", SITES, ids=lambda site: site["name"])
def test_robots_txt_forbids_what_is_linked(site):
    robots = answer(f"http://{site['domain']}/robots.txt").body.decode()
    assert "Disallow: /private/" in robots
    assert b"/private/" in answer(f"http://{site['domain']}/").body


def test_twins_lead_to_the_canonical_address():
    for article in ARTICLES:
        for twin in article["also_at"]:
            served = answer(twin)
            assert (
                served.location == article["url"] or f'rel="canonical" href="{article["url"]}"'.encode() in served.body
            )


def test_a_day_later_one_article_is_edited_one_new_one_comment_new_and_one_gone():
    before = {article["url"]: article for article in truth(0)["articles"]}
    after = {article["url"]: article for article in truth(1)["articles"]}
    assert len(set(after) - set(before)) == 1
    assert set(before) <= set(after)
    changed = [url for url in before if before[url]["body"] != after[url]["body"]]
    assert len(changed) == 1
    assert "modified" in after[changed[0]]
    assert answer(changed[0], 0).etag != answer(changed[0], 1).etag
    threads = [url for url in before if before[url]["comments"] != after[url]["comments"]]
    assert len(threads) == 1
    old, new = ({row["id"] for row in side[threads[0]]["comments"]} for side in (before, after))
    assert (len(old - new), len(new - old)) == (1, 1)


def test_two_processes_make_the_same_bytes():
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    assert wordpress.DEAD
