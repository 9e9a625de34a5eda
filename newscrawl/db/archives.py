"""Pages as they were fetched, outside the database: WARC files (ISO 28500), one record a page, each a gzip member."""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

FILE_AT_MOST = 1_000_000_000
"""Bytes of one file; the IIPC recommends about a gigabyte."""


class MissingArchivePackageError(Exception):
    """warcio is not installed; the message names the command that does."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies."""

    file: str
    """Absolute path."""
    offset: int
    length: int
    """Bytes, compressed."""


class ArchiveWriter:
    """Writes answers into WARC files of a folder. One process writes one file; readers need the database's offsets."""

    def __init__(self, folder: Path, *, software: str) -> None:
        try:
            from warcio.warcwriter import WARCWriter
        except ImportError:
            raise MissingArchivePackageError("WARC needs the package warcio: pip install 'newscrawl[warc]'") from None
        self._open_writer, self._folder, self._software = WARCWriter, folder, software
        self._file: BinaryIO | None = None
        self._writer: Any = None
        self._number = 0

    def write(self, url: str, at: datetime, status: int, headers: Mapping[str, str], body: bytes) -> Place:
        """Write one answer, as it was once it was decompressed.

        Raises:
            OSError: the folder or the disk does not take it.
        """
        from warcio.statusandheaders import StatusAndHeaders

        if self._file is None or self._file.tell() > FILE_AT_MOST:
            self._next_file(at)
        assert self._file is not None
        offset = self._file.tell()
        kept = [(name, value) for name, value in headers.items() if name.casefold() not in _OF_THE_WIRE]
        kept.append(("Content-Length", str(len(body))))
        record = self._writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(f"{status} OK" if status == 200 else str(status), kept, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
        self._writer.write_record(record)
        self._file.flush()  # before the row that tells of it is committed
        return Place(self._file.name, offset, self._file.tell() - offset)

    def close(self) -> None:
        """No more is written."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _next_file(self, at: datetime) -> None:
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._number += 1
        name = f"newscrawl-{at:%Y%m%d%H%M%S}-{os.getpid()}-{self._number:05}.warc.gz"
        self._file = (self._folder.resolve() / name).open("xb")
        self._writer = self._open_writer(self._file, gzip=True)
        self._writer.write_record(
            self._writer.create_warcinfo_record(name, {"software": self._software, "format": "WARC File Format 1.0"})
        )


_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length", "set-cookie"})
"""Headers that say how the body travelled, which is not how it is kept; and cookies."""


def record_iterator() -> Any:
    """The ``ArchiveIterator`` of warcio: the records of an open file from where it stands.

    Raises:
        MissingArchivePackageError: warcio is missing.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise MissingArchivePackageError("WARC needs the package warcio: pip install 'newscrawl[warc]'") from None
    return ArchiveIterator


def read_record(file: str, offset: int) -> bytes:
    """The body of the record at *offset*.

    Raises:
        OSError: the file is not there, or there is no record.
        MissingArchivePackageError: warcio is missing.
    """
    records = record_iterator()
    with open(file, "rb") as opened:  # noqa: PTH123 - a path as it stands in the database
        opened.seek(offset)
        try:
            record = next(iter(records(opened)))
        except StopIteration:
            raise OSError(f"{file}: no record at {offset}") from None
        content: bytes = record.content_stream().read()
        return content
