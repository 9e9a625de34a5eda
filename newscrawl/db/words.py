"""What a person types into a search becomes a query that neither engine can misread. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from newscrawl.db.search import folded

TERMS_AT_MOST = 60
"""Words and phrases of one search; what is typed beyond them is left out."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that must follow each other."""

    words: str
    prefix: bool = False
    """Whatever the (last) word goes on with is found, too: ``bridg*``."""
    without: bool = False
    """It must not be there: ``-bridge``."""


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked for: one of *any_of*, each with all its terms."""

    any_of: tuple[tuple[Term, ...], ...]

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing that could be found."""
        return not self.any_of

    def fts5(self) -> str:
        """For SQLite's ``MATCH``: every word stands in quotes, so that none is an operator."""
        return " OR ".join(f"({_fts5_all(terms)})" for terms in self.any_of)

    def tsquery(self) -> str:
        """For PostgreSQL's ``to_tsquery('simple', …)``: every word stands in quotes."""
        return " | ".join(f"({_tsquery_all(terms)})" for terms in self.any_of)


def read_search(typed: str) -> Search:
    """What a person typed: words (all of them must be there), "a phrase", ``OR``, ``-without``, ``begin*``. Never raises.

    ``AND`` and ``NOT`` are understood, too. Marks that are no part of a word mean nothing. A side of an ``OR`` that only
    says what must not be there asks for nothing, and is left out.
    """
    sides: list[list[Term]] = [[]]
    without = False
    for piece, quoted in _pieces(typed.replace("\x00", " "))[: TERMS_AT_MOST * 2]:
        if not quoted and piece == "OR":
            sides.append([])
        elif not quoted and piece in {"AND", "NOT"}:
            without = piece == "NOT"
            continue
        else:
            sign = piece.startswith("-") and not quoted
            words = piece.removeprefix("-").removesuffix("*") if not quoted else piece
            if sum(map(len, sides)) < TERMS_AT_MOST and _has_words(words):
                sides[-1].append(Term(words.strip(), piece.endswith("*") and not quoted, sign or without))
        without = False
    return Search(tuple(tuple(side) for side in sides if any(not term.without for term in side)))


def _pieces(typed: str) -> list[tuple[str, bool]]:
    """Words and quoted phrases, in order; a quotation mark that is never closed closes at the end."""
    pieces: list[tuple[str, bool]] = []
    typed = typed.translate(_QUOTES)
    for index, part in enumerate(typed.split('"')):
        if index % 2:
            before = pieces[-1][0] if pieces and not pieces[-1][1] else ""
            if before == "-":  # -"a phrase"
                pieces[-1] = ("NOT", False)
            pieces.append((part, True))
        else:
            pieces += [(word, False) for word in part.split()]
    return pieces


_QUOTES = str.maketrans("“”„«»", '"""""')


def _has_words(text: str) -> bool:
    return any(unicodedata.category(character)[0] in "LN" for character in text)


def _fts5_all(terms: tuple[Term, ...]) -> str:
    wanted = " AND ".join(_fts5(term) for term in terms if not term.without)
    unwanted = [_fts5(term) for term in terms if term.without]
    return f"({wanted}) NOT ({' OR '.join(unwanted)})" if unwanted else wanted


def _fts5(term: Term) -> str:
    quoted = '"' + term.words.replace('"', '""') + '"'
    return f"{quoted} *" if term.prefix else quoted


def _tsquery_all(terms: tuple[Term, ...]) -> str:
    return " & ".join(("!" if term.without else "") + _tsquery(term) for term in terms)


def _tsquery(term: Term) -> str:
    bare = [word for word in folded(term.words).split() if _has_words(word)]
    words = ["'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in bare]
    if term.prefix:
        words[-1] += ":*"
    return "(" + " <-> ".join(words) + ")"
