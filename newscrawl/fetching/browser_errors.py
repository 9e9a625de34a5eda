"""That there is no browser, in words for people; needs none to be imported."""

from __future__ import annotations

from newscrawl.fetching.failures import HostLeftAloneError

INSTALL = "pip install 'newscrawl[js]', then 'playwright install chromium' or -s JS_BROWSER=/usr/bin/chromium"
SANDBOX = "let users of this system open namespaces, or set -s JS_SANDBOX=False where the machine itself is the fence"


class BrowserMissingError(HostLeftAloneError):
    """No browser can be started: the paper is left for this run, and its pages stay due as they were."""


def no_browser(detail: str = "") -> BrowserMissingError:
    """The error that names the fix; *detail* is what the browser said when it was started, if it was."""
    fix = SANDBOX if "sandbox" in detail.casefold() else INSTALL
    said = f" ({detail})" if detail else ""
    return BrowserMissingError(f"its pages need a browser (js = true), and none starts{said}: {fix}")
