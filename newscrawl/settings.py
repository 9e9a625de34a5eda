"""Scrapy's settings for newscrawl, and ours. Each may be set on the command line: ``-s NAME=VALUE``.

The reasons stand beside the values; where Scrapy's own default would be rude, unsafe or lossy, it is changed here.
"""

from newscrawl import __version__

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders.localnews", "newscrawl.spiders.sites"]
NEWSPIDER_MODULE = "newscrawl.spiders.sites"
COMMANDS_MODULE = "newscrawl.commands"

# --- ours ---------------------------------------------------------------------------------------------------------------
DATABASE_URL = None
"""Where everything is stored: ``sqlite:///FILE`` or ``postgresql://...``; also ``NEWSCRAWL_DATABASE_URL``. Without
either: ``newscrawl.db`` in the working directory."""
CONTACT = None
"""E-mail address or web page of whoever runs the crawl, told to every site; also ``NEWSCRAWL_CONTACT``."""
CLOCK_OFFSET = None
"""How much later than it is the crawl believes it to be ("3d", "90m"); for simulations and tests."""
SITE_MEMORY = True
"""Learn what recurs over a paper's pages, and leave it out of its texts; False: each page is read by itself."""
CRAWL_DELAY_LONGEST = 60.0
"""Seconds; a longer crawl-delay of a robots.txt is kept at this, and that is logged."""
RETRY_AFTER_LONGEST = 120.0
"""Seconds; a server that asks for a longer rest is left alone for the rest of this run."""
COMMENTS_MAX_PER_THREAD = 20_000
"""Comments of one thread that are read; what is left out is said, and a later run with a higher number reads it. 0: all."""
COMMENT_AUTHORS = "as printed"
"""How commenters' names are stored: "as printed", "pseudonym" (the same word for the same person, made with a key that is
never stored), or "none"."""
COMMENT_AUTHOR_KEY = None
"""The key of the pseudonyms, 16 characters or more; also ``NEWSCRAWL_COMMENT_AUTHOR_KEY``."""
OPT_OUTS = "record"
"""What publishers reserve of their pages' uses (TDM reservation, noai, content signals) is kept in ``v_opt_out``. "obey": a
page that reserves text mining or AI uses is not stored; or the uses that count, by commas: "tdm,ai_train"."""
SITE_MAX_REQUESTS = 0
SITE_MAX_MINUTES = 0
SITE_MAX_MEGABYTES = 0
"""What one run may take of one paper; 0: no limit. What is left waits for the next run, the newest first."""
JS_BROWSER = None
"""The Chromium that shows pages of papers with ``js = true``: a program's path. Without it Playwright's own, else one that
stands on the PATH."""
JS_SANDBOX = True
"""Chromium's own fence around a page. Not there for root, and not where a container forbids it: then False."""
JS_PAGES_AT_ONCE = 1
"""Pages that the browser shows at a time; each takes 100 to 300 MB."""
JS_MAX_REQUESTS = 40
"""Requests that the scripts of one page may make."""
JS_TIMEOUT = 20.0
"""Seconds that the scripts of one page may work; waiting for answers is not counted."""
DATABASE_PATIENCE = 180.0
"""Seconds; how long a run waits for a database that is held by another program or away, and fetches nothing meanwhile.
After that it ends with code 3; what was stored is whole, and the next run goes on."""
READERS = None
"""Processes that read pages (articles, quotes, comments) beside the crawl's own, which then only fetches and stores. Not set:
one less than the cores that it may use; 0: pages are read in the crawl's own process."""
READER_SECONDS = 30.0
"""Seconds that reading one page may take; one that takes longer is recorded as a problem and left. 0: any time."""
STOP_PATIENCE = 15.0
"""Seconds; how long a run that is stopped waits for the answers under way. Pages without one stay due."""
CAPTURE = "off"
"""Keep each page of an article or thread as it was fetched, so that it can be read again ("scrapy reread"): "off",
"database" (compressed, in the table ``capture``) or "warc" (files in CAPTURE_FOLDER)."""
CAPTURE_FOLDER = "captures"
"""Where WARC files are written."""
CAPTURE_MAX_BYTES = 10_000_000_000
"""Bytes that all captures may take, as stored; then no further page is kept, and that is said once a run."""
ALARM_WEBHOOK = None
"""An address that gets JSON when a paper breaks, falls silent or is well again (``text`` as Slack and others show it)."""
ALARM_COMMAND = None
"""A command that gets the same in sentences on its standard input: "mail -s newscrawl you@example.org"."""
LOG_JSON = False
"""True: every log line is one JSON object (time, level, logger, message, and url, site, reason where it has them)."""
PROGRESS_EVERY = 30.0
"""Seconds between two lines that say how far a crawl is, where no person watches a terminal; 0: none."""

