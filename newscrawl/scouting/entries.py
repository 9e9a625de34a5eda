"""Entries of papers on their way into a file: a ``[[site]]`` table, a line of CSV, or a class. Nothing is overwritten."""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import re
import unicodedata
from dataclasses import dataclass
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import IO, TYPE_CHECKING

from newscrawl.spiders.registry import SITES_MODULE, site_classes
from newscrawl.spiders.site import LONGEST_NAME, RESERVED, usual_scheme
from newscrawl.spiders.sites_file import NoSitesError, SitesFileError, read_sites_file
from newscrawl.spiders.toml_values import toml_value
from newscrawl.urls import host_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from newscrawl.spiders.site import Site

COLUMNS = ("name", "domain", "place", "timezone", "scheme", "allow_private", "feeds", "sections")
"""Of a CSV file that is begun; entries leave those empty that say what is usual."""


class EntryError(ValueError):
    """An entry that cannot be written. The message names the fix."""


@dataclass(frozen=True, slots=True)
class Noted:
    """An entry, and what is to be checked of it by field."""

    site: Site
    doubts: Mapping[str, str]


def slug_of(name: str, taken: Iterable[str] = (), *more: str) -> str:
    """The name of an entry: "mapleton_courier" for "The Mapleton Courier"; with *more* behind where that is taken."""
    words = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold().replace("'", "")
    parts = re.findall(r"[a-z0-9]+", words) or re.findall(r"\w+", name.casefold())
    parts = parts[1:] if parts[:1] == ["the"] and len(parts) > 1 else parts
    base = "_".join(parts)[: LONGEST_NAME - 30].strip("_") or "paper"
    if base in RESERVED:
        base += "_news"
    known = set(taken) if not isinstance(taken, set | frozenset | dict) else taken
    found = base
    for extra in more:
        if found not in known:
            return found
        found = slug_of(f"{base} {extra}")
    number = 2
    stem = found
    while found in known:
        found, number = f"{stem}_{number}", number + 1
    return found


def plain_host(domain: str) -> str:
    """The host under which two entries are one paper: without "www."."""
    return host_of(f"https://{domain}").removeprefix("www.")


# --- how an entry is written ----------------------------------------------------------------------------------------------
def as_toml(noted: Noted) -> str:
    """The ``[[site]]`` table; a doubt stands behind its line."""
    lines = ["[[site]]"]
    for name, value in _fields(noted.site).items():
        doubt = noted.doubts.get(name)
        lines.append(f"{name} = {toml_value(value)}" + (f"  # {_one_line(doubt)}: please check" if doubt else ""))
    return "\n".join(lines) + "\n"


def _fields(site: Site) -> dict[str, str | bool | list[str]]:
    """The fields of an entry that are not as usual, as they may stand in a file."""
    usual = usual_scheme(site.domain, allow_private=site.allow_private)
    found: dict[str, str | bool | list[str]] = {
        name: _one_line(getattr(site, name)) for name in ("name", "domain", "place", "timezone")
    }
    if site.scheme != usual:
        found["scheme"] = site.scheme
    if site.allow_private:
        found["allow_private"] = True
    for name, value in (("feeds", site.feeds), ("sections", site.sections)):
        if value:
            found[name] = [_one_line(one) for one in value]
    return found


def _one_line(text: str) -> str:
    """*text* as it may stand in a file that people open: no control characters, no marks that turn the direction."""
    kept = (" " if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else one for one in text)
    return " ".join("".join(kept).split())


def as_class(noted: Noted, paper: str) -> str:
    """A spider's file of five lines and what every module needs."""
    site, told = noted.site, json.dumps(_one_line(f"{paper}, of {noted.site.place}"), ensure_ascii=False)[1:-1]
    name = _class_name(site.name)
    lines = [f'"""{told}."""', "", "from newscrawl.spiders.news import NewsSpider", "", "", f"class {name}(NewsSpider):",
             f'    """{told}."""', ""]  # fmt: skip
    for key, value in _fields(site).items():
        doubt = noted.doubts.get(key)
        shown = json.dumps(value, ensure_ascii=False) if not isinstance(value, bool) else str(value)
        lines.append(f"    {key} = {shown}" + (f"  # {_one_line(doubt)}: please check" if doubt else ""))
    if site.scheme == "http" and "scheme" not in _fields(site):
        lines.append('    scheme = "http"')
    return "\n".join(lines) + "\n"


def _class_name(name: str) -> str:
    """What a paper's class is called: an identifier, and no word of Python's ("None") nor of the file's own."""
    words = "".join(word.capitalize() for word in re.split(r"[\W_]+", name))
    kept = "".join(one for one in words if f"a{one}".isidentifier())
    return kept if kept.isidentifier() and not iskeyword(kept) and kept != "NewsSpider" else f"Paper{kept}"


def class_file(name: str) -> str:
    """The file of a paper's class: a module that can be imported, in the package's folder and nowhere else."""
    words = re.sub(r"\W+", "_", name)
    return f"{words}.py" if name.isidentifier() else f"paper_{words}.py"


