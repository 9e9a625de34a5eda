"""What a user can set, type, query or count is written down: a test fails where something is not."""

from __future__ import annotations

import argparse
import ast
import re
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import pytest
from loopback import ROOT
from scrapy.settings import Settings

import newscrawl.commands

if TYPE_CHECKING:
    from scrapy.commands import ScrapyCommand

README = (ROOT / "README.md").read_text(encoding="utf-8")
PACKAGES = ("newscrawl", "pipelines")


def missing(words, text=README):
    """Those of *words* that stand nowhere in *text*, as words of their own."""
    return [word for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text)]


# --- settings -------------------------------------------------------------------------------------------------------------
def own_settings() -> dict[str, str]:
    """Our settings by name, each with the words under it in settings.py."""
    source = (ROOT / "newscrawl" / "settings.py").read_text(encoding="utf-8")
    ours = source.partition("# --- ours")[2].partition("\n")[2].partition("# --- polite")[0]
    found: dict[str, str] = {}
    waiting: list[str] = []
    for node in ast.parse(ours).body:
        if isinstance(node, ast.Assign):
            waiting += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found |= dict.fromkeys(waiting, str(node.value.value))
            waiting = []
    return found | dict.fromkeys(waiting, "")


def test_every_setting_of_ours_says_what_it_is():
    settings = own_settings()
    assert len(settings) > 15
    assert [name for name, words in settings.items() if len(words) < 10] == []


@pytest.mark.parametrize("name", [*own_settings(), "DOWNLOAD_DELAY", "PROGRESS_ENABLED", "LOG_LEVEL"])
def test_readme_names_every_setting(name):
    assert missing([name]) == []


# --- what is typed --------------------------------------------------------------------------------------------------------
def commands() -> dict[str, type[ScrapyCommand]]:
    found = {}
    for module in iter_modules(newscrawl.commands.__path__):
        command = getattr(import_module(f"newscrawl.commands.{module.name}"), "Command", None)
        if command is not None:
            found[module.name] = command
    return found


@pytest.mark.parametrize("name", commands())
def test_readme_names_every_command(name):
    assert missing([f"scrapy {name}"]) == []


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_has_its_help(name):
    command = commands()[name]()
    command.settings = Settings()
    parser = argparse.ArgumentParser(prog=name, conflict_handler="resolve")
    command.add_options(parser)
    assert command.short_desc()
    options = [action for action in parser._actions if action.option_strings]
    assert [action.option_strings for action in options if not action.help] == []
    if examples := getattr(command, "examples", None):
        assert f"scrapy {name}" in examples
        told = {option for action in options for option in action.option_strings}
        used = {word for line in examples.splitlines() if line.startswith("  scrapy " + name)
                for word in re.findall(r"(?<=\s)--[a-z][a-z-]+", line.partition("   ")[0] or line)}  # fmt: skip
        assert used <= told, "an example shows an option that there is not"


def test_readme_names_every_argument_of_a_crawl_and_every_field_of_an_entry():
    from newscrawl.spiders.arguments import KNOWN
    from newscrawl.spiders.site import FIELDS

    assert missing([f"-a {name}=" for name in KNOWN], README.replace("=", "= ")) == []
    assert missing(FIELDS) == []


# --- what is queried ------------------------------------------------------------------------------------------------------
def test_readme_names_every_view_and_the_reference_says_what_its_rows_are():
    from newscrawl.db.reference import VIEW_ROWS
    from newscrawl.db.views import VIEWS

    assert missing(VIEWS) == []
    assert [view for view in VIEWS if not VIEW_ROWS.get(view)] == []


def test_the_reference_says_what_a_row_of_every_table_is():
    from newscrawl.db.base import Base
    from newscrawl.db.reference import reference

    told = reference()
    tables = [mapper.class_ for mapper in Base.registry.mappers]
    assert len(tables) > 20
    assert [table.__tablename__ for table in tables if f"### {table.__tablename__}\n" not in told] == []
    assert [table.__tablename__ for table in tables if len(table.__doc__ or "") < 8] == []


def test_every_ready_question_has_a_title():
    from newscrawl.db.questions import QUESTIONS

    assert [one.name for one in QUESTIONS.values() if not one.title] == []


# --- what is counted ------------------------------------------------------------------------------------------------------
COUNTING = {"inc_value": 0, "set_value": 0, "max_value": 0, "_inc": 0, "count": 1}
"""Names of the calls that count, and which argument is the statistic's name."""


def trees():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def names_in(node) -> list[str]:
    """The names that an expression may be; what is filled in stands as "*"."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*names_in(node.body), *names_in(node.orelse)]
    if isinstance(node, ast.JoinedStr):
        return ["".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)]
    return []


def counted() -> dict[str, str]:
    """Every statistic that the code counts under a name of its own, and where."""
    found = {}
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            place = COUNTING.get(node.func.attr)
            if place is None or len(node.args) <= place:
                continue
            for name in names_in(node.args[place]):
                if node.func.attr == "count":  # of a run: newscrawl/{outlet}/{name}
                    name = f"newscrawl/*/{name}"  # noqa: PLW2901
                if set(name.split("/")[1:]) == {"*"}:  # the call that all the others make
                    continue
                if "/" in name and re.fullmatch(r"[\w*/-]+", name):
                    found[name] = str(path)
    return found


def documented() -> list[str]:
    """What docstrings tell after "Stats:", with "*" for what is filled in; ``newscrawl/{outlet}/fetched|answered`` is two."""
    names = []
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                told = (ast.get_docstring(node) or "").partition("Stats:")[2]
                for name in re.findall(r"``([^`]+/[^`]+)``", told):
                    stem, _, last = name.rpartition("/")
                    names += [re.sub(r"\{\w+\}|\.\.\.", "*", f"{stem}/{one}") for one in last.split("|")]
    return names


def one_name(name: str, told: str) -> bool:
    """Whether two names are one, where "*" stands for anything in either."""
    return any(
        re.fullmatch(re.escape(one).replace(r"\*", ".+"), other) is not None
        for one, other in ((name, told), (told, name))
    )


def test_every_statistic_is_told_where_it_is_counted():
    names, told = counted(), documented()
    assert len(names) > 25
    untold = {name: where for name, where in names.items() if not any(one_name(name, one) for one in told)}
    assert untold == {}
