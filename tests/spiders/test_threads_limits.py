"""Limits, people, entries, refusals: threads of the small world with one thing out of the ordinary."""

import json

import pytest
from comments.servers.crawl import arguments, crawl, database_in, paper_of, rows, sites_file, world_of
from comments.servers.flat import Disqus, Hyvor, WordPress
from comments.servers.thread import THREAD, Said
from comments.servers.trees import Coral, Isso, OpenWeb, Remark42, Viafoura
from loopback import Answer, comment, scrapy
from loopback import thread as thread_of_page

LONG = [Said(n, n - 1 if n % 3 == 0 else None, f"Reader {n % 7}", f"Word number {n}.") for n in range(1, 41)]


def run(tmp_path, *platforms, settings=(), env=None):
    with world_of(*platforms) as world:
        result = crawl(world, sites_file(tmp_path / "s.toml", *platforms), database_in(tmp_path), *settings, env=env)
    return result, world.log


# --- COMMENTS_MAX_PER_THREAD ----------------------------------------------------------------------------------------------
def test_a_thread_is_cut_at_the_limit_said_and_read_on_later_with_a_higher_one(tmp_path):
    platform = WordPress.made(LONG)
    with world_of(platform) as world:
        sites, database = sites_file(tmp_path / "s.toml", platform), database_in(tmp_path)
        result = crawl(world, sites, database, "-s", "COMMENTS_MAX_PER_THREAD=10")
        assert result.returncode == 0, result.stdout
        [(stored, reason, claimed, last_read)] = rows(
            database, "SELECT comments, reason, claimed, last_read FROM v_thread"
        )
        assert 10 <= stored <= 14
        assert "COMMENTS_MAX_PER_THREAD = 10" in reason
        assert (claimed, last_read) == (40, None)
        [(said,)] = rows(
            database, "SELECT reason FROM v_problem WHERE stage = 'comments' AND reason LIKE '%goes on after%'"
        )
        assert said == reason
        assert rows(database, "SELECT count(*) FROM v_comment WHERE gone") == [(0,)]
        result = crawl(world, sites, database, "-s", "COMMENTS_MAX_PER_THREAD=1000", "-s", "CLOCK_OFFSET=2d")
        assert result.returncode == 0, result.stdout
    assert rows(database, "SELECT comments, reason FROM v_thread") == [(40, None)]
    assert rows(database, "SELECT count(*), count(DISTINCT platform_id) FROM v_comment WHERE NOT gone") == [(40, 40)]


class Printed(WordPress):
    """All comments stand in the article's page."""

    def embed(self, paper):
        listed = "".join(comment(said.n, said.author, said.html[3:-4], when=said.at.isoformat()) for said in LONG[:12])
        return thread_of_page(listed)

    def answer(self, asked):
        return None


def test_a_thread_that_its_article_prints_is_cut_too(tmp_path):
    result, _ = run(tmp_path, Printed([]), settings=("-s", "COMMENTS_MAX_PER_THREAD=5"))
    assert result.returncode == 0, result.stdout
    [(stored, reason, last_read)] = rows(database_in(tmp_path), "SELECT comments, reason, last_read FROM v_thread")
    assert (stored, last_read) == (5, None)
    assert "COMMENTS_MAX_PER_THREAD = 5" in reason


# --- people's data --------------------------------------------------------------------------------------------------------
KEY = {"NEWSCRAWL_COMMENT_AUTHOR_KEY": "a key that lies elsewhere"}


def test_pseudonyms_are_the_same_for_the_same_person_and_name_nobody(tmp_path):
    result, _ = run(tmp_path, Isso.made(LONG), settings=("-s", "COMMENT_AUTHORS=pseudonym", "-L", "DEBUG"), env=KEY)
    assert result.returncode == 0, result.stdout + result.stderr
    names = rows(database_in(tmp_path), "SELECT author, count(*) FROM v_comment GROUP BY author ORDER BY 2")
    assert len(names) == 7
    assert all(name.startswith("reader-") for name, _ in names)
    assert "Reader" not in (tmp_path / "news.db").read_bytes().decode("latin-1")
    assert KEY["NEWSCRAWL_COMMENT_AUTHOR_KEY"] not in (tmp_path / "news.db").read_bytes().decode("latin-1")
    assert "Reader" not in result.stderr + result.stdout


