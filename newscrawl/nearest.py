"""The known name that a mistyped one was meant to be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def suggest(word: str, known: Iterable[str], *, limit: int = 3) -> str:
    """``" (did you mean 'a' or 'b'?)"``, or nothing where no known name is near. Case does not count."""
    folded = {name.casefold(): name for name in known}
    near = [folded[match] for match in get_close_matches(word.casefold(), folded, n=limit, cutoff=0.6)]
    return f" (did you mean {' or '.join(map(repr, near))}?)" if near else ""
