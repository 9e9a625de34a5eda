"""Many outlets at once: what the calls for one paper give, in a few statements for all."""

from datetime import timedelta

import pytest
from db.courier import DAY
from sqlalchemy import event, select

from newscrawl.db.forgotten import OUTLET, outlet_digest
from newscrawl.db.frontier import Frontier
from newscrawl.db.models import Forgotten, Outlet, Page
from newscrawl.items import FoundPage, PageKind

ONE, TWO = "pid 1 on a since 12:00", "pid 2 on b since 12:00"


def said(number, **more):
    return {"domain": f"paper{number}.example", "place": "Mapleton", "timezone": "UTC", "language": None, **more}


@pytest.fixture
def frontier(engine):
    return Frontier(engine)


def test_outlets_are_made_and_brought_up_to_date(frontier, engine):
    ids = frontier.outlet_ids({f"paper_{n}": said(n) for n in range(700)})
    assert len(set(ids.values())) == 700
    assert frontier.outlet_ids({"paper_3": said(3, place="Alder"), "paper_4": said(4)}) == {
        name: ids[name] for name in ("paper_3", "paper_4")
    }
    with engine.connect() as connection:
        places = connection.execute(
            select(Outlet.place).where(Outlet.name.in_(["paper_3", "paper_4"])).order_by(Outlet.id)
        )
        assert list(places.scalars()) == ["Alder", "Mapleton"]


def test_leases_are_taken_together_as_one_by_one(frontier):
    ids = list(frontier.outlet_ids({f"paper_{n}": said(n) for n in range(4)}).values())
    assert frontier.take_lease(ids[2], TWO, DAY) is None
    assert frontier.take_leases(ids, ONE, DAY) == {ids[2]: TWO}
    assert frontier.take_lease(ids[0], TWO, DAY) == ONE
    assert frontier.take_leases(ids, TWO, DAY + timedelta(seconds=121)) == {}
    assert frontier.take_leases([], TWO, DAY) == {}


def test_what_earlier_runs_learned(frontier):
    one, two = frontier.outlet_ids({"one": said(1), "two": said(2)}).values()
    frontier.note_refusal(two, "403 Forbidden", DAY)
    found = frontier.histories([one, two])
    assert [found[of] for of in (one, two)] == [(frontier.standing(of), frontier.edit_habits(of)) for of in (one, two)]
    assert found[two][0].refused_reason == "403 Forbidden"
    assert frontier.remembered([one, two]) == set()


def test_papers_that_were_forgotten_by_name_or_domain(frontier, engine):
    with engine.begin() as connection:
        for name in ("courier", "old.example"):
            connection.execute(Forgotten.__table__.insert().values(kind=OUTLET, digest=outlet_digest(name), at=DAY))
    domains = {"Courier": "courier.example", "herald": "OLD.example", "times": "times.example"}
    assert frontier.forgotten_among(domains) == {"Courier", "herald"}


def test_places_stated_of_many_papers_take_few_transactions(frontier, engine):
    ids = frontier.outlet_ids({f"paper_{n}": said(n) for n in range(60)})
    commits = []
    event.listen(engine, "commit", commits.append)
    frontier.note_stated(
        {of: [FoundPage(f"https://{name}.example/", PageKind.SOURCE)] for name, of in ids.items()}, DAY
    )
    assert len(commits) == 2
    with engine.connect() as connection:
        assert len(connection.execute(select(Page.id)).all()) == 60
