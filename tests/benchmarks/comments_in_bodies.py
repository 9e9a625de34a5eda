"""Does any comment stand in a body? ``python tests/benchmarks/comments_in_bodies.py [--show N]``.

Reads the pages of ``../shared/comments``, whose threads are known, and looks for the words of each comment in the body
that the reader finds. A comment stands in it where more than half of it does, and where it is no quotation of the story,
which would print it, too. Its paragraphs are looked for as whole lines of the body from six words on, as parts of lines
from twelve. The exit code is 1 where a comment was found.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from newscrawl.markup import open_page
from newscrawl.reading import read_article
from newscrawl.reading.blocks import find_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).resolve().parents[3] / "shared" / "comments" / "data"
LEAST, LEAST_WITHIN = 6, 12
"""Words of a comment that is looked for as lines of the body, and within lines."""


def threads() -> Iterator[tuple[dict[str, Any], bytes]]:
    """Rows and pages."""
    rows = DATA / "threads.jsonl"
    for line in rows.read_text("utf-8").splitlines() if rows.exists() else ():
        row = json.loads(line)
        yield row, gzip.decompress((DATA / row["html"]).read_bytes())


def texts_of(row: dict[str, Any]) -> list[str]:
    """The comments that are known of a page, or pieces of them."""
    return [said if isinstance(said, str) else said.get("text") or "" for said in row["truth"]]


def words(text: str) -> str:
    """The words of a text with one space around each."""
    return " ".join(["", *re.findall(r"\w+", text.casefold()), ""])


def stands_in(lines: list[str], comment: str, printed: str, said: str) -> bool:
    """Whether more than half of a comment stands in a body, though the page prints it among its comments alone.

    Args:
        lines: words of the body's paragraphs.
        comment: as its platform gives it.
        printed: words of the whole page.
        said: words of all its comments; what the page prints more often than they say it is the story's own.
    """
    parts = [words(part) for part in comment.splitlines() if part.strip()]
    found = [part for part in parts if part.count(" ") > LEAST and _holds(lines, part)]
    leaked = [part for part in found if printed.count(part.strip()) <= said.count(part.strip())]
    return sum(map(len, leaked)) > sum(map(len, parts)) / 2


def _holds(lines: list[str], part: str) -> bool:
    return part in lines or (part.count(" ") > LEAST_WITHIN and any(part in line for line in lines))


def main() -> int:
    """Look, print, and say by the exit code whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--show", type=int, default=20, help="print so many of the comments that were found (default: 20)"
    )
    options = parser.parse_args()
    pages = comments = 0
    found: list[str] = []
    for row, page in threads():
        pages += 1
        lines = [words(paragraph) for paragraph in read_article(page, row["url"])["paragraphs"]]
        printed = words(" ".join(block.text for block in find_blocks(open_page(page, row["url"]).tree).blocks))
        said = words(" ".join(texts_of(row)))
        for text in texts_of(row):
            comments += 1
            if stands_in(lines, text, printed, said):
                found.append(f"{row['id']}: {text[:100]}")
    print(f"{pages} pages, {comments} comments, {len(found)} of them in a body")
    for line in found[: options.show]:
        print(f"  {line}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
