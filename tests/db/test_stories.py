import random
import threading
from datetime import timedelta

import pytest
from db.courier import DAY, day, rows
from sqlalchemy import event, text

from newscrawl.db import similar, stories
from newscrawl.db.comparison import COMMON, PRINTINGS, SIMILAR
from newscrawl.db.engine import write_transaction
from newscrawl.db.forget import find_article, find_outlet, take_down
from newscrawl.db.stories import compare_texts, leave
from newscrawl.db.writing import PageRecord, write_pages
from newscrawl.items import ArticleItem, PageItem

WORDS = [
    f"{a}{b}" for a in ("ba", "ko", "li", "mu", "ne", "ra", "so", "ti", "ve", "zu") for b in ("rn", "st", "lm", "nd")
]


def prose(seed, words=200):
    """A text that shares no run of words with one of another seed."""
    rng = random.Random(seed)
    made = [rng.choice(WORDS) for _ in range(words)]
    return [" ".join(made[at : at + 40]).capitalize() + "." for at in range(0, words, 40)]


def printed(paper, paragraphs, *, at=DAY, name="story", **more):
    url = f"https://{paper}.example/{name}"
    return PageRecord(
        PageItem(page=url, outlet=paper, fetched_at=at),
        ArticleItem(
            page=url,
            outlet=paper,
            url=url,
            addresses=[url],
            paragraphs=list(paragraphs),
            **{"headline": f"{paper} on {name}", "published": DAY, "published_raw": DAY.isoformat(), **more},
        ),
    )


def write(engine, *records):
    write_pages(engine, None, records)


def told(engine):
    """The stories, each as the sorted names of its papers' articles."""
    found = {}
    for story, url in rows(engine, "SELECT story_id, url FROM v_story"):
        found.setdefault(story, []).append(url.removeprefix("https://").replace(".example/", "/"))
    return sorted(sorted(urls) for urls in found.values())


def original(engine):
    return [outlet for (outlet,) in rows(engine, "SELECT outlet FROM v_story WHERE is_original ORDER BY outlet")]


WIRE = prose("wire")
LONG = prose("long", 600)
EDITED = {
    "word for word": WIRE,
    "cut to two fifths": WIRE[:2],
    "a local lede": ["In Mapleton, the decision matters more than it does in most places, people there say.", *WIRE],
    "a paragraph dropped, one added": [WIRE[0], *WIRE[2:], *prose("added", 40)],
    "words changed": [" ".join(w if n % 12 else "other" for n, w in enumerate(p.split())) for p in WIRE],
    "case and marks": [paragraph.upper().replace(" ", "  ") + "!" for paragraph in WIRE],
}


@pytest.mark.parametrize("how", EDITED)
def test_a_text_is_known_again_however_it_was_edited(engine, how):
    write(engine, printed("echo", WIRE), printed("herald", prose("another")))
    write(engine, printed("ledger", EDITED[how], headline="Quite another headline", at=day(2)))
    assert told(engine) == [["echo/story", "ledger/story"]]


def test_two_printings_in_one_batch_meet_each_other(engine):
    write(engine, printed("echo", WIRE), printed("ledger", WIRE), printed("herald", prose("another")))
    assert told(engine) == [["echo/story", "ledger/story"]]
    assert original(engine) == ["echo"]


def test_texts_of_one_paper_are_no_story(engine):
    write(engine, printed("echo", WIRE), printed("echo", EDITED["a local lede"], name="again"))
    assert told(engine) == []


def test_short_texts_and_articles_without_text_are_no_story(engine):
    short = ["Scores of the games on Friday: " + " ".join(WORDS[:10])]
    write(engine, *(printed(paper, text) for paper in ("echo", "ledger") for text in (short, [])))
    assert told(engine) == []
    assert rows(engine, "SELECT * FROM uncompared") == []


def test_half_of_the_shorter_text_makes_a_story_and_less_does_not(engine):
    write(engine, printed("echo", LONG))
    write(engine, printed("ledger", [*LONG[:3], *prose("rest", 60)]), printed("herald", [*LONG[:2], *prose("r", 160)]))
    assert told(engine) == [["echo/story", "ledger/story"]]


def test_scripts_without_spaces_are_compared_by_characters(engine):
    rng = random.Random(4)
    characters = "".join(chr(rng.randrange(0x4E00, 0x5200)) for _ in range(300))
    write(engine, printed("echo", [characters]), printed("ledger", [characters[20:260] + "。"]))
    assert told(engine) == [["echo/story", "ledger/story"]]


