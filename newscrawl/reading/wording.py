"""What one language says around articles: the words of correction notes, live blogs and paywalls."""

from __future__ import annotations

from dataclasses import dataclass

CORRECTION, UPDATE, CLARIFICATION, EDITORS_NOTE = "correction", "update", "clarification", "editors_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of one language; what is left out is not known there.

    Labels are in lower case. Patterns are regular expressions, matched without regard to case; none may repeat without bound.
    """

    code: str
    """ISO 639-1."""

    # --- notes on a change
    corrections: tuple[str, ...] = ()
    """Labels before a note that sets an error right."""
    updates: tuple[str, ...] = ()
    """Before one that tells what is new."""
    clarifications: tuple[str, ...] = ()
    editors_notes: tuple[str, ...] = ()
    sentences: tuple[tuple[str, str], ...] = ()
    """Kind, and how a note begins that bears no label: a pattern for the start of a paragraph."""
    openings: str = ""
    """The first words of these sentences: a paragraph that begins with none of them is not looked at."""
    dated_by: tuple[str, ...] = ()
    """Within a note, before the date of the change."""
    asks: tuple[str, ...] = ()
    """Patterns of what asks readers to report an error: no note, though it stands where notes do."""
    note_boxes: str = ""
    """Words in ``class`` and ``id`` of the boxes that notes are set in."""

    # --- live blogs
    live_folders: tuple[str, ...] = ()
    """Folders of an address, or what its last part begins or ends with."""
    live_headlines: tuple[str, ...] = ()
    """Patterns of what a headline calls a live blog."""
    before_time: tuple[str, ...] = ()
    """Before the time of a post."""
    after_time: tuple[str, ...] = ()
    """Behind it: halves of the day, "o'clock", zones. Patterns."""

    # --- texts that are cut
    goes_on: tuple[str, ...] = ()
    """Patterns of what stands under a text that goes on for subscribers."""

    def labels(self) -> dict[str, str]:
        """Every label to the kind of note that it opens."""
        kinds = {
            CORRECTION: self.corrections,
            UPDATE: self.updates,
            CLARIFICATION: self.clarifications,
            EDITORS_NOTE: self.editors_notes,
        }
        return {label: kind for kind, labels in kinds.items() for label in labels}
