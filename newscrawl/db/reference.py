"""The table reference, made from what stands in the models: their docstrings and the comments beside their columns."""

from __future__ import annotations

import ast
import inspect
import io
import textwrap
import tokenize
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, Float, Integer, LargeBinary, create_engine
from sqlalchemy.sql.ddl import CreateTable

from newscrawl.db.base import Base, Moment
from newscrawl.db.models import __all__ as _models  # noqa: F401  (all tables are known then)
from newscrawl.db.views import VIEWS, make_views

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Table

VIEW_ROWS = {
    "v_article": "An article as it was last read, with its outlet's name, authors, tags and captions.",
    "v_address": "An address that an article answered under, and why it is taken for one.",
    "v_revision": "A text that an article has had.",
    "v_quote": "A quote with its speaker: `substr(body, start_char + 1, end_char - start_char)` of the article is its text.",
    "v_quote_history": "A quote of a text that an article has, or has had (`is_current`).",
    "v_comment": "A comment, the one that it answers (`parent_id`), and whether it has left its page (`gone`).",
    "v_thread": "A comment thread: what its platform claims, and what was stored.",
    "v_story": "An article that is one text with articles of other papers.",
    "v_speaker": "Who is quoted in a paper, in what roles, and how often.",
    "v_source": "A feed, sitemap, listing page or interface: what its visits brought.",
    "v_opt_out": "What a publisher states of uses of its pages.",
    "v_problem": "Something that went wrong: run, address, stage, reason.",
    "v_outlet_health": "A paper: how it fares by its own last weeks, articles, last article, pages that wait or fail.",
    "v_outlet_run": "What one run found, fetched and read of one paper, and in how many articles each field was filled.",
    "v_run": "A run: when, by which process, how it ended, what it brought.",
    "v_post": "A timed post of a live blog.",
    "v_correction": "A correction or update note of an article.",
}
"""What a row of a view is."""


def reference() -> str:
    """The reference as Markdown: the views that people query, then the tables under them."""
    parts = [
        "# The database",
        "",
        "Times are UTC. Lists are JSON. Views first: they need no joins.",
        "",
        "## Views",
        "",
    ]
    for view, columns in _view_columns().items():
        parts += [f"### {view}", "", VIEW_ROWS.get(view, ""), "", ", ".join(f"`{name}`" for name in columns), ""]
    parts += ["## Tables", ""]
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__tablename__):
        parts += [*_table(mapper.class_), ""]
    return "\n".join(parts).rstrip() + "\n"


def _table(model: type[Any]) -> Iterator[str]:
    table: Table = model.__table__
    comments = column_comments(model)
    yield f"### {table.name}"
    yield ""
    yield inspect.cleandoc(model.__doc__ or "")
    yield ""
    yield "| column | type | what it holds |"
    yield "|---|---|---|"
    for column in table.columns:
        words = "; ".join(word for word in (_key(column), comments.get(column.name, "")) if word)
        yield f"| {column.name} | {type_of(column)}{'' if column.nullable else ', never empty'} | {words} |"
    unique = [constraint for constraint in table.constraints if type(constraint).__name__ == "UniqueConstraint"]
    for constraint in sorted(unique, key=lambda constraint: str(constraint.name)):
        yield ""
        yield f"One row for each {', '.join(column.name for column in constraint.columns)}."  # type: ignore[attr-defined]


def _key(column: Column[Any]) -> str:
    if column.foreign_keys:
        return f"→ {next(iter(column.foreign_keys)).column.table.name}"
    return "its number" if column.primary_key and column.name == "id" else ""


def type_of(column: Column[Any]) -> str:
    """A column's type, in words for both engines."""
    kind = column.type
    if isinstance(kind, Moment):
        return "moment"
    for known, words in (
        (Boolean, "yes or no"),
        (JSON, "JSON"),
        (LargeBinary, "bytes"),
        (Integer, "number"),
        (Float, "0 to 1"),
    ):
        if isinstance(kind, known):
            return words
    return "text"


def column_comments(model: type[Any]) -> dict[str, str]:
    """The comment beside each column in the model's source, by column; nothing where there is no source."""
    try:
        source = textwrap.dedent(inspect.getsource(model))
    except (OSError, TypeError):
        return {}
    beside = {
        token.start[0]: token.string.lstrip("# ").rstrip()
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT and not token.line.lstrip().startswith("#")
    }
    [body] = ast.parse(source).body
    assert isinstance(body, ast.ClassDef)
    found = {}
    for node in body.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            if words := " ".join(beside[line] for line in lines if line in beside):
                found[node.target.id] = words.replace("|", "\\|")
    return found


def _view_columns() -> dict[str, list[str]]:
    """Every view's columns, from an empty database in memory."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        for table in Base.metadata.sorted_tables:
            connection.execute(CreateTable(table))
        make_views(connection)
        found = {view: [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({view})")] for view in VIEWS}
    engine.dispose()
    return found
