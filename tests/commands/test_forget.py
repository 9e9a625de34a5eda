from __future__ import annotations

import sqlite3

import pytest
from courier import BODY, URL, day, everything, quotes_of, reading, rows, said, settled, thread, write
from loopback import Answer, Paper, article_page, comment, home, scrapy, sites_toml
from loopback import thread as wordpress
from typed import Typist

from newscrawl.db.forgotten import ARTICLE, forgotten, lift, remember
from newscrawl.db.frontier import Frontier
from newscrawl.items import FoundPage, PageKind

FERRY = "https://courier.example/2026/03/ferry"


def texts(engine):
    return repr(everything(engine))


def test_an_article_goes_with_all_that_hangs_on_it(filled):
    answer = filled("forget", URL, "--yes")
    assert answer.code == 0, answer.err
    assert "1 article, 2 texts" in answer.err
    left = texts(filled.engine)
    for gone in ("Bridge opens", "Footbridge", "long wait", "SUM(A1)", "2026/03/bridge"):
        assert gone not in left, gone
    assert "Ferry stops" in left
    assert filled("query", "search", "footbridge OR lamps OR SUM").rows == []
    assert filled("db", "check").code == 0


def test_a_speaker_that_only_it_quoted_goes_and_others_stay(filled):
    write(filled.engine, reading("https://courier.example/x", paragraphs=[*BODY, "Ends here."], headline="Third"))
    filled("forget", URL, "--yes")
    assert ("Ada Reyes",) in rows(filled.engine, "SELECT name FROM speaker")
    for url in (FERRY, "https://courier.example/x"):
        filled("forget", url, "--yes")
    assert rows(filled.engine, "SELECT name FROM speaker") == rows(filled.engine, "SELECT text FROM quote") == []


@pytest.mark.parametrize(
    "again",
    [
        lambda: reading(at=day(9)),
        lambda: reading(URL + "?utm_source=feed", at=day(9), canonical=URL),
        lambda: reading("https://courier.example/print/7", at=day(9), canonical=URL, addresses=[URL]),
    ],
)
def test_it_does_not_come_back_under_any_of_its_addresses(filled, again):
    filled("forget", URL, "--yes")
    write(filled.engine, again())
    assert rows(filled.engine, "SELECT headline FROM article") == [("Ferry stops",)]
    assert rows(filled.engine, "SELECT url FROM page WHERE url LIKE '%bridge%' OR url LIKE '%print%'") == []


def test_an_address_that_led_to_it_is_not_asked_for_again(filled):
    filled("forget", URL, "--yes")
    twin = "https://courier.example/print/7"
    write(filled.engine, reading(twin, at=day(9), canonical=URL, addresses=[twin, URL]))
    frontier = Frontier(filled.engine)
    [(outlet_id,)] = rows(filled.engine, "SELECT id FROM outlet")
    assert frontier.note_found(outlet_id, [FoundPage(URL), FoundPage(twin), FoundPage(FERRY + "2")], day(10)) == 1
    assert frontier.note_found(outlet_id, [FoundPage(URL)], day(10), literal=True) == 0
    assert [page.url for page in frontier.due(outlet_id, day(10), limit=9)] == [FERRY + "2"]


@pytest.mark.parametrize("outcome", ["read", "unchanged", "not_article", "gone", "failed", "refused", "skipped"])
def test_an_address_that_leads_to_it_is_never_due_again_however_its_fetch_ends(filled, outcome):
    filled("forget", URL, "--yes")
    short = "https://courier.example/short/1"
    frontier = Frontier(filled.engine)
    [(outlet_id,)] = rows(filled.engine, "SELECT id FROM outlet")
    assert frontier.note_found(outlet_id, [FoundPage(short)], day(9)) == 1
    write(filled.engine, settled(outcome, short, at=day(9), final_url=URL, due_at=day(11)))
    assert frontier.due(outlet_id, day(20), limit=9) == []
    assert frontier.note_found(outlet_id, [FoundPage(short)], day(12)) == 0


