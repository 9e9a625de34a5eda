from db.courier import DAY, PAPER, URL, day, everything, reading, rows, said, settled, thread, write

from newscrawl.db.writing import PageRecord
from newscrawl.items import FoundPage, PageItem, PageKind

REPLIES = URL + "/comment-page-2"


def talk(*comments, at=DAY, threads=None, page=None, **more):
    return reading(at=at, threads=[thread()] if threads is None else threads, comments=comments, page=page, **more)


def rest(*comments, at=DAY, url=REPLIES, threads=None, **page):
    item = PageItem(page=url, outlet=PAPER, kind=PageKind.THREAD, fetched_at=at, **page)
    return PageRecord(item, threads=[thread()] if threads is None else threads, comments=list(comments))


def comments(engine):
    return rows(
        engine,
        "SELECT c.platform_id, p.platform_id, c.state FROM v_comment c LEFT JOIN v_comment p ON p.comment_id = c.parent_id ORDER BY c.platform_id",
    )


def test_a_second_reading_changes_nothing_but_last_seen(engine):
    batch = [talk(said("1"), said("2", parent="1"), said("3", parent="2", likes=4, published=day(1)))]
    assert write(engine, *batch).comments_new == 3
    before = everything(engine)
    counts = write(
        engine, talk(said("1"), said("2", parent="1"), said("3", parent="2", likes=4, published=day(1)), at=day(2))
    )
    assert (counts.comments_new, counts.comments_changed) == (0, 0)
    assert everything(engine) == before
    assert comments(engine) == [("1", None, "shown"), ("2", "1", "shown"), ("3", "2", "shown")]


def test_an_edited_comment_keeps_its_old_text(engine):
    write(engine, talk(said("1", "I am for it.")))
    counts = write(engine, talk(said("1", "I am against it."), at=day(1)))
    assert counts.comments_changed == 1
    assert rows(engine, "SELECT text FROM v_comment") == [("I am against it.",)]
    assert rows(engine, "SELECT text FROM comment_revision") == [("I am for it.",)]


def test_a_comment_that_vanished_stays_and_is_called_gone(engine):
    write(engine, talk(said("1"), said("2", "Soon!")))
    write(engine, talk(said("1"), at=day(1)))
    assert [(of, bool(gone)) for of, gone in rows(engine, "SELECT platform_id, gone FROM v_comment ORDER BY 1")] == [
        ("1", False),
        ("2", True),
    ]
    [(last,)] = rows(engine, "SELECT last_seen FROM v_comment WHERE platform_id = '2'")
    assert str(last)[:10] == "2026-03-01"
    write(engine, talk(said("1"), said("2", "Soon!"), at=day(2)))
    assert not any(gone for (gone,) in rows(engine, "SELECT gone FROM v_comment"))


def test_nothing_is_called_gone_before_the_whole_thread_was_read(engine):
    found = {"found": [FoundPage(REPLIES, PageKind.THREAD, due=True)]}
    write(engine, talk(said("1"), page=found), rest(said("2", "Soon!")))
    assert not any(gone for (gone,) in rows(engine, "SELECT gone FROM v_comment"))
    write(engine, talk(said("1"), at=day(1), page=found))
    assert not any(gone for (gone,) in rows(engine, "SELECT gone FROM v_comment"))
    write(engine, rest(at=day(1)))
    assert [(of, bool(gone)) for of, gone in rows(engine, "SELECT platform_id, gone FROM v_comment ORDER BY 1")] == [
        ("1", False),
        ("2", True),
    ]


def test_a_thread_that_could_not_be_read_says_nothing_about_its_comments(engine):
    write(engine, talk(said("1")))
    write(engine, talk(at=day(1), threads=[thread(readable=False, reason="needs a key")]))
    write(engine, reading(at=day(2)))
    assert [bool(gone) for (gone,) in rows(engine, "SELECT gone FROM v_comment")] == [False]
    assert [
        tuple(map(str, row)) for row in rows(engine, "SELECT CASE WHEN readable THEN 1 ELSE 0 END, reason FROM thread")
    ] == [("0", "needs a key")]


def test_a_reply_whose_parent_never_comes_is_an_orphan_until_it_does(engine):
    write(engine, talk(said("2", parent="1"), said("3", parent="2")))
    assert comments(engine) == [("2", None, "orphan"), ("3", "2", "shown")]
    write(engine, rest(said("1"), at=day(1)))
    assert comments(engine) == [("1", None, "shown"), ("2", "1", "shown"), ("3", "2", "shown")]


def test_an_orphan_that_is_read_again_stays_one_and_is_no_change(engine):
    write(engine, talk(said("2", parent="1")))
    counts = write(engine, talk(said("2", parent="1"), at=day(1)))
    assert counts.comments_changed == 0
    assert comments(engine) == [("2", None, "orphan")]


def test_parents_in_a_circle_are_not_stored(engine):
    write(engine, talk(said("1", parent="2"), said("2", parent="1"), said("3", parent="3")))
    parents = {of: parent for of, parent, _ in comments(engine)}
    assert parents["3"] is None
    assert None in (parents["1"], parents["2"])


