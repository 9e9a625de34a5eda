"""Web archives (WARC, ISO 28500; CC-NEWS): which pages of a run's papers lie where, and one page's answer.

Two passes: the first lists, reading no more than each record's head; the second opens the records that are wanted, in the
order in which they were fetched. So a page that was archived three times is read in the order of its texts, and a later
page of an article is found wherever it lies.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from newscrawl.db.archives import record_iterator
from newscrawl.items import URL_LIMIT
from newscrawl.urls import is_http

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MAGIC = (b"\x1f\x8b\x08", b"WARC/")
"""How a record begins: a gzip member (RFC 1952, 2.3.1), or the record itself."""
_CHUNK = 1 << 20
_CLOCKS_DIFFER = timedelta(days=1)
PAGES = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Record:
    """A page in a web archive."""

    outlet: str
    url: str
    at: datetime
    """When it was fetched (``WARC-Date``), UTC."""
    file: str
    """Absolute path."""
    offset: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A place of an archive that cannot be read, and why."""

    file: str
    offset: int
    reason: str


@dataclass(frozen=True, slots=True)
class ArchivedAnswer:
    """What a server once answered, decompressed."""

    status: int
    headers: dict[str, str]
    body: bytes


def list_pages(path: Path, owner: Callable[[str], str | None], now: datetime) -> Iterator[Record | Broken | None]:
    """The pages in *path* that *owner* knows, in its order; None for each record that is none of them. Never raises.

    What is broken is told, and reading goes on at the next record that begins soundly.

    Args:
        path: of the file.
        owner: the paper's name of an address, or None.
        now: records of a later date are refused.
    """
    file = str(path.resolve())
    try:
        size = path.stat().st_size
        with path.open("rb") as opened:
            start = 0
            while start < size:
                broken: Broken | None = None
                for found in _run_of_records(opened, file, start, owner, now):
                    if isinstance(found, _End):
                        broken = found.broken
                        start = found.offset
                    else:
                        yield found
                if broken is None:
                    return
                yield broken
                start = _next_start(opened, max(broken.offset, start) + 1, size)
    except OSError as error:
        yield Broken(file, 0, f"cannot be read: {error.strerror or error}")


@dataclass(frozen=True, slots=True)
class _End:
    offset: int
    broken: Broken | None


def _run_of_records(
    opened: BinaryIO, file: str, start: int, owner: Callable[[str], str | None], now: datetime
) -> Iterator[Record | Broken | _End | None]:
    """The records from *start* on up to the first that is broken, or the end."""
    opened.seek(start)
    end = start
    try:
        records = record_iterator()(opened)
        for record in records:
            offset = records.get_record_offset()
            if not _is_record(record):
                yield _End(offset, Broken(file, offset, "no WARC record"))
                return
            found = _judged(record, file, offset, owner, now)
            records.read_to_end(record)
            if missing := _missing(record):
                yield _End(offset, Broken(file, offset, f"the record is cut: {missing:,} bytes are missing"))
                return
            end = max(end + 1, offset + records.get_record_length())
            yield found
    except Exception as error:  # noqa: BLE001 - whatever a library raises at a stranger's bytes
        words = " ".join(str(error).split()).partition(", first line")[0][:200]
        if "non-chunked gzip" in words:
            words = "it is compressed as a whole, not record by record: 'gzip -d' it, a plain WARC is read as well"
        end += _blank(opened, end)
        yield _End(end, Broken(file, end, words or type(error).__name__))
        return
    end += _blank(opened, end)
    size = opened.seek(0, 2)
    rest = size - end
    opened.seek(end)
    if rest > 0 and opened.read(_CHUNK).strip(b"\r\n\x00"):  # the library ends without a word at what is no record
        yield _End(end, Broken(file, end, f"no record begins here; {rest:,} bytes are left"))
    else:
        yield _End(size, None)


def _is_record(record: Any) -> bool:
    """Whether what the library calls a record is one: it takes whatever has a line with a colon."""
    return record.rec_type is not None and (
        record.rec_type == "warcinfo" or bool(record.rec_headers.get_header("WARC-Date"))
    )


def _blank(opened: BinaryIO, place: int) -> int:
    """Bytes of the empty lines that stand at *place*, between two records."""
    opened.seek(place)
    head = opened.read(64)
    return len(head) - len(head.lstrip(b"\r\n"))


def _judged(
    record: Any, file: str, offset: int, owner: Callable[[str], str | None], now: datetime
) -> Record | Broken | None:
    headers = record.rec_headers
    url = (
        (headers.get_header("WARC-Target-URI") or "").strip().strip("<>")
    )  # wget writes the brackets of WARC 1.0's grammar
    answer = record.http_headers
    if record.rec_type != "response" or answer is None or answer.get_statuscode() != "200":
        return None
    kind = (answer.get_header("Content-Type") or "text/html").split(";")[0].strip().casefold()
    if kind not in PAGES or not is_http(url) or len(url) > URL_LIMIT or (outlet := owner(url)) is None:
        return None
    at = read_date(headers.get_header("WARC-Date"))
    if at is None or at > now + _CLOCKS_DIFFER:
        return Broken(file, offset, f"{url[:200]}: its WARC-Date is none: {headers.get_header('WARC-Date')[:50]!r}")
    return Record(outlet, url.partition("#")[0], min(at, now), file, offset)


def _missing(record: Any) -> int:
    """Bytes that the record states and does not have, once it was read."""
    return int(getattr(record.raw_stream, "limit", 0))  # one that states no length has no limit


def read_date(text: str) -> datetime | None:
    """A ``WARC-Date`` (ISO 8601 in UTC, ISO 28500 5.4); None for one that names no moment."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if len(text.strip()) <= len("2026-03-01"):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _next_start(opened: BinaryIO, start: int, size: int) -> int:
    """Where the next record begins, at *start* or later; *size* where none does."""
    while start < size:
        opened.seek(start)
        chunk = opened.read(_CHUNK)
        at = 0
        while (found := min((n for magic in _MAGIC if (n := chunk.find(magic, at)) >= 0), default=-1)) >= 0:
            if chunk.startswith(b"WARC/1.", found) or _opens(chunk[found : found + 4096]):
                return start + found
            at = found + 1
        if len(chunk) < _CHUNK:
            return size
        start += _CHUNK - 4096  # a beginning may lie across two chunks
    return size


def _opens(head: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(head, 16).startswith(b"WARC/1.")
    except zlib.error:
        return False


def read_answer(record: Record, most: int) -> ArchivedAnswer | Broken:
    """The answer of a record, decompressed, of *most* bytes at most. Never raises."""
    try:
        with Path(record.file).open("rb") as opened:
            opened.seek(record.offset)
            found = next(iter(record_iterator()(opened)), None)
            if found is None:
                return Broken(record.file, record.offset, "there is no record any more")
            body: bytes = found.content_stream().read(most + 1)
            if len(body) > most:
                return Broken(record.file, record.offset, f"the page has more than {most:,} bytes (DOWNLOAD_MAXSIZE)")
            if _missing(found):
                return Broken(record.file, record.offset, "the record is cut")
            pairs = found.http_headers.headers
    except Exception as error:  # noqa: BLE001 - as above
        return Broken(record.file, record.offset, " ".join(str(error).split())[:200] or type(error).__name__)
    headers = {name: value for name, value in pairs if name.casefold() not in _OF_THE_WIRE}
    return ArchivedAnswer(200, headers, body)


_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length", "set-cookie", "connection"})
