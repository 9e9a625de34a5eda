"""How a paper fares by its own last weeks. Pure: rows in, judgements out; no database, no clock."""

from newscrawl.health.judging import Judgement, Past, Visit, judge

__all__ = ["Judgement", "Past", "Visit", "judge"]