def test_a_page_of_its_thread_is_never_due_again(filled):
    filled("forget", URL, "--yes")
    api = "https://api.example/comments?post=7#page-2"
    frontier = Frontier(filled.engine)
    [(outlet_id,)] = rows(filled.engine, "SELECT id FROM outlet")
    frontier.note_found(outlet_id, [FoundPage(api, PageKind.THREAD)], day(9))
    record = settled("read", api, at=day(9), kind=PageKind.THREAD, due_at=day(11))
    record.threads.append(thread())
    write(filled.engine, record)
    assert frontier.due(outlet_id, day(20), limit=9) == []


def test_its_comments_do_not_come_back_with_its_thread(filled):
    filled("forget", URL, "--yes")
    record = settled("read", URL + "/comments?page=2", at=day(9), kind=PageKind.THREAD)
    record.threads.append(thread())
    record.comments.append(said("9", "Back again"))
    write(filled.engine, record)
    assert rows(filled.engine, "SELECT text FROM comment") == [("A shame.",)]


def test_a_commenter_is_taken_out_and_replies_keep_their_place(filled):
    write(filled.engine, reading(at=day(3), threads=[thread()], page={"content_hash": "3"}, comments=[
        said("1", "So it does."), said("2", "=SUM(A1) edited", author="Eve", likes=3), said("3", "No.", parent="2")]))  # fmt: skip
    answer = filled("forget", "--author", "Eve", "--yes")
    assert answer.code == 0
    assert "1 comment" in answer.err
    assert "Eve" not in texts(filled.engine)
    assert "SUM" not in texts(filled.engine)
    tree = rows(filled.engine, "SELECT c.platform_id, c.author, c.state, p.platform_id FROM comment c LEFT JOIN comment p "
                               "ON p.id = c.parent_id ORDER BY c.platform_id, c.id")  # fmt: skip
    assert ("2", None, "deleted", None) in tree
    assert ("3", "Tom Oak", "shown", "2") in tree
    write(filled.engine, reading(at=day(4), threads=[thread()], page={"content_hash": "4"}, comments=[
        said("2", "=SUM(A1) edited", author="Eve"), said("4", "Hello, it is me", author="Eve")]))  # fmt: skip
    assert "Eve" not in texts(filled.engine)
    assert rows(filled.engine, "SELECT state FROM comment WHERE platform_id = '4'") == [("deleted",)]


def test_a_commenter_is_known_by_the_platforms_key_and_at_one_paper(filled):
    def written(number):
        write(filled.engine, reading(at=day(number), threads=[thread()], page={"content_hash": str(number)},
                                     comments=[said("7", "Key words", author="Anon", author_key="k1")]))  # fmt: skip

    written(3)
    assert filled("forget", "--author", "k1", "--outlet", "courier", "--yes").code == 0
    written(4)
    assert rows(filled.engine, "SELECT author_key, text FROM comment WHERE platform_id = '7'") == [(None, None)]
    assert filled("forget", "--author", "k1", "--lift").code == 1
    assert filled("forget", "--author", "k1", "--outlet", "courier", "--lift").code == 0
    written(5)
    assert rows(filled.engine, "SELECT author_key, text FROM comment WHERE platform_id = '7'") == [("k1", "Key words")]


def test_a_paper_goes_whole_and_stays_out(filled):
    assert filled("forget", "--outlet", "courier", "--yes").code == 0
    for table in ("outlet", "page", "article", "revision", "quote", "comment", "speaker", "problem"):
        assert rows(filled.engine, f"SELECT count(*) FROM {table}") == [(0,)], table
    write(filled.engine, reading(at=day(9)))
    assert rows(filled.engine, "SELECT count(*) FROM outlet") == [(0,)]
    assert Frontier(filled.engine).is_forgotten("another name", "courier")
    assert not Frontier(filled.engine).is_forgotten("herald", "herald.example")


