"""Reader processes: pages read beside the crawl's own process, as they would be read in it."""

import asyncio
import os
import pickle
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from loopback import article_page, comment, thread
from odd_papers import OddPaper, WithFunction
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.settings import Settings

from newscrawl.items import ArticleItem, FoundPage, Outcome, PageItem, PageKind, ProblemItem, QuoteItem
from newscrawl.reading.memory import Memory
from newscrawl.spiders import readers as readers_module
from newscrawl.spiders.answers import Answers
from newscrawl.spiders.page_reading import PageRead, Wishes
from newscrawl.spiders.readers import ReaderProcesses, _Process, _Waiting, number_of_readers, recipe_of
from newscrawl.spiders.reading_answers import is_sound, unpacked
from newscrawl.spiders.reading_messages import HEAD, Done, Job, News, Recipe, Terms, packed
from newscrawl.spiders.reading_process import PageDesk, _sendable, resident
from newscrawl.spiders.time_limit import TooSlowError, time_limit

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="reader processes need a socket pair that is inherited")

HERE = Path(__file__).parent


def answer(word: str = "", number: int = 1, domain: str = OddPaper.domain) -> HtmlResponse:
    """A page of an odd paper; *word* is what happens to its reader."""
    page = article_page(
        f"Footbridge {number} opens in Mapleton", comments=thread(comment(number, "Tom", f"Good. {word}"))
    )
    return HtmlResponse(f"https://{domain}/bridge-{number}", body=page.encode(), encoding="utf-8",
                        request=Request(f"https://{domain}/bridge-{number}"))  # fmt: skip


def items_of(read) -> list:
    return [item for item in read if not isinstance(item, Request)]


def apart(spider, answers, *, seconds=10.0, afterwards=None):
    """What each answer gives, in the order in which they were done, read by reader processes."""

    async def scenario():
        answering = spider.answers
        answering.seconds = seconds
        answering.processes = ReaderProcesses(1, _wishes(spider), seconds, spider.site_rules)
        answering.processes.start()
        done = []

        async def one(response):
            items = items_of(await answering.apart(response, "article"))
            done.append((response.url, items))

        try:
            await asyncio.gather(*(one(response) for response in answers))
            if afterwards:
                await afterwards[0](answering.processes)
                await one(afterwards[1])
            return done
        finally:
            answering.close()

    return asyncio.run(scenario())


def _wishes(spider):
    return Wishes(spider.run_arguments, spider.obeyed_opt_outs)


def in_line(spider, answers):
    return [(response.url, items_of(spider.answers.article(response))) for response in answers]


def without_moments(items):
    """Items as text, less what the clock says."""
    for item in items:
        for name in ("fetched_at", "due_at", "at"):
            if hasattr(item, name):
                setattr(item, name, None)
    return [repr(item) for item in items]


def outcomes(done):
    return {url.rpartition("-")[2]: str(items[-1].outcome) for url, items in done}


def reasons(done):
    return [(item.url, item.reason) for _, items in done for item in items if isinstance(item, ProblemItem)]


def test_pages_are_read_as_in_line_and_in_their_order():
    spiders = [OddPaper(), OddPaper()]
    for spider in spiders:
        spider.memory = Memory()
    answers = [answer(number=number) for number in range(14)]
    one, two = in_line(spiders[0], answers), apart(spiders[1], answers)
    assert [url for url, _ in two] == [url for url, _ in one]
    assert [without_moments(items) for _, items in two] == [without_moments(items) for _, items in one]
    assert {type(item) for _, items in two for item in items} >= {ArticleItem, QuoteItem, PageItem}
    assert spiders[1].memory == spiders[0].memory
    assert spiders[1].memory.sightings


TROUBLE = ["WHO", "RAISES", "SLOW", "", "KILLED", "STUCK", ""]
"""What happens to the pages of one paper, one after another."""


@pytest.fixture(scope="module")
def troubled():
    """What those pages give, and one more that came when the process had been killed while it had nothing to do."""

    async def killed_while_idle(processes):
        process = processes._processes[0]
        process._popen.kill()
        while process._popen is not None:  # noqa: ASYNC110 - until its end is heard of
            await asyncio.sleep(0.01)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readers_module, "GRACE", 0.3)
        answers = [answer(word, number) for number, word in enumerate(TROUBLE, start=1)]
        return apart(OddPaper(), answers, seconds=2.0, afterwards=(killed_while_idle, answer(number=8)))


def test_they_are_read_elsewhere(troubled):
    article = next(item for item in troubled[0][1] if isinstance(item, ArticleItem))
    assert article.dek.startswith("read on 20")
    assert not article.dek.endswith(f"by {os.getpid()}")
    assert article.section == "Odd"


