"""Who is quoted: one row for a person over all articles, two for two of one name, one an article for half a name."""

from __future__ import annotations

import itertools
import json

import pytest
from db.courier import DAY, PAPER, day, reading, rows, write
from db.first_schema import first_database
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, text

from newscrawl.db.engine import open_engine, prepare, write_transaction
from newscrawl.db.queries import most_quoted
from newscrawl.db.roles import compatible, is_joined, persons
from newscrawl.items import QuoteItem


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (None, "Mayor", True),
        ("Mayor", None, True),
        ("", "Mayor", True),
        ("Mayor", "mayor", True),
        ("Police Chief", "chief", True),
        ("Selby Police Chief", "the police chief of Oakdale", True),
        ("Police Chief", "Sgt.", True),
        ("Mayor", "Councilwoman", True),
        ("Mayor", "former mayor", True),
        ("Mayor", "a resident", True),
        ("Mayor", "mother of three", True),
        ("Mayor", "56", True),
        ("Mrs.", "Mayor", True),
        ("head coach", "teacher", True),
        ("chief executive", "owner of the mill", True),
        ("lighthouse keeper", "keeper of the light", True),
        ("Bürgermeisterin", "Oberbürgermeisterin", True),
        ("Bürgermeisterin", "Mayor", True),
        ("14", "15, a pupil", True),
        ("14", "goalkeeper", True),
        ("senior guard", "student", True),
        ("Mayor", "14, a pupil", False),
        ("Mayor", "14-year-old", False),
        ("Mayor", "pupil at Selby School", False),
        ("Selby mayor", "Selby farmer", False),
        ("Police Chief", "chief executive", False),
        ("Police Chief", "violinist", False),
        ("beekeeper", "mayor", False),
        ("Mr.", "Mrs.", False),
        ("Congressman", "Congresswoman", False),
        ("34", "71", False),
        ("mother of two", "9-year-old", False),
        ("Bürgermeisterin", "Schülerin", False),
        ("8-jährige", "Rektorin", False),
    ],
)
def test_two_roles_are_one_persons_or_not(one, other, expected):
    assert compatible(one, other) is expected
    assert compatible(other, one) is expected


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("Ann Lee", True),
        ("Ann B. Lee", True),
        ("A. B. Lee", True),
        ("Tom van der Oak", True),
        ("Selby Town Council", True),
        ("the Selby Courier", True),
        ("Department of Health", True),
        ("NASA", True),
        ("Selby Climate Report", True),
        ("Smith", False),
        ("Mary", False),
        ("Mrs. Lee", False),
        ("Chief Lee", False),
        ("Frau Lee", False),
        ("A. Lee", False),
        ("the mayor", False),
        ("one witness", False),
        ("Lee’s lawyer", False),
        ("Lee campaign", False),
        ("police", False),
        ("", False),
    ],
)
def test_a_full_name_is_joined_over_articles_and_nothing_else(name, joined):
    assert is_joined(name) is joined


ROLES = st.frozensets(
    st.sampled_from(
        ["Mayor", "Councilwoman", "14, a pupil", "pupil", "beekeeper", "a resident", "56", "Mr.", "Mrs.", "Coach"]
    ),
    max_size=3,
)


@given(st.dictionaries(st.integers(1, 9), ROLES, max_size=6), st.randoms())
def test_the_persons_of_a_name_do_not_depend_on_the_order_of_its_articles(mentions, chance):
    shuffled = list(mentions.items())
    chance.shuffle(shuffled)
    one = {frozenset(group) for group in persons(mentions)}
    other = {frozenset(group) for group in persons(dict(shuffled))}
    assert one == other
    assert sorted(itertools.chain(*one)) == sorted(mentions)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_compatible_or_not_either_way_round(one, other):
    assert compatible(one, other) is compatible(other, one)
    assert compatible(one, one)
    is_joined(one)


def told(number, *speakers):
    """An article of the fictional paper that quotes these speakers, each a name or a name with a role."""
    url = f"https://courier.example/{number}"
    paragraphs = [f"The pier was the topic of meeting number {number}."]
    quotes, at = [], len(paragraphs[0]) + 2
    for nth, speaker in enumerate(speakers, start=1):
        name, role = speaker if isinstance(speaker, tuple) else (speaker, None)
        words = f"We have said it {nth} times by now."
        paragraphs.append(words)
        quotes.append(
            QuoteItem(
                page=url, outlet=PAPER, paragraph=nth, start=at, end=at + len(words), text=words, kind="direct",
                speaker=name, role=role,
            )
        )  # fmt: skip
        at += len(words) + 2
    return reading(url, at=day(number), paragraphs=paragraphs, quotes=quotes, headline=f"Meeting {number}")


def grouped(engine, name="Ann Lee"):
    """The articles of each speaker of that name, by the numbers in their addresses."""
    found = {}
    for speaker, url in rows(engine, "SELECT speaker_id, url FROM v_quote WHERE speaker = :name", name=name):
        found.setdefault(speaker, set()).add(int(url.rpartition("/")[2]))
    return sorted(map(sorted, found.values()))


CASES = [
    ({1: "Mayor", 2: "Mayor", 3: None}, [[1, 2, 3]]),
    ({1: "Mayor", 2: "Councilwoman", 3: "a resident"}, [[1, 2, 3]]),
    ({1: "Mayor", 2: "14, a pupil"}, [[1], [2]]),
    ({1: "Mayor", 2: "14, a pupil", 3: "Mayor", 4: None}, [[1, 3, 4], [2]]),
    ({1: None, 2: "14, a pupil", 3: "Mayor", 4: "Mayor"}, [[1, 3, 4], [2]]),
    ({1: "Mayor", 2: "beekeeper", 3: ("beekeeper", "Mayor")}, [[1, 2, 3]]),
    ({1: "Mr.", 2: "Mrs.", 3: "Mrs."}, [[1], [2, 3]]),
]


