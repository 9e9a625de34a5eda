"""Files that ``scrapy init`` writes: a folder to run newscrawl in, and what starts it there.

Each template stands beside this file; ``@NAME@`` in it is replaced (:func:`written`).
"""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = {"scrapy.cfg": "scrapy.cfg", "papers.example.toml": "papers.example.toml"}
"""Where each template of a new folder is written to."""
KINDS: dict[str, dict[str, str]] = {
    "systemd": {
        f"systemd-{name}": f"deploy/systemd/{name}"
        for name in (
            "newscrawl.env",
            "newscrawl.service",
            "newscrawl.timer",
            "newscrawl-schedule.service",
            "newscrawl-schedule.timer",
            "newscrawl-work.service",
        )
    },
    "cron": {"cron-newscrawl": "deploy/newscrawl.cron"},
    "docker": {
        "docker-Dockerfile": "deploy/Dockerfile",
        "docker-ignore": "deploy/Dockerfile.dockerignore",
        "docker-compose.yaml": "deploy/compose.yaml",
    },
    "kubernetes": {"kubernetes.yaml": "deploy/kubernetes.yaml"},
}
"""Of each way to run it: where its templates are written to."""

_PATHS = ("FOLDER", "SCRAPY")
_NAME = re.compile(r"@([A-Z]+)@")


def written(template: str, values: Mapping[str, str]) -> str:
    """A template's text with its names replaced, each as it must be written there.

    Raises:
        KeyError: it has a name that *values* does not.
        ValueError: a value cannot be written there.
    """
    text = (resources.files(__name__) / template).read_text(encoding="utf-8")
    return _NAME.sub(lambda found: _as_written(template, found[1], values[found[1]]), text)


def unfit(path: str) -> bool:
    """Does a path hold what a unit or a crontab cannot have: a backslash, a double quote, a control character?"""
    return not path.isprintable() or "\\" in path or '"' in path


def _as_written(template: str, name: str, value: str) -> str:
    """A path as a unit or a crontab has it; anything else as it is.

    In a unit % begins a specifier (https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Specifiers) and
    spaces end a program's path, though not a folder's; in a crontab % ends the command (crontab(5)), and the rest is a
    shell's.
    """
    if not template.startswith(("systemd-", "cron-")) or name not in _PATHS:
        return value
    if unfit(value):
        raise ValueError(f"{value!r} holds a backslash, a double quote or a control character")
    if template.startswith("cron-"):
        return "'" + value.replace("'", "'\\''").replace("%", "\\%") + "'"
    value = value.replace("%", "%%")
    return f'"{value}"' if name == "SCRAPY" and (" " in value or "'" in value) else value
