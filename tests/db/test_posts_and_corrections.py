"""Posts of live blogs and correction notes: stored, replaced with the text, and never lost by a later reading."""

import pytest
from db.courier import BODY, DAY, URL, day, everything, reading, rows, write
from sqlalchemy.exc import IntegrityError

from newscrawl.db.engine import write_transaction
from newscrawl.db.models import Correction, Post
from newscrawl.items import CorrectionItem, PostItem

NOON = PostItem("p2", "Bridge open", "Ada Reyes", day(0), "2026-03-01T12:00:00Z", 1, 2)
OLDER = PostItem("p1", "Ferry sold", None, None, "9 p.m.", text="The ferry was sold.\n\nNobody knows to whom.")
MILES = CorrectionItem("correction", "Correction: The bridge is 30 metres long.", DAY, "March 1, 2026")
STEEL = CorrectionItem("update", "Update: The county has paid for the steel.")
POSTS = (
    "SELECT position, key, headline, author, published_at, paragraph, paragraphs, text FROM v_post ORDER BY position"
)
NOTES = "SELECT number, kind, text, first_seen FROM v_correction ORDER BY number"


def notes(engine):
    return [(number, kind, text, str(first)[:10]) for number, kind, text, first in rows(engine, NOTES)]


def test_a_post_is_its_place_in_the_body_or_its_own_text(engine):
    write(engine, reading(posts=[NOON, OLDER], kind="live"))
    one, two = rows(engine, POSTS)
    assert (one[0], one[1], one[2], one[3], str(one[4])[:16].replace("T", " "), one[5], one[6]) == (
        0, "p2", "Bridge open", "Ada Reyes", "2026-03-01 12:00", 1, 2
    )  # fmt: skip
    assert one[7] == "\n\n".join(BODY[1:])
    assert two[5:] == (None, 0, "The ferry was sold.\n\nNobody knows to whom.")
    assert rows(engine, "SELECT text FROM post ORDER BY position") == [(None,), (two[7],)]  # offsets, no copy
    [(start, end)] = rows(engine, "SELECT start_char, end_char FROM post WHERE position = 0")
    assert "\n\n".join(BODY)[start:end] == one[7]


def test_a_second_reading_of_the_same_changes_nothing(engine):
    write(engine, reading(posts=[NOON, OLDER], corrections=[MILES]))
    before = {name: everything(engine)[name] for name in ("article", "revision", "post", "correction")}
    assert write(engine, reading(posts=[NOON, OLDER], corrections=[MILES], at=day(1))).articles_unchanged == 1
    assert {name: everything(engine)[name] for name in before} == before


def test_posts_grow_with_the_text(engine):
    write(engine, reading(posts=[NOON]))
    new = ["The bridge is closed again, for the wind has risen and the deck is wet.", *BODY]
    later = [
        PostItem("p3", None, None, day(1), None, 0, 1),
        PostItem("p2", "Bridge open", "Ada Reyes", day(0), None, 2, 2),
    ]
    assert write(engine, reading(paragraphs=new, posts=later, at=day(1))).articles_changed == 1
    assert [(key, text) for _, key, *_, text in rows(engine, POSTS)] == [("p3", new[0]), ("p2", "\n\n".join(BODY[1:]))]


def test_a_text_that_is_no_live_blog_any_more_has_no_posts(engine):
    write(engine, reading(posts=[NOON]))
    write(engine, reading(paragraphs=[*BODY, "So the night went on the creek, and so it ended."], at=day(1)))
    assert rows(engine, POSTS) == []


def test_a_teaser_takes_neither_text_nor_posts_away(engine):
    write(engine, reading(posts=[NOON]))
    before = rows(engine, POSTS)
    write(
        engine,
        reading(paragraphs=BODY[:1], truncated=True, posts=[PostItem("p2", paragraph=0, paragraphs=1)], at=day(1)),
    )
    assert rows(engine, POSTS) == before


@pytest.mark.parametrize(("first", "number"), [(2, 2), (-1, 1), (0, 0), (7, 1), (None, 3)])
def test_a_place_that_the_body_has_not_is_left_out(engine, first, number):
    write(engine, reading(posts=[PostItem("p", "Bridge open", paragraph=first, paragraphs=number)]))
    assert [(row[2], row[5], row[6], row[7]) for row in rows(engine, POSTS)] == [("Bridge open", None, 0, None)]


def test_a_note_stays_listed_with_the_day_on_which_it_was_first_seen(engine):
    write(engine, reading())
    assert notes(engine) == []
    assert write(engine, reading(corrections=[MILES], at=day(1))).articles_changed == 1
    write(engine, reading(corrections=[STEEL], at=day(2)))  # the first one was taken off the page
    write(engine, reading(at=day(3)))
    assert notes(engine) == [(1, "correction", MILES.text, "2026-03-02"), (2, "update", STEEL.text, "2026-03-03")]
    [(dated, raw)] = rows(engine, "SELECT dated_at, dated_raw FROM v_correction WHERE number = 1")
    assert (str(dated)[:10], raw) == ("2026-03-01", "March 1, 2026")


def test_the_same_note_in_other_type_is_one(engine):
    write(engine, reading(corrections=[MILES, CorrectionItem("correction", MILES.text.upper())]))
    write(engine, reading(corrections=[CorrectionItem("correction", f" {MILES.text} ")], at=day(1)))
    assert len(notes(engine)) == 1


def test_a_twin_address_tells_its_notes_too(engine):
    write(engine, reading())
    write(engine, reading(f"{URL}/amp", canonical=URL, addresses=[f"{URL}/amp"], corrections=[MILES], at=day(1)))
    assert len(notes(engine)) == 1


def test_notes_of_no_kind_or_no_words_are_left_out(engine):
    write(
        engine,
        reading(
            corrections=[
                CorrectionItem("apology", "Sorry."),
                CorrectionItem("update", None),
                CorrectionItem("update", "—"),
            ]
        ),
    )
    assert notes(engine) == []


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (Post, {"position": 0, "paragraphs": 0, "start_char": 5, "end_char": 5}),
        (Post, {"position": 0, "paragraphs": -1}),
        (Correction, {"number": 1, "kind": "apology", "text": "Sorry.", "first_seen": DAY}),
    ],
)
def test_what_makes_no_sense_is_refused_by_the_tables(engine, table, row):
    write(engine, reading())
    [(of,)] = rows(engine, "SELECT id FROM article")
    with pytest.raises(IntegrityError), write_transaction(engine) as connection:
        connection.execute(table.__table__.insert(), [{"article_id": of, **row}])