def test_a_page_that_breaks_its_reader_costs_itself_alone_and_the_order_stays(troubled):
    assert [url.rpartition("-")[2] for url, _ in troubled] == list("12345678")
    lost = {number for number, word in enumerate(TROUBLE, start=1) if word not in ("", "WHO")}
    assert outcomes(troubled) == {str(n): "failed" if n in lost else "read" for n in range(1, 9)}


def test_why_a_page_was_lost_is_a_problem_with_its_address(troubled):
    slow = "reading it took longer than 2 seconds (READER_SECONDS)"
    assert reasons(troubled) == [
        ("https://oddpaper.example/bridge-2", "reading it failed: FieldError (there is no such field)"),
        ("https://oddpaper.example/bridge-3", slow),
        ("https://oddpaper.example/bridge-5", "reading it ended the reader process (SIGKILL)"),
        ("https://oddpaper.example/bridge-6", slow),
    ]


def test_a_class_with_functions_is_found_by_its_name():
    ((_, items),) = apart(WithFunction(), [answer(domain=WithFunction.domain)])
    assert next(item for item in items if isinstance(item, ArticleItem)).headline == "By a function"


def test_what_cannot_be_sent_is_read_in_line():
    class Hidden(OddPaper):
        name = "hidden"

    spider = Hidden()
    ((_, items),) = apart(spider, [answer("WHO")])
    assert next(item for item in items if isinstance(item, ArticleItem)).dek.endswith(f"by {os.getpid()}")


def test_where_no_process_starts_everything_is_read_in_line(monkeypatch, caplog):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    done = apart(OddPaper(), [answer(), answer(number=2)])
    assert outcomes(done) == {"1": "read", "2": "read"}
    assert "READERS=0" in caplog.text


