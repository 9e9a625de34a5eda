from itertools import permutations

import pytest

from newscrawl.items import ArticleItem, CommentItem, PageItem, PageKind, ProblemItem, ThreadItem
from pipelines.gathering import Gatherer

URL = "https://courier.example/bridge"
WHERE = {"page": URL, "outlet": "courier"}


def items(kind, *, told):
    page_kind = kind if told else None
    return [
        ThreadItem(**WHERE, page_kind=page_kind),
        CommentItem(**WHERE, id="1", page_kind=page_kind),
        ProblemItem(**WHERE, page_kind=page_kind),
        PageItem(**WHERE, kind=kind, items=3),
    ]


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("kind", list(PageKind))
def test_items_of_one_page_meet_in_any_order_whether_or_not_they_tell_its_kind(kind, told):
    for order in permutations(items(kind, told=told)):
        gatherer = Gatherer()
        *none, record = [gatherer.add(item) for item in order]
        assert none == [None] * 3
        assert (len(record.threads), len(record.comments), len(record.problems)) == (1, 1, 1)
        assert len(gatherer) == 0
        assert gatherer.give_up() == []


def test_items_that_tell_their_kind_never_meet_those_of_another():
    gatherer = Gatherer()
    gatherer.add(ArticleItem(**WHERE))
    for item in items(PageKind.THREAD, told=True)[:3]:
        assert gatherer.add(item) is None
    assert gatherer.add(items(PageKind.THREAD, told=True)[3]).article is None
    assert gatherer.add(PageItem(**WHERE, items=1)).comments == []
    assert len(gatherer) == 0


def test_a_dropped_item_and_a_told_problem_go_with_the_page_of_their_kind():
    gatherer = Gatherer()
    gatherer.add(ArticleItem(**WHERE))
    gatherer.tell(ProblemItem(**WHERE, reason="bad", page_kind=PageKind.THREAD))
    assert gatherer.miss(CommentItem(**WHERE, page_kind=PageKind.THREAD)) is None
    record = gatherer.add(PageItem(**WHERE, kind=PageKind.THREAD, items=1))
    assert [problem.reason for problem in record.problems] == ["bad"]
    assert gatherer.add(PageItem(**WHERE, items=1)).problems == []
