"""What is kept of the people who comment: their names as printed, pseudonyms, or nothing; never what leads to their mailboxes.

A pseudonym is an HMAC (RFC 2104) of the platform's key of the account, else of the name, under a key that is never stored:
the same person is the same word in every thread, also where the platform sends the key alone, and nobody can try names
against the database without the key. It does not hide a name that another comment's text mentions.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256
from ipaddress import ip_address
from typing import TYPE_CHECKING

from newscrawl.comments.badges import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

AS_PRINTED, PSEUDONYM, NONE = "as printed", "pseudonym", "none"
WAYS = (AS_PRINTED, PSEUDONYM, NONE)
SHORTEST_KEY = 16

_HASH = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128}", re.IGNORECASE)
"""MD5, SHA-1, SHA-256, SHA-512: as a key of a commenter, mostly the hash of an e-mail address (Gravatar's are)."""
_MAILBOX = re.compile(r"([^@\s]{1,64})@[^@\s]{1,190}\.[^@\s]{2,24}")


class Commenters:
    """How commenters are kept in this run."""

    def __init__(self, way: str, key: str | None = None) -> None:
        """Begin.

        Raises:
            ValueError: *way* is none of :data:`WAYS`, or pseudonyms are wanted and *key* is missing or short; the message
                names the fix.
        """
        self.way = " ".join(way.split()).casefold()
        if self.way not in WAYS:
            raise ValueError(f"COMMENT_AUTHORS {way!r} is none of: {', '.join(map(repr, WAYS))}")
        if self.way == PSEUDONYM and len(key or "") < SHORTEST_KEY:
            raise ValueError(
                "COMMENT_AUTHORS = 'pseudonym' needs a key that is kept outside the database: make one with "
                "python -c 'import secrets; print(secrets.token_hex(16))', keep it, and give it to every run as "
                "NEWSCRAWL_COMMENT_AUTHOR_KEY in the environment or -s COMMENT_AUTHOR_KEY=... "
                f"({SHORTEST_KEY} characters or more; another key makes other pseudonyms)"
            )
        self._key = (key or "").encode("utf-8", "replace")

    def kept(self, platform: str | None, author: str | None, author_key: str | None) -> tuple[str | None, str | None]:
        """The author and the author's key of a comment, as they are stored."""
        if self.way == NONE:
            return None, None
        author, author_key = _public_name(author), _public_key(author_key)
        if self.way == AS_PRINTED or (author is None and author_key is None):
            return author, author_key
        word = self._word(f"{platform or ''}\0{author_key or author}")
        return f"reader-{word[:12]}", word[:32]

    def badges(self, badges: Iterable[str]) -> list[str]:
        """The badges of a comment, as they are stored: none where nothing of its author is.

        Beside a pseudonym those that tell somebody's part in the place alone ("staff"): a title of a site's own making
        ("Mayor of Mapleton") may fit one person.
        """
        if self.way == NONE:
            return []
        return [badge for badge in badges if self.way == AS_PRINTED or badge in PARTS]

    def _word(self, text: str) -> str:
        return hmac.new(self._key, text.encode("utf-8", "replace"), sha256).hexdigest()


def commenters_of(settings: Mapping[str, object], environ: Mapping[str, str]) -> Commenters:
    """As the settings ``COMMENT_AUTHORS`` and ``COMMENT_AUTHOR_KEY`` say.

    Raises:
        ValueError: as :class:`Commenters`.
    """
    key = settings.get("COMMENT_AUTHOR_KEY") or environ.get("NEWSCRAWL_COMMENT_AUTHOR_KEY")
    return Commenters(str(settings.get("COMMENT_AUTHORS") or AS_PRINTED), str(key) if key else None)


def _public_name(author: str | None) -> str | None:
    """The name; of a mailbox what stands before the @, of an IP address nothing."""
    if not author:
        return None
    if found := _MAILBOX.fullmatch(author.strip()):
        return found[1]
    try:
        ip_address(author.strip())
    except ValueError:
        return author
    return None


def _public_key(key: str | None) -> str | None:
    if not key or "@" in key or _HASH.fullmatch(key.strip()):
        return None
    return key
