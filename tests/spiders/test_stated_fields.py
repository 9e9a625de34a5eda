"""A paper whose entry states fields of its articles: through the spider, and as a user runs it."""

import sqlite3

import pytest
from loopback import Paper, article_page, home, scrapy
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from newscrawl.items import ArticleItem, PageItem, ProblemItem
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.site import Site, SiteError
from newscrawl.spiders.sites_file import SitesFileError, read_sites_file

ENTRY = {"name": "courier", "domain": "mapletoncourier.example", "place": "Mapleton", "timezone": "America/Los_Angeles"}
URL = "https://mapletoncourier.example/2026/03/01/bridge/"
STANDFIRST = '<p class="sf">It took eleven years.</p><ul class="hands"><li>Tom Oak</li></ul>'


def words_of(page):
    return [page.text_of(node) for node in page.tree.css(".entry-content p")][:2]


def read(fields, html=None, **attributes):
    """The items of one page of a paper that states *fields* in its class."""
    kind = type("Courier", (NewsSpider,), {**ENTRY, "fields": fields, **attributes})
    spider = kind.from_crawler(get_crawler(kind))
    body = html or article_page().replace("<time", STANDFIRST + "<time", 1)
    response = HtmlResponse(
        URL, body=body.encode(), headers={"Content-Type": "text/html; charset=utf-8"}, request=Request(URL)
    )
    items = list(spider.parse_article(response))
    assert items[-1].items == len(items) - 1
    return items


def of(kind, items):
    return [item for item in items if isinstance(item, kind)]


def test_what_a_papers_class_states_wins_and_says_where_it_stood():
    items = read({"dek": "p.sf", "authors": "//ul[@class='hands']/li", "body": words_of})
    [article] = of(ArticleItem, items)
    assert (article.dek, article.authors, len(article.paragraphs)) == ("It took eleven years.", ["Tom Oak"], 2)
    assert {name: article.sources[name] for name in ("dek", "authors", "paragraphs")} == {
        "dek": "site:p.sf", "authors": "site://ul[@class='hands']/li", "paragraphs": "site:words_of"
    }  # fmt: skip
    assert of(ProblemItem, items) == []


def test_what_stops_matching_is_read_as_elsewhere_and_told_once_a_page():
    items = read({"headline": "h1.title", "authors": "//ul[@class='crew']/li"})
    [article] = of(ArticleItem, items)
    assert (article.headline, article.authors) == ("Footbridge opens in Mapleton", ["Ada Reyes"])
    assert [(p.stage, p.field, p.url) for p in of(ProblemItem, items)] == [
        ("read", "headline", URL),
        ("read", "authors", URL),
    ]
    assert "h1.title" in of(ProblemItem, items)[0].reason


def test_a_page_that_is_no_article_has_no_problem_with_its_fields():
    items = read({"headline": "h1.title"}, "<title>About</title><h1>About us</h1><p>We print.</p>")
    assert [type(item) for item in items] == [ProblemItem, PageItem]
    assert "no article" in items[0].reason


def test_a_reader_that_a_class_overrides_gets_the_fields_too():
    def read_article(self, html, url):
        raw = NewsSpider.read_article(self, html, url)
        return {**raw, "section": f"{raw['dek']} (Council)"}

    [article] = of(ArticleItem, read({"dek": "p.sf"}, read_article=read_article))
    assert (article.dek, article.section) == ("It took eleven years.", "It took eleven years. (Council)")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"headline": "h1..title"}, ("courier", "'headline'", "'h1..title'", "cannot be read")),
        ({"body": "//div["}, ("courier", "'body'", "'//div['", "cannot be read")),
        ({"titel": "h1"}, ("no field is called 'titel'",)),
        ("h1", ("[site.fields]",)),
    ],
)
def test_an_entry_with_a_rule_that_cannot_be_asked_is_refused(fields, words):
    with pytest.raises(SiteError) as refused:
        Site.from_mapping({**ENTRY, "fields": fields})
    assert all(word in str(refused.value) for word in words)


def toml(paper, fields):
    return (
        f'[[site]]\nname = "courier"\ndomain = "{paper.domain}"\nscheme = "http"\nplace = "Mapleton"\n'
        f'timezone = "America/Los_Angeles"\nallow_private = true\n[site.fields]\n{fields}\n'
    )


def test_a_sites_file_states_fields_of_the_site_above_them(tmp_path):
    path = tmp_path / "sites.toml"
    path.write_text(
        '[[site]]\nname = "a"\ndomain = "a.example"\nplace = "A"\ntimezone = "UTC"\n[site.fields]\nheadline = "h1.title"\n'
        '[[site]]\nname = "b"\ndomain = "b.example"\nplace = "B"\ntimezone = "UTC"\n'
    )
    one, two = read_sites_file(path)
    assert (dict(one.fields), dict(two.fields)) == ({"headline": "h1.title"}, {})
    assert NewsSpider.of(one).site.fields == {"headline": "h1.title"}
    path.write_text(path.read_text().replace("h1.title", "h1[["))
    with pytest.raises(SitesFileError, match=r"line 1: site 'a', fields: field 'headline': the CSS selector 'h1\[\['"):
        read_sites_file(path)


def test_a_csv_file_has_no_place_for_them(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text("name,domain,place,timezone,fields\na,a.example,A,UTC,h1\n")
    with pytest.raises(SitesFileError, match="of a TOML file"):
        read_sites_file(path)


def test_a_crawl_stores_stated_fields_and_their_failures(tmp_path):
    story = article_page().replace("<time", STANDFIRST + "<time", 1)
    with Paper({"/": home("/story/bridge/"), "/story/bridge/": story}) as paper:
        path = tmp_path / "sites.toml"
        path.write_text(toml(paper, 'dek = "p.sf"\nauthors = "//ul[@class=\'hands\']/li"\nsection = "p.rubric"\n'))
        url = f"sqlite:///{tmp_path / 'x.db'}"
        ran = scrapy("crawl", "localnews", "-a", f"sites={path}", "-s", f"DATABASE_URL={url}", "-s", "DOWNLOAD_DELAY=0")
        assert ran.returncode == 0, ran.stderr
        with sqlite3.connect(tmp_path / "x.db") as base:
            assert base.execute("SELECT dek, authors FROM v_article").fetchall() == [
                ("It took eleven years.", '["Tom Oak"]')
            ]
            found = base.execute("SELECT url, stage, field, reason FROM v_problem WHERE field = 'section'").fetchall()
            [(where, stage, field, reason)] = found
            assert (where, stage, field) == (f"{paper.url}/story/bridge/", "read", "section")
            assert "p.rubric" in reason
        path.write_text(toml(paper, 'headline = "h1..title"'))
        ran = scrapy("crawl", "localnews", "-a", f"sites={path}", "-s", f"DATABASE_URL={url}")
        assert ran.returncode == 2
        assert "site 'courier', fields: field 'headline': the CSS selector 'h1..title' cannot be read" in ran.stderr
        assert "Traceback" not in ran.stderr
