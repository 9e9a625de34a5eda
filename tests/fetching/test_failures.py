import pytest
from scrapy import exceptions as download_errors
from twisted.internet.error import ConnectionDone
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from newscrawl.fetching.failures import HostLeftAloneError, JunkAnswerError, RunStoppedError, words_for


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (download_errors.DownloadTimeoutError(), "no whole answer within DOWNLOAD_TIMEOUT"),
        (download_errors.CannotResolveHostError("no such name"), "the host's name cannot be looked up (no such name)"),
        (JunkAnswerError("bad response code"), "the answer is no HTTP (bad response code)"),
        (ValueError("odd"), "ValueError (odd)"),
    ],
)
def test_errors_are_told_in_words_for_people(error, said):
    assert words_for(error) == said


def test_what_lies_behind_a_failed_connection_is_told_in_words_too():
    error = download_errors.DownloadFailedError("[<Failure ...>]")
    error.__cause__ = ResponseFailed([Failure(ConnectionDone())])
    assert words_for(error) == "the connection failed (Connection was closed cleanly.)"


def test_a_stopped_run_leaves_its_hosts_alone():
    assert issubclass(RunStoppedError, HostLeftAloneError)
