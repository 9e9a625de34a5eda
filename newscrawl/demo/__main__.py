"""``python -m newscrawl.demo``: serves the demo's papers until Ctrl-C."""

from __future__ import annotations

import argparse
import sys
import threading

from newscrawl.demo import DemoServer, truth
from newscrawl.demo.papers import PAPERS

_ABOUT = """\
Serve the three fictional papers of newscrawl's demo on this machine, to look at what the crawler sees.
To crawl them you need not start anything: scrapy crawl localnews -a sites=demo"""
_HOW = """\
how to look at the papers:
  curl -x http://127.0.0.1:PORT http://harborledger.example/
  a browser whose HTTP proxy is 127.0.0.1, port PORT (Firefox: Settings, Network Settings, Manual)
No other host is answered, and nothing leaves this machine."""


def main(arguments: list[str] | None = None) -> int:
    """Serves until Ctrl-C. Returns 0, or 2 where the port is taken."""
    parser = argparse.ArgumentParser(
        prog="python -m newscrawl.demo",
        description=_ABOUT,
        epilog=_HOW,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--port", type=int, default=0, help="port of the proxy on 127.0.0.1 (default: any that is free)"
    )
    parser.add_argument(
        "--day",
        type=int,
        choices=(0, 1),
        default=0,
        help="1: a day later: one article edited, one new, one comment new, one gone (default: 0)",
    )
    asked = parser.parse_args(arguments)
    server = DemoServer(asked.day, asked.port)
    try:
        server.start()
    except (OSError, OverflowError) as error:
        sys.stderr.write(f"no server on 127.0.0.1:{asked.port}: {error}; choose another --port, or none\n")
        return 2
    known = truth(asked.day)["articles"]
    lines = [f"  http://{paper.domain}/  {paper.title}, {paper.place}" for paper in PAPERS]
    how = _HOW.replace("PORT", server.proxy_url.rpartition(":")[2])
    sys.stdout.write(
        f"{len(known)} articles of three papers at the proxy {server.proxy_url}\n"
        + "\n".join(lines)
        + f"\n\n{how}\n\nCtrl-C ends it.\n"
    )
    sys.stdout.flush()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        server.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
