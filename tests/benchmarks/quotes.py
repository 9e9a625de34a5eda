"""What of the quote figures comes from where: by form of attribution, by confidence, and with each rule family off.

    python tests/benchmarks/quotes.py [--set pages] [--set polnear] [--no-ablation]

Needs ../shared/quotes (its data and evaluate.py), which is no part of the product. Nothing here is timed. Families are
switched off by putting something else in their place in this process; the product has no switches for them.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[2]))  # run from anywhere, on this checkout's code

from newscrawl.quotes import find_quotes, quote
from newscrawl.quotes.languages.en import claims
from newscrawl.quotes.languages.en.cues import ROLES
from newscrawl.quotes.languages.en.grammar import ENGLISH
from newscrawl.quotes.languages.en.names import PLACES
from newscrawl.quotes.people import People
from newscrawl.quotes.reference import Memory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

SHARED = Path(__file__).parents[3] / "shared/quotes"
SETS = {
    "polnear": ("polnear_dev.jsonl.gz", "resolved_dev.jsonl"),
    "pages": ("pages_dev.jsonl.gz", "pages_resolved_dev.jsonl"),
}
PLACES_OF_CUES = ("before", "between", "after", "none")
SOURCES = ("name", "pronoun", "role", "organisation", "nobody")
FIGURES = ("both", "both_all", "resolved", "resolved_pronoun", "full", "scare", "found", "joined")
UNSURE = (None, 0.3)

FAMILIES: dict[str, list[tuple[Any, str, Any]]] = {
    "cues behind the quotation": [(ENGLISH, "claim_after", lambda text: None)],
    "cues before it": [(ENGLISH, "claim_before", lambda text: None)],
    "inversion behind a comma": [(claims, "_inverted", lambda *place: None)],
    "appositions (descriptions beside names)": [
        ("newscrawl.quotes.languages.en.subjects", "_name_apposed", lambda *place: None),
        ("newscrawl.quotes.languages.en.subjects", "_described_behind", lambda text: None),
        ("newscrawl.quotes.languages.en.subjects", "_name_behind", lambda *place: None),
        ("newscrawl.quotes.languages.en.subjects", "office_behind", lambda *place: None),
    ],
    "pronouns": [(Memory, "whom", lambda *asked: UNSURE)],
    "genders": [(People, "gender", lambda *asked: None)],
    "speech told without marks": [(Memory, "_told", lambda *place: [])],
    "heads of sentences": [(Memory, "heads", lambda *place: [])],
    "companies as they and it": [(Memory, "_body", lambda *asked: UNSURE)],
    "offices to their bearers": [
        (Memory, "described", lambda memory, subject, *place: (" ".join(subject.printed.split()), 0.9))
    ],
    "silence to who spoke before": [(Memory, "nobody", lambda *place: (None, 0.0))],
    "one speaker a paragraph, and onwards": [(quote, "spread", lambda *rows: None)],
    "back to where a quotation opened": [(quote, "explain_opened", lambda *rows: None)],
    "whose the next paragraph says they were": [(quote, "explain_later", lambda *place: None)],
    "persons brought in without a name": [(Memory, "_is_unnamed", lambda *asked: False)],
    "documents as it": [(Memory, "document", lambda *place: None)],
    "fullest names": [(People, "resolve", lambda people, tokens, *place: " ".join(tokens))],
    "titles, signs, words as words": [(quote, "is_naming", lambda *segment: False)],
    "single marks": [("newscrawl.quotes.marks", "_singles", lambda *text: [])],
    "blocks without marks": [(quote, "_read_block", lambda *place: None)],
    "interviews and transcripts": [(quote, "find_turns", lambda *text: {})],
}
"""Rule families: what is put in place of which functions to have each of them off."""


def evaluator() -> ModuleType:
    """The evaluation of ../shared/quotes, as a module."""
    spec = importlib.util.spec_from_file_location("quotes_evaluate", SHARED / "evaluate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cue_place(row: dict[str, Any], gold: dict[str, Any]) -> str:
    """Where the gold's cue stands to its segment: marked by hand, else the nearest place where its words stand."""
    if "cue_at" in gold:
        return str(gold["cue_at"] or "none")
    text, cue = row["paragraphs"][gold["paragraph"]], gold["cue"] or ""
    before = text.rfind(cue, 0, gold["start"]) if cue else -1
    after = text.find(cue, gold["end"]) if cue else -1
    if before < 0 and after < 0:
        return "none"
    behind = after >= 0 and (before < 0 or after - gold["end"] <= gold["start"] - before - len(cue))
    others = [
        q for q in row["quotes"] if q["paragraph"] == gold["paragraph"] and q is not gold and q["kind"] == "direct"
    ]
    between = any(q["start"] > after for q in others) if behind else any(q["end"] <= before for q in others)
    return "between" if between else "after" if behind else "before"