def test_comments_of_later_pages_find_their_article_by_its_address(engine):
    write(engine, reading(URL + "?utm_source=feed", canonical=URL))
    write(engine, rest(said("1"), said("2")))
    assert rows(engine, "SELECT url, platform_id FROM v_comment ORDER BY 2") == [(URL, "1"), (URL, "2")]


def test_comments_of_an_article_that_is_not_there_are_a_problem(engine):
    write(engine, rest(said("1", article="https://courier.example/nowhere"), threads=[]))
    assert rows(engine, "SELECT * FROM v_comment") == []
    assert rows(engine, "SELECT stage, url FROM v_problem") == [("comments", REPLIES)]


def test_a_thread_that_moved_to_another_platform_is_not_doubled(engine):
    old = [said(f"d{n}", words, platform="disqus", published=day(0)) for n, words in enumerate(["Yes.", "No.", "Yes."])]
    new = [said(str(n), words, published=day(0)) for n, words in enumerate(["Yes.", "No.", "Yes."])]
    write(engine, talk(*old, threads=[thread("disqus")]))
    counts = write(engine, talk(*new, said("9", "And who pays?", parent="1"), at=day(400)))
    assert counts.comments_new == 1
    assert rows(engine, "SELECT count(*) FROM v_comment") == [(4,)]
    assert comments(engine)[0] == ("9", "d1", "shown")
    before = everything(engine)
    write(engine, talk(*new, said("9", "And who pays?", parent="1"), at=day(500)))
    assert everything(engine) == before
    write(engine, talk(said("9", "And who pays?", parent="1"), at=day(600)))
    assert sorted((of, bool(gone)) for of, gone in rows(engine, "SELECT platform_id, gone FROM v_comment")) == [
        ("9", False),
        ("d0", True),
        ("d1", True),
        ("d2", True),
    ]


def test_two_platforms_of_one_batch_are_met_too(engine):
    write(
        engine,
        talk(said("d1", "Yes.", platform="disqus"), threads=[thread("disqus")]),
        talk(said("1", "Yes.", published=day(0)), at=day(9)),
    )
    assert rows(engine, "SELECT platform_id FROM v_comment") == [("d1",)]


def test_the_same_words_at_another_time_are_another_comment(engine):
    write(engine, talk(said("d1", "Yes.", platform="disqus", published=day(0)), threads=[thread("disqus")]))
    write(engine, talk(said("1", "Yes.", published=day(5)), at=day(9)))
    assert rows(engine, "SELECT count(*) FROM v_comment") == [(2,)]


def test_two_threads_of_one_page_are_kept_apart(engine):
    write(
        engine, talk(said("1"), said("v1", "I say.", platform="viafoura"), threads=[thread(), thread("viafoura", "x")])
    )
    assert rows(engine, "SELECT platform, platform_id FROM v_comment ORDER BY 1") == [
        ("viafoura", "v1"),
        ("wordpress", "1"),
    ]


def test_a_deleted_comment_names_nobody_and_keeps_its_replies(engine):
    write(engine, talk(said("1", "Rude."), said("2", parent="1")))
    write(engine, talk(said("1", None, author="Guest", state="deleted"), said("2", parent="1"), at=day(1)))
    assert rows(engine, "SELECT author, text, state FROM v_comment WHERE platform_id = '1'") == [
        (None, "Rude.", "deleted")
    ]
    assert comments(engine)[1] == ("2", "1", "shown")


def test_comments_of_a_page_that_did_not_change_were_seen(engine):
    write(engine, talk(said("1")), rest(said("2", "Soon!")))
    write(engine, settled("unchanged", REPLIES, at=day(5), kind=PageKind.THREAD))
    assert [str(last)[:10] for (last,) in rows(engine, "SELECT last_seen FROM v_comment ORDER BY platform_id")] == [
        "2026-03-01",
        "2026-03-06",
    ]


def test_impossible_values_cost_a_field_and_not_the_batch(engine):
    write(
        engine,
        talk(
            said("1" * 5000, "\x00\ud800", likes=2**70, dislikes=-(2**70), depth=2**65, position=0, author="\x00"),
            said("", "no id"),
        ),
    )
    assert rows(engine, "SELECT likes, dislikes, depth FROM v_comment") == [(None, None, None)]
    assert rows(engine, "SELECT stage FROM v_problem") == [("comments",)]


def test_comments_without_words_are_never_taken_for_one_another(engine):
    write(
        engine,
        talk(said("w1", None, author=None, state="deleted", published=DAY), said("w2", "👍", author="Eve")),
    )
    moved = [
        said("d7", None, author=None, state="deleted", platform="disqus"),
        said("d8", "An answer to d7.", platform="disqus", parent="d7"),
        said("d9", "👎", author="Eve", platform="disqus"),
    ]
    write(engine, talk(*moved, at=day(1), threads=[thread("disqus", "9")]))
    assert rows(engine, "SELECT count(*) FROM comment_alias") == [(0,)]
    assert [name for name, *_ in comments(engine)] == ["d7", "d8", "d9", "w1", "w2"]
    assert ("d8", "d7", "shown") in comments(engine)