LONELY = """
import asyncio, sys
sys.path[:0] = {paths!r}
from test_readers import OddPaper, ReaderProcesses, _wishes, answer

async def main():
    spider = OddPaper()
    processes = spider.answers.processes = ReaderProcesses(2, _wishes(spider), 60, spider.site_rules)
    processes.start()
    await spider.answers.apart(answer(), "article")
    task = asyncio.ensure_future(spider.answers.apart(answer({word!r}, 2), "article"))
    await asyncio.sleep(0.1)
    print(*(process._popen.pid for process in processes._processes), flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def test_no_process_outlives_a_crawl_that_is_killed():
    """Neither one that waits nor one that reads."""
    root = HERE.parent.parent
    code = LONELY.format(paths=[str(HERE), str(HERE.parent), str(root)], word="SLOW")
    crawl = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=root)
    pids = [int(pid) for pid in crawl.stdout.readline().split()]
    assert len(pids) == 2
    crawl.kill()
    crawl.wait()
    until = time.monotonic() + 5
    while any(map(_is_alive, pids)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(_is_alive, pids))


def _is_alive(pid: int) -> bool:
    with suppress(OSError):
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        return state not in "ZX"
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return not Path("/proc").is_dir()
    return False


@pytest.mark.parametrize(("said", "number"), [("0", 0), ("3", 3), (2, 2)])
def test_how_many_there_are_is_a_setting(said, number):
    assert number_of_readers(Settings({"READERS": said})) == number


def test_one_core_is_left_to_the_crawl(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert number_of_readers(Settings({})) == 2


# --- the limit, in line -----------------------------------------------------------------------------------------------
def test_a_page_that_takes_too_long_in_line_is_given_up():
    spider = OddPaper()
    spider.answers.seconds = 0.1
    done = in_line(spider, [answer("SLOW"), answer(number=2)])
    assert outcomes(done) == {"1": "failed", "2": "read"}
    assert reasons(done)[0][1] == "reading it took longer than 0.1 seconds (READER_SECONDS)"


def test_a_timer_of_somebody_else_runs_on():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(TooSlowError), time_limit(0.02):
            time.sleep(5)
        time.sleep(0.15)
        assert rung == [1]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_no_limit_is_no_limit():
    with time_limit(0):
        assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


class Hostile:
    def __reduce__(self):
        return eval, ("1/0",)


@pytest.mark.parametrize("held", [Hostile(), Path("/etc"), [{"deep": Hostile()}], Answers, os.system, bytearray(9)])
def test_an_answer_makes_nothing_but_values(held):
    with pytest.raises(pickle.UnpicklingError, match="no part of an answer"):
        unpacked(pickle.dumps(Done(None, refused=held)))


def test_an_answer_comes_through_whole():
    moment = datetime(2026, 3, 1, tzinfo=UTC)
    items = [
        ArticleItem(headline="Bridge opens", published=moment),
        PageItem("paper", "https://a.example/", outcome=Outcome.READ),
    ]
    done = Done(
        PageRead(items, [FoundPage("https://a.example/2", PageKind.ARTICLE)], published=moment), refused={"disqus"}
    )
    assert unpacked(pickle.dumps(done)) == done


# --- processes that cannot be had, and readers that cannot be sent ---------------------------------------------------------
def test_where_no_process_can_be_started_pages_are_read_here(monkeypatch):
    def refuse(*_arguments, **_named):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    done = apart(OddPaper(), [answer("WHO", number) for number in (1, 2)])
    assert [item.dek for _, items in done for item in items if isinstance(item, ArticleItem)] == [
        f"read on {datetime.now(UTC):%Y} by {os.getpid()}"
    ] * 2


def desk():
    return PageDesk(Terms(Wishes(OddPaper().run_arguments), 5.0))


def job(recipe):
    response = answer()
    fetched = {"outlet": "odd_paper", "page": response.url, "kind": PageKind.ARTICLE}
    return Job("odd_paper", "article", fetched, (response.url, 200, {}, response.body), news=News(recipe=recipe))


@pytest.mark.parametrize(
    "recipe",
    [Recipe("no.such.module", "Paper", {"name": "x"}), Recipe("odd_papers", "NoPaper", {"name": "x"}),
     Recipe("odd_papers", "OddPaper", {"name": "odd_paper"}, {"self": "raises"})],
)  # fmt: skip
def test_a_paper_that_cannot_be_made_elsewhere_is_read_here(recipe):
    reading = desk()
    assert reading.read(job(recipe)).in_line
    assert reading.read(job(None)).in_line  # and so are its later pages


def test_a_reader_has_the_arguments_of_the_run():
    assert recipe_of(OddPaper("odd_paper", edition="late")).make().given == {"edition": "late"}


@pytest.mark.parametrize("held", [lambda: None, Decimal(1), OddPaper])
def test_what_a_sites_reader_made_and_no_answer_holds_is_read_here(held):
    done = Done(PageRead(raw={"section": held}, following="https://oddpaper.example/2"), number=7)
    sent = unpacked(_sendable(done)[HEAD.size :])
    assert (sent.in_line, sent.read, sent.number) == (True, None, 7)


def test_an_answer_for_another_page_is_nobodys():
    async def scenario():
        process = _Process(Terms(Wishes(OddPaper().run_arguments), 0.0), lambda _outlet: (None, None), lambda: None)
        killed = []
        process._kill = killed.append
        reading = job(None)
        reading.number = 3
        waiting = _Waiting(reading, OddPaper(), asyncio.get_running_loop().create_future())
        process.waiting.append(waiting)
        process.data_received(packed(Done(PageRead(), number=2)))
        return killed, waiting.future.done()

    killed, settled = asyncio.run(scenario())
    assert "no sound answer" in killed[0]
    assert not settled


def test_a_process_says_what_it_takes_now():
    held = bytearray(64 << 20)
    before = resident()
    del held
    assert 0 < resident() < before


OF_ITS_PAGE = {"page": "https://oddpaper.example/bridge-1", "outlet": "odd_paper"}


@pytest.mark.parametrize(
    ("done", "sound"),
    [
        (Done(PageRead([ArticleItem(**OF_ITS_PAGE)], [FoundPage("https://oddpaper.example/2")])), True),
        (Done(None, too_slow=True), True),
        (Done(None, in_line=True), True),
        (Done(None, ("ValueError", "no", "trace")), True),
        (Done(PageRead(), number=2), False),
        (Done(None), False),
        (Done(PageRead(), too_slow=True), False),
        (Done(None, ("x",)), False),
        (Done("a page"), False),
        (Done(PageRead(), refused=["disqus"]), False),
        (Done(PageRead(["x", 3])), False),
        (Done(PageRead([FoundPage("https://oddpaper.example/2")])), False),
        (Done(PageRead([ArticleItem(**{**OF_ITS_PAGE, "outlet": "another"})])), False),
        (Done(PageRead([ArticleItem(**{**OF_ITS_PAGE, "page": "https://another.example/"})])), False),
        (Done(PageRead(following="https://oddpaper.example/2")), False),
        (Done(PageRead(learned={"place": "x"})), False),
        ({"done"}, False),
    ],
)
def test_an_answer_is_taken_where_it_is_one_to_its_page(done, sound):
    assert is_sound(done, job(None)) is sound