def test_an_article_whose_text_is_edited_leaves_its_story_and_may_enter_another(engine):
    write(engine, printed("echo", WIRE), printed("ledger", WIRE), printed("herald", prose("other")))
    write(engine, printed("ledger", prose("other"), at=day(1)))
    assert told(engine) == [["herald/story", "ledger/story"]]
    assert rows(engine, "SELECT count(*) FROM story") == [(1,)]
    write(engine, printed("ledger", prose("third"), at=day(2)))
    assert told(engine) == []
    assert rows(engine, "SELECT count(*) FROM story") == [(0,)]
    assert rows(engine, "SELECT count(*) FROM article WHERE is_original") == [(0,)]


def test_an_edit_that_keeps_the_text_keeps_the_story(engine):
    write(engine, printed("echo", WIRE), printed("ledger", WIRE))
    before = rows(engine, "SELECT story_id, article_id, is_original FROM v_story ORDER BY 2")
    write(engine, printed("echo", [*WIRE, "Correction: it was a Tuesday."], at=day(1)))
    assert rows(engine, "SELECT story_id, article_id, is_original FROM v_story ORDER BY 2") == before
    both = (printed("echo", WIRE, at=day(2)), printed("ledger", [*WIRE, "Correction: it was a Friday."], at=day(2)))
    write(engine, *both)
    assert rows(engine, "SELECT story_id, article_id, is_original FROM v_story ORDER BY 2") == before


def test_an_article_that_is_one_with_two_stories_joins_them(engine):
    first, second = LONG[:8], LONG[5:13]
    write(engine, printed("echo", first), printed("ledger", first))
    write(engine, printed("herald", second), printed("post", second))
    assert told(engine) == [["echo/story", "ledger/story"], ["herald/story", "post/story"]]
    write(engine, printed("sun", LONG[:13], published=day(-1)))
    assert told(engine) == [["echo/story", "herald/story", "ledger/story", "post/story", "sun/story"]]
    assert rows(engine, "SELECT count(*) FROM story") == [(1,)]
    assert original(engine) == ["sun"]


def test_a_roundup_of_two_stories_does_not_make_one_of_them(engine):
    one, two = prose("one", 120), prose("two", 120)
    write(engine, printed("echo", one), printed("ledger", one), printed("herald", two), printed("post", two))
    write(engine, printed("sun", [*one, *two], name="briefs"))
    assert rows(engine, "SELECT count(DISTINCT story_id) FROM v_story") == [(2,)]
    apart = dict(rows(engine, "SELECT outlet, story_id FROM v_story"))
    assert apart["echo"] != apart["herald"]


def test_nor_does_one_that_was_there_before_them(engine):
    one, two = prose("one", 120), prose("two", 120)
    write(engine, printed("sun", [*one, *two], name="briefs"))
    for paper, text_ in (("echo", one), ("herald", two), ("ledger", one), ("post", two)):
        write(engine, printed(paper, text_))
    assert ["herald/story", "post/story"] in told(engine)
    assert any({"echo/story", "ledger/story"} <= set(urls) for urls in told(engine))


def test_what_many_texts_have_makes_no_story(engine):
    furniture = prose("furniture", 100)
    for number in range(COMMON + 2):
        write(engine, printed(f"paper{number}", [*prose(number, 140), *furniture]))
    assert told(engine) == []
    [(common,)] = rows(engine, "SELECT count(*) FROM common_shingle")
    assert common > 5
    assert rows(engine, "SELECT count(*) FROM shingle s JOIN common_shingle c ON c.hash = s.hash") == [(0,)]


def test_what_a_paper_prints_again_and_again_is_no_story(engine):
    notice = prose("for subscribers", 80)
    for number in range(SIMILAR * 3):
        write(engine, *(printed(of, [*prose(f"{of}{number}", 40), *notice], name=number) for of in ("echo", "ledger")))
    while compare_texts(engine):
        pass
    assert told(engine) == []


def test_a_paper_may_print_every_version_of_a_text(engine):
    write(engine, printed("echo", WIRE))
    for number in range(SIMILAR + 3):
        write(engine, printed("ledger", [*WIRE, f"Version {number}."], name=number))
    assert [len(urls) for urls in told(engine)] == [SIMILAR + 4]
    assert rows(engine, "SELECT count(*) FROM uncompared") == [(0,)]


def test_a_story_that_many_papers_print_is_known_to_the_last(engine):
    number = COMMON * 2
    for n in range(number):
        write(engine, printed(f"paper{n}", WIRE, published=DAY + timedelta(hours=n)))
    assert [len(urls) for urls in told(engine)] == [number]
    assert original(engine) == ["paper0"]
    assert rows(engine, "SELECT count(DISTINCT article_id) FROM shingle") == [(PRINTINGS,)]
    assert rows(engine, "SELECT count(*) FROM common_shingle") == [(0,)]