@pytest.mark.parametrize(("printed", "expected"), CASES)
def test_articles_are_one_persons_by_compatible_roles_in_any_order(engine, printed, expected):
    for order in itertools.permutations(printed):
        with write_transaction(engine) as connection:
            for table in ("quote", "speaker", "article"):
                connection.execute(text(f"DELETE FROM {table}"))
        for number in order:
            roles = printed[number] if isinstance(printed[number], tuple) else (printed[number],)
            write(engine, told(number, *(("Ann Lee", role) for role in roles)))
        assert grouped(engine) == expected, order
        assert rows(engine, "SELECT count(*) FROM speaker") == [(len(expected),)]
        if len(order) == 4:
            break


@pytest.mark.parametrize(("printed", "expected"), CASES)
def test_articles_of_one_batch_are_sorted_as_those_of_many(engine, printed, expected):
    readings = [
        told(number, *(("Ann Lee", role) for role in (roles if isinstance(roles, tuple) else (roles,))))
        for number, roles in printed.items()
    ]
    write(engine, *readings)
    assert grouped(engine) == expected


def test_half_a_name_and_a_description_are_speakers_of_their_article_alone(engine):
    write(engine, told(1, "Smith", "the mayor", "Smith"), told(2, "Smith", "the mayor"))
    write(engine, told(3, "Smith"))
    assert grouped(engine, "Smith") == [[1], [2], [3]]
    assert grouped(engine, "the mayor") == [[1], [2]]


def test_reading_again_adds_no_speaker_and_keeps_ids(engine):
    printed = [told(1, ("Ann Lee", "Mayor"), "Smith"), told(2, ("Ann Lee", "14, a pupil"), "Smith"), told(3, "Ann Lee")]
    write(engine, *printed)
    before = rows(engine, "SELECT id, name, namesake FROM speaker ORDER BY id")
    assert len(before) == 4
    changed = [  # the same speakers, found with another confidence: the quotes are written anew
        told(1, ("Ann Lee", "Mayor"), "Smith"), told(2, ("Ann Lee", "14, a pupil"), "Smith"), told(3, "Ann Lee")
    ]  # fmt: skip
    for record in changed:
        for quote in record.quotes:
            quote.confidence = 0.5
    for _ in range(2):
        write(engine, *printed)
        write(engine, *changed)
    assert rows(engine, "SELECT id, name, namesake FROM speaker ORDER BY id") == before


def test_a_speaker_whom_a_reading_quotes_no_more_is_gone(engine):
    write(engine, told(1, "Ann Lee", "Smith"))
    write(engine, told(1, "Tom Oak"))
    assert rows(engine, "SELECT name FROM speaker") == [("Tom Oak",)]


def test_roles_are_gathered_in_the_order_seen(engine):
    write(engine, told(1, ("Ann Lee", "Councilwoman")))
    write(engine, told(2, ("Ann Lee", "Mayor"), ("Ann Lee", "Mayor")))
    write(engine, told(3, "Ann Lee"))
    [row] = rows(engine, "SELECT name, roles, quotes, articles, first_quoted_at, last_quoted_at FROM v_speaker")
    name, roles, quotes, articles, first, last = row
    assert (name, quotes, articles) == ("Ann Lee", 4, 3)
    assert (json.loads(roles) if isinstance(roles, str) else roles) == ["Councilwoman", "Mayor"]
    assert first == last != None  # noqa: E711


def test_an_older_database_keeps_its_speakers_and_gathers_their_roles(database):
    engine = open_engine(database)
    first_database(engine)
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE quote SET role = 'Mayor' WHERE id % 2 = 0"))
        before = connection.execute(text("SELECT quote.id, name FROM quote LEFT JOIN speaker s ON s.id = speaker_id"))
        whose = sorted(map(repr, before))
    prepare(engine, lambda _: None)
    kept = rows(engine, "SELECT quote.id, name FROM quote LEFT JOIN speaker s ON s.id = speaker_id")
    assert sorted(map(repr, kept)) == whose
    for gathered, printed in rows(
        engine,
        "SELECT s.roles, (SELECT count(DISTINCT role) FROM quote q WHERE q.speaker_id = s.id) FROM speaker s",
    ):
        roles = json.loads(gathered) if isinstance(gathered, str) else gathered
        assert len(roles) == printed
    engine.dispose()


def test_namesakes_are_counted_apart(engine):
    write(engine, told(1, ("Ann Lee", "Mayor"), ("Ann Lee", "Mayor")), told(2, ("Ann Lee", "14, a pupil"), "Tom Oak"))
    with engine.connect() as connection:
        assert connection.execute(most_quoted(since=DAY)).all() == [("Ann Lee", 2), ("Ann Lee", 1), ("Tom Oak", 1)]


def test_the_number_of_statements_does_not_grow_with_quotes_and_articles(engine):
    def statements(numbers):
        said = []
        readings = [told(n, ("Ann Lee", "Mayor"), f"Tom Oak {n}", "Smith", ("Ada Reyes", "pupil")) for n in numbers]
        listener = lambda *told: said.append(told[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        write(engine, *readings)
        event.remove(engine, "before_cursor_execute", listener)
        return len([s for s in said if "speaker" in s])

    few, many = statements(range(3)), statements(range(100, 140))
    assert many <= few + 2
