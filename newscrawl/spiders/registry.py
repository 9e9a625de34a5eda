"""Which papers there are: the classes in ``newscrawl/spiders/sites``, a sites file's, or the demo's."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newscrawl import demo
from newscrawl.nearest import suggest
from newscrawl.spiders.arguments import ArgumentError
from newscrawl.spiders.news import NewsSpider
from newscrawl.spiders.paper import owner_of
from newscrawl.spiders.site import Site, SiteError
from newscrawl.spiders.sites_file import SitesFileError, read_sites_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newscrawl.spiders.arguments import RunArguments

SITES_MODULE = "newscrawl.spiders.sites"


def site_classes() -> dict[str, type[NewsSpider]]:
    """Every site's class by its name, in alphabetical order."""
    package = import_module(SITES_MODULE)
    found: dict[str, type[NewsSpider]] = {}
    for module in iter_modules(package.__path__, f"{SITES_MODULE}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, NewsSpider) and value.__module__ == module.name:
                found[value.name] = value
    return dict(sorted(found.items()))


def chosen_readers(arguments: RunArguments) -> list[NewsSpider]:
    """The papers of a ``localnews`` run, each as the spider that reads it.

    Raises:
        ArgumentError: an unknown name (the nearest are suggested), or a sites file that cannot be read.
    """
    readers = _named(arguments.sites)
    if arguments.urls is None:
        return readers
    return _owners(arguments.urls, readers, others=arguments.sites is None)


def _named(sites: str | None) -> list[NewsSpider]:
    classes = site_classes()
    if sites is None:
        return [cls() for cls in classes.values()]
    if sites.strip() == "demo":
        return [NewsSpider.of(Site.from_mapping(entry)) for entry in demo.SITES]
    if Path(sites).suffix.casefold() in {".toml", ".csv"}:
        try:
            listed = read_sites_file(Path(sites))
        except SitesFileError as error:
            raise ArgumentError(f"-a sites=: {error}") from None
        for site in listed:
            if site.name in classes and classes[site.name].domain != site.domain:
                known = classes[site.name].domain
                raise ArgumentError(f"-a sites=: {sites}: {site.name!r} is the name of {known} already; give another")
        return [NewsSpider.of(site) for site in listed]
    names = list(dict.fromkeys(name.strip() for name in sites.split(",") if name.strip()))
    by_domain = {cls.domain: name for name, cls in classes.items()}
    names = [by_domain.get(name, name) for name in names]
    for name in names:
        if name not in classes:
            near = suggest(name, [*classes, *by_domain, "demo"])
            raise ArgumentError(
                f"-a sites={sites}: no site is called {name!r}{near}; "
                "'scrapy list' names them all, and a FILE.toml or FILE.csv brings your own"
            )
    if not names:
        raise ArgumentError("-a sites=: name at least one site, a FILE.toml, a FILE.csv, or demo")
    return [classes[name]() for name in names]


def _owners(urls: Iterable[str], readers: list[NewsSpider], *, others: bool) -> list[NewsSpider]:
    """The readers that have one of *urls*; with *others*, an outlet named by its host is made for the rest."""
    owners: dict[str, NewsSpider] = {}
    for url in urls:
        parts = urlsplit(url)
        owner = owner_of(url, [*owners.values(), *readers])
        if owner is None and others:
            try:
                site = Site(
                    parts.netloc.rpartition("@")[2].casefold().replace(":", "_"), parts.netloc, "", "UTC", parts.scheme
                )
                site.check()
            except SiteError as error:
                raise ArgumentError(f"-a urls=: {url[:200]!r}: {error}") from None
            owner = NewsSpider.of(site)
        if owner is None:
            raise ArgumentError(f"-a urls=: {url[:200]!r} belongs to none of the sites that -a sites= names")
        owners[owner.name] = owner
    return list(owners.values())