CASES_FOLDER = "cases"
"""Where "scrapy save" keeps pages with what is expected of them, a folder a paper, and where "scrapy prove" finds them."""

# --- polite -------------------------------------------------------------------------------------------------------------
USER_AGENT = f"newscrawl/{__version__}"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newscrawl"
ROBOTSTXT_PARSER = "newscrawl.fetching.robots_parser.RobotsParser"
CONCURRENT_REQUESTS = 0  # no limit but the feeder's: requests that wait for their host must not hold up the others
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 0.5
DOWNLOAD_DELAY_JITTER = 0.3
DOWNLOADER = "newscrawl.fetching.downloader.PacedDownloader"
RETRY_TIMES = 3
RETRY_EXCEPTIONS = [  # Scrapy's without timeouts: a second one would hold the host's connection for as long again
    "scrapy.exceptions.CannotResolveHostError",
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.ResponseDataLossError",
    "twisted.internet.error.ConnectError",
    "twisted.internet.error.ConnectionDone",
    "twisted.internet.error.ConnectionLost",
    "scrapy.core.downloader.handlers.http11.TunnelError",
]
COOKIES_ENABLED = False
REFERRER_POLICY = "same-origin"

# --- safe ---------------------------------------------------------------------------------------------------------------
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = 45
DNS_TIMEOUT = 20
REACTOR_THREADPOOL_MAXSIZE = 32  # look-ups: each takes a thread, and those of dead names take it long
REDIRECT_MAX_TIMES = 8
URLLENGTH_LIMIT = 8000
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
REMOTE_CONTROL_ENABLED = False  # a port that runs code for whoever has its token
TELNETCONSOLE_ENABLED = False
TWISTED_DNS_RESOLVER = "newscrawl.fetching.guard.GuardedResolver"

# --- how it runs --------------------------------------------------------------------------------------------------------
DOWNLOADER_MIDDLEWARES = {
    "newscrawl.fetching.capture.CaptureMiddleware": 10,  # nearest the spider: it sees what the spider sees
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the guard does it, redirects and addresses too
    "newscrawl.fetching.rendering.RenderingMiddleware": 20,  # after all that mends or turns an answer
    "newscrawl.fetching.guard.GuardMiddleware": 50,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newscrawl.fetching.robots.RobotsMiddleware": 100,
    "newscrawl.fetching.politeness.PolitenessMiddleware": 560,
    "newscrawl.fetching.demo_proxy.DemoProxyMiddleware": 760,
}
SPIDER_MIDDLEWARES = {  # each is one more generator that every item passes through
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,  # every answer is settled, whatever its status
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,  # no page is found by following: the frontier hands them out
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
CONCURRENT_ITEMS = (
    1  # Scrapy makes as many tasks for each answer, and no stage of ours waits for anything but the store
)
ITEM_PIPELINES = {
    "pipelines.check.CheckPipeline": 100,
    "pipelines.people.PeoplePipeline": 150,
    "pipelines.dedupe.DedupePipeline": 200,
    "pipelines.store.StorePipeline": 300,
}
EXTENSIONS = {"newscrawl.progress.Progress": 500, "newscrawl.alarms.Alarms": 510}
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the frontier in the database knows what was asked for
HTTPERROR_ALLOW_ALL = True
METAREFRESH_ENABLED = False  # it would parse every page once more
DEPTH_STATS_VERBOSE = False
WARN_ON_GENERATOR_RETURN_VALUE = False
LOG_FORMATTER = "newscrawl.log_lines.QuietLogFormatter"
LOG_LEVEL = "WARNING"  # the live line and the closing table tell the rest; -L INFO for Scrapy's own words
STATS_DUMP = False
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # it is a row of ``problem``
DEFAULT_DROPITEM_LOG_LEVEL = "DEBUG"
FEED_EXPORT_ENCODING = "utf-8"