def test_names_may_be_left_out(tmp_path):
    result, _ = run(tmp_path, Viafoura.made(THREAD), settings=("-s", "COMMENT_AUTHORS=none"))
    assert result.returncode == 0, result.stdout
    assert rows(database_in(tmp_path), "SELECT count(*), count(author), count(author_key) FROM comment") == [(12, 0, 0)]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (("-s", "COMMENT_AUTHORS=pseudonym"), "NEWSCRAWL_COMMENT_AUTHOR_KEY"),
        (("-s", "COMMENT_AUTHORS=pseudonym", "-s", "COMMENT_AUTHOR_KEY=short"), "16 characters"),
        (("-s", "COMMENT_AUTHORS=initials"), "'as printed', 'pseudonym', 'none'"),
        (("-s", "COMMENTS_MAX_PER_THREAD=many"), "whole number"),
    ],
)
def test_a_wrong_setting_is_named_with_its_fix_before_the_run(tmp_path, settings, said):
    sites = sites_file(tmp_path / "s.toml", Isso.made(THREAD))
    result = scrapy(*arguments(sites, database_in(tmp_path), *settings))
    assert result.returncode == 2
    assert said in result.stdout + result.stderr


def test_who_deletes_a_comment_is_not_named_any_more(tmp_path):
    platform = Isso.made(THREAD)
    with world_of(platform) as world:
        sites, database = sites_file(tmp_path / "s.toml", platform), database_in(tmp_path)
        assert crawl(world, sites, database).returncode == 0
        deleted = platform.find("7")
        deleted |= {"mode": 4, "text": "<p></p>", "author": None}
        assert crawl(world, sites, database, "-s", "CLOCK_OFFSET=2d").returncode == 0
    found = rows(database, "SELECT author, author_key, state, text FROM comment WHERE platform_id = '7'")
    assert found == [(None, None, "deleted", "Second thoughts: Sundays?")]
    answers = "SELECT count(*) FROM v_comment WHERE parent_id = (SELECT id FROM comment WHERE platform_id = '7')"
    assert rows(database, answers) == [(3,)]


# --- the paper's entry ----------------------------------------------------------------------------------------------------
class Bare:
    """A platform whose article page shows nothing of it."""

    def embed(self, paper):
        return ""

    def head(self, paper):
        return ""


class BareWordPress(Bare, WordPress):
    entry = '"wordpress:https://wordpress.example/wp-json/"'

    def head(self, paper):
        return f'<link rel="shortlink" href="https://{paper}/?p=5">'


class BareDisqus(Bare, Disqus):
    entry = '{platform = "disqus", key = "courier", api_key = "registered"}'

    def answer(self, asked):
        if asked.one("thread") == f"link:https://disqus.example{self.article_path}":
            asked.query["thread"] = ["ident:5 library"]
        return super().answer(asked)


class BareOpenWeb(Bare, OpenWeb):
    entry = '"openweb:sp_Cour1er"'

    def embed(self, paper):
        return '<div data-post-id="entry_5"></div>'


class BareCoral(Bare, Coral):
    entry = '"coral:https://coral.courier.example"'


class BareIsso(Bare, Isso):
    entry = '"isso:https://isso.courier.example"'


class BareRemark42(Bare, Remark42):
    entry = '"remark42:https://remark.courier.example|courier"'


class BareViafoura(Bare, Viafoura):
    entry = '"viafoura:00000000-0000-4000-8000-000000c0ffee"'

    def head(self, paper):
        return '<meta name="vf:container_id" content="courier-1">'


class BareHyvor(Bare, Hyvor):
    entry = '"hyvor:1234"'


BARE = [BareWordPress, BareDisqus, BareOpenWeb, BareCoral, BareIsso, BareRemark42, BareViafoura, BareHyvor]


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bare")
    result, _ = run(folder, *(cls.made(THREAD) for cls in BARE))
    assert result.returncode == 0, result.stdout + result.stderr
    return database_in(folder)


@pytest.mark.parametrize("cls", BARE, ids=lambda cls: cls.name)
def test_a_papers_entry_names_platform_and_key_where_its_pages_show_neither(bare, cls):
    [(platform, comments)] = rows(bare, "SELECT platform, comments FROM v_thread WHERE outlet = :name", name=cls.name)
    assert platform == cls.name
    assert comments == (11 if cls in (BareWordPress, BareHyvor) else 12)


def test_the_same_entry_may_stand_in_csv(tmp_path):
    platform = BareIsso.made(THREAD)
    sites = tmp_path / "s.csv"
    sites.write_text(
        "name,domain,place,timezone,comments\n"
        f"isso,{paper_of(platform)},Mapleton,America/Los_Angeles,isso:https://isso.courier.example\n"
    )
    with world_of(platform) as world:
        assert crawl(world, sites, database_in(tmp_path)).returncode == 0
    assert rows(database_in(tmp_path), "SELECT platform, comments FROM v_thread") == [("isso", 12)]


