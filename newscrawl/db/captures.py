"""Rows of ``capture``: pages as they were fetched, written with what was read from them, and read again later."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select

from newscrawl.db.archives import read_record
from newscrawl.db.border import insert_missing, plain, storable
from newscrawl.db.models import Capture, Outlet, Page
from newscrawl.items import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from newscrawl.db.records import Reading

LEVEL = 6
"""Of zstd: a page of 350 kB takes 2 ms and a seventh of its size; level 12 takes three times as long for a thirtieth less."""
LONGEST = 64 * 1024 * 1024
"""Bytes that a capture may unfold to: more than any page that was ever fetched."""


_KEPT = frozenset({Outcome.READ, Outcome.NOT_ARTICLE, Outcome.UNCHANGED, Outcome.FAILED})
"""How pages end whose bytes are kept: neither those that the run did not want nor those that their publisher reserves."""


class MissingZstdError(Exception):
    """zstandard is not installed; the message names the command that does."""


@dataclass(frozen=True, slots=True)
class Captured:
    """One answer as it was fetched, on its way into the tables."""

    url: str
    """Where redirects ended."""
    status: int
    headers: dict[str, str]
    content_hash: str
    """SHA-256 of the body, hex."""
    size: int
    """Bytes of the body."""
    stored: int
    """Bytes that it takes."""
    body: bytes | None = None
    """zstd; None where it lies in a web archive."""
    warc_file: str | None = None
    warc_offset: int | None = None


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page that can be read again: what the crawl knew when it fetched it, and its bytes."""

    outlet: str
    domain: str
    place: str
    timezone: str
    language: str | None
    page: str
    """The address as requested."""
    kind: str
    hint: dict[str, Any]
    found_in: str | None
    at: datetime
    parts: list[KeptPart] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KeptPart:
    """One answer of a page."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes | None
    """zstd."""
    warc_file: str | None
    warc_offset: int | None

    def content(self) -> bytes:
        """The body as it was fetched.

        Raises:
            OSError: it cannot be read: the archive is not there, or the bytes are damaged.
        """
        if self.body is None:
            return read_record(self.warc_file or "", self.warc_offset or 0)
        zstandard = zstd()
        try:
            content: bytes = zstandard.ZstdDecompressor().decompress(self.body, max_output_size=LONGEST)
        except zstandard.ZstdError as error:
            raise OSError(f"the capture of {self.url} is damaged: {error}") from error
        return content


def zstd() -> Any:
    """The package zstandard.

    Raises:
        MissingZstdError: it is not installed.
    """
    try:
        import zstandard
    except ImportError:
        raise MissingZstdError("captures need the package zstandard: pip install 'newscrawl[capture]'") from None
    return zstandard


def compressed(body: bytes) -> bytes:
    """The body as the table holds it.

    Raises:
        MissingZstdError: the package is not installed.
    """
    packed: bytes = zstd().ZstdCompressor(level=LEVEL).compress(body)
    return packed


def bytes_kept(connection: Connection) -> int:
    """Bytes that all captures take."""
    return connection.execute(select(func.coalesce(func.sum(Capture.stored), 0))).scalar_one()


def write_captures(connection: Connection, readings: Sequence[Reading]) -> None:
    """Write what came with the readings; bytes that a page was captured with before are not kept twice."""
    rows = []
    for reading in readings:
        captured = reading.record.captures
        if not captured or reading.record.page.outcome not in _KEPT:
            continue
        if reading.record.page.outcome == Outcome.UNCHANGED and _is_kept(connection, reading, captured[0]):
            continue
        rows += [
            {
                "page_id": reading.page_id,
                "at": reading.now,
                "part": number,
                "url": storable(one.url),
                "status": one.status,
                "headers": plain(one.headers),
                "content_hash": one.content_hash,
                "size": one.size,
                "stored": one.stored,
                "warc_file": one.warc_file,
                "warc_offset": one.warc_offset,
                "body": one.body,
            }
            for number, one in enumerate(captured)
        ]
    insert_missing(connection, Capture, rows)


def _is_kept(connection: Connection, reading: Reading, captured: Captured) -> bool:
    same = (Capture.page_id == reading.page_id, Capture.content_hash == captured.content_hash)
    return connection.execute(select(Capture.id).where(*same).limit(1)).first() is not None


def kept_pages(
    connection: Connection, *, since: datetime | None = None, outlet: str | None = None, size: int = 200
) -> Iterator[list[KeptPage]]:
    """The pages that can be read again, *size* at a time, in the order of their last capture.

    Of each page the last capture, where it is what the page was read from last: captures may have been off since then,
    and an old text must not take the place of a newer one.
    """
    last = select(Capture.page_id, func.max(Capture.at).label("at")).group_by(Capture.page_id).subquery()
    first = Capture.__table__.alias("first")
    statement = (
        select(
            first.c.id, Page.id.label("page_id"), first.c.at, Page.url, Page.kind, Page.hint, Page.found_in,
            Outlet.name, Outlet.domain, Outlet.place, Outlet.timezone, Outlet.language,
        )
        .select_from(first)
        .join(last, (last.c.page_id == first.c.page_id) & (last.c.at == first.c.at))
        .join(Page, Page.id == first.c.page_id)
        .join(Outlet, Outlet.id == Page.outlet_id)
        .where(first.c.part == 0)
        .where((Page.content_hash == first.c.content_hash) | (Page.state == Outcome.FAILED) & (Page.fetched_at == first.c.at))
        .order_by(first.c.at, first.c.id)
    )  # fmt: skip
    if since is not None:
        statement = statement.where(first.c.at >= since)
    if outlet is not None:
        statement = statement.where(Outlet.name == outlet)
    rows = connection.execute(statement).all()
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        bodies = _parts(connection, [row.page_id for row in part])
        yield [
            KeptPage(
                row.name, row.domain, row.place, row.timezone, row.language, row.url, row.kind, row.hint, row.found_in,
                row.at, bodies[row.page_id, row.at],
            )
            for row in part
        ]  # fmt: skip


def _parts(connection: Connection, page_ids: list[int]) -> dict[tuple[int, datetime], list[KeptPart]]:
    statement = (
        select(Capture.__table__)
        .where(Capture.page_id.in_(page_ids))
        .order_by(Capture.page_id, Capture.at, Capture.part)
    )
    parts: dict[tuple[int, datetime], list[KeptPart]] = {}
    for row in connection.execute(statement):
        one = KeptPart(row.url, row.status, row.headers, row.body, row.warc_file, row.warc_offset)
        parts.setdefault((row.page_id, row.at), []).append(one)
    return parts


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Pages with an article or a thread that are not read again, by why."""

    no_capture: int
    """Nobody kept them: they were fetched while ``CAPTURE`` was off, or their captures were dropped for room."""
    changed: int
    """What was kept of them is an older text than the one that is stored."""
    before: int
    """They were kept before the moment that was asked for."""


def pages_left_out(connection: Connection, *, since: datetime | None = None, outlet: str | None = None) -> LeftOut:
    """How many pages :func:`kept_pages` does not give, and why."""
    of_page = Capture.page_id == Page.id
    kept = select(Capture.page_id).where(of_page, Capture.content_hash == Page.content_hash)
    lately = kept.where(Capture.at >= since) if since is not None else kept
    reason = case(
        (~select(Capture.page_id).where(of_page).exists(), "no_capture"), (~kept.exists(), "changed"), else_="before"
    )
    left = select(reason.label("reason")).where(Page.article_id.is_not(None), ~lately.exists())
    if outlet is not None:
        left = left.join(Outlet, Outlet.id == Page.outlet_id).where(Outlet.name == outlet)
    each = left.subquery()  # PostgreSQL groups by no expression that asks another table
    statement = select(each.c.reason, func.count()).group_by(each.c.reason)
    counts = {why: number for why, number in connection.execute(statement)}  # noqa: C416
    return LeftOut(**{name: counts.get(name, 0) for name in ("no_capture", "changed", "before")})
