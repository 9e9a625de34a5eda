"""Are damaged pages read as safely as whole ones? ``python tests/benchmarks/mutated.py [--pages N] [--seed N]``.

Reads N pages (default: 1,000), each a page of ``../shared/articles`` (else of the demo) damaged in one way or two: cut,
sent twice, bytes flipped, elements nested 10,000 deep, pieces shuffled, a tag repeated 10,000 times. Fails where one
raises, takes more than ten times the CPU time of the page that it was (which counts as at least 5 ms), or makes the
process grow by more than 200 MB (told by Linux alone).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1] / "reading")]

from mutations import mutated
from reading import demo_pages, shared_pages

from newscrawl.reading import read_article
from newscrawl.reading.memory import Memory

LEAST = 0.005
"""Seconds that a page counts at least."""
TIMES = 10
MEGABYTES = 200


def seconds(page: bytes, url: str, tries: int) -> float:
    """CPU time of reading a page, the least of some tries: a machine may be busy."""
    least = float("inf")
    for _ in range(tries):
        began = time.process_time()
        read_article(page, url, Memory())
        least = min(least, time.process_time() - began)
    return least


def megabytes(page: bytes, url: str) -> float:
    """By how much the process grows while it reads a page."""
    Path("/proc/self/clear_refs").write_text("5")  # the high-water mark is today's level (proc(5))
    before = _memory("VmRSS")
    read_article(page, url, Memory())
    return _memory("VmHWM") - before


def _memory(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def main() -> int:
    """Measure, print, and say by the exit code whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    pages = list(shared_pages()) or list(demo_pages())
    rng = random.Random(options.seed)
    rng.shuffle(pages)
    pages = pages[: options.pages]
    whole = [max(LEAST, seconds(page, url, 3)) for page, url in pages]
    tells_memory = Path("/proc/self/clear_refs").exists()
    worst, most, failures = (0.0, ""), 0.0, []
    for number in range(options.pages):
        page, url = pages[number % len(pages)]
        damaged, limit = mutated(page, f"{options.seed}/{number}"), whole[number % len(pages)]
        name = f"seed {options.seed}/{number} of {url}"
        try:
            times = seconds(damaged, url, 1) / limit
            if times > TIMES:
                times = seconds(damaged, url, 3) / limit
            grown = megabytes(damaged, url) if tells_memory else 0.0
        except Exception as error:  # noqa: BLE001  (that none raises is what is asked)
            failures.append(f"{name}: {type(error).__name__}: {error}")
            continue
        worst, most = max(worst, (times, name)), max(most, grown)
        if times > TIMES:
            failures.append(f"{name}: {times:.1f} times as long ({1000 * limit:.1f} ms, {len(damaged):,} bytes)")
        if grown > MEGABYTES:
            failures.append(f"{name}: the process grew by {grown:.0f} MB")
    print(f"{options.pages} damaged pages; the slowest took {worst[0]:.1f} times as long as it was whole ({worst[1]})")
    print(f"the process grew by {most:.0f} MB at most")
    for failure in failures[:20]:
        print(f"  {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