def test_a_platform_that_is_none_is_refused_at_the_start_with_those_there_are(tmp_path):
    platform = Isso.made(THREAD)
    platform.entry = '"isssso:x"'
    result = scrapy(*arguments(sites_file(tmp_path / "s.toml", platform), database_in(tmp_path)))
    assert result.returncode == 2
    for name in ("isssso", "wordpress", "disqus", "viafoura", "openweb", "coral", "substack"):
        assert name in result.stdout + result.stderr


# --- an interface that refuses --------------------------------------------------------------------------------------------
class Closed(WordPress):
    """REST is closed by a security plugin; the article has four pages of comments, two top comments a page."""

    newest_first = False
    status = 401

    def per_page(self, number):
        tops = [said for said in THREAD if said.parent is None and not said.deleted]
        pages = [tops[at : at + 2] for at in range(0, len(tops), 2)]
        return (pages[::-1] if self.newest_first else pages), pages[number - 1]

    def comments_html(self, paper, number):
        pages, tops = self.per_page(number)

        def one(said, link):
            replies = "".join(one(reply, link) for reply in THREAD if reply.parent == said.n)
            html = comment(said.n, said.author, said.html[3:-4], when=said.at.isoformat(), replies=replies)
            return html.replace(f'href="#comment-{said.n}"', f'href="{link}#comment-{said.n}"')

        base = f"https://{paper}{self.article_path}comment-page-"
        listed = "".join(one(said, f"{base}{number}/") for said in (reversed(tops) if self.newest_first else tops))
        others = "".join(f'<a href="{base}{n}/#comments">{n}</a>' for n in range(1, len(pages) + 1) if n != number)
        return (
            f'<div id="comments" class="comments-area"><h2 class="comments-title">10 thoughts</h2><ol class="comment-list">'
            f'{listed}</ol><nav class="comment-navigation">{others}</nav></div>'
        )

    def embed(self, paper):
        return self.comments_html(paper, 3 if self.newest_first else 1)

    def answer(self, asked):
        if asked.path == "/wp-json/wp/v2/comments":
            return Answer(json.dumps({"code": "rest_not_logged_in"}).encode(), self.status)
        if "/comment-page-" in asked.path:
            number = int(asked.path.rstrip("/").rpartition("-")[2])
            return Answer.of(
                f"<html><head>{self.head(asked.host)}</head><body>{self.comments_html(asked.host, number)}</body></html>"
            )
        return None


class ClosedNewestFirst(Closed):
    newest_first = True
    status = 404


class ClosedByAPage(Closed):
    """A firewall's page with status 200."""

    def answer(self, asked):
        if asked.path == "/wp-json/wp/v2/comments":
            return Answer.of("<html><body><h1>Checking your browser</h1></body></html>")
        return super().answer(asked)


@pytest.mark.parametrize("cls", [Closed, ClosedNewestFirst, ClosedByAPage])
def test_where_wordpress_refuses_its_interface_the_articles_pages_of_comments_are_read(tmp_path, cls):
    platform = cls([])
    result, log = run(tmp_path, platform)
    assert result.returncode == 0, result.stdout + result.stderr
    found = rows(
        database_in(tmp_path),
        "SELECT platform_id, author, published_at, depth, (SELECT p.platform_id FROM comment p WHERE p.id = v.parent_id) "
        "FROM v_comment v",
    )
    expected = [said for said in THREAD if said.n not in (3, 4)]
    assert sorted(found) == sorted(
        (str(s.n), s.author, s.at.isoformat(), 1 if s.parent else 0, str(s.parent) if s.parent else None)
        for s in expected
    )
    assert rows(database_in(tmp_path), "SELECT reason, last_read IS NOT NULL, comments FROM v_thread") == [
        (None, 1, 10)
    ]
    assert sum(asked.path == "/wp-json/wp/v2/comments" for asked in log) == 1


def test_a_thread_whose_interface_refuses_and_that_has_no_pages_says_why(tmp_path):
    class Refusing(Isso):
        def answer(self, asked):
            return Answer(b"no", 403) if asked.host == self.host else None

    platform = Refusing.made(THREAD)
    result, _ = run(tmp_path, platform)
    assert result.returncode in (0, 1)
    [(comments, readable, reason)] = rows(database_in(tmp_path), "SELECT comments, readable, reason FROM v_thread")
    assert (comments, readable) == (0, 1)
    assert "403" in reason
