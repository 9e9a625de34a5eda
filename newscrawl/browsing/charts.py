"""Small charts as SVG: no script, no style attribute, and the numbers in words for those who do not see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

WIDE, HIGH = 600, 90


def day_chart(title: str, days: Sequence[tuple[date, int]]) -> Markup:
    """A bar a day, each with its number as a title; the whole has a name for screen readers."""
    most = max((number for _day, number in days), default=0)
    total = sum(number for _day, number in days)
    if not days:
        return Markup("")
    step = WIDE / len(days)
    bars = []
    for place, (day, number) in enumerate(days):
        height = max(round(number / most * (HIGH - 4), 1), 1.5) if number else 0
        if height:
            bars.append(
                f'<rect x="{place * step:.1f}" y="{HIGH - height:.1f}" width="{max(step - 2, 1):.1f}" height="{height}">'
                f"<title>{day:%A, %d %B}: {number:,}</title></rect>"
            )
    words = f"{title}: {total:,} in {len(days)} days, {most:,} on the day with most"
    return Markup(  # noqa: S704  (numbers of ours; the words are escaped)
        f'<svg class="chart" viewBox="0 0 {WIDE} {HIGH}" preserveAspectRatio="none" role="img" aria-label="{escape(words)}">'
        f"{''.join(bars)}</svg>"
    )


def spark(numbers: Sequence[int], name: str) -> Markup:
    """A line of small bars, one a day."""
    most = max(numbers, default=0)
    bars = "".join(
        f'<rect x="{place * 4}" y="{20 - max(number / most * 19, 2):.1f}" width="3" height="{max(number / most * 19, 2):.1f}"/>'
        for place, number in enumerate(numbers)
        if number > 0
    )
    words = (
        f"{name}: {', '.join(str(number) for number in numbers[-7:])} articles on the last {min(len(numbers), 7)} days"
    )
    box = f'viewBox="0 0 {max(len(numbers) * 4, 4)} 20" preserveAspectRatio="none"'
    return Markup(  # noqa: S704  (numbers of ours; the words are escaped)
        f'<svg class="spark" {box} role="img" aria-label="{escape(words)}">{bars}</svg>'
    )