def test_a_tombstone_tells_nobody_what_it_was(filled):
    filled("forget", URL, "--yes")
    filled("forget", "--author", "Tom Oak", "--yes")
    found = rows(filled.engine, "SELECT kind, digest FROM forgotten")
    assert {kind for kind, _ in found} == {"article", "author"}
    assert all(len(digest) == 64 and int(digest, 16) for _, digest in found)


def test_what_is_lifted_may_come_back(filled):
    filled("forget", URL, "--yes")
    assert filled("forget", URL, "--lift").code == 0
    assert filled("forget", URL, "--lift").code == 1
    write(filled.engine, reading(at=day(9)))
    assert len(rows(filled.engine, "SELECT id FROM article")) == 2


TWIN, AMP = "https://courier.example/r/1", "https://courier.example/amp/1"


@pytest.mark.parametrize("lifted", [URL, TWIN, AMP])
def test_a_takedown_is_lifted_as_a_whole_by_any_of_its_addresses_and_alone(filled, lifted):
    write(filled.engine, reading(TWIN, canonical=URL, addresses=[TWIN, URL], at=day(3), page={"content_hash": "3"}))
    filled("forget", TWIN, "--yes")
    filled("forget", FERRY, "--yes")
    write(filled.engine, reading(AMP, canonical=URL, addresses=[AMP, URL], at=day(9)))
    assert len(rows(filled.engine, "SELECT digest FROM forgotten")) == 4
    assert filled("forget", lifted, "--lift").code == 0
    assert len(rows(filled.engine, "SELECT digest FROM forgotten")) == 1
    write(filled.engine, reading(TWIN, canonical=URL, addresses=[TWIN, URL], at=day(10)))
    assert rows(filled.engine, "SELECT headline FROM article") == [("Bridge opens",)]


def test_takedowns_of_one_moment_are_lifted_apart(engine):
    with engine.begin() as connection:
        for one in ("a", "b"):
            remember(connection, ARTICLE, [f"{one}1", f"{one}2"], day(1))
        assert lift(connection, ARTICLE, ["a2"]) == 2
        assert forgotten(connection, ARTICLE, ["a1", "a2", "b1", "b2"]) == {"b1", "b2"}


def test_a_paper_is_lifted_with_its_domain(filled):
    filled("forget", "--outlet", "courier", "--yes")
    assert filled("forget", "--outlet", "courier", "--lift").code == 0
    assert rows(filled.engine, "SELECT digest FROM forgotten") == []


def test_a_speaker_who_stays_is_not_called_what_it_called_her(filled):
    other = "https://courier.example/x"
    market = ["The market has a new clock on its square, and eggs on every day.", "“We have eggs,” said Ada Reyes."]
    for url, texts_, role in ((URL, BODY, "who was convicted in 1999"), (other, market, "of the market")):
        quotes = quotes_of(texts_, url)
        for quote in quotes:
            quote.role = role
        write(filled.engine, reading(url, at=day(4), paragraphs=texts_, headline=role, quotes=quotes))
    assert "1999" in texts(filled.engine)
    filled("forget", URL, "--yes")
    assert "1999" not in texts(filled.engine)
    assert "of the market" in repr(rows(filled.engine, "SELECT roles FROM speaker WHERE name = 'Ada Reyes'"))


def test_an_address_never_read_is_kept_out(filled):
    assert filled("forget", "https://courier.example/rumour", "--yes").code == 0
    [(outlet_id,)] = rows(filled.engine, "SELECT id FROM outlet")
    assert Frontier(filled.engine).note_found(outlet_id, [FoundPage("https://courier.example/rumour")], day(9)) == 0


