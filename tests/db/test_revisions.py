from datetime import timedelta

from db.courier import BODY, DAY, URL, day, reading, rows, write

from newscrawl.items import CorrectionItem

EDITED = [*BODY[:2], "The county paid for the steel and the lamps; the school says it paid for nothing."]
UNSAID = [BODY[0], "The lamps are lit until midnight, and the gate stays open.", BODY[2]]
REVISIONS = (
    "SELECT number, headline_changed, change, words_added, words_removed, silent FROM v_revision ORDER BY number"
)


def test_each_text_tells_how_much_it_changed(engine):
    long = [f"Sentence number {n} of a long article about a bridge and its lamps." for n in range(60)]
    write(engine, reading(paragraphs=long))
    write(engine, reading(paragraphs=[*long, "Correction: it was a Tuesday."], at=day(1)))
    write(engine, reading(paragraphs=[*long[:20], "Correction: it was a Tuesday."], at=day(2)))
    write(engine, reading(paragraphs=[*long[:20], "Correction: it was a Tuesday."], headline="Lamps", at=day(3)))
    assert rows(engine, "SELECT number, change, words_added, words_removed FROM v_revision ORDER BY number") == [
        (1, None, None, None),
        (2, "small", 5, 0),
        (3, "substantial", 0, 520),
        (4, "none", 0, 0),
    ]


def test_a_headline_that_was_changed_silently_can_be_asked_for(engine):
    stated = {"modified": DAY, "modified_raw": DAY.isoformat()}
    later = {"modified": day(2), "modified_raw": day(2).isoformat()}
    write(engine, reading(**stated))
    write(engine, reading(headline="Bridge opens late", at=day(1), **stated))
    write(engine, reading(headline="Bridge opens too late", at=day(2), **later))
    asked = "SELECT number, headline_before, headline FROM v_revision WHERE headline_changed AND silent"
    assert rows(engine, asked) == [(2, "Bridge opens", "Bridge opens late")]
    assert rows(engine, "SELECT number FROM v_revision WHERE headline_changed ORDER BY number") == [(2,), (3,)]


def test_a_note_makes_an_edit_no_silent_one(engine):
    note = CorrectionItem(kind="correction", text="An earlier version named the wrong day.")
    write(engine, reading())
    write(engine, reading(headline="Bridge opens Friday", corrections=[note], at=day(1)))
    write(engine, reading(headline="Bridge opens", corrections=[note], at=day(2)))
    assert [(number, bool(silent)) for number, *_, silent in rows(engine, REVISIONS)[1:]] == [(2, False), (3, True)]


def test_what_a_better_reader_reads_is_no_edit(engine):
    write(engine, reading(paragraphs=BODY[:2]))
    record = reading(at=day(1))
    record.reread = True
    write(engine, record)
    assert rows(engine, "SELECT revisions FROM v_article") == [(1,)]
    assert [
        (n, bool(reread), silent)
        for n, reread, silent in rows(engine, "SELECT number, reread, silent FROM v_revision ORDER BY 1")
    ] == [
        (1, False, None),
        (2, True, None),
    ]


HISTORY = "SELECT revision, text, speaker, is_current FROM v_quote_history ORDER BY revision, start_char"


def _history(engine):
    return [(revision, text, bool(current)) for revision, text, _, current in rows(engine, HISTORY)]


def test_quotes_of_an_earlier_text_stay_with_it(engine):
    write(engine, reading())
    assert _history(engine) == [(1, "It was a long wait,", True), (1, "Now we walk.", True)]
    write(engine, reading(paragraphs=UNSAID, at=day(1)))
    assert _history(engine) == [(1, "It was a long wait,", False), (1, "Now we walk.", False)]
    assert rows(engine, "SELECT count(*) FROM v_quote") == [(0,)]
    write(engine, reading(paragraphs=["A line before it.", *BODY], at=day(2)))
    assert _history(engine) == [
        (1, "It was a long wait,", False),
        (1, "Now we walk.", False),
        (3, "It was a long wait,", True),
        (3, "Now we walk.", True),
    ]
    assert {speaker for _, _, speaker, _ in rows(engine, HISTORY)} == {"Ada Reyes"}
    wrong = (
        "SELECT count(*) FROM v_quote_history q JOIN v_revision r ON r.article_id = q.article_id AND r.number = q.revision "
        "WHERE substr(r.body, q.start_char + 1, q.end_char - q.start_char) <> q.text"
    )
    assert rows(engine, wrong) == [(0,)]


def test_a_new_headline_leaves_the_quotes_where_they_were_read(engine):
    write(engine, reading())
    write(engine, reading(headline="Another", at=day(1)))
    assert _history(engine) == [(1, "It was a long wait,", True), (1, "Now we walk.", True)]
    write(engine, reading(headline="Another", quotes=[], paragraphs=EDITED, at=day(2)))
    assert [(revision, current) for revision, _, current in _history(engine)] == [(1, False), (1, False)]


def test_quotes_that_a_better_reader_finds_in_the_same_text_replace_the_old_ones(engine):
    write(engine, reading(quotes=[]))
    write(engine, reading(at=day(1)))
    first = reading(at=day(2))
    del first.quotes[1]
    write(engine, first)
    assert _history(engine) == [(1, "It was a long wait,", True)]


def test_two_edits_in_one_batch_are_two_revisions(engine):
    write(engine, reading())
    write(engine, reading(paragraphs=EDITED, at=day(1)), reading(paragraphs=UNSAID, at=day(1) + timedelta(hours=1)))
    assert [number for number, *_ in rows(engine, REVISIONS)] == [1, 2, 3]
    assert [(revision, current) for revision, _, current in _history(engine)] == [(1, False), (1, False)]
    assert rows(engine, "SELECT url FROM v_revision WHERE number = 3") == [(URL,)]