def source_form(gold: dict[str, Any]) -> str:
    """What the gold's source is by its words: a name, a pronoun, a role, an organisation (or a thing), nobody."""
    source = (gold["source"] or "").replace("’s", "").split()
    if gold["pronoun"]:
        return "pronoun"
    if not source:
        return "nobody"
    last = (gold["name"] or " ".join(source)).split()[-1].lower().strip(".,")
    if gold["name"]:
        return "organisation" if last in PLACES or gold.get("who") in ("group", "document") else "name"
    described = {word.lower().strip(".,") for word in source[:6]}
    is_person = described & ROLES or any(word.startswith("spokes") for word in described)
    return "role" if is_person or gold.get("who") in ("person", "unnamed") else "organisation"


def is_right(tool: ModuleType, gold: dict[str, Any], label: dict[str, Any] | None, said: str | None) -> bool | None:
    """*said* is the gold's speaker; None where the gold does not know who that is."""
    if label:
        return bool(tool.is_resolved(label, said, ()))
    if gold["name"] or (gold["full"] and gold.get("who", "person") == "person"):
        return bool(tool.is_speaker(gold, said))
    if gold["pronoun"] or not gold["source"]:
        return None
    return bool(said and set(tool.words(gold["source"])) & set(tool.words(said)))


def judged(tool: ModuleType, rows: list[Any], labels: list[Any]) -> Iterator[tuple[str, str, bool, float | None]]:
    """Each direct quote of the gold whose speaker is known: cue's place, source's form, right, confidence (None: missed)."""
    known: dict[str, dict[tuple[int, int], Any]] = defaultdict(dict)
    for label in labels:
        known[label["id"]][label["paragraph"], label["start"]] = label
    for row in rows:
        got = find_quotes(row["paragraphs"])
        for gold in row["quotes"]:
            if gold["kind"] != "direct":
                continue
            found = next((q for q in got if tool.same(gold, q)), None)
            label = known[row["id"]].get((gold["paragraph"], gold["start"]))
            right = is_right(tool, gold, label, found["speaker"] if found else None)
            if right is not None:
                yield cue_place(row, gold), source_form(gold), right, found["confidence"] if found else None


def print_forms(results: list[tuple[str, str, bool, float | None]]) -> None:
    """A table: share of quotes found with the right speaker (and of how many), by the cue's place and the source's form."""
    cells: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for place, form, right, _ in results:
        for key in ((place, form), (place, "all"), ("all", form), ("all", "all")):
            cells[key].append(right)
    print("| cue | " + " | ".join((*SOURCES, "all")) + " |\n|---" + "|---" * (len(SOURCES) + 1) + "|")
    for place in (*PLACES_OF_CUES, "all"):
        shown = [cells[place, form] for form in (*SOURCES, "all")]
        print(f"| {place} | " + " | ".join(f"{sum(c) / len(c):.3f} ({len(c)})" if c else "-" for c in shown) + " |")


def print_calibration(results: list[tuple[str, str, bool, float | None]]) -> None:
    """A table: of the quotes found at a confidence, the share whose speaker is right."""
    print("\n| confidence | right | of |\n|---|---|---|")
    for low, high in ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.5, 0.7), (0.0, 0.5)):
        hits = [right for _, _, right, sure in results if sure is not None and low <= sure < high]
        if hits:
            print(f"| {low} to {min(high, 1.0)} | {sum(hits) / len(hits):.3f} | {len(hits)} |")


def print_ablation(tool: ModuleType, rows: list[Any], labels: list[Any]) -> None:
    """A table: the figures whole, and how each of them changes with one family off."""
    whole = tool.evaluate(find_quotes, rows, labels)
    print("\n| family off | " + " | ".join(FIGURES) + " |\n|---" + "|---" * len(FIGURES) + "|")
    print("| (none) | " + " | ".join(str(round(whole[figure], 3)) for figure in FIGURES) + " |")
    for family, places in FAMILIES.items():
        patches = [
            patch(f"{at}.{name}", new) if isinstance(at, str) else patch.object(at, name, new)
            for at, name, new in places
        ]
        for each in patches:
            each.start()
        try:
            figures = tool.evaluate(find_quotes, rows, labels)
        finally:
            for each in patches:
                each.stop()
        changes = [(figures[figure] or 0) - whole[figure] for figure in FIGURES]
        print(
            f"| {family} | "
            + " | ".join(f"{change:+.3f}" if abs(change) >= 0.0005 else "0" for change in changes)
            + " |",
            flush=True,
        )


def main() -> int:
    """Runs the tables; 2 where the measuring data are not beside this checkout."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--set", action="append", choices=SETS, help="which set (default: both)")
    parser.add_argument("--no-ablation", action="store_true")
    chosen = parser.parse_args()
    if not (SHARED / "evaluate.py").exists():
        print(f"no measuring data: {SHARED} is not there", file=sys.stderr)
        return 2
    tool = evaluator()
    for name in chosen.set or SETS:
        data, resolved = SETS[name]
        rows, labels = tool.read(SHARED / "data" / data), tool.read(SHARED / "data" / resolved)
        results = list(judged(tool, rows, labels))
        print(f"\n## {name}: direct quotes found with the right speaker, of those whose speaker is known\n")
        print_forms(results)
        print_calibration(results)
        if not chosen.no_ablation:
            print_ablation(tool, rows, labels)
    return 0


if __name__ == "__main__":
    sys.exit(main())
