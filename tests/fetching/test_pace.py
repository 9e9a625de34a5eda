import pytest

from newscrawl.fetching.downloader import unusable
from newscrawl.fetching.pace import Pace


def test_rests_double_up_to_a_minute_and_start_anew_after_an_answer():
    pace, rests = Pace(), []
    for _ in range(7):
        pace._free_at.clear()
        pace.failed("a.example", "https://a.example/1", "503")
        rests.append(round(pace.rest_of("a.example")))
    assert rests == [2, 4, 8, 16, 32, 60, 60]
    pace._free_at.clear()
    pace.answered("a.example")
    pace.failed("a.example", "https://a.example/1", "503")
    assert round(pace.rest_of("a.example")) == 2
    assert pace.rest_of("b.example") == 0


def test_hosts_of_ones_own_rest_shortly():
    pace = Pace()
    pace.own.add("127.0.0.1:8081")
    pace.failed("127.0.0.1:8081", "http://127.0.0.1:8081/1", "503")
    assert 0.1 < pace.rest_of("127.0.0.1:8081") <= 0.2


def test_the_rest_that_a_host_asks_for_is_kept_as_it_is():
    pace = Pace()
    pace.own.add("a.example")
    pace.failed("a.example", "https://a.example/1", "503", asked=20.0)
    assert 19 < pace.rest_of("a.example") <= 20
    pace.rest("a.example", 1)
    assert pace.rest_of("a.example") > 19


def test_a_host_that_fails_for_eight_addresses_in_a_row_is_left_alone_with_the_reason():
    pace = Pace()
    for number in range(7):
        pace.failed("a.example", f"https://a.example/{number}", "timeout")
    assert pace.ailing("a.example")
    assert pace.closed("a.example") is None
    pace.failed("a.example", "https://a.example/7", "timeout")
    assert pace.closed("a.example") == "it failed 8 times in a row, the last time: timeout"
    pace.close("a.example", "another")
    assert "timeout" in pace.closed("a.example")


def test_pages_that_fail_for_themselves_close_no_host():
    pace = Pace()
    for number in range(50):
        for _ in range(4):
            pace.failed("a.example", f"https://a.example/{number}", "500")
        assert not pace.ailing("a.example")
        pace.answered("a.example")
    assert pace.closed("a.example") is None


@pytest.mark.parametrize(("status", "failed"), [(200, False), (304, False), (403, False), (404, False), (410, False),
                                                (408, True), (429, True), (500, True), (503, True), (522, True)])  # fmt: skip
def test_only_a_server_that_fails_or_is_too_busy_counts_as_failing(status, failed):
    assert unusable(status) == failed
