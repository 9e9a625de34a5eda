import pytest
from db.courier import DAY, rows
from sqlalchemy import event, insert, select

from newscrawl.db.border import matching
from newscrawl.db.bulk import among
from newscrawl.db.engine import write_transaction
from newscrawl.db.models import Author, CommonShingle, Outlet, Page
from newscrawl.items import PageKind

NAMES = ["Ada", "O’Hara", 'Tom "T." Oak', "back\\slash", "{json}", "Зоя", "a" * 500, "🚲", "%s ? :x"]


def test_rows_are_found_by_their_natural_keys_whatever_these_hold(engine):
    with write_transaction(engine) as connection:
        papers = [{"id": n, "name": f"p{n}", "domain": "d", "place": "", "timezone": "UTC"} for n in (1, 2, 3)]
        connection.execute(insert(Outlet), papers)
        people = [{"outlet_id": of, "name": name} for of in (1, 2, 3) for name in NAMES]
        connection.execute(insert(Author), people)
        asked = [(of, name) for of in (1, 3) for name in NAMES[::2]] + [(2, "nobody"), (9, "Ada")]
        found = []
        for named in matching((Author.outlet_id, Author.name), asked):
            found += connection.execute(select(Author.outlet_id, Author.name).where(named)).all()
    assert sorted(map(tuple, found)) == sorted((of, name) for of in (1, 3) for name in NAMES[::2])


def test_a_statement_of_other_keys_finds_their_rows(engine):
    """One text serves many statements, so what was asked before must not be asked again."""
    with write_transaction(engine) as connection:
        connection.execute(insert(Outlet), [{"id": 1, "name": "p", "domain": "d", "place": "", "timezone": "UTC"}])
        base = {"outlet_id": 1, "found_at": DAY, "hint": {}, "state": "found", "failures": 0}
        connection.execute(
            insert(Page), [{**base, "kind": kind, "url": key, "key": key} for kind in PageKind for key in ("a", "b")]
        )
        for kind in PageKind:
            for key in ("a", "b", "a"):
                [named] = matching((Page.outlet_id, Page.kind, Page.key), [(1, str(kind), key)])
                assert connection.execute(select(Page.kind, Page.key).where(named)).all() == [(kind, key)]


def test_natural_keys_are_looked_up_by_their_index(engine):
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads small tables whole")
    spoken = []
    event.listen(engine, "before_cursor_execute", lambda _c, _cur, sql, values, *_: spoken.append((sql, values)))
    with engine.connect() as connection:
        for columns in ((Page.outlet_id, Page.kind, Page.key), (Author.outlet_id, Author.name)):
            names = [("1", "article", "a")[: len(columns)]]
            [named] = matching(columns, names)
            connection.execute(select(columns[0]).where(named)).all()
            connection.execute(select(columns[0]).where(named, columns[0] > 0).order_by(columns[0])).all()
        for sql, values in spoken.copy():
            plan = [row[3] for row in connection.exec_driver_sql("EXPLAIN QUERY PLAN " + sql, values)]
            assert all("VIRTUAL TABLE" in step or not step.startswith("SCAN") for step in plan), (sql, plan)


def test_any_number_of_numbers_is_asked_for_at_once(engine):
    with write_transaction(engine) as connection:
        connection.execute(insert(CommonShingle), [{"hash": n << 40} for n in range(200)])
        for values in ([], [5 << 40], [n << 40 for n in range(0, 400, 2)]):
            found = connection.execute(select(CommonShingle.hash).where(among(connection, CommonShingle.hash, values)))
            assert sorted(found.scalars()) == [value for value in values if value < 200 << 40]
    assert rows(engine, "SELECT count(*) FROM common_shingle") == [(200,)]
