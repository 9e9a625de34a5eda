"""What loaders and readers share: text, dates and names made clean. Pure: no clock, no settings, no log.

Doors: :func:`read_date` and :func:`read_byline`.
"""

from newscrawl.cleaning.dates import printed_offset, read_date, to_utc
from newscrawl.cleaning.names import read_byline
from newscrawl.cleaning.text import keep_lines, squeeze

__all__ = ["keep_lines", "printed_offset", "read_byline", "read_date", "squeeze", "to_utc"]
