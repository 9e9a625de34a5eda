"""Files that speak of a whole site (robots.txt, tdmrep.json) as they were last answered: later runs need not ask each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from newscrawl.db.border import insert_missing, key
from newscrawl.db.models import SiteFile

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection

KEPT_AT_MOST = 512 * 1024
"""Bytes of a file that are kept; crawlers need read no more (RFC 9309, 2.5 asks for 500 KiB at least)."""


@dataclass(frozen=True, slots=True)
class SiteFileAnswer:
    """What a host answered."""

    status: int
    body: bytes
    """Empty unless the status was 200."""


def site_file(connection: Connection, address: str, since: datetime, until: datetime) -> SiteFileAnswer | None:
    """The answer at *address* that was fetched at *since* or later and not after *until*, if there is one."""
    row = connection.execute(
        select(SiteFile.status, SiteFile.body).where(
            SiteFile.address == key(address), SiteFile.fetched_at >= since, SiteFile.fetched_at <= until
        )
    ).first()
    return SiteFileAnswer(row.status, bytes(row.body)) if row else None


def keep_site_file(connection: Connection, address: str, answer: SiteFileAnswer, now: datetime) -> None:
    """Keep an answer in the place of the one before."""
    # Hosts of comment platforms belong to many papers: two processes may keep the same file at once.
    row = {"fetched_at": now, "status": answer.status, "body": answer.body[:KEPT_AT_MOST]}
    insert_missing(connection, SiteFile, [{"address": key(address), **row}])
    connection.execute(update(SiteFile).where(SiteFile.address == key(address)).values(row))
