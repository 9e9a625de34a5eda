"""``scrapy init``: a folder to run newscrawl in, outside its checkout, and the files that start it there."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from scrapy.commands import ScrapyCommand

from newscrawl import __version__
from newscrawl.deploy import FOLDER, KINDS, unfit, written
from newscrawl.nearest import suggest

if TYPE_CHECKING:
    from collections.abc import Mapping


class Command(ScrapyCommand):
    """Files that are there already are left as they are.

    It is found by Scrapy wherever newscrawl is installed, in other projects, too: it imports nothing heavy. Exit codes: 0;
    1 it could not be done; 2 wrong arguments.
    """

    requires_project = False
    requires_crawler_process = False
    examples: ClassVar[str] = (
        "examples:\n"
        "  scrapy init                        scrapy.cfg and papers.example.toml in this folder\n"
        "  scrapy init news                   in the folder 'news', which is made\n"
        "  scrapy init news --deploy systemd  and units for one machine and for many, in news/deploy/systemd\n"
        "  scrapy init . --deploy docker --deploy kubernetes\n"
        "\n"
        "Elsewhere, without a scrapy.cfg: export SCRAPY_SETTINGS_MODULE=newscrawl.settings\n"
        "Exit code: 0; 1 the folder could not be written; 2 wrong arguments."
    )

    def syntax(self) -> str:
        """As ``--help`` shows it."""
        return "[FOLDER] [--deploy systemd|cron|docker|kubernetes]"

    def short_desc(self) -> str:
        """One line of ``scrapy --help``."""
        return "Make a folder to run newscrawl in, and files that start it on a schedule"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The ways to run it."""
        super().add_options(parser)
        parser.formatter_class = argparse.RawDescriptionHelpFormatter
        parser.epilog = self.examples
        parser.add_argument(
            "--deploy", metavar="WAY", action="append", default=[],
            help=f"write files for it, too; may be given several times: {', '.join(KINDS)}",
        )  # fmt: skip

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write what is not there."""
        try:
            self._run(args, opts.deploy)
        except OSError as error:
            _say(f"scrapy init: {error.filename}: {error.strerror or error}")
            self.exitcode = 1

    def _run(self, args: list[str], ways: list[str]) -> None:
        wrong = next((way for way in ways if way not in KINDS), None)
        if len(args) > 1 or any(arg.startswith("-") for arg in args):
            return self._refuse(
                f"it takes one folder, and was given: {' '.join(args)}; 'scrapy init --help' tells more"
            )
        if wrong is not None:
            return self._refuse(f"--deploy {wrong}: no such way{suggest(wrong, KINDS)}; there are: {', '.join(KINDS)}")
        files = FOLDER | {template: name for way in ways for template, name in KINDS[way].items()}
        folder = Path(args[0] if args else ".").expanduser().resolve()
        values = {"FOLDER": str(folder), "SCRAPY": str(_scrapy()), "VERSION": __version__}
        for path in (values["FOLDER"], values["SCRAPY"]):
            if unfit(path) and (way := next((way for way in ways if way in {"systemd", "cron"}), None)):
                return self._refuse(
                    f"--deploy {way} cannot name {path!r}: use a folder without backslash, double quote and control character"
                )
        for template, name in files.items():
            _say(f"{'wrote' if _write(folder / name, template, values) else 'kept '} {folder / name}")
        if folder != Path.cwd():
            _say(f"next: cd {shlex.quote(str(folder))}")
        _say("next: scrapy crawl localnews -a sites=demo           three fictional papers, no internet")
        _say(
            "      scrapy add https://your-paper.example/         or copy papers.example.toml to papers.toml and edit it"
        )
        _say("      scrapy crawl localnews -a sites=papers.toml -s CONTACT=you@example.org")
        for way in dict.fromkeys(ways):
            _say(NEXT[way])
        return None

    def _refuse(self, reason: str) -> None:
        _say(f"scrapy init: {reason}")
        self.exitcode = 2


def _say(words: str) -> None:
    print(words, file=sys.stderr)  # noqa: T201 - what a command says


NEXT = {
    "systemd": "      systemd: edit deploy/systemd/newscrawl.env; then, as root:\n"
    "        useradd --system newscrawl\n"
    "        install -m 600 deploy/systemd/newscrawl.env /etc/newscrawl.env\n"
    "        cp deploy/systemd/newscrawl*.service deploy/systemd/newscrawl*.timer /etc/systemd/system/\n"
    "        systemctl daemon-reload\n"
    "        one machine:   systemctl enable --now newscrawl.timer\n"
    "        many machines: systemctl enable --now newscrawl-work.service, and on one newscrawl-schedule.timer",
    "cron": "      cron: edit deploy/newscrawl.cron, and add its lines with crontab -e",
    "docker": "      docker: docker build -t newscrawl -f deploy/Dockerfile .",
    "kubernetes": "      kubernetes: edit deploy/kubernetes.yaml, then kubectl apply -f deploy/kubernetes.yaml",
}
"""What is to be done with the files of each way."""


def _scrapy() -> Path:
    """The program ``scrapy`` beside the Python that runs this."""
    return Path(sys.executable).with_name("scrapy")


def _write(path: Path, template: str, values: Mapping[str, str]) -> bool:
    """Write a file from its template; False where there is one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(written(template, values))
    except FileExistsError:
        return False
    return True
