"""What one language says around dates and names: the words that its papers put into bylines and date lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The words of one language; each table is set as running text, and may be left out where nothing is known.

    Case, accents and full stops of short forms do not count in the tables of dates; those of bylines are in lower case.
    A word of several parts is written as one where only one part of it tells ("mis" of "mis à jour").
    """

    code: str
    """ISO 639-1."""

    # --- dates
    months: tuple[str, str, str, str, str, str, str, str, str, str, str, str]
    """January to December: wide forms, those after "of", and what papers shorten them to."""
    weekdays: str
    published: str = ""
    """What stands before a date of publication."""
    updated: str = ""
    """What stands before a date of change."""
    fillers: str = ""
    """Words that a date may hold and that change nothing."""
    clock: Mapping[str, int] = field(default_factory=dict)
    """Words for an hour of the day: noon."""
    am: str = ""
    """After an hour: before noon."""
    pm: str = ""
    hours: str = ""
    """After a number: an hour of the day ("14 Uhr")."""
    days: Mapping[str, int] = field(default_factory=dict)
    """Days before today: yesterday."""
    ago: str = ""
    units: tuple[str, str, str, str, str] = ("", "", "", "", "")
    """Second, minute, hour, day, week, in all forms. Months and years name no day, and are left out."""
    numbers: tuple[str, ...] = ()
    """One to twelve."""
    now: tuple[str, ...] = ()
    """Whole lines that say: at this moment."""

    # --- bylines
    by: str = ""
    """Before names, alone."""
    opens: str = ""
    """Of these, the ones that open a byline: one begins with it, and names follow."""
    work: str = ""
    """What was done, before one of the former: "Written by"."""
    pictures: str = ""
    """Before it these credit somebody who did not write: pictures, editing."""
    checks: str = ""
    """As those, but only after another name: "Reviewed by" alone signs a review."""
    joins: str = ""
    """Between names, in any line."""
    joins_after_by: str = ""
    """Between names where the line opens in this language: a word that means another thing in others."""
    places: str = ""
    """After a name: where the writer was, or when."""
    employers: str = ""
    """After a name or a comma: whom the writer works for."""
    roles: str = ""
    """What people are at a paper, and what they write about: a run of these is no name."""
    occupations: str = ""
    """What ends the line about somebody who is no name: "Security Expert"."""
    papers: str = ""
    """Last or inner words of papers, agencies and bodies."""
    nobody: str = ""
    """What sites put where a name should be: nobody signs so."""

    # --- labels of a page
    home: str = ""
    """The first link of a breadcrumb."""
    printed: tuple[str, ...] = ()
    """How the link to an article's print version begins."""
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Kinds of articles, and how the names of their sections begin."""
