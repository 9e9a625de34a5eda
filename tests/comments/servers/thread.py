"""A fictional thread, of which each server of this folder makes its platform's own shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

BEGAN = datetime(2026, 11, 20, 15, 4, 5, tzinfo=UTC)


@dataclass
class Said:
    """One comment."""

    n: int
    parent: int | None
    author: str
    text: str
    deleted: bool = False
    edited: bool = False
    likes: int = 0

    @property
    def at(self) -> datetime:
        return BEGAN + timedelta(minutes=7 * self.n)

    @property
    def html(self) -> str:
        words = self.text.replace("&", "&amp;").replace("<", "&lt;")
        return "".join(f"<p>{paragraph}</p>" for paragraph in words.split("\n\n"))


THREAD = [
    Said(1, None, "Ines Quarry", "Longer hours at last 🎉 my kids & I will be there.\n\nWas it $1 < $2?", likes=4),
    Said(2, 1, "Gazette Desk", "New hours start on April 6.", edited=True, likes=2),
    Said(3, None, "Gone Person", "What was said here is gone.", deleted=True),
    Said(4, 3, "Bo Tillman", "I disagree with the one above."),
    Said(5, 1, "Pat O’Dell", "Is the branch on Elm Street included?"),
    Said(6, None, "Wren Alder", "First visit since the flood."),
    Said(7, None, "Bo Tillman", "Second thoughts: Sundays?"),
    Said(8, 7, "Ines Quarry", "Sundays would be grand."),
    Said(9, 7, "Marlow Finch", "They close on Sundays."),
    Said(10, 7, "Pat O’Dell", "Ask the board, it meets on Monday."),
    Said(11, None, "Marlow Finch", "Parking is the real trouble."),
    Said(12, None, "Hester Vane", "No it is not."),
]
"""Six top comments, one of them deleted with a reply below it; the deleted one's author may not be stored."""
PASSES_AWAY = (6, 5)
"""A top comment of the first page, and a reply, that are deleted while the thread is being read."""


def replies_to(thread: list[Said], n: int | None) -> list[Said]:
    return [said for said in thread if said.parent == n]
