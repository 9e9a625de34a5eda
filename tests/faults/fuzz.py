"""Fuzzing of one door after another: ``python tests/faults/fuzz.py [--seconds N] [--seed N] [DOOR ...]``.

Each door gets damaged samples for so many seconds of CPU time. Printed with its seed is whatever raises, takes longer than
2 seconds, or makes the process grow by more than 200 MB. Exit code 1 where anything was found.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[1])]

from faults.doors import Door, doors  # noqa: E402 - the project's folder comes first

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 2.0
"""CPU time that one call may take."""
MEGABYTES = 200
"""Memory that one call may take beyond what was taken before."""


@dataclass(slots=True)
class Found:
    """What the calls of one door came to."""

    calls: int = 0
    slowest: float = 0.0
    slowest_seed: str = ""
    wrong: list[str] = field(default_factory=list)


def knock(door: Door, seeds: Callable[[int], str], enough: Callable[[int], bool]) -> Found:
    """Call the door with damaged samples until *enough* says so of the number of calls."""
    found = Found()
    while not enough(found.calls):
        seed = seeds(found.calls)
        body = door.damaged(seed)
        before, began = _peak(), time.process_time()
        try:
            door.call(body)
        except RecursionError as error:
            found.wrong.append(f"seed {seed}: {error!r}")
        except Exception:  # noqa: BLE001  (that none raises is what is asked)
            found.wrong.append(f"seed {seed}: {traceback.format_exc(limit=-3)}")
        took, grown = time.process_time() - began, _peak() - before
        found.calls += 1
        if took > found.slowest:
            found.slowest, found.slowest_seed = took, seed
        if took > SECONDS:
            found.wrong.append(f"seed {seed}: {took:.1f} s for {len(body):,} bytes")
        if grown > MEGABYTES:
            found.wrong.append(f"seed {seed}: grew by {grown:.0f} MB for {len(body):,} bytes")
        if len(found.wrong) > 20:
            break
    return found


def _peak() -> float:
    """The most memory that the process has ever taken, in MB (Linux counts in KiB, macOS in bytes)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 / 1024 if sys.platform == "darwin" else most / 1024


def main() -> int:
    """Fuzz, print, and say by the exit code whether anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seed", default="0")
    parser.add_argument("door", nargs="*", help="all of them where none is named")
    options = parser.parse_args()
    wrong = 0
    for name, door in doors().items():
        if options.door and name not in options.door:
            continue
        until = time.process_time() + options.seconds
        found = knock(door, lambda n: f"{options.seed}/{n}", lambda _, until=until: time.process_time() > until)
        slowest = f"the slowest took {found.slowest:.2f} s (seed {found.slowest_seed})"
        print(f"{name}: {found.calls:,} calls, {slowest}, {len(found.wrong)} wrong", flush=True)
        for one in found.wrong[:5]:
            print("    " + one.replace("\n", "\n    "), flush=True)
        wrong += len(found.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