def test_nothing_is_deleted_unless_somebody_says_yes(filled, monkeypatch):
    from newscrawl.commands import asking

    before = texts(filled.engine)
    answer = filled("forget", URL)
    assert (answer.code, "--yes" in answer.err) == (2, True)
    monkeypatch.setattr(asking.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _prompt: "no")
    answer = filled("forget", URL)
    assert answer.code == 1
    assert "this deletes 1 article, 2 texts, 2 quotes, 2 comments" in answer.err
    assert texts(filled.engine) == before
    monkeypatch.setattr("builtins.input", lambda _prompt: "yes")
    assert filled("forget", URL).code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "say what to forget"),
        (("bridge", "--yes"), "is no address"),
        ((URL, "--outlet", "courier"), "name one thing"),
        (("--outlet", "courer", "--yes"), "did you mean 'courier'"),
        (("--author", "x", "--outlet", "courer", "--yes"), "did you mean 'courier'"),
        ((URL, FERRY), "say what to forget"),
    ],
)
def test_wrong_use_ends_with_code_2_and_names_the_fix(filled, words, told):
    answer = filled("forget", *words)
    assert answer.code == 2
    assert told in answer.err


def test_nothing_of_it_is_left_in_the_file(filled, tmp_path):
    if filled.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's files are its own")
    write(
        filled.engine,
        reading("https://courier.example/z", paragraphs=["Zyxomma said it. " * 40, *BODY], headline="Zyxomma"),
    )
    assert filled("forget", "https://courier.example/z", "--yes").code == 0
    filled.engine.dispose()
    for file in tmp_path.glob("news.db*"):
        assert b"yxomma" not in file.read_bytes(), file


def test_two_crawls_on_loopback_bring_nothing_back(tmp_path, capsys):
    paths = ["/2026/03/01/the-bridge-that-opens-today/", "/2026/03/02/the-ferry-that-stops-in-autumn/"]
    talk = wordpress(comment(1, "Eve", "I was there."), comment(2, "Tom", "I was not."))
    pages = {
        paths[0]: article_page("Bridge opens"),
        paths[1]: article_page("Ferry stops", ("The ferry stops in autumn, after a hundred years on the creek of the town.",
                                               "Its bell goes to the school, which will ring it on the first day of term."), comments=talk),
    }  # fmt: skip
    with Paper({"/": home(*paths), **pages}) as paper:
        sites = sites_toml(tmp_path / "sites.toml", {"paper": paper})
        url = f"sqlite:///{tmp_path / 'news.db'}"

        def crawl(*more):
            result = scrapy("crawl", "localnews", "-a", f"sites={sites}", "-s", f"DATABASE_URL={url}", *more)
            with sqlite3.connect(tmp_path / "news.db") as db:
                found = {table: db.execute(f"SELECT {column} FROM {table} ORDER BY 1").fetchall()
                         for table, column in (("v_article", "headline"), ("v_comment", "author"))}  # fmt: skip
            return result, found

        result, found = crawl()
        assert result.returncode == 0, result.stderr
        assert found == {"v_article": [("Bridge opens",), ("Ferry stops",)], "v_comment": [("Eve",), ("Tom",)]}
        typist = Typist(url, capsys)
        assert typist("forget", paper.url + paths[0], "--yes").code == 0
        assert typist("forget", "--author", "Eve", "--yes").code == 0
        paper.log.clear()
        paper.answers["/"] = Answer.of(home(*paths, "/2026/03/03/one-more-article-for-the-paper/"))
        result, found = crawl("-a", "again=true", "-s", "CLOCK_OFFSET=2d")
        assert result.returncode == 0, result.stderr
        assert found == {"v_article": [("Ferry stops",)], "v_comment": [(None,), ("Tom",)]}
        assert paths[0] not in paper.asked()
        assert paths[1] in paper.asked()
        assert typist("forget", "--outlet", "paper", "--yes").code == 0
        paper.log.clear()
        result, found = crawl("-s", "CLOCK_OFFSET=3d")
        assert found == {"v_article": [], "v_comment": []}
        assert paper.asked() == []
        assert "was forgotten on request" in result.stderr