# --- the files ------------------------------------------------------------------------------------------------------------
class SitesList:
    """A sites file that entries are added to at its end.

    Args:
        path: ``.toml`` or ``.csv``; made where it is not there.

    Raises:
        EntryError: it is neither, or cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._csv = path.suffix.casefold() == ".csv"
        if path.suffix.casefold() not in {".toml", ".csv"}:
            raise EntryError(f"{path}: a sites file ends in .toml or .csv")
        self.names: set[str] = set()
        self.hosts: dict[str, str] = {}
        self._state: tuple[int, ...] | None = None
        self._read()
        self.began_with = len(self.names)

    def _read(self) -> None:
        """What stands in the file now, where it changed since it was looked at last."""
        state = _state_of(self.path)
        if state == self._state:
            return
        try:
            known = read_sites_file(self.path) if state and state[0] else []
        except NoSitesError:  # it waits for its first
            known = []
        except SitesFileError as error:
            raise EntryError(f"{error}; mend it first") from None
        self.names = {site.name for site in known}
        self.hosts = {plain_host(site.domain): site.name for site in known}
        self._state = state

    def add(self, entries: Iterable[Noted]) -> dict[str, str]:
        """Append the entries, in one writing, but those that another process wrote since the file was read.

        Returns:
            Why, by the names of those that were left out.

        Raises:
            EntryError: the file cannot be read or written to, or lacks a column that an entry needs.
        """
        noted, left = [], {}
        try:
            with self.path.open("ab") as file:
                lock(file)
                self._read()
                for one in entries:
                    if reason := self._clash(one.site):
                        left[one.site.name] = reason
                        continue
                    noted.append(one)
                    self.names.add(one.site.name)
                    self.hosts[plain_host(one.site.domain)] = one.site.name
                if noted:
                    file.write(self._appended(noted).encode("utf-8", "replace"))
                    file.flush()
                    os.fsync(file.fileno())
            self._state = _state_of(self.path)
        except OSError as error:
            raise EntryError(f"{self.path}: {error.strerror or error}") from None
        return left

    def _clash(self, site: Site) -> str | None:
        if known := self.hosts.get(plain_host(site.domain)):
            return f"{site.domain} stands in {self.path} already, as {known!r}"
        if site.name in self.names:
            return f"a paper is called {site.name!r} already; give another --name"
        return None

    def _appended(self, noted: list[Noted]) -> str:
        """The entries, and what parts them from the file's end."""
        old = self.path.read_bytes()[-2:]
        text = self.lines(noted)
        if old and not old.endswith(b"\n"):
            text = "\n" + text
        return "\n" + text if old and not self._csv else text

    def lines(self, noted: list[Noted]) -> str:
        """The entries as they are written.

        Raises:
            EntryError: the file lacks a column that one needs.
        """
        return self._csv_lines(noted) if self._csv else "\n".join(as_toml(one) for one in noted)

    def _csv_lines(self, noted: list[Noted]) -> str:
        columns, delimiter, head = list(COLUMNS), ",", ""
        if self.path.exists() and self.path.stat().st_size:
            first = self.path.read_text(encoding="utf-8-sig").partition("\n")[0]
            delimiter = max(",;\t", key=first.count)
            columns = [name.strip().casefold() for name in next(csv.reader([first], delimiter=delimiter), [])]
        else:
            head = ",".join(COLUMNS) + "\n"
        rows = [
            {name: " ".join(value) if isinstance(value, list) else "true" if value is True else _one_line(str(value))
             for name, value in _fields(one.site).items()}
            for one in noted
        ]  # fmt: skip
        if lacking := sorted({name for row in rows for name in row if name not in columns}):
            raise EntryError(
                f"{self.path}: its first line names no column {lacking[0]!r}; add it there, or use a .toml file"
            )
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        writer.writerows([row.get(name, "") for name in columns] for row in rows)
        return head + out.getvalue()


def lock(file: IO[bytes]) -> None:
    """Waits until no other process holds *file* so; it is given back when the file is closed."""
    try:
        from fcntl import LOCK_EX, flock  # noqa: PLC0415 - not on Windows, where two at once are not kept apart
    except ImportError:
        return
    flock(file, LOCK_EX)


def _state_of(path: Path) -> tuple[int, ...] | None:
    """What changes with a file's content: its size, its time, which file it is. None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns, state.st_ino


def write_class(noted: Noted, paper: str) -> Path:
    """Write a spider's file into the package; where it lies.

    Raises:
        EntryError: there is one of that name, newscrawl is installed where nobody writes, or it would be no Python.
    """
    folder = Path(next(iter(import_module(SITES_MODULE).__path__)))
    path = folder / class_file(noted.site.name)
    if "site-packages" in folder.parts or not os.access(folder, os.W_OK):
        raise EntryError(f"{folder} is an installed package; --to FILE.toml keeps the entry in a file of your own")
    text = as_class(noted, paper)
    try:
        ast.parse(text)  # one file that is none would take all papers of the package along
    except (SyntaxError, ValueError) as error:
        raise EntryError(f"{path} would be no Python ({error}); --to FILE.toml takes it") from None
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise EntryError(f"{path} is there already, and nothing is overwritten; give another --name") from None
    except OSError as error:
        raise EntryError(f"{path}: {error.strerror or error}") from None
    return path


def known_papers() -> dict[str, str]:
    """Hosts of the papers that have a class, with their names."""
    return {plain_host(cls.domain): name for name, cls in site_classes().items()}
