"""Why a request got no answer, in words for people."""

from __future__ import annotations

from scrapy import exceptions as download_errors
from scrapy.exceptions import IgnoreRequest

from newscrawl.fetching.guard import PrivateNameError, RefusedByGuardError
from newscrawl.items import Outcome

FORBIDDEN_BY_ROBOTS = "forbidden by robots.txt"
"""The reason of a page that robots.txt keeps from us."""


class HostLeftAloneError(IgnoreRequest):
    """A host that nothing more is asked of in this run; the message is the reason. Its pages stay due as they were."""


STOPPED = "the run was stopped before the answer came"


class RunStoppedError(HostLeftAloneError):
    """The run ends, and the request was not sent or not waited for any longer."""


class RenderingError(Exception):
    """The browser could not show a page (``js = true``); the message is the reason."""


class JunkAnswerError(Exception):
    """What came is no HTTP. Asking again at once would bring the same."""


# Names of Scrapy's download errors (scrapy.exceptions, since 2.15) and what they mean for a person.
ERRORS: dict[type[BaseException], str] = {
    download_errors.DownloadTimeoutError: "no whole answer within DOWNLOAD_TIMEOUT",
    download_errors.DownloadConnectionRefusedError: "the server refused the connection",
    download_errors.CannotResolveHostError: "the host's name cannot be looked up",
    download_errors.ResponseDataLossError: "the answer was cut off before its end",
    download_errors.DownloadCancelledError: "the answer is larger than DOWNLOAD_MAXSIZE or was cancelled",
    download_errors.DownloadFailedError: "the connection failed",
    download_errors.UnsupportedURLSchemeError: "no http address",
    JunkAnswerError: "the answer is no HTTP",
    RenderingError: "the browser could not show it",
}
UNTRUSTED = (
    "the server's certificate is not trusted (behind a proxy with a certificate of its own: SSL_CERT_FILE=ca.pem, or "
    "-s DOWNLOAD_VERIFY_CERTIFICATES=False)"
)


def words_for(error: BaseException) -> str:
    """What a download error means, with its own words behind."""
    reasons = getattr(error.__cause__, "reasons", None)  # Twisted's ResponseFailed prints objects, not words
    detail = "; ".join(str(reason.value) for reason in reasons) if reasons else str(error)
    detail = " ".join(detail.split())[:200]
    if "certificate verify failed" in detail:
        return UNTRUSTED
    words = next((words for kind, words in ERRORS.items() if isinstance(error, kind)), type(error).__name__)
    return f"{words} ({detail})" if detail else words


def judge_error(error: BaseException) -> tuple[Outcome, str]:
    """What a request that got no answer comes to. Refusals of ours are refusals, everything else failed."""
    cause = error
    while cause is not None and not isinstance(cause, RefusedByGuardError | PrivateNameError):
        cause = cause.__cause__ or cause.__context__  # type: ignore[assignment]
    if cause is not None:
        return Outcome.REFUSED, str(cause)
    if isinstance(error, IgnoreRequest):
        reason = str(error) or "ignored"
        loop = "redirection" in reason
        return (Outcome.FAILED if loop else Outcome.REFUSED), ("redirects without end" if loop else reason)
    return Outcome.FAILED, words_for(error)
