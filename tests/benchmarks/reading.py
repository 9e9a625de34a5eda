"""What reading a page costs, step by step: ``python tests/benchmarks/reading.py [--rounds N] [--top N]``.

Prints CPU milliseconds a page (this process's own time, so that a busy machine counts little): parse, body, metadata,
verdict, clean, and what is left between them. The pages are those of ``../shared/articles`` and ``../shared/robustness``
where they lie beside the project, else the demo's papers.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from newscrawl.demo.papers import PAPERS
from newscrawl.demo.server import site
from newscrawl.reading import article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHARED = Path(__file__).resolve().parents[3] / "shared"
STEPS = {
    "parse": ("open_page",),
    "body": ("find_blocks", "find_body"),
    "metadata": (
        "read_stated", "read_headline", "read_dek", "read_authors", "read_dates", "unreadable_dates", "read_dateline",
        "read_section", "read_tags", "read_language", "read_images", "read_captions", "read_canonical",
        "read_next_pages", "read_twins",
    ),
    "posts": ("find_posts", "stated_posts", "settle_posts", "extent", "read_notes", "read_paywall", "is_truncated"),
    "verdict": ("judge", "kind_of"),
    "clean": ("squeeze", "read_byline"),
}  # fmt: skip
"""Steps, and the functions that :mod:`newscrawl.reading.article` takes them with."""


class Clock:
    """CPU time spent in each of the functions that it stands around."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """*function*, timed under *name*."""
        self.spent[name] = 0.0

        def timed(*given: Any, **named: Any) -> Any:
            began = time.process_time()
            try:
                return function(*given, **named)
            finally:
                self.spent[name] += time.process_time() - began

        return timed


def shared_pages() -> Iterator[tuple[bytes, str]]:
    """Pages of the press, for measuring only; they are no part of the project."""
    for name in ("pages.jsonl", "pages_wcxb.jsonl"):
        rows = SHARED / "articles" / "data" / name
        for line in rows.read_text("utf-8").splitlines() if rows.exists() else ():
            row = json.loads(line)
            yield gzip.decompress((rows.parent / row["html"]).read_bytes()), row["url"]
    dated = SHARED / "robustness" / "data" / "dates.jsonl.xz"
    if dated.exists():
        with lzma.open(dated, "rt", encoding="utf-8") as lines:
            rows_with_page = (row for row in map(json.loads, lines) if row.get("html"))
            yield from ((row["html"].encode(), row["url"]) for row in rows_with_page)


def demo_pages() -> Iterator[tuple[bytes, str]]:
    """Every HTML page of the demo's three papers."""
    for paper in PAPERS:
        for path, served in site(paper.name).items():
            if served.body and served.content_type.startswith("text/html"):
                yield served.body, paper.base + path


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=1, help="how often each page is read (default: 1)")
    parser.add_argument("--top", type=int, default=0, help="print so many of the slowest pages, too")
    options = parser.parse_args()
    pages = list(shared_pages())
    origin = "of ../shared"
    if not pages:
        pages, origin = list(demo_pages()), "of the demo"
    for body, url in pages[:3]:
        article.read_article(body, url)  # imports, tables and caches
    clock = Clock()
    for names in STEPS.values():
        for name in names:
            setattr(article, name, clock.around(name, getattr(article, name)))
    whole: list[tuple[float, str]] = []
    for _ in range(options.rounds):
        for body, url in pages:
            began = time.process_time()
            article.read_article(body, url)
            whole.append((time.process_time() - began, url))
    report(clock, whole, f"{len(pages)} pages {origin}")
    for seconds, url in sorted(whole, reverse=True)[: options.top]:
        print(f"  {1000 * seconds:8.1f}  {url}")


def report(clock: Clock, whole: list[tuple[float, str]], what: str) -> None:
    """Print a line a step, and one for all."""
    each = 1000 / len(whole)
    total = sum(seconds for seconds, _ in whole)
    print(f"{what}, CPU ms a page:")
    left = total
    for step, names in STEPS.items():
        spent = sum(clock.spent[name] for name in names)
        left -= spent
        dearest = max(names, key=lambda name: clock.spent[name])
        print(f"  {step:10}{each * spent:8.2f}   most in {dearest} ({each * clock.spent[dearest]:.2f})")
    print(f"  {'between':10}{each * left:8.2f}")
    print(f"  {'all':10}{each * total:8.2f}   slowest {1000 * max(whole)[0]:.1f}")


if __name__ == "__main__":
    main()