def test_what_could_not_be_compared_is_compared_after_the_next_writing(engine, monkeypatch):
    monkeypatch.setattr("newscrawl.db.writing.compare_written", lambda _: None)  # the process died here
    write(engine, printed("echo", WIRE), printed("ledger", WIRE))
    assert told(engine) == []
    assert len(rows(engine, "SELECT * FROM uncompared")) == 2
    monkeypatch.undo()
    write(engine, printed("herald", WIRE))
    assert told(engine) == [["echo/story", "herald/story", "ledger/story"]]
    assert compare_texts(engine) == 0


def test_a_comparison_that_fails_costs_no_page(engine, monkeypatch, caplog):
    from sqlalchemy.exc import OperationalError

    def fails(*_):
        raise OperationalError("SELECT", {}, Exception("the server went away"))

    monkeypatch.setattr(stories, "compare", fails)
    write(engine, printed("echo", WIRE), printed("ledger", WIRE))
    assert rows(engine, "SELECT count(*) FROM article") == [(2,)]
    monkeypatch.undo()
    assert compare_texts(engine) == 2
    assert told(engine) == [["echo/story", "ledger/story"]]


def test_a_text_that_cannot_be_compared_keeps_no_other_one_from_it(engine, monkeypatch, caplog):
    def fails(text_):
        if "rotten" in text_:
            raise RecursionError
        return similar.shingles_of(text_)

    monkeypatch.setattr(stories, "shingles_of", fails)
    write(engine, printed("echo", WIRE), printed("sun", ["rotten", *WIRE]), printed("ledger", WIRE))
    assert told(engine) == [["echo/story", "ledger/story"]]
    assert rows(engine, "SELECT count(*) FROM uncompared") == [(0,)]
    assert "https://sun.example/story" in caplog.text


def test_two_processes_that_write_at_once_find_each_others_texts(engine):
    for round_ in range(5):
        start, words = threading.Barrier(2), prose(round_)

        def store(record, start=start):
            start.wait()
            write(engine, record)

        records = [printed(paper, words, name=round_) for paper in ("echo", "ledger")]
        threads = [threading.Thread(target=store, args=(record,)) for record in records]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    while compare_texts(engine):
        pass
    assert told(engine) == [[f"echo/{n}", f"ledger/{n}"] for n in range(5)]


def test_a_large_backlog_is_worked_off_in_parts(engine, monkeypatch):
    monkeypatch.setattr("newscrawl.db.writing.compare_written", lambda _: None)
    write(engine, *(printed(f"paper{n}", WIRE) for n in range(5)))
    assert [compare_texts(engine, 2) for _ in range(4)] == [2, 2, 1, 0]
    assert [len(urls) for urls in told(engine)] == [5]


def test_an_article_that_is_deleted_leaves_its_story(engine):
    write(engine, printed("echo", WIRE), printed("ledger", WIRE), printed("herald", WIRE))
    for paper, left in (("echo", [["herald/story", "ledger/story"]]), ("herald", [])):
        with write_transaction(engine) as connection:
            [of] = connection.execute(
                text("SELECT article_id FROM v_article WHERE outlet = :of"), {"of": paper}
            ).scalars()
            leave(connection, [of])
            connection.execute(text("DELETE FROM article WHERE id = :of"), {"of": of})
        assert told(engine) == left
    assert rows(engine, "SELECT count(*) FROM story") == [(0,)]


def test_what_is_forgotten_leaves_its_story(engine):
    write(engine, printed("echo", WIRE), printed("ledger", WIRE), printed("herald", WIRE))
    with write_transaction(engine) as connection:
        take_down(connection, find_article(connection, "https://echo.example/story"), DAY)
    assert told(engine) == [["herald/story", "ledger/story"]]
    assert len(original(engine)) == 1
    with write_transaction(engine) as connection:
        take_down(connection, find_outlet(connection, "herald"), DAY)
    assert told(engine) == []


def test_a_comparison_asks_by_indexes_alone(engine):
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads small tables whole")
    write(engine, printed("echo", WIRE), printed("ledger", WIRE), printed("herald", LONG), printed("post", LONG[:5]))
    spoken = []
    event.listen(
        engine,
        "before_cursor_execute",
        lambda _c, _cur, sql, values, _x, many: spoken.append((sql, values[0] if many else values)),
    )
    write(engine, printed("sun", EDITED["a local lede"]), printed("echo", LONG, at=day(1)))
    with engine.connect() as connection:
        asked = [
            pair for pair in spoken if pair[0].split()[0] in {"SELECT", "UPDATE", "DELETE"} and "shingle" in pair[0]
        ]
        assert len(asked) == 4
        for sql, values in asked:
            for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, values).all():
                assert "VIRTUAL TABLE" in row[3] or not row[3].startswith("SCAN"), (sql, row[3])
